"""What is hidden of a record beside what its schema hides: one table, asked by today's door and by the past's.

Consent is separate for each item and place. Of a dispute between persons stages, dates and posts are told, and no
words; who visited on the day it was found, or for whom an order was filled that became one, leads to its parties.

Sources: domain.md section 6; Personal Information Protection Law, separate consent (art. 25), withdrawal (15-16),
deletion when the purpose is served (47).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lianhu.personal import is_personal
from lianhu.public.redacted import NEVER, any_of
from lianhu.town import consent, corrections, redactions
from lianhu.town.corrections import CORRECTIONS, NOTHING
from lianhu.town.happened import LATE
from lianhu.town.kinds import Representative
from lianhu.town.month import after
from lianhu.town.redactions import MARKER, REDACTIONS
from lianhu.town.register import Register

Data = dict[str, Any]
Place = Literal["web", "wall"]

# What a person must have agreed to, item by item.
NEEDS_CONSENT = ("name", "photo", "phone", "background")

# What goes some days after a person has left; the record of the office stays.
GOES_AFTER_LEAVING = ("photo", "phone")

# What is told of a dispute, and of an order behind one.
OF_A_DISPUTE = ("events", CORRECTIONS)
OF_ITS_EVENT = ("stage", "date", "by", "to_level", "outcome", "satisfaction")
OF_ITS_CORRECTION = ("at", "was", "right", "date", "by")
OF_ITS_ORDER = ("number", "group", "placed_on", "delivery")
OF_ITS_DELIVERY = ("date", "outcome")
NOBODYS_REASON = "原因不公开"  # that something was recorded late is told, or it would count as in time


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What of one record is hidden.

    `refused`: keys to which the person does not agree; `is_dispute`: the record lies between persons; `disputes`:
    issues that are not named; `orders`: numbers of orders that became disputes; `withheld`: names that are not shown.
    """

    refused: frozenset[str] = frozenset()
    is_dispute: bool = False
    disputes: Container[str] = ()
    orders: Container[int] = ()
    withheld: re.Pattern[str] = NEVER


def refused(record: Mapping[str, Any], place: Place, today: date) -> frozenset[str]:
    """The items that a representative does not agree to have shown at the place on the day."""
    return frozenset(item for item in NEEDS_CONSENT if not agreed(record, item, place, today))


def agreed(record: Mapping[str, Any], item: str, place: Place, today: date) -> bool:
    """Whether the person whose record it is agrees on the day that the item is shown at the place."""
    step = consent.in_force(record.get(consent.CONSENT, {}).get(item), today)
    return bool(step and step[place])


def left_on(record: Mapping[str, Any], today: date) -> date | None:
    """The last day on which a representative served; None for one who serves, or is to serve."""
    ends = [seat.get("until", "") for seat in record["groups"]]
    return date.fromisoformat(max(ends)) if all(ends) and max(ends) < today.isoformat() else None


def shown_until(register: Register, left: date) -> date:
    """The last day on which what goes after leaving is shown of somebody whose last day was `left`."""
    return after(left, register.on(register.town, left).publishing.privacy.retention_days)


def outlived(record: Mapping[str, Any], today: date, register: Register) -> frozenset[str]:
    """The items that the town no longer shows of a representative: it says how many days after leaving they go.

    It said so on the day of leaving: a longer time set afterwards brings nothing back.
    """
    left = left_on(record, today)
    return frozenset(GOES_AFTER_LEAVING if left and shown_until(register, left) < today else ())


def without_hidden(data: Data, hidden: Hidden) -> Data:
    """What is left of a state of a record; it may lack what its schema asks for."""
    shown = {key: value for key, value in data.items() if key not in hidden.refused}
    if hidden.is_dispute:
        shown = _only(OF_A_DISPUTE, shown)
        for key, told in (("events", OF_ITS_EVENT), (CORRECTIONS, OF_ITS_CORRECTION)):
            if key in shown:
                shown[key] = [_without_words(told, entry) for entry in shown[key]]
    if "visits" in shown:
        shown["visits"] = [_without_disputes(visit, hidden.disputes) for visit in shown["visits"]]
    if "orders" in shown:
        shown["orders"] = [
            _without_story(order) if order.get("number") in hidden.orders else order for order in shown["orders"]
        ]
    beside = _corrections_of_what_is_shown(shown) if CORRECTIONS in shown else {}
    if REDACTIONS in shown:
        shown[REDACTIONS] = _redactions_of_what_is_shown(shown, beside)
    if CORRECTIONS in shown:
        shown[CORRECTIONS] = [_without_what_must_go(correction, hidden.withheld) for correction in beside.values()]
    return shown


def withheld_names(register: Register, place: Place) -> re.Pattern[str]:
    """Finds the names of representatives who do not agree that the place shows them."""
    return any_of(names_withheld(register, place))


def names_withheld(register: Register, place: Place) -> Iterator[str]:
    """These names, each as it is and as it was corrected; a single character means nothing in a text."""
    for one in register.all(Representative):
        record = register.origin(one).data
        if "name" in refused(record, place, register.today):
            was = (correction["was"] for correction in record.get(CORRECTIONS, ()) if correction["at"] == "name")
            yield from (name for name in (record["name"], *was) if len(name) > 1)


def must_go(text: Any, withheld: re.Pattern[str]) -> bool:
    """Whether a text may not be repeated: it holds what is surely somebody's, or a name that is withheld."""
    return isinstance(text, str) and bool(withheld.search(text) or is_personal(text))


def _only(keys: Iterable[str], data: Mapping[str, Any]) -> Data:
    return {key: value for key, value in data.items() if key in keys}


def _without_words(keys: Iterable[str], entry: Mapping[str, Any]) -> Data:
    return _only(keys, entry) | ({LATE: NOBODYS_REASON} if LATE in entry else {})


def _without_disputes(visit: Data, disputes: Container[str]) -> Data:
    if "issues" not in visit:
        return visit
    return {**visit, "issues": [issue for issue in visit["issues"] if issue not in disputes]}


def _without_story(order: Data) -> Data:
    told = _without_words(OF_ITS_ORDER, order)
    return {**told, "delivery": _without_words(OF_ITS_DELIVERY, told["delivery"])} if "delivery" in told else told


def _corrections_of_what_is_shown(data: Data) -> dict[int, Data]:
    """Each correction whose place is shown, by its number, with what it `was`; of what is not shown not even that."""
    numbers = [number for number, correction in enumerate(data[CORRECTIONS]) if "at" in correction]
    applied = corrections.in_place({**data, CORRECTIONS: [data[CORRECTIONS][number] for number in numbers]})
    right = {correction["at"]: correction.get("right", NOTHING) for correction in applied[CORRECTIONS]}
    return {
        number: correction
        for number, correction in zip(numbers, applied[CORRECTIONS], strict=True)
        if "was" in correction
        and corrections.stands_at(applied, corrections.location(correction["at"]), right[correction["at"]])
    }


def _without_what_must_go(correction: Data, withheld: re.Pattern[str]) -> Data:
    """A correction does not say again what must not be said."""
    return {**correction, **{key: MARKER for key in ("was", "right") if must_go(correction.get(key), withheld)}}


def _redactions_of_what_is_shown(data: Data, shown_corrections: Container[int]) -> list[Data]:
    """Each redaction of a text that is shown."""

    def is_shown(redaction: Data) -> bool:
        at = redactions.place(redaction)
        if at[:1] == (CORRECTIONS,) and at[1] not in shown_corrections:
            return False
        return corrections.is_there(data, at)

    return [redaction for redaction in data[REDACTIONS] if is_shown(redaction)]
