"""The mapping of an import: which column is what, and which words decide on group, kind, category and outcome."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from lianhu.sheets.evidence import Evidence
from lianhu.sheets.forms import read_form
from lianhu.sheets.rules import Choice, Rule
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

SCHEMA = "mapping.schema.json"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """How replies enter the events; `outcome` and `waiver` stand where a reply can count as resolved."""

    answered_as: Choice
    answered_by: str
    fed_back_by: str
    text: str = "omit"
    outcome: Choice | None = None
    waiver: str | None = None


@dataclass(frozen=True, kw_only=True)
class ImportMapping:
    columns: Mapping[str, str]
    source: str
    group: Choice
    kind: Choice
    category: Evidence
    responsible_post: Choice
    received_by: str
    unanswered: str
    sheet: str | None = None
    statement: str = "keep"
    reply: Reply | None = None
    not_recorded: tuple[Rule, ...] = ()

    def keeps(self, text: str) -> bool:
        """Whether the words of a text (`title`, `statement`, `reply`) enter the record, or are only looked at."""
        if text == "reply":
            return self.reply is not None and self.reply.text == "note"
        return text != "statement" or self.statement == "keep"


def read_mapping(path: Path, root: Path) -> ImportMapping:
    """The mapping in the file at `path`, judged by the schema of the town at `root`. Raises ToolError."""
    try:
        content = path.read_bytes()
    except OSError:
        raise ToolError(say("There is no mapping to read at {path}.", path=str(path))) from None
    data, problems = read_form(path, content, SCHEMA, root)
    if problems or data is None:
        raise ToolError(say("The mapping {path} cannot be used: {problems}", path=str(path), problems=problems))
    for refused in data.get("not_recorded", ()):
        refused["use"] = refused.pop("because")
    for known in data["category"].get("elsewhere", ()):
        known["use"] = known.pop("matter")
    mapping = msgspec.convert(data, ImportMapping)
    fault = _fault(mapping)
    if fault:
        raise ToolError(say("The mapping {path} cannot be used: {problems}", path=str(path), problems=fault))
    return mapping


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
