"""What changed in the way records are written, version by version, and how what was written before is read today.

A town says in `schema_version` which version its records are written in; without it they are of version 1. Each
migration knows by itself what is written the old way, so that one file of any commit of the past can be read on its
own. Plain data in, plain data out; nothing that was there is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from lianhu.reading.document import Location

CURRENT = 2
VERSION = "schema_version"
CORRECTIONS = "corrections"


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Values of a record become the first entry of a list, because there can be several of them from now on.

    `parts` says where each stood and what it is called in the entry; the corrections of a value go on naming it.
    """

    version: int
    kind: str
    into: str
    title: str
    description: str
    parts: Mapping[Location, str]

    @property
    def tops(self) -> tuple[Any, ...]:
        """The keys of the record that are there no longer."""
        return tuple(dict.fromkeys(at[0] for at in self.parts))

    def is_old(self, data: Any) -> bool:
        """Whether the record is written the old way, and all of what is gathered has its place in the entry."""
        if not isinstance(data, Mapping) or self.into in data:
            return False
        found = [key for key in self.tops if key in data]
        return bool(found) and all(self._fits(key, data[key]) for key in found)

    def is_new(self, data: Any) -> bool:
        return isinstance(data, Mapping) and self.into in data

    def looks_new(self, content: bytes) -> bool:
        """Whether the list stands there as a key of the record: most of thousands of files need not be read for it."""
        return f"\n{self.into}:".encode() in content

    def _fits(self, key: str, value: Any) -> bool:
        if (key,) in self.parts:
            return True
        return isinstance(value, Mapping) and all((key, name) in self.parts for name in value)

    def data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The record of today: the list stands where the first of its parts stood."""
        entry = {name: _at(data, at) for at, name in self.parts.items() if _has(data, at)}
        written: dict[str, Any] = {}
        for key, value in data.items():
            if key in self.tops:
                written[self.into] = [entry]
            elif key == CORRECTIONS and isinstance(value, list):
                written[key] = [self._corrected(correction) for correction in value]
            else:
                written[key] = value
        return written

    def _corrected(self, correction: Any) -> Any:
        at = correction.get("at") if isinstance(correction, Mapping) else None
        return {**correction, "at": self.named(at)} if isinstance(at, str) else correction

    def named(self, at: str) -> str:
        """The place that a correction names, as it is called today."""
        for part, name in self.parts.items():
            written = ".".join(map(str, part))
            if at == written or at.startswith((f"{written}.", f"{written}[")):
                return f"{self.into}[1].{name}{at.removeprefix(written)}"
        return at

    def schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """A schema that describes the old way (a town's own, or a past commit's), for records written today's way."""
        properties = schema.get("properties", {})
        if self.into in properties or not set(self.tops) <= set(properties):
            return dict(schema)
        inner = {name: _schema_at(schema, at) for at, name in self.parts.items() if _schema_at(schema, at)}
        required = [name for at, name in self.parts.items() if _is_required(schema, at)]
        entries = {"type": "object", "additionalProperties": False, "required": required, "properties": inner}
        gathered = {
            "title": self.title,
            "description": self.description,
            "type": "array",
            "items": entries,
            "minItems": 1,
            "x-publish": "web",
            "x-kept": "entries",
        }
        places = {self.into if key in self.tops else key: value for key, value in properties.items()}
        every = dict.fromkeys(self.into if key in self.tops else key for key in schema.get("required", ()))
        return {**schema, "required": list(every), "properties": {**places, self.into: gathered}}


@dataclass(frozen=True, kw_only=True)
class Addition:
    """What a record did not say in its first days and says now; told by its own version, since later it may be left."""

    version: int
    kind: str
    at: Location
    value: Any

    def is_old(self, data: Any) -> bool:
        if not isinstance(data, Mapping) or data.get(VERSION, 1) != self.version:
            return False
        return _has(data, self.at[:-1]) and isinstance(_at(data, self.at[:-1]), Mapping) and not _has(data, self.at)

    def is_new(self, data: Any) -> bool:
        return False

    def looks_new(self, content: bytes) -> bool:
        return False

    def data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return _with(data, self.at, self.value)

    def schema(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        return _with_property(schema, self.at)


Migration: TypeAlias = "Gathering | Addition"

MIGRATIONS: tuple[Migration, ...] = (
    # The first records had no service fund, award, notice of a term's end, or days for feedback (R24, R25, R28).
    Addition(version=1, kind="town", at=("limits", "service_fund"), value="200.00"),
    Addition(version=1, kind="town", at=("limits", "award"), value="200.00"),
    Addition(version=1, kind="town", at=("limits", "term_notice_days"), value=90),
    Addition(version=1, kind="town", at=("limits", "feedback_days"), value=3),
    # A representative may be chosen again (连任).
    Gathering(
        version=1,
        kind="representative",
        into="terms",
        title="任期",
        description="一届一条：何时如何产生、起止、证书。",
        parts={
            ("chosen",): "chosen",
            ("term", "start"): "start",
            ("term", "end"): "end",
            ("term", "extended"): "extended",
            ("certificate",): "certificate",
        },
    ),
)


def of_kind(kind: str) -> tuple[Migration, ...]:
    return tuple(migration for migration in MIGRATIONS if migration.kind == kind)


def migrated(kind: str, data: Any) -> Any:
    """The plain data of a record of any version, as it is written today; of no known version, unchanged."""
    for migration in of_kind(kind):
        if migration.is_old(data):
            data = migration.data(data)
    return data


def migrated_schema(kind: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A kind's schema of any version, with its marks, for records as they are written today."""
    for migration in of_kind(kind):
        schema = migration.schema(schema)
    return _with_property(schema, (VERSION,)) if kind == "town" else schema


def _with_property(schema: Mapping[str, Any], at: Location) -> Mapping[str, Any]:
    """The schema with a property at `at` that may hold anything, where it has none and there is a mapping for it."""
    first, *rest = at
    properties = schema.get("properties", {})
    if rest and first in properties:
        return {**schema, "properties": {**properties, first: _with_property(properties[first], tuple(rest))}}
    if rest or first in properties:
        return schema
    return {**schema, "properties": {**properties, first: {"title": first, "x-publish": "web"}}}


def _has(data: Any, at: Location) -> bool:
    for step in at:
        if not isinstance(data, Mapping) or step not in data:
            return False
        data = data[step]
    return True


def _at(data: Any, at: Location) -> Any:
    for step in at:
        data = data[step]
    return data


def _with(data: Mapping[str, Any], at: Location, value: Any) -> dict[str, Any]:
    first, *rest = at
    return {**data, str(first): _with(data[str(first)], tuple(rest), value) if rest else value}


def _schema_at(schema: Mapping[str, Any], at: Location) -> Any:
    for step in at:
        schema = schema.get("properties", {}).get(step, {})
    return schema


def _is_required(schema: Mapping[str, Any], at: Location) -> bool:
    return all(step in _schema_at(schema, at[:depth]).get("required", ()) for depth, step in enumerate(at))
