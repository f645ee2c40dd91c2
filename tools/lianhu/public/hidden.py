"""What is hidden of a record beside what its schema hides: one table, asked by today's door and by the past's.

Consent is separate for each item and place. Of a dispute between persons stages, dates and posts are told, and no
words; who visited on the day it was found, or for whom an order was filled that became one, leads to its parties.

Sources: domain.md section 6; Personal Information Protection Law, separate consent (art. 25), withdrawal (15-16).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lianhu.town import corrections
from lianhu.town.corrections import CORRECTIONS

Data = dict[str, Any]
Place = Literal["web", "wall"]

# What a person must have agreed to, item by item.
NEEDS_CONSENT = ("name", "photo", "phone", "background")

# What is told of a dispute, and of an order behind one.
OF_A_DISPUTE = ("events", CORRECTIONS)
OF_ITS_EVENT = ("stage", "date", "by", "to_level", "outcome", "satisfaction")
OF_ITS_CORRECTION = ("at", "was", "right", "date", "by")
OF_ITS_ORDER = ("number", "group", "placed_on", "delivery")
OF_ITS_DELIVERY = ("date", "outcome")


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What of one record is hidden.

    `refused`: keys to which the person does not agree; `is_dispute`: the record lies between persons; `disputes`:
    issues that are not named; `orders`: numbers of orders that became disputes.
    """

    refused: frozenset[str] = frozenset()
    is_dispute: bool = False
    disputes: Container[str] = ()
    orders: Container[int] = ()


def refused(record: Mapping[str, Any], place: Place, today: date) -> frozenset[str]:
    """The items that a representative does not agree to have shown at the place on the day."""
    return frozenset(item for item in NEEDS_CONSENT if not agreed(record, item, place, today))


def agreed(record: Mapping[str, Any], item: str, place: Place, today: date) -> bool:
    """Whether the person whose record it is agrees on the day that the item is shown at the place."""
    consent = record.get("consent", {}).get(item)
    if not consent or not consent[place] or consent["given_on"] > today.isoformat():
        return False
    withdrawn = consent.get("withdrawn_on")
    return withdrawn is None or withdrawn > today.isoformat()


def without_hidden(data: Data, hidden: Hidden) -> Data:
    """What is left of a state of a record; it may lack what its schema asks for."""
    shown = {key: value for key, value in data.items() if key not in hidden.refused}
    if hidden.is_dispute:
        shown = _only(OF_A_DISPUTE, shown)
        for key, told in (("events", OF_ITS_EVENT), (CORRECTIONS, OF_ITS_CORRECTION)):
            if key in shown:
                shown[key] = [_only(told, entry) for entry in shown[key]]
    if "visits" in shown:
        shown["visits"] = [_without_disputes(visit, hidden.disputes) for visit in shown["visits"]]
    if "orders" in shown:
        shown["orders"] = [
            _without_story(order) if order.get("number") in hidden.orders else order for order in shown["orders"]
        ]
    if CORRECTIONS in shown:
        shown[CORRECTIONS] = _corrections_of_what_is_shown(shown)
    return shown


def _only(keys: Iterable[str], data: Mapping[str, Any]) -> Data:
    return {key: value for key, value in data.items() if key in keys}


def _without_disputes(visit: Data, disputes: Container[str]) -> Data:
    if "issues" not in visit:
        return visit
    return {**visit, "issues": [issue for issue in visit["issues"] if issue not in disputes]}


def _without_story(order: Data) -> Data:
    told = _only(OF_ITS_ORDER, order)
    return {**told, "delivery": _only(OF_ITS_DELIVERY, told["delivery"])} if "delivery" in told else told


def _corrections_of_what_is_shown(data: Data) -> list[Data]:
    """Each correction whose place is shown, with what it `was`; of what is not shown not even what was wrong."""
    whole = [correction for correction in data[CORRECTIONS] if {"at", "right"} <= correction.keys()]
    applied = corrections.applied({**data, CORRECTIONS: whole})
    return [
        correction
        for correction in applied[CORRECTIONS]
        if "was" in correction
        and corrections.stands_at(applied, corrections.location(correction["at"]), correction["right"])
    ]
