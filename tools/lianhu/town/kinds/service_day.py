"""A village's service day of one month (R13-R15): activities, orders and what became of them."""

from __future__ import annotations

import datetime

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Activity(Struct, frozen=True, kw_only=True):
    """What was done; `households` were visited or came to the talk, by its form (大走访, 大恳谈, 大服务)."""

    kind: str
    title: str
    place: str
    form: str | None = None
    participants: int | None = None
    households: int | None = None


class Delivery(Struct, frozen=True, kw_only=True):
    date: datetime.date
    outcome: str
    issue: str | None = None
    note: str | None = None
    recorded_late: str | None = None


class Confirmation(Struct, frozen=True, kw_only=True):
    """That who ordered was asked and said that it was done: by which post."""

    date: datetime.date
    by: str
    satisfied: bool | None = None
    recorded_late: str | None = None


class ServiceOrder(Struct, frozen=True, kw_only=True):
    """What residents ordered (点单): open until it has a delivery (实施), which who ordered confirms."""

    number: int
    group: str
    placed_on: datetime.date
    title: str
    representative: str | None = None
    delivery: Delivery | None = None
    recorded_late: str | None = None
    confirmed: Confirmation | None = None

    @property
    def is_delivered(self) -> bool:
        return self.delivery is not None and self.delivery.outcome == "delivered"


class VillageServiceDay(Correctable, frozen=True, kw_only=True):
    id: str
    date: datetime.date
    orders: tuple[ServiceOrder, ...]
    planned: tuple[Activity, ...] = ()
    activities: tuple[Activity, ...] | None = None
    cancelled: str | None = None
    recorded_late: str | None = None

    @property
    def is_held(self) -> bool:
        """Whether it is recorded what was done; planned before, it may have been cancelled."""
        return self.activities is not None and not self.cancelled

    @property
    def is_planned(self) -> bool:
        """Whether it is recorded neither what was done nor that it did not take place."""
        return self.activities is None and not self.cancelled
