"""A year of service days (R13-R15): activities of every kind, residents' orders and what became of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from random import Random
from typing import Any

from lianhu.demo.texts import in_season, month_key, some, texts
from lianhu.demo.year import DAY, TODAY, Data, VillageYear, Written
from lianhu.town.kinds import Group
from lianhu.town.month import Month
from lianhu.town.service_day import day_of, next_service_day

VISIT, TALK = "代表和干部分头入户走访，听意见、记事情", "和住户坐在一起，谈村里要办的实事"
KINDS = ("publicity_exchange", "practical_matter", "volunteer_service", "cultural_creation")


def service_days(here: VillageYear) -> Iterator[Written]:
    yield from _planned(here)
    for year, month in here.year.months:
        day = day_of(here.register, Month(year, month), here.village).on
        if not here.first <= day <= here.last:
            continue
        chance = here.chance(f"service day {year}-{month}")
        orders = sorted(
            [*_referred(here, day), *_orders(here, day, chance)],
            key=lambda order: (str(order["placed_on"]), str(order["group"])),
        )
        numbered = [
            {"number": number, **order, **_confirmation(here, order, Random(f"{here.village.id} {day} {number}"))}
            for number, order in enumerate(orders, start=1)
        ]
        name = f"{year}-{month:02}"
        yield (
            f"{here.folder}/service-days/{name}.yaml",
            {
                "id": f"{here.village.id}-{name}",
                "date": f"{day}",
                "activities": _with_forms(here, day, _activities(here, day, chance)),
                "orders": numbered,
            },
        )


def _planned(here: VillageYear) -> Iterator[Written]:
    """The next one, where the village goes on."""
    if here.year.back or not here.village.covers(TODAY):
        return
    day = next_service_day(here.register, here.village).on
    title, place = texts("service_days")["activities"][KINDS[2]][0], here.hall().removesuffix("会议室")
    data = {
        "id": f"{here.village.id}-{day:%Y-%m}",
        "date": f"{day}",
        "planned": [{"kind": KINDS[2], "title": title, "place": place}],
        "orders": [],
    }
    if day > TODAY and here.village.covers(day):
        yield f"{here.folder}/service-days/{day:%Y-%m}.yaml", data


def _activities(here: VillageYear, day: datetime.date, chance: Random) -> list[Data]:
    chosen: list[Any] = some(texts("service_days")["season"][month_key(day.month)], chance.randint(1, 2), chance)
    for kind in some(list(KINDS), chance.randint(3, 4), chance):
        if all(kind != other for other, _ in chosen):
            chosen.append((kind, chance.choice(texts("service_days")["activities"][kind])))
    places = [here.hall().removesuffix("会议室"), *(group.workstation.venue.name for group in here.groups_on(day))]
    activities: list[Data] = []
    for kind, title in chosen:
        activity: Data = {"kind": kind, "title": title, "place": chance.choice(places)}
        if chance.random() < 0.7:
            activity["participants"] = chance.randint(8, 65)
        activities.append(activity)
    return activities


def _with_forms(here: VillageYear, day: datetime.date, activities: list[Data]) -> list[Data]:
    """The three forms of a service day: what was done for people, and beside it visits and a talk by households."""
    chance = here.chance(f"forms {day}")
    households = sum(here.register.on(group, day).household_count for group in here.groups_on(day))
    for one in activities:
        if one["kind"] in ("volunteer_service", "practical_matter"):
            one["form"] = "grand_service"
    for form, kind, title in (("grand_visit", "publicity_exchange", VISIT), ("grand_talk", "practical_matter", TALK)):
        if chance.random() < 0.8:
            reached = min(households, chance.randint(6, 40))
            told: Data = {"kind": kind, "form": form, "title": title, "place": here.hall(), "households": reached}
            activities.append(told if form == "grand_talk" else told | {"place": "各组"})
    return activities


def _confirmation(here: VillageYear, order: Data, chance: Random) -> Data:
    """What an officer or cadre heard from who ordered; not everybody was asked yet."""
    delivery = order.get("delivery", {})
    if delivery.get("outcome") != "delivered" or chance.random() < 0.2:
        return {}
    asked = datetime.date.fromisoformat(delivery["date"]) + DAY * chance.randint(1, 9)
    if asked > here.last:
        return {}
    told: Data = {"date": f"{asked}", "by": chance.choice(("village_officer", "liaison_cadre", "liaison_cadre"))}
    return {"confirmed": told | ({"satisfied": chance.random() < 0.93} if chance.random() < 0.85 else {})}


def _referred(here: VillageYear, day: datetime.date) -> Iterator[Data]:
    """What was found on the service day and became an issue."""
    for group in here.groups:
        for issue in here.register.issues_of(group):
            first = issue.events[0]
            if issue.source == "service_day" and first.date == day and first.representative:
                yield {
                    "group": group.id,
                    "placed_on": f"{day}",
                    "title": issue.title,
                    "representative": first.representative,
                    "delivery": {"date": f"{day}", "outcome": "referred", "issue": issue.id},
                }


def _orders(here: VillageYear, day: datetime.date, chance: Random) -> Iterator[Data]:
    bank = texts("service_days")["orders"]
    fitting = [order for order in (*bank["both"], *bank[here.setting]) if in_season(order, day.month)]
    for title, note, *_ in some(fitting, chance.randint(3, 7), chance):
        group = chance.choice(here.groups_on(day))
        placed = max(group.since, day - DAY * chance.choice((0, 0, 1, 2, 3, 4, 6)))
        yield {"group": group.id, "placed_on": f"{placed}", "title": title} | _delivery(
            here, group, placed, day, note, chance
        )


def _delivery(
    here: VillageYear, group: Group, placed: datetime.date, day: datetime.date, note: str, chance: Random
) -> Data:
    """Who delivers, and what came of it; nothing yet for an order that is still open, as none of years before is."""
    members = here.register.representatives_of(group, placed)
    who: Data = {"representative": chance.choice(members).id} if members else {}
    done = day + DAY * chance.choice((0, 0, 0, 0, 0, 1, 3, 7, 12))
    fate = chance.random()
    still_serving = any(
        representative.id == who.get("representative")
        for representative in here.register.representatives_of(group, done)
    )
    is_latest = day > TODAY - DAY * 22
    is_open = fate < 0.05 or done > here.last or (is_latest and fate < 0.3) or not still_serving
    if is_open and not here.year.back:
        return who if chance.random() < 0.7 else {}
    if fate < 0.12 or not still_serving:
        why = chance.choice(texts("service_days")["withdrawn"])
        return (who if still_serving else {}) | {"delivery": {"date": f"{day}", "outcome": "withdrawn", "note": why}}
    delivery = {"date": f"{done}", "outcome": "delivered"}
    return who | {"delivery": delivery | ({"note": note} if chance.random() < 0.75 else {})}
