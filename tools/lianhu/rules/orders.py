"""Rules about what residents order on a service day, and who delivers it (R14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.reading.document import Location
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import did_not_serve
from lianhu.town.kinds import Group, Issue, ServiceOrder, Village, VillageServiceDay
from lianhu.town.register import Register
from lianhu.words import Term, say


@dataclass(frozen=True)
class _Order:
    """An order with where it stands."""

    record: VillageServiceDay
    at: Location
    order: ServiceOrder


def _orders(register: Register) -> Iterator[_Order]:
    for record in register.all(VillageServiceDay):
        for index, order in enumerate(record.orders):
            yield _Order(record, ("orders", index), order)


def order_numbers_are_unique(register: Register) -> Iterator[Finding]:
    """The orders of one service day have different numbers.

    Source: R14, 村民来点单.
    """
    for record in register.all(VillageServiceDay):
        seen: set[int] = set()
        for index, order in enumerate(record.orders):
            if order.number in seen:
                yield Finding(
                    record,
                    ("orders", index, "number"),
                    say("The number {number} stands twice.", number=order.number),
                    say("Give the second order the next free number."),
                )
            seen.add(order.number)


def orders_are_of_the_villages_groups(register: Register) -> Iterator[Finding]:
    """An order is placed by residents of one of the village's groups.

    Source: R8, R14.
    """
    for entry in _orders(register):
        village = register.find(Village, names_of(register, entry.record)["village"])
        group = register.find(Group, entry.order.group)
        if village and group and register.village_of(group) is not village:
            yield Finding(
                entry.record,
                (*entry.at, "group"),
                say("{group} is a group of another village.", group=group.id),
                say("Name a group of {village}.", village=village.id),
            )


def orders_are_delivered_after_they_are_placed(register: Register) -> Iterator[Finding]:
    """An order is delivered on the day it was placed or later; neither day lies in the future.

    Source: R14, 村民来点单、代表来实施.
    """
    for entry in _orders(register):
        placed, delivery = entry.order.placed_on, entry.order.delivery
        if placed > register.today:
            yield from in_the_future(register, entry.record, (*entry.at, "placed_on"), placed)
        elif delivery and delivery.date < placed:
            yield Finding(
                entry.record,
                (*entry.at, "delivery", "date"),
                say("Delivered on {day}, before it was placed on {placed}.", day=delivery.date, placed=placed),
                say("Correct one of the two dates."),
            )
        elif delivery:
            yield from in_the_future(register, entry.record, (*entry.at, "delivery", "date"), delivery.date)


def orders_are_delivered_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """Who delivers an order serves the group on the day of delivery, or one in which it goes on after its end; of an
    open order, on the day it was placed.

    Source: R9, R14, 代表来实施.
    """
    for entry in _orders(register):
        order = entry.order
        day = order.delivery.date if order.delivery else order.placed_on
        if register.find(Group, order.group) and order.placed_on <= day <= register.today:
            at = (*entry.at, "representative")
            acting = register.groups_going_on(order.group, day)
            yield from did_not_serve(register, entry.record, at, order.representative, order.group, day, acting)


def delivered_orders_name_who_delivered_them(register: Register) -> Iterator[Finding]:
    """An order that was delivered says which representative did it.

    Source: R14, 代表来实施; G5.
    """
    for entry in _orders(register):
        delivery = entry.order.delivery
        if delivery and delivery.outcome == "delivered" and not entry.order.representative:
            yield Finding(
                entry.record,
                (*entry.at, "delivery"),
                say("It was delivered, but it is not said by which representative."),
                say("Add a line '{name}: ...'.", name="representative"),
            )


def referred_orders_name_their_issue(register: Register) -> Iterator[Finding]:
    """An order that became an issue names that issue, one of its group or of what went on in it; no other order names
    one.

    Source: R14, R28.
    """
    for entry in _orders(register):
        delivery = entry.order.delivery
        if not delivery:
            continue
        at = (*entry.at, "delivery", "issue")
        if delivery.outcome != "referred":
            if delivery.issue:
                message = say(
                    "Only a referred order names an issue; this one is {outcome}.", outcome=Term(delivery.outcome)
                )
                yield Finding(entry.record, at, message, say("Remove this line, or write 'outcome: referred'."))
        elif not delivery.issue:
            yield Finding(
                entry.record,
                (*entry.at, "delivery", "outcome"),
                say("The order was referred, but it is not said to which issue."),
                say("Add a line '{name}: ...'.", name="issue"),
            )
        elif (issue := register.followed(Issue, delivery.issue)) and not _is_of_the_group(register, issue, entry.order):
            yield Finding(
                entry.record,
                at,
                say("{issue} is an issue of another group.", issue=issue.id),
                say("Name an issue of {group}.", group=entry.order.group),
            )


def _is_of_the_group(register: Register, issue: Issue, order: ServiceOrder) -> bool:
    """Whether those who act for the order's group that day act on the issue, too."""
    day = order.delivery.date if order.delivery else order.placed_on
    return bool(register.groups_going_on(order.group, day) & register.groups_acting_on(issue, day))
