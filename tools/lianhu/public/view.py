"""The only door out: what of the records may be shown at a place, the web or the wall.

`posted` takes the register and gives a register again, built from documents out of which everything has
been taken that must not be shown there. Pages, boards, exports and the search index are given only that
one, so they cannot tell what it does not hold. Old states have a door of their own, `past`, which asks this one.

Sources: domain.md section 6; Personal Information Protection Law, separate consent (art. 25), withdrawal
(15-16), deletion (47).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, cast

from lianhu.personal import withheld_name
from lianhu.reading import photos
from lianhu.reading.document import Document, Location
from lianhu.town import corrections
from lianhu.town.kinds import Issue
from lianhu.town.register import Register
from lianhu.town.schemas import Kind

Place = Literal["web", "wall"]

# What each place may show, by `x-publish`. Whatever is not marked is not shown.
SHOWN_AT: Mapping[Place, tuple[str, ...]] = {"web": ("web",), "wall": ("web", "wall")}

# What a person must have agreed to, item by item.
NEEDS_CONSENT = ("name", "photo", "phone", "background")


def posted(register: Register, place: Place) -> Register:
    """The register as `place` may show it, on the register's day."""
    shown = tuple(documents(register, place))
    return Register(shown, register.schemas, register.today, dict(_pictures(register, shown)))


def _pictures(register: Register, shown: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    """The photos that the shown records name, by the address they get."""
    for document in shown:
        kind, data = register.schemas.kind_of(document.path), cast(Mapping[str, Any], document.data)
        if kind and kind.name == "representative" and "photo" in data:
            source = _photo_file(kind, document.path, data)
            yield photo_address(data["id"]), photos.published(register.photos[source])


def _photo_file(kind: Kind, path: str, data: Mapping[str, Any]) -> str:
    return photos.place_of(kind.names_at(path)["village"], "photos", data["photo"])


def documents(register: Register, place: Place) -> Iterator[Document]:
    """Every record as `place` may show it, in order of path; records of which nothing is shown are left out."""
    disputes = disputes_of(register)
    for document in register.documents:
        kind = register.schemas.kind_of(document.path)
        assert kind is not None
        data = shown_of(document, kind, place, register.today, disputes)
        if not data:
            continue  # a kind of which nothing is shown, like the editors
        if "photo" in data and _photo_file(kind, document.path, data) not in register.photos:
            del data["photo"]  # a rule tells of one that is missing
        yield replace(document, data=data)


def disputes_of(register: Register) -> dict[str, str]:
    """The issues that are disputes between persons, each with the neutral title under which it is shown."""
    titles = {name: category.fixed_title for name, category in register.categories.items()}
    return {issue.id: title for issue in register.all(Issue) if (title := titles.get(issue.category))}


def shown_of(document: Document, kind: Kind, place: Place, today: date, disputes: Mapping[str, str]) -> dict[str, Any]:
    """What `place` may show of a document; empty where that is nothing."""
    recorded = corrections.applied(document.data)
    data: dict[str, Any] = _shown(recorded, kind, (), SHOWN_AT[place])
    if kind.name == "representative":
        data = _with_consent(data, recorded, place, today)
    elif kind.name == "issue" and data["id"] in disputes:
        data = _without_narrative(data, disputes[data["id"]])
    elif kind.name == "visit":
        data = _without_places_of(disputes, data)
    elif kind.name == "service_day":
        data = _without_orders_behind(disputes, data)
    if corrections.CORRECTIONS in data:
        data[corrections.CORRECTIONS] = _corrections_shown(data, recorded)
    return data


def marked(data: Any, kind: Kind, place: Place) -> Any:
    """What the schema alone lets `place` show of plain data: to see whether it differs, never to show it.

    Neither consent nor disputes have been asked.
    """
    return _shown(data, kind, (), SHOWN_AT[place])


def photo_address(representative_id: str) -> str:
    """Where a representative's photo stands on the site."""
    return f"photos/{representative_id}.jpg"


def _shown(data: Any, kind: Kind, at: Location, levels: tuple[str, ...]) -> Any:
    if isinstance(data, dict):
        return {
            name: _shown(value, kind, (*at, name), levels)
            for name, value in data.items()
            if kind.at((*at, name)).get("x-publish") in levels
        }
    if isinstance(data, list):
        return [_shown(item, kind, (*at, index), levels) for index, item in enumerate(data)]
    return data


def _corrections_shown(data: dict[str, Any], recorded: Any) -> list[dict[str, Any]]:
    """Each correction whose place shows the right value there; what was wrong is not shown of what is not shown."""
    return [
        correction
        for correction in recorded[corrections.CORRECTIONS]
        if corrections.stands_at(data, corrections.location(correction["at"]), correction["right"])
    ]


def _with_consent(data: dict[str, Any], record: Any, place: Place, today: date) -> dict[str, Any]:
    """Takes out each item that its person has not agreed to have shown; a name becomes 姓+代表."""
    data = {key: value for key, value in data.items() if key not in NEEDS_CONSENT or agreed(record, key, place, today)}
    if "name" not in data:
        data["name"] = withheld_name(record["name"])
        data["name_withheld"] = True
    return data


def agreed(record: Any, item: str, place: Place, today: date) -> bool:
    """Whether the person whose record it is agrees on the day that the item is shown at the place."""
    consent = record["consent"].get(item)
    if not consent or not consent[place] or consent["given_on"] > today.isoformat():
        return False
    withdrawn = consent.get("withdrawn_on")
    return withdrawn is None or withdrawn > today.isoformat()


def _without_narrative(data: dict[str, Any], title: str) -> dict[str, Any]:
    """A dispute between persons shows its category, dates and state under a neutral title, and no story."""
    return {**data, "title": title, "events": without_words(data["events"])}


def without_words(events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The events of a dispute: what was done when and by which post."""
    kept = ("stage", "date", "by", "to_level", "outcome", "satisfaction")
    return [{key: value for key, value in event.items() if key in kept} for event in events]


def _without_places_of(disputes: Mapping[str, str], data: dict[str, Any]) -> dict[str, Any]:
    """Who visited on the day a dispute was found leads to its parties: the visit stays, the dispute is not named."""
    visits = [
        {**visit, "issues": [issue for issue in visit["issues"] if issue not in disputes]}
        if "issues" in visit
        else visit
        for visit in data["visits"]
    ]
    return {**data, "visits": visits}


def _without_orders_behind(disputes: Mapping[str, str], data: dict[str, Any]) -> dict[str, Any]:
    """An order that became a dispute shows the dispute's neutral title, and neither deliverer nor story."""
    orders = []
    for order in data["orders"]:
        title = disputes.get(order.get("delivery", {}).get("issue", ""))
        if title:
            delivery = {key: value for key, value in order["delivery"].items() if key != "note"}
            order = {key: value for key, value in order.items() if key != "representative"}
            order |= {"title": title, "delivery": delivery}
        orders.append(order)
    return {**data, "orders": orders}
