"""How large a demonstration is; the town's numbers are those of domain.md section 1, the county's of section 9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True)
class Scale:
    """What a town declares, and how many issues each of its years has; a county has so many such `towns`."""

    villages: int
    areas: int
    groups: int
    representatives: int
    households: int
    issues: int
    towns: int = 1


TOWN = Scale(villages=15, areas=81, groups=356, representatives=1756, households=24_000, issues=640)
SCALES: Mapping[str, Scale] = {
    "tiny": Scale(villages=1, areas=2, groups=2, representatives=10, households=130, issues=30),
    "small": Scale(villages=3, areas=7, groups=12, representatives=55, households=702, issues=72),
    "town": TOWN,
    "county": replace(TOWN, towns=32),
}
# How many years lie behind a town of which nothing else is said: many records make a year enough.
YEARS: Mapping[str, int] = {"tiny": 3, "small": 3, "town": 1, "county": 1}


def shared_out(total: int, parts: int, least: int, most: int, chance: Random) -> list[int]:
    """`total` in so many parts, each from `least` to `most`, uneven as life is."""
    shares = [total // parts + (number < total % parts) for number in range(parts)]
    for _ in range(3 * parts if parts > 1 else 0):
        giver, taker = chance.sample(range(parts), 2)
        if shares[giver] > least and shares[taker] < most:
            shares[giver] -= 1
            shares[taker] += 1
    return shares
