"""The only door out for the past: what of an old state of a record may be shown, judged by the present.

An old value leaves only where today's schema says web and it has the shape that today's schema asks for; where the
person agrees today; and where it is no dispute between persons, then or now. A record that is gone shows nothing.
Texts are what schemas cannot judge: one that holds a name which is not shown today is replaced by words that say so;
likewise one that stands no longer in the record, if it is a person's name or the detectors find something in it.

Sources: `hidden`; Personal Information Protection Law, withdrawal (15-16), deletion (47); hardening.md P1-P3.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianhu.personal import OF_OFFICES, is_personal, withheld_name
from lianhu.public import persons, redacted
from lianhu.public.hidden import Data, Hidden, outlived, refused, without_hidden
from lianhu.public.redacted import Earlier, Redacted, any_of
from lianhu.public.view import SHOWN_AT
from lianhu.reading.document import Location, dotted
from lianhu.town import corrections, offices
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Filing, Kind, holds_words, is_a_persons_name


class Past:
    """What may be shown of `earlier` states, by the records of today (`register`, not the public view).

    `later` is what was taken out after them, where they are those of an older day.
    """

    def __init__(self, register: Register, earlier: Earlier, later: Redacted | None = None) -> None:
        self._register = register
        self._earlier = earlier
        self._later = later
        self._disputed = frozenset(category.id for category in register.categories.values() if category.fixed_title)

    def of_record(self, path: str, versions: Sequence[Any]) -> Door:
        """What may be shown of the record at `path`; `versions` are all that it ever had, as plain data.

        What the record was at any time decides about all of them. Raises KeyError for a record that is gone.
        """
        document = self._document(path)
        return Door(
            path=path,
            kind=document.kind,
            hidden=self._hidden(document, versions),
            own_texts=frozenset(_texts(document.data)),
            redacted=self._redacted,
        )

    @functools.cached_property
    def _redacted(self) -> Redacted:
        return self._later or redacted.of(self._register.documents, self._earlier)

    def _document(self, path: str) -> Filed:
        """Raises KeyError where none lies there today."""
        if (document := self._register.document_at(path)) is None:
            raise KeyError(path)
        return document

    def _hidden(self, document: Filed, versions: Sequence[Any]) -> Hidden:
        return replace(self._of_kind_hidden(document, versions), withheld=self._withheld)

    def _of_kind_hidden(self, document: Filed, versions: Sequence[Any]) -> Hidden:
        ever = (document.data, *versions)
        match document.kind.name:
            case "representative":
                return Hidden(refused=self._refused(document))
            case "issue":
                return Hidden(is_dispute=any(map(self._is_dispute, ever)))
            case "visit":
                return Hidden(disputes=self._disputes)
            case "service_day":
                return Hidden(orders=frozenset(number for data in ever for number in self._orders_behind(data)))
        return Hidden()

    def _refused(self, document: Filed) -> frozenset[str]:
        person, today = corrections.applied(document.data), self._register.today
        return refused(person, "web", today) | outlived(person, today, self._register)

    def _is_dispute(self, data: Any) -> bool:
        """Whether a version of an issue is of a category whose story is not told, or of one that nobody knows."""
        return any(
            category in self._disputed or category not in self._register.categories
            for category in _ever_at(data, "category")
        )

    @functools.cached_property
    def _disputes(self) -> frozenset[str]:
        """The issues that are or were disputes between persons; of those that are gone, too."""
        present = {document.id for document in self._of_kind("issue") if self._is_dispute(document.data)}
        return frozenset(present | set(self._once_disputes()))

    def _once_disputes(self) -> Iterator[str]:
        """Every id under which an issue stood that any of its versions makes a dispute."""
        for path, filing in self._filings("issue"):
            versions = list(self._earlier.versions(path))
            if any(self._is_dispute(data) for _, data in versions):
                yield filing.id
                yield from (then.id for at, _ in versions if (then := filing.kind.filing(at)))

    def _orders_behind(self, data: Any) -> Iterator[Any]:
        """The numbers of the orders in a version of a service day that became disputes."""
        orders = data.get("orders") if isinstance(data, dict) else None
        for order in orders if isinstance(orders, list) else ():
            delivery = order.get("delivery") if isinstance(order, dict) else None
            if isinstance(delivery, dict) and delivery.get("issue") in self._disputes:
                yield order.get("number")

    @functools.cached_property
    def _withheld(self) -> re.Pattern[str]:
        """Every name of a representative who does not agree to it today, or of a former holder of an office who has
        asked for it, in any version."""
        names = {
            name
            for document in self._of_kind("representative")
            if not self._shows_name(document.path)
            for name in _ever_at(document.data, "name")
        }
        for path, _ in self._filings("representative"):
            if not self._shows_name(path):
                names |= {name for _, data in self._earlier.versions(path) for name in _ever_at(data, "name")}
        names |= set(self._given_back())
        return any_of({name for name in names if len(name) > 1})

    def _given_back(self) -> Iterator[str]:
        """Every name under which somebody ever stood who has left an office and is to be named no longer.

        Entries keep their places, so that an old version has the same person at the same place.
        """
        for one in offices.held(self._register):
            if persons.is_withdrawn(self._register, one):
                document = self._register.filed(one.unit)
                for data in (document.data, *(data for _, data in self._earlier.versions(document.path))):
                    names = _ever_at(data, *one.at, "name")
                    yield from (name for name in names if name != withheld_name(name, OF_OFFICES[one.office]))

    def _shows_name(self, path: str) -> bool:
        document = self._register.document_at(path)
        return document is not None and "name" not in self._refused(document)

    def _of_kind(self, kind: str) -> Iterator[Filed]:
        filings = self._register.filings
        return (self._document(path) for path, filing in filings.items() if filing.kind.name == kind)

    def _filings(self, kind: str) -> Iterator[tuple[str, Filing]]:
        """The last path of every record of the kind that there ever was."""
        of_kind = self._register.schemas.kinds[kind]
        return ((path, filing) for path in self._earlier.paths() if (filing := of_kind.filing(path)))


@dataclass(frozen=True, kw_only=True)
class Door:
    """What of one record's old states may be shown.

    `own_texts`: what the record says today.
    """

    path: str
    kind: Kind
    hidden: Hidden
    own_texts: frozenset[str]
    redacted: Redacted

    def step(self, before: Any, after: Any) -> tuple[Data, Data] | None:
        """Two states as they may be shown, without what is alike in both; None when one cannot be read."""
        if not isinstance(before, dict) or not isinstance(after, dict):
            return None
        if before.get(CORRECTIONS) == after.get(CORRECTIONS):  # else they need the values that they correct
            alike = {key for key in before.keys() & after.keys() if before[key] == after[key]}
            before = {key: value for key, value in before.items() if key not in alike}
            after = {key: value for key, value in after.items() if key not in alike}
        return self.shown(before), self.shown(after)

    def shown(self, recorded: Data) -> Data:
        """The values of a state that may be shown."""
        fitting = self._fitting(recorded, self.kind.schema)
        return without_hidden(self._without_hidden_texts(self.kind.schema, fitting, ()), self.hidden)

    def _fitting(self, value: Any, schema: Mapping[str, Any]) -> Any:
        """The parts of a value that the web may show and that have the form of today; None where there are none."""
        if "properties" in schema:
            if not isinstance(value, dict):
                return None
            parts = {
                key: self._fitting(value[key], inner)
                for key, inner in schema["properties"].items()
                if key in value and inner.get("x-publish") in SHOWN_AT["web"] and not self._is_of_a_person(schema, key)
            }
            return {key: part for key, part in parts.items() if part is not None}
        if "items" in schema:
            # An entry keeps its place, so that corrections still find theirs.
            empty: Any = {} if "properties" in schema["items"] else MARKER
            listed = [self._fitting(entry, schema["items"]) for entry in value] if isinstance(value, list) else None
            return listed and [empty if part is None else part for part in listed]
        is_single = isinstance(value, str | int)
        return value if is_single and self.kind.validator.evolve(schema=schema).is_valid(value) else None

    def _is_of_a_person(self, schema: Mapping[str, Any], key: str) -> bool:
        """Whether the key tells of a person in office what today's door judges person by person: the phone, and which
        representative it is. No old state tells it."""
        beside = schema["properties"].keys()
        is_holders = schema is not self.kind.schema and ("consent" in beside or "deputy" in beside)
        return is_holders and key in ("phone", "representative")

    def _without_hidden_texts(self, schema: Mapping[str, Any], value: Any, at: Location) -> Any:
        if isinstance(value, dict):
            inner = schema.get("properties", {})
            return {key: self._without_hidden_texts(inner.get(key, {}), one, (*at, key)) for key, one in value.items()}
        if isinstance(value, list):
            inner = schema.get("items", {})
            return [self._without_hidden_texts(inner, entry, (*at, index)) for index, entry in enumerate(value)]
        if not isinstance(value, str) or not holds_words(schema):
            return value
        text = self.redacted.text(self.path, at, value)
        if self.hidden.withheld.search(text):
            return MARKER
        is_named = is_a_persons_name(schema)
        return MARKER if text not in self.own_texts and (is_named or _is_personal(text)) else text


@functools.lru_cache(maxsize=10_000)
def _is_personal(text: str) -> bool:
    return is_personal(text)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _texts(inner)


def _ever_at(data: Any, *at: str | int) -> Iterator[str]:
    """What a version of a record says at a place, as written and as corrected."""
    if not isinstance(data, dict):
        return
    written, place = data.get(corrections.CORRECTIONS), dotted(at)
    rights = (entry.get("right") for entry in _mappings(written) if entry.get("at") == place)
    for said in (_value_at(data, at), *rights):
        if isinstance(said, str):
            yield said


def _value_at(data: Any, at: Location) -> Any:
    """What a version of a record holds at a place; it need not have the shape of today."""
    try:
        return corrections.value_at(data, at)
    except (KeyError, IndexError, TypeError):
        return None


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    return (entry for entry in (value if isinstance(value, list) else ()) if isinstance(entry, dict))
