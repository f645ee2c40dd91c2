"""What stays once it was published: all that is shown. A schema marks only what is otherwise.

`x-kept: entries` says that the entries of a list are completed key by key, each for itself; `x-changes` gives the
reason why a value is not kept; what is `x-dated: value` keeps its past under `earlier`. Whatever else is shown is kept
whole: a value is not altered, a list only grows at its end, a mapping stays as it is when all in it does. A mapping
that is not shown and says `x-kept: entries` (a consent) is completed key by key, and all in it is kept as well.

`marked` writes that out, so that whoever compares two states finds a mark at each place. Schemas of before marked each
kept place by hand (`x-kept: whole`) and kept nothing else: they have their marks, and are judged by what they promised.

Source: hardening.md A1, A2, A11.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MARK, CHANGES = "x-kept", "x-changes"
WHOLE, ENTRIES = "whole", "entries"
SHOWN = ("web", "wall")  # the values of `x-publish` with which something is public


def marked(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a kind with `x-kept` at every place that stays."""
    return schema if any(part.get(MARK) == WHOLE for part in _parts(schema)) else _with_marks(schema)


def _with_marks(schema: Mapping[str, Any], hidden: bool = False) -> Mapping[str, Any]:
    """`hidden`: what is not shown is kept here as well."""
    if "properties" not in schema:
        return schema
    return {**schema, "properties": {name: _marked(part, hidden) for name, part in schema["properties"].items()}}


def _marked(part: Mapping[str, Any], hidden: bool) -> Mapping[str, Any]:
    hidden = hidden or (MARK in part and not _is_shown(part))
    if _stays_whole(part, hidden):
        return {**part, MARK: WHOLE}
    if not _stays(part, hidden):
        return part
    is_list = MARK in part and "items" in part
    return {**part, "items": _with_marks(part["items"], hidden)} if is_list else _with_marks(part, hidden)


def _is_shown(part: Mapping[str, Any]) -> bool:
    return part.get("x-publish") in SHOWN


def _stays(part: Mapping[str, Any], hidden: bool) -> bool:
    return CHANGES not in part and (hidden or _is_shown(part)) and part.get("x-dated") != "value"


def _stays_whole(part: Mapping[str, Any], hidden: bool) -> bool:
    inner = part.get("properties", {}).values()
    return _stays(part, hidden) and MARK not in part and all(_stays_whole(each, hidden) for each in inner)


def reasons(kinds: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """What is shown and may change, by the reason why: titles from the outside in, like 村(社区)·办公地点·电话."""
    found: dict[str, list[str]] = {}
    for schema in kinds:
        for titles, part in _titled(schema, (schema["title"],)):
            if CHANGES in part:
                found.setdefault(part[CHANGES], []).append("·".join(titles))
    return found


def _titled(schema: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    for part in schema.get("properties", {}).values():
        titles = (*above, part["title"])
        yield titles, part
        yield from _titled(part.get("items", part), titles)


def _parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The schema, and those of all values inside."""
    yield schema
    inner = [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]
    for part in inner:
        yield from _parts(part)
