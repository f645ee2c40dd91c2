"""The only door out: what of the records may be shown at a place, the web or the wall.

`posted` takes the register and gives a `Posted`, built from documents out of which everything has been taken that must
not be shown there. Pages, boards, exports and the search index are given only that one, so they cannot tell what it
does not hold. Old states have a door of their own, `past`; what is hidden is said once for both, in `hidden`.

Sources: domain.md section 6; Personal Information Protection Law, deletion (47).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lianhu.personal import withheld_name
from lianhu.public.hidden import Data, Hidden, Place, outlived, refused, without_hidden
from lianhu.public.persons import Names, Veil, veils
from lianhu.public.redacted import any_of
from lianhu.reading import photos
from lianhu.town import corrections
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.documents import Documents
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Kind

# What each place may show, by `x-publish`. Whatever is not marked is not shown.
SHOWN_AT: Mapping[Place, tuple[str, ...]] = {"web": ("web",), "wall": ("web", "wall")}

# What a dispute between persons shows of itself, under its category's neutral title.
HEAD_OF_A_DISPUTE = ("id", "kind", "category", "source", "due_on")
NOBODYS_POST = "不公开"


@dataclass(frozen=True)
class Showing:
    """What a place may show of a register's documents: `veils` hide values of persons in office, by path; `withheld`
    finds the names that it does not show."""

    place: Place
    register: Register
    veils: Mapping[str, Sequence[Veil]]
    withheld: re.Pattern[str]

    @classmethod
    def of(cls, register: Register, place: Place, names: Names | None = None) -> Showing:
        """`names` are those of the whole town, where the register holds a part of it."""
        names = names or Names.of(register, place)
        return cls(place, register, veils(register, place, names), any_of(names.withheld))


class Posted(Register):
    """The register as a place may show it. Only `posted` makes one: whatever leaves asks for this type."""


def posted(register: Register, place: Place, names: Names | None = None) -> Posted:
    """The register as `place` may show it, on the register's day; `names` as of `documents`."""
    shown = tuple(documents(register, place, names))
    pictures = Pictures(register.photos, dict(picture for document in shown for picture in photo_of(document)))
    return Posted(shown, register.schemas, register.today, pictures, kept_since=register.kept_since)


def as_shown(register: Register, shown: Documents, pictures: Mapping[str, str], kept_since: date | None) -> Posted:
    """The register as it was posted before: the documents as the door made them, and their `pictures` (`photo_of`).

    `kept_since` is the day since which the whole town keeps records.
    """
    own = Pictures(register.photos, pictures)
    return Posted(shown, register.schemas, register.today, own, kept_since=kept_since)


def at_paths(town: Posted, paths: Iterable[str], kept_since: date | None) -> Posted:
    """What is shown of the town, as far as its documents at these paths show it: each stays as the door has made it.

    `kept_since` is the day since which the whole town keeps records.
    """
    shown = tuple(one for path in sorted(paths) if (one := town.document_at(path)))
    pictures = _photos_of(town, (one.id for one in shown))
    return Posted(shown, town.schemas, town.today, pictures, kept_since=kept_since)


def asking_about(town: Posted, asked: Collection[str], paths: Iterable[str]) -> Posted:
    """The same, with the photos of the records that are asked about; the others are there only to be asked."""
    return town.only(paths, asked, _photos_of(town, (town.filings[path].id for path in asked)))


def _photos_of(town: Posted, ids: Iterable[str]) -> Mapping[str, bytes]:
    return town.photos.of(map(photo_address, ids)) if isinstance(town.photos, Pictures) else {}


class Pictures(Mapping[str, bytes]):
    """Photos by the address they get; each is made fit to be shown when somebody asks for it."""

    def __init__(self, files: Mapping[str, bytes], names: Mapping[str, str]) -> None:
        self._files, self._names = files, names

    def of(self, addresses: Iterable[str]) -> Pictures:
        """Those of these addresses that there are."""
        return Pictures(self._files, {one: self._names[one] for one in addresses if one in self._names})

    def __getitem__(self, address: str) -> bytes:
        return photos.published(self._files[self._names[address]])

    def __eq__(self, other: object) -> bool:
        """Photos of the same files are the same, without making any fit."""
        return (isinstance(other, Pictures) and self._taken == other._taken) or super().__eq__(other)

    @property
    def _taken(self) -> Mapping[str, bytes]:
        return {address: self._files[name] for address, name in self._names.items()}

    def __contains__(self, address: object) -> bool:
        return address in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def photo_of(document: Filed) -> Iterator[tuple[str, str]]:
    """The address and the file of the photo that a shown record names, if any."""
    data: Any = document.data
    if document.kind.name == "representative" and "photo" in data:
        yield photo_address(document.id), _photo_file(document)


def _photo_file(document: Filed) -> str:
    data: Any = document.data
    return photos.place_of(document.village, "photos", data["photo"])


