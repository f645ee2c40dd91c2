"""Service days: when they are, what villages did on theirs, and what became of every order (R13-R15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lianhu.figures.figure import Rate
from lianhu.figures.rows import OrderEntry
from lianhu.figures.work import order_confirmation_rate, order_delivery_rate
from lianhu.public import Posted
from lianhu.site.pages.announced import is_announced
from lianhu.site.pages.page import Page, of_record, of_section
from lianhu.site.pages.reads import of_each, reads
from lianhu.town.activity import Activity
from lianhu.town.kinds import Group, Issue, Representative, Village, VillageServiceDay
from lianhu.town.month import Month
from lianhu.town.service_day import ServiceDay, day_of, next_service_day

SECTION = "service-days/"
MONTHS_BACK, MONTHS_AHEAD = 6, 6
# What a day rests on while the year's notice on holidays is not known; of a deadline, too.
UNCONFIRMED = "待放假通知确认"
UNTIL_NOTICE = f"暂按周一至周五推算，{UNCONFIRMED}"


@dataclass(frozen=True)
class DayOfTown:
    """A month's service day with those that villages held in it."""

    day: ServiceDay
    held: tuple[VillageServiceDay, ...]


@dataclass(frozen=True)
class DaysOfVillage:
    """A village and its service days: those that were held, the newest first, and those that it has announced."""

    village: Village
    days: tuple[VillageServiceDay, ...]
    announced: tuple[VillageServiceDay, ...]


@reads(Group, Issue, Representative, VillageServiceDay)
def service_days(town: Posted) -> Page:
    activity = Activity(town)
    villages = [
        DaysOfVillage(
            village,
            tuple(day for day in recorded[::-1] if day.is_held),
            tuple(day for day in recorded if is_announced(town, day)),
        )
        for village in town.all(Village)
        if village.covers(town.today)
        for recorded in (activity.service_days_of(village),)
    ]
    held: dict[str, list[VillageServiceDay]] = {}
    for day in (one for one in town.all(VillageServiceDay) if one.is_held):
        held.setdefault(town.filed(day).month, []).append(day)
    return of_section(
        SECTION,
        "邻里服务日",
        "service-days.html",
        "每月邻里服务日的日期、怎么点单、各村做了什么、点的单办得怎样",
        days=[DayOfTown(day, tuple(held.get(day.on.isoformat()[:7], ()))) for day in year_around(town)],
        next_service_day=next_service_day(town),
        villages=villages,
    )


@of_each(VillageServiceDay, {Issue: (VillageServiceDay, Issue)})
def days(town: Posted) -> Iterator[Page]:
    for day in town.judged(VillageServiceDay):
        village = town.village_of(day)
        title = f"{village.name}{day.date.year}年{day.date.month}月邻里服务日"
        yield of_record(town, day, title, SECTION, f"{title}的活动和点单", "service-day.html", day=day, village=village)


def basis(day: ServiceDay) -> str:
    """What the date rests on, in the words of the page."""
    return "镇里确认" if day.confirmed else UNCONFIRMED if day.provisional else "按规则推算"


def delivery_rate(days: Iterable[VillageServiceDay]) -> Rate:
    """点单实施率 of these service days, by the definition of the figures."""
    return order_delivery_rate(_rows(days))


def confirmation_rate(days: Iterable[VillageServiceDay]) -> Rate:
    """点单人确认 of these service days, by the definition of the figures."""
    return order_confirmation_rate(_rows(days))


def _rows(days: Iterable[VillageServiceDay]) -> Iterator[OrderEntry]:
    for day in days:
        for order in day.orders:
            yield OrderEntry(
                id=f"{day.id}/{order.number}",
                village="",
                month="",
                outcome=order.delivery.outcome if order.delivery else "",
                confirmed=order.confirmed is not None,
            )


def year_around(town: Posted, village: Village | None = None) -> tuple[ServiceDay, ...]:
    """The service days from half a year ago to half a year ahead; a village's, where it moved its own."""
    last = Month.of(town.today).back(-MONTHS_AHEAD)
    months = (last.back(count) for count in range(MONTHS_BACK + MONTHS_AHEAD, -1, -1))
    return tuple(day_of(town, month, village) for month in months)
