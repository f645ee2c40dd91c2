"""Two years of service funds (R24): a grant for each representative and what it was spent on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

from lianhu.demo.texts import in_season, texts
from lianhu.demo.year import DAY, LAST, VillageYear, Written, day_between
from lianhu.town.kinds import Representative

GRANTED_ON = {2025: datetime.date(2025, 2, 17), 2026: datetime.date(2026, 1, 19)}
FEN = Decimal("0.01")


def service_funds(here: VillageYear) -> Iterator[Written]:
    members = {representative.id: representative for group in here.groups for representative in here.members_of(group)}
    for year in GRANTED_ON:
        chance = here.chance(f"fund {year}")
        common_day = here.working_day(GRANTED_ON[year] + DAY * chance.randint(0, 9))
        funds = [
            fund for _, member in sorted(members.items()) if (fund := _fund(here, member, year, common_day, chance))
        ]
        _number_receipts(funds, f"{here.village.id[:2].upper()}{year}")
        yield (
            f"{here.folder}/service-fund/{year}.yaml",
            {"id": f"{here.village.id}-{year}", "year": year, "funds": funds},
        )


def _fund(
    here: VillageYear, representative: Representative, year: int, common_day: datetime.date, chance: Random
) -> dict[str, Any] | None:
    """A fund for whoever served on the common day; those chosen later get theirs soon after."""
    first = max(common_day, representative.groups[0].since + DAY * 9)
    granted_on = common_day if representative.group_on(common_day) else here.working_day(first)
    last = min(datetime.date(year, 12, 31), LAST, representative.groups[-1].until or LAST)
    if granted_on > last or granted_on.year != year:
        return None
    granted = here.register.town.limits.service_fund + chance.choice((0, 0, 0, 0, 40, 100))
    entries: list[dict[str, str]] = []
    left = granted
    days = sorted(day_between(granted_on, last, chance) for _ in range(chance.randint(1, 5)))
    purposes = [*texts("funds")["both"], *texts("funds")[here.setting]]
    chance.shuffle(purposes)
    for day in days[: 1 + (last - granted_on).days // 21]:
        chosen = next(purpose for purpose in purposes if in_season(purpose, day.month))
        purposes.remove(chosen)
        purpose, least, most, *_ = chosen
        amount = (Decimal(chance.randint(2 * least, 2 * most)) / 2).quantize(FEN)
        if amount <= left:
            entries.append({"date": f"{day}", "amount": f"{amount}", "purpose": purpose})
            left -= amount
    return {
        "representative": representative.id,
        "granted": f"{granted.quantize(FEN)}",
        "granted_on": f"{granted_on}",
        "entries": entries,
    }


def _number_receipts(funds: list[dict[str, Any]], prefix: str) -> None:
    """Receipts are numbered through the village's year, in the order in which they were handed in."""
    entries = [(entry["date"], fund["representative"], entry) for fund in funds for entry in fund["entries"]]
    for number, (_, _, entry) in enumerate(sorted(entries, key=lambda item: item[:2]), start=1):
        entry["receipt"] = f"{prefix}{number:04}"
