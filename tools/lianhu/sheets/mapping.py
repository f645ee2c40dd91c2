"""The mapping of an import: which column is what, and which words decide on group, kind, category and outcome."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from lianhu.reading import assets, yamldoc
from lianhu.town import schemas, shape
from lianhu.town.schemas import COMMON, Kind
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

SCHEMA = "mapping.schema.json"
# Where words are looked for, the most telling place first.
MESSAGE = ("title", "statement")
REPLY = ("reply",)
PLACES = (*MESSAGE, *REPLY)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`use` where a text of `look_in` holds one of `words` and is not longer than `at_most_characters`."""

    use: str
    words: tuple[str, ...]
    look_in: tuple[str, ...] | None = None
    at_most_characters: int | None = None

    def hits(self, text: str) -> bool:
        if self.at_most_characters is not None and len(text) > self.at_most_characters:
            return False
        return any(word.casefold() in text.casefold() for word in self.words)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value chosen by words; the first rule that hits the title wins, then the statement, then the reply."""

    default: str
    rules: tuple[Rule, ...] = ()

    def pick(self, texts: Mapping[str, str], look_in: Iterable[str] = MESSAGE) -> str:
        return picked(self.rules, texts, look_in) or self.default

    def values(self) -> tuple[str, ...]:
        return (self.default, *(rule.use for rule in self.rules))


def picked(rules: Iterable[Rule], texts: Mapping[str, str], look_in: Iterable[str] = MESSAGE) -> str | None:
    """What the first rule that hits says; `look_in` are the places of rules that name none."""
    for place in PLACES:
        for rule in rules:
            if place in (rule.look_in or look_in) and rule.hits(texts[place]):
                return rule.use
    return None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """How replies enter the events; `outcome` and `waiver` stand where a reply can count as resolved."""

    answered_as: Choice
    text: str
    answered_by: str
    fed_back_by: str
    outcome: Choice | None = None
    waiver: str | None = None


@dataclass(frozen=True, kw_only=True)
class ImportMapping:
    columns: Mapping[str, str]
    source: str
    group: Choice
    kind: Choice
    category: Choice
    responsible_post: Choice
    received_by: str
    unanswered: str
    sheet: str | None = None
    reply: Reply | None = None
    not_recorded: tuple[Rule, ...] = ()


def read_mapping(path: Path, root: Path) -> ImportMapping:
    """The mapping in the file at `path`, judged by the schema of the town at `root`. Raises ToolError."""
    try:
        content = path.read_bytes()
    except OSError:
        raise ToolError(say("There is no mapping to read at {path}.", path=str(path))) from None
    document, problems = yamldoc.read(str(path), content)
    if document:
        problems = shape.shape_problems(document, _kind(root))
    if problems or not document:
        told = tuple(
            say("line {line}: {message} {fix}", line=each.line, message=each.message, fix=each.fix) for each in problems
        )
        raise ToolError(say("The mapping {path} cannot be used: {problems}", path=str(path), problems=told))
    data: Any = document.data
    for refused in data.get("not_recorded", ()):
        refused["use"] = refused.pop("because")
    mapping = msgspec.convert(data, ImportMapping)
    fault = _fault(mapping)
    if fault:
        raise ToolError(say("The mapping {path} cannot be used: {problems}", path=str(path), problems=fault))
    return mapping


def _kind(root: Path) -> Kind:
    """The mapping's schema, dressed as a kind whose files lie nowhere in the records."""
    found: dict[str, Any] = {}
    for folder in assets.folders(assets.SCHEMAS, root):
        for name in (SCHEMA, COMMON):
            if name not in found and (folder / name).is_file():
                found[name] = json.loads((folder / name).read_text(encoding="utf-8"))
    schema, common = found[SCHEMA], found[COMMON]
    sources = {
        SCHEMA: {**schema, "x-path": "no-record", "x-id": "no-record"},
        COMMON: {**common, "$defs": {**common["$defs"], **schema["$defs"]}},
    }
    return schemas.from_sources(sources).kinds[SCHEMA.removesuffix(schemas.ENDING)]


def _fault(mapping: ImportMapping) -> Text | None:
    """What the schema cannot say of a mapping."""
    reply, columns = mapping.reply, mapping.columns
    if len({"reply", "replied_at"} & columns.keys()) == 1 or bool(reply) != ("reply" in columns):
        return say("'columns: reply', 'columns: replied_at' and 'reply' stand together or not at all.")
    if reply and "resolved" in reply.answered_as.values() and not (reply.outcome and reply.waiver):
        return say("Where a reply can count as resolved, 'reply' needs 'outcome' and 'waiver'.")
    if reply and reply.answered_by == reply.fed_back_by:
        return say("The post that answers does not feed back: 'answered_by' and 'fed_back_by' must differ.")
    headings = list(columns.values())
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice:
        return say("The heading {heading} is named for two columns.", heading=quoted(twice))
    return None


def first_unknown(used: Iterable[str], known: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """The first name that is not known, for a sentence, and the known ones that come nearest."""
    known = tuple(known)
    for name in used:
        if name not in known:
            return quoted(name), tuple(difflib.get_close_matches(name, known, n=3, cutoff=0.4) or known[:3])
    return None
