"""Rules about what residents order on a service day, and who delivers it (R14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import did_not_serve
from lianhu.town import offices
from lianhu.town.kinds import Group, Issue, ServiceOrder, Village, VillageServiceDay
from lianhu.town.kinds.service_day import Confirmation
from lianhu.town.kinds.span import Holder, Vacancy
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
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


@scope.of_village(*scope.ISSUES, VillageServiceDay)
def confirmed_orders_were_delivered(register: Register) -> Iterator[Finding]:
    """Who ordered confirms what was delivered, not before that day and within the town's days after it.

    Source: R14, 村民来点单、代表来实施.
    """
    for entry in _orders(register):
        delivery, confirmed, at = entry.order.delivery, entry.order.confirmed, (*entry.at, "confirmed")
        if not confirmed:
            continue
        if not delivery or not entry.order.is_delivered:
            message = say("Only an order that was delivered is confirmed.")
            yield Finding(
                entry.record, at, message, say("Take the confirmation out, or record the delivery."), key=True
            )
            continue
        days = register.limits(delivery.date).confirmation_days
        if confirmed.date < delivery.date:
            message = say(
                "Confirmed on {day}, before it was delivered on {done}.", day=confirmed.date, done=delivery.date
            )
            yield Finding(entry.record, (*at, "date"), message, say("Correct one of the two dates."))
        elif confirmed.date > register.today:
            yield from in_the_future(register, entry.record, (*at, "date"), confirmed.date)
        elif (late := (confirmed.date - delivery.date).days) > days:
            message = say(
                "Confirmed {late} days after it was delivered; the town's limit is {days}.", late=late, days=days
            )
            fix = say("Correct the date, or take the confirmation out: the order stays delivered and not confirmed.")
            yield Finding(entry.record, (*at, "date"), message, fix)


@scope.of_village(*scope.ISSUES, VillageServiceDay)
@scope.whatever_the_day
def nobody_confirms_their_own_delivery(register: Register) -> Iterator[Finding]:
    """Whoever asks who ordered is not who delivered, in whatever office.

    Source: R14; G5.
    """
    held = offices.by_representative(register)
    for entry in _orders(register):
        order = entry.order
        if order.confirmed and order.representative and _is_asking(register, held, order, order.confirmed):
            post = Term(order.confirmed.by)
            message = say("{one} delivered the order and is asking as {by}.", one=order.representative, by=post)
            at = (*entry.at, "confirmed", "by")
            yield Finding(entry.record, at, message, say("Let somebody in another office ask who ordered."))


def _is_asking(
    register: Register, held: Mapping[str, Sequence[offices.Held]], order: ServiceOrder, confirmed: Confirmation
) -> bool:
    """Whether who delivered an order held on that day the office that asked about it, or stood in."""
    group, day = register.find(Group, order.group), confirmed.date
    if not group:
        return False
    if confirmed.by == "group_head":
        return _stands_for(offices.answering(group, day), order)
    if confirmed.by == "area_head":
        area = register.area_of(group, day)
        return _stands_for(offices.answering(area, day) if area else None, order)
    own = held.get(order.representative or "", ())
    return any(one.office == confirmed.by and one.holder.covers(day) for one in own)


def _stands_for(one: Holder | Vacancy | None, order: ServiceOrder) -> bool:
    return one is not None and one.representative == order.representative


def _is_of_the_group(register: Register, issue: Issue, order: ServiceOrder) -> bool:
    """Whether those who act for the order's group that day act on the issue, too."""
    day = order.delivery.date if order.delivery else order.placed_on
    return bool(register.groups_going_on(order.group, day) & register.groups_acting_on(issue, day))