def documents(register: Register, place: Place, names: Names | None = None) -> Iterator[Filed]:
    """Every record as `place` may show it, in order of path; records of which nothing is shown are left out.

    Of a part of the town `names` are those of the whole.
    """
    return shown(Showing.of(register, place, names), register.documents)


def shown(showing: Showing, documents: Iterable[Filed]) -> Iterator[Filed]:
    """Some documents of a register as a place may show them; those of which nothing is shown are left out."""
    for document in documents:
        data = shown_of(document, showing)
        if not data:
            continue  # a kind of which nothing is shown, like the editors
        if "photo" in data and _photo_file(document) not in showing.register.photos:
            del data["photo"]  # a rule tells of one that is missing
        yield replace(document, data=data)


def shown_of(document: Filed, showing: Showing) -> Data:
    """What may be shown of a document; empty where that is nothing."""
    place, register = showing.place, showing.register
    recorded: Any = corrections.in_place(document.data)  # what is taken away keeps its place until all is hidden
    data: Data = _marked(recorded, document.kind.schema, SHOWN_AT[place])
    for veil in showing.veils.get(document.path, ()):
        _veil(data, veil)
    if CORRECTIONS in data:
        data[CORRECTIONS] = recorded[CORRECTIONS]  # with what each place was, which no schema knows
    hidden = Hidden(disputes=register.disputes, withheld=showing.withheld)
    if document.kind.name == "representative":
        person, today = corrections.applied(document.data), register.today
        refusing = refused(person, place, today) | outlived(person, today, register)
        shown = _of_a_person(data, recorded, replace(hidden, refused=refusing))
    elif document.kind.name == "issue" and document.id in register.disputes:
        shown = _of_a_dispute(data, register.disputes[document.id], hidden)
    elif document.kind.name == "service_day":
        shown = _with_orders_behind(data, register.disputes, hidden)
    else:
        shown = without_hidden(data, hidden)
    left: Data = corrections.without_nothing(shown)
    return left


def _veil(data: Data, veil: Veil) -> None:
    key = veil.at[-1]
    if not corrections.holds_value(data, veil.at):
        return  # a schema of the town's own does not show it
    entry = corrections.value_at(data, veil.at[:-1])
    if veil.instead is None:
        del entry[key]
    else:
        entry[key] = veil.instead
        if key == "name":
            entry["name_withheld"] = True


def marked(data: Any, kind: Kind, place: Place) -> Any:
    """What the schema alone lets `place` show of plain data: to see whether it differs, never to show it.

    Neither consent nor disputes have been asked.
    """
    return _marked(data, kind.schema, SHOWN_AT[place])


def photo_address(representative_id: str) -> str:
    """Where a representative's photo stands on the site."""
    return f"photos/{representative_id}.jpg"


def _marked(data: Any, schema: Mapping[str, Any], levels: tuple[str, ...]) -> Any:
    if isinstance(data, dict):
        inner = schema.get("properties", {})
        return {
            name: _marked(value, inner[name], levels) if isinstance(value, dict | list) else value
            for name, value in data.items()
            if name in inner and inner[name].get("x-publish") in levels
        }
    if isinstance(data, list):
        items = schema.get("items", {})
        return [_marked(item, items, levels) if isinstance(item, dict | list) else item for item in data]
    return data


def _of_a_person(data: Data, record: Data, hidden: Hidden) -> Data:
    """Without what the person has not agreed to have shown; a name becomes 姓+代表."""
    shown = without_hidden(data, hidden)
    if "name" not in shown:
        shown |= {"name": withheld_name(record["name"]), "name_withheld": True}
    return shown


def _of_a_dispute(data: Data, title: str, hidden: Hidden) -> Data:
    """A dispute between persons shows its category, dates and state under a neutral title, and no story."""
    told = without_hidden(data, replace(hidden, is_dispute=True))
    if CORRECTIONS in told:
        told[CORRECTIONS] = [{**correction, "reason": title} for correction in told[CORRECTIONS]]
    head = {key: data[key] for key in HEAD_OF_A_DISPUTE if key in data}
    return {**head, "title": title, "responsible_post": NOBODYS_POST, **told}


def _with_orders_behind(data: Data, disputes: Mapping[str, str], hidden: Hidden) -> Data:
    """An order that became a dispute shows the dispute and its neutral title, and neither deliverer nor story."""
    became = {order["number"]: issue for order in data["orders"] if (issue := _issue_of(order)) in disputes}
    shown = without_hidden(data, replace(hidden, orders=became))
    for order in shown["orders"]:
        if order["number"] in became:
            issue = became[order["number"]]
            order |= {"title": disputes[issue], "delivery": {**order["delivery"], "issue": issue}}
    return shown


def _issue_of(order: Mapping[str, Any]) -> str:
    """The issue that an order became; empty where it became none."""
    return str(order.get("delivery", {}).get("issue") or "")
