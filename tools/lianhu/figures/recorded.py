"""What the records of villages add up to, today and on the days that are announced: the town's are the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianhu.rules.totals import recorded_totals
from lianhu.town import coverage
from lianhu.town.coverage import Coverage
from lianhu.town.kinds import Area, Group, Representative, Village
from lianhu.town.kinds.span import Span
from lianhu.town.month import DAY, after
from lianhu.town.register import Register


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """`households` of the groups of today, and those `unserved`. `changes`: the days from today to the one after the
    last that is announced on which a unit or somebody's service begins or has ended; `totals` by name from each day on
    which any is another, beginning today.
    """

    households: int
    unserved: int
    changes: Sequence[date]
    totals: Mapping[date, Mapping[str, int]]

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "households": self.households,
            "unserved": self.unserved,
            "changes": [day.isoformat() for day in self.changes],
            "totals": {day.isoformat(): totals for day, totals in self.totals.items()},
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Recorded:
        totals = {date.fromisoformat(day): totals for day, totals in plain["totals"].items()}
        changes = [date.fromisoformat(day) for day in plain["changes"]]
        return cls(households=plain["households"], unserved=plain["unserved"], changes=changes, totals=totals)

    def on(self, day: date) -> Mapping[str, int]:
        """The totals of a day, from today to the one after the last that is announced."""
        return self.totals[max(since for since in self.totals if since <= day)]


def announced(register: Register) -> date:
    """The last day of which `due` tells in time."""
    return register.today + register.town.limits.notice_days * DAY


def recorded(register: Register) -> Recorded:
    """Of all villages in the register."""
    found, changes = _coverage(register), _changes(register)
    return Recorded(
        households=found.households,
        unserved=found.unserved,
        changes=changes,
        totals={day: recorded_totals(register, day) for day in sorted({*changes, *_turns(register)})},
    )


def added(parts: Sequence[Recorded]) -> Recorded:
    """Of several parts of the town, at least one, together."""
    days = sorted({day for part in parts for day in part.totals})
    return Recorded(
        households=sum(part.households for part in parts),
        unserved=sum(part.unserved for part in parts),
        changes=sorted({day for part in parts for day in part.changes}),
        totals={day: _sums([part.on(day) for part in parts]) for day in days},
    )


def _sums(parts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    found = Counter[str]()
    for part in parts:
        found.update(part)
    return {total: found[total] for total in parts[0]}


def _coverage(register: Register) -> Coverage:
    return coverage.of_groups(register, (one for one in register.all(Group) if one.covers(register.today)))


def _changes(register: Register) -> list[date]:
    spans: list[Span] = [*register.all(Village), *register.all(Area), *register.all(Group)]
    spans += [seat for person in register.all(Representative) for seat in person.groups]
    begin, end = ({span.since for span in spans}, {after(span.until) for span in spans if span.until})
    days = (day for day in begin | end if register.today < day <= announced(register) + DAY)
    return sorted({register.today, *days})


def _turns(register: Register) -> set[date]:
    """The days from which a representative has another number of households."""
    today, last = register.today, announced(register) + DAY
    return {day for person in register.all(Representative) for day in register.turns(person, today, last)}
