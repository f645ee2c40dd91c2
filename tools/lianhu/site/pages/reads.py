"""What pages and files read, said beside what makes them.

They are drawn from a town that holds nothing else, so they cannot read more. The town's own records and those of its
units and people (`PEOPLE`: of a page of villages those of its villages) are in each. What makes pages of the town says
which kinds it reads; of which nothing is said reads every record, and what led to it. What makes pages of each record
of a kind says which records of other kinds it shows with one (`links`), and which it reads `whole`, all that there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lianhu.town.kinds import Group, Representative, Village

Make = TypeVar("Make", bound=Callable[..., Any])
Links = Mapping[type, tuple[type, ...]]

# Names and places, which nearly every page of a village shows.
PEOPLE: tuple[type, ...] = (Village, Group, Representative)


@dataclass(frozen=True)
class Reads:
    """The `kinds` of record, None for all; whether the town's figures, and what stands of boards: of all, and for the
    page of a village or group of its own.

    `of`: the kind of record that each page is of. `links`, kind after kind: with records of which kinds those of this
    one are read that name them, or that they name; with its own kind, over however many steps.
    """

    kinds: frozenset[type] | None = None
    figures: bool = False
    standings: bool = False
    of: type | None = None
    links: tuple[tuple[type, tuple[type, ...]], ...] = ()


ALL = Reads(figures=True, standings=True)

_READS: dict[Any, Reads] = {}


def of(make: object) -> Reads:
    """What is read by whatever makes a page or file."""
    return _READS.get(make, ALL)


def reads(*kinds: type, figures: bool = False, standings: bool = False) -> Callable[[Make], Make]:
    """It reads the records of these kinds, and the figures and what stands of the boards where they are named."""
    return _marking(Reads(frozenset(kinds), figures, standings))


def of_each(
    kind: type, links: Links | None = None, whole: Iterable[type] = (), standings: bool = False
) -> Callable[[Make], Make]:
    """It makes the pages of each record of the kind that is asked about."""
    return _marking(Reads(frozenset(whole), standings=standings, of=kind, links=tuple((links or {}).items())))


def _marking(found: Reads) -> Callable[[Make], Make]:
    def mark(make: Make) -> Make:
        _READS[make] = found
        return make

    return mark
