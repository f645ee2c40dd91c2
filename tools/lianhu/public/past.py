"""The only door out for the past: what of an old state of a record may be shown, judged by the present.

An old value leaves only where today's schema says web and it has the shape that today's schema asks for; where the
person agrees today; and where it is no dispute between persons, then or now. A record that is gone shows nothing.
Texts are what schemas cannot judge: one that holds a name which is not shown today is replaced by words that say so;
likewise one that stands no longer in the record, if it is a person's name or the detectors find something in it.

Sources: `publish`; Personal Information Protection Law, withdrawal (15-16), deletion (47); hardening.md P1-P3.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lianhu.personal import found_in
from lianhu.public import view
from lianhu.town import corrections
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.kinds import Issue
from lianhu.town.register import Register
from lianhu.town.schemas import Kind

HIDDEN = "（不再公开）"
WEB = view.SHOWN_AT["web"]
ANY_WORDS = "张三家门口"  # a value that fits its pattern and is this can hold words
PERSONS_NAME = "姓名"  # the title under which every schema has a person's name

Data = dict[str, Any]


class Earlier(Protocol):
    """What records were before, those that are gone as well."""

    def paths(self) -> Iterable[str]:
        """The last path of every record that there ever was."""

    def versions(self, path: str) -> Iterable[tuple[str, Any]]:
        """All that a record ever was, each with its path at that time; None for what was not read."""


class Past:
    """What may be shown of `earlier` states, by the records of today (`register`, not the public view)."""

    def __init__(self, register: Register, earlier: Earlier) -> None:
        self._register = register
        self._earlier = earlier
        self._paths = {document.path: document for document in register.documents}
        self._disputed = frozenset(name for name, one in register.categories.items() if one.fixed_title)

    def of_record(self, path: str, versions: Sequence[Any]) -> Door:
        """What may be shown of the record at `path`; `versions` are all that it ever had, as plain data.

        What the record was at any time decides about all of them. Raises KeyError for a record that is gone.
        """
        present: Any = self._paths[path].data
        kind = self._register.schemas.kind_of(path)
        assert kind is not None
        ever = (present, *versions)
        refused: frozenset[str] = frozenset()
        if kind.name == "representative":
            record = corrections.applied(present)
            needed = view.NEEDS_CONSENT
            refused = frozenset(one for one in needed if not view.agreed(record, one, "web", self._register.today))
        return Door(
            kind=kind,
            refused=refused,
            is_dispute=kind.name == "issue" and any(map(self._is_dispute, ever)),
            disputes=self._disputes if kind.name == "visit" else frozenset(),
            orders=frozenset(number for one in ever for number in self._orders_behind(one))
            if kind.name == "service_day"
            else frozenset(),
            own_texts=frozenset(_texts(present)),
            withheld=self._withheld,
        )

    def _is_dispute(self, data: Any) -> bool:
        """Whether a version of an issue is of a category whose story is not told, or of one that nobody knows."""
        return any(
            category in self._disputed or category not in self._register.categories
            for category in _ever_at(data, "category")
        )

    @functools.cached_property
    def _disputes(self) -> frozenset[str]:
        """The issues that are or were disputes between persons; of those that are gone, too."""
        schemas, found = self._register.schemas, set()
        for issue in self._register.all(Issue):
            if self._is_dispute(self._register.origin(issue).document.data):
                found.add(issue.id)
        for path in self._earlier.paths():
            kind = schemas.kind_of(path)
            if kind and kind.name == "issue":
                versions = list(self._earlier.versions(path))
                if any(self._is_dispute(data) for _, data in versions):
                    found |= {str(kind.id_at(then)) for then in (path, *(then for then, _ in versions))}
        return frozenset(found)

    def _orders_behind(self, data: Any) -> Iterator[Any]:
        """The numbers of the orders in a version of a service day that became disputes."""
        orders = data.get("orders") if isinstance(data, dict) else None
        for order in orders if isinstance(orders, list) else ():
            delivery = order.get("delivery") if isinstance(order, dict) else None
            if isinstance(delivery, dict) and delivery.get("issue") in self._disputes:
                yield order.get("number")

    @functools.cached_property
    def _withheld(self) -> re.Pattern[str]:
        """Every name that any version of a representative has, where the person does not agree to it today."""
        schemas, names = self._register.schemas, set()
        for path, document in self._paths.items():
            kind = schemas.kind_of(path)
            if kind and kind.name == "representative" and not self._shows_name(path):
                names |= set(_ever_at(document.data, "name"))
        for path in self._earlier.paths():
            kind = schemas.kind_of(path)
            if kind and kind.name == "representative" and not self._shows_name(path):
                for _, data in self._earlier.versions(path):
                    names |= set(_ever_at(data, "name"))
        return _any_of({name for name in names if len(name) > 1})

    def _shows_name(self, path: str) -> bool:
        if path not in self._paths:
            return False
        record = corrections.applied(self._paths[path].data)
        return view.agreed(record, "name", "web", self._register.today)


@dataclass(frozen=True, kw_only=True)
class Door:
    """What of one record's old states may be shown.

    `refused`: keys to which the person does not agree; `disputes`: issues that are not named; `orders`: numbers of
    orders that became disputes; `own_texts`: what the record says today; `withheld`: names that are not shown today.
    """

    kind: Kind
    refused: frozenset[str]
    is_dispute: bool
    disputes: frozenset[str]
    orders: frozenset[Any]
    own_texts: frozenset[str]
    withheld: re.Pattern[str]

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
        data: Data = _fitting(recorded, self.kind.schema)
        for key in self.refused:
            data.pop(key, None)
        if self.is_dispute:
            data = {"events": view.without_words(data.get("events", ()))}  # stages, dates and posts, nothing else
        if self.disputes and "visits" in data:
            data["visits"] = [_without_disputes(one, self.disputes) for one in data["visits"]]
        if self.orders and "orders" in data:
            data["orders"] = [_without_story(one, self.orders) for one in data["orders"]]
        if CORRECTIONS in data:
            data[CORRECTIONS] = _corrections_shown(data)
        return {
            key: self._without_hidden_texts(self.kind.schema["properties"].get(key, {}), value)
            for key, value in data.items()
        }

    def _without_hidden_texts(self, schema: Mapping[str, Any], value: Any) -> Any:
        if isinstance(value, dict):
            inner = schema.get("properties", {})
            return {key: self._without_hidden_texts(inner.get(key, {}), one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._without_hidden_texts(schema.get("items", {}), one) for one in value]
        if not isinstance(value, str) or not _holds_words(schema):
            return value
        if self.withheld.search(value):
            return HIDDEN
        is_named = schema.get("title") == PERSONS_NAME
        return HIDDEN if value not in self.own_texts and (is_named or _is_personal(value)) else value


def _fitting(value: Any, schema: Mapping[str, Any]) -> Any:
    """The parts of a value that the web may show and that have the shape of today; None where there are none."""
    if "properties" in schema:
        if not isinstance(value, dict):
            return None
        shown = {}
        for key, inner in schema["properties"].items():
            if key in value and inner.get("x-publish") in WEB:
                part = _fitting(value[key], inner)
                if part is not None:
                    shown[key] = part
        return shown
    if "items" in schema:
        # An entry keeps its place, so that corrections still find theirs.
        empty: Any = {} if "properties" in schema["items"] else HIDDEN
        parts = [_fitting(one, schema["items"]) for one in value] if isinstance(value, list) else None
        return parts and [empty if part is None else part for part in parts]
    return value if _has_form(value, schema) else None


def _has_form(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether a single value is of the schema's type, one of its words, as its pattern, and not too long."""
    if not isinstance(value, str | int):
        return False
    if "enum" in schema:
        return value in schema["enum"]
    types = schema.get("type", ())
    is_of_type = ("boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "string") in types
    if not is_of_type or not isinstance(value, str):
        return is_of_type
    pattern = schema.get("pattern")
    return len(value) <= schema.get("maxLength", len(value)) and (not pattern or bool(re.search(pattern, value)))


@functools.cache
def _pattern_takes_words(pattern: str) -> bool:
    return bool(re.search(pattern, ANY_WORDS))


def _holds_words(schema: Mapping[str, Any]) -> bool:
    """Whether a value of this schema can be a text; one without a schema can."""
    if "enum" in schema or "x-kind" in schema or "format" in schema:
        return False
    return "pattern" not in schema or _pattern_takes_words(schema["pattern"])


@functools.lru_cache(maxsize=10_000)
def _is_personal(text: str) -> bool:
    return bool(found_in(text))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _texts(inner)


def _ever_at(data: Any, key: str) -> Iterator[str]:
    """What a version of a record says under a key, as written and as corrected."""
    if not isinstance(data, dict):
        return
    written = data.get(corrections.CORRECTIONS)
    for one in (data.get(key), *(entry.get("right") for entry in _mappings(written) if entry.get("at") == key)):
        if isinstance(one, str):
            yield one


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, dict))


def _without_disputes(visit: Any, disputes: frozenset[str]) -> Any:
    """Who visited on the day a dispute was found leads to its parties."""
    if "issues" not in visit:
        return visit
    return {**visit, "issues": [issue for issue in visit["issues"] if issue not in disputes]}


def _without_story(order: Any, behind: Iterable[Any]) -> Any:
    """An order that became a dispute shows its number, its group and its days."""
    if order.get("number") not in behind:
        return order
    kept = {key: order[key] for key in ("number", "group", "placed_on") if key in order}
    delivery = order.get("delivery", {})
    return {**kept, "delivery": {key: delivery[key] for key in ("date", "outcome") if key in delivery}}


def _corrections_shown(data: Data) -> list[Data]:
    """Each correction of a value that is shown, with what it `was`; a value that is not shown has none."""
    whole = [one for one in data[CORRECTIONS] if {"at", "right"} <= one.keys()]
    applied = corrections.applied({**data, CORRECTIONS: whole})
    return [one for one in applied.get(CORRECTIONS, ()) if "was" in one]


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the names; grouped by their first character, since there may be thousands."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names):
        by_first.setdefault(name[0], []).append(re.escape(name[1:]))
    ways = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile("|".join(ways) or r"(?!)")
