"""The rows that figures are made of: one frozen class a matter, each with the village and month it counts in.

`late` says that what makes a row count was recorded late, with its reason.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from lianhu.town.month import month_of


class Numbered:
    """An entry of a list in a record, whose id ends with its number."""

    id: str

    @property
    def number(self) -> str:
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A group that exists today, with its workstation."""

    id: str
    village: str
    venue: str


@dataclass(frozen=True, kw_only=True)
class Covered:
    """A group that exists today with its households, and how many of them have a representative."""

    id: str
    village: str
    households: int
    served: int


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A representative who serves today; `trained` in the last twelve months."""

    id: str
    village: str
    household_count: int
    trained: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class BackgroundCount:
    """What a village that exists today counted last, of whom nobody is named; 0 where it did not say."""

    id: str
    village: str
    party_member: int
    volunteer: int
    village_worthy: int


@dataclass(frozen=True, kw_only=True)
class VisitEntry:
    """One visit."""

    id: str
    village: str
    date: datetime.date
    household_count: int
    late: bool = False

    @property
    def month(self) -> str:
        return month_of(self.date)


@dataclass(frozen=True, kw_only=True)
class VisitWeek:
    """A week that is over and a representative who served all of it."""

    representative: str
    village: str
    monday: datetime.date
    visited: bool
    late: bool = False

    @property
    def id(self) -> str:
        return f"{self.representative}/{self.monday}"

    @property
    def month(self) -> str:
        return month_of(self.monday)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something that was due in a month that is over; `village` is empty for what the town must do.

    A quarter's counts in its first month, so that a window holds whole quarters.
    """

    id: str
    kind: str
    village: str
    month: str
    done: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskEntry(Numbered):
    """A task of a list whose month is over."""

    id: str
    village: str
    month: str
    done: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that took place."""

    id: str
    village: str
    kind: str
    date: datetime.date
    late: bool = False

    @property
    def month(self) -> str:
        return month_of(self.date)


@dataclass(frozen=True, kw_only=True)
class BranchEntry:
    """An analysis at which the members of the village's party branch were counted."""

    id: str
    village: str
    month: str
    members: int
    present: int


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A village at a review of the town, there or not."""

    id: str
    village: str
    month: str
    attended: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A representative who was invited to a meeting or review and served on its day, there or not."""

    id: str
    village: str
    month: str
    came: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionEntry(Numbered):
    """What a meeting or review decided; `outcome` is empty while it is open."""

    id: str
    village: str
    month: str
    outcome: str
    is_overdue: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A representative for whom a training was held, there or not."""

    id: str
    village: str
    month: str
    attended: bool
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class OrderEntry(Numbered):
    """What residents ordered for a service day; `outcome` is empty while it is open.

    `confirmed`: who ordered was asked, and said that it was delivered.
    """

    id: str
    village: str
    month: str
    outcome: str
    late: bool = False
    confirmed: bool = False
    confirmed_late: bool = False


@dataclass(frozen=True, kw_only=True)
class ActivityEntry:
    """An activity of a service day; `form` is empty for none of the three, `households` 0 where none are counted."""

    id: str
    village: str
    month: str
    form: str
    households: int
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class FundEntry:
    """A representative's fund of this year, in yuan."""

    id: str
    village: str
    granted: Decimal
    spent: Decimal


@dataclass(frozen=True, kw_only=True)
class AwardEntry:
    """An award, in yuan; `village` is the representative's."""

    id: str
    village: str
    representative: str
    amount: Decimal
    month: str
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Removed:
    """A record that was published and is gone, not only to another id; `village` and `kind` as its id says."""

    id: str
    village: str
    kind: str
    month: str
    reason: str
