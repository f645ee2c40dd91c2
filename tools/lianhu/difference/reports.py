"""A difference as people and machines read it: text for a terminal, Markdown for a review, JSON as a contract.

Record text stays text: a terminal gets no control character and a runner no command (hardening.md T26); in Markdown
it makes no markup, link, mention or reference to an issue (T13).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lianhu.difference.difference import Difference, PageChange, Reprint
from lianhu.difference.effect import TOPICS
from lianhu.difference.figure_change import FigureChange
from lianhu.difference.touched import NATURES, TouchedRecord
from lianhu.figures import TWELVE_MONTHS, FigureLine, stats
from lianhu.figures.parts import ELSEWHERE, Part, RowMove, folded, signed
from lianhu.public.sheet import PARTS
from lianhu.public.wall import PANELS
from lianhu.words import Text, say, spoken

NUMBERS = ("numerator", "denominator", "value", "numerator_with_late", "value_with_late")
LISTED = 20  # lines under a heading; JSON has all
PAGES_LISTED = 8
NAMED = 6  # records of one nature
PARTS_LISTED = 5  # of a figure; the others are added up by village
ALIKE = 4  # so many boards of which the same is to be done share a line


@dataclass(frozen=True)
class Compared:
    """The commits that were compared; `head` is None for the folder's records."""

    base: str
    head: str | None


@dataclass(frozen=True)
class Section:
    """A heading, the lines under it, each with those under itself, and how many there are in all."""

    heading: str
    lines: tuple[tuple[str, ...], ...]
    count: int


def text(difference: Difference, compared: Compared, language: str) -> str:
    """Headings with a line an effect; one sentence when residents will see nothing new."""
    if not difference:
        return spoken(say("Nothing that residents can see changes."), language)
    blocks = [plain(spoken(sentence, language)) for sentence in difference.left_out]
    for section in _sections(difference, language):
        lines = [f"{mark}{plain(line)}" for mark, line in _marked(section, "  - ", "      ")]
        blocks.append("\n".join([section.heading, *lines, *_rest(section, "  - ", language)]))
    return "\n\n".join(blocks)


def markdown(difference: Difference, compared: Compared, language: str) -> str:
    """A comment for a review; empty when residents will see nothing new, so that nothing is posted."""
    if not difference:
        return ""
    title = spoken(say("What residents will see"), language)
    blocks = [f"## {title}"]
    blocks += [f"> {escaped(spoken(sentence, language))}" for sentence in difference.left_out]
    for section in _sections(difference, language):
        lines = [f"{mark}{escaped(line)}" for mark, line in _marked(section, "- ", "  - ")]
        blocks.append("\n".join([f"**{section.heading}**", "", *lines, *_rest(section, "- ", language)]))
    return "\n\n".join(blocks)


def as_json(difference: Difference, compared: Compared, language: str) -> str:
    """The contract that README describes; sentences are in the reader's language, everything else is not."""
    whole = {
        "base": compared.base,
        "head": compared.head,
        "incomplete": [spoken(sentence, language) for sentence in difference.left_out],
        "records": [
            {"kind": record.kind, "id": record.id, "path": record.path, "natures": list(record.natures)}
            for record in difference.records
        ],
        "effects": [
            {"topic": effect.topic, "what": effect.what, "id": effect.id, "text": spoken(effect.text, language)}
            for effect in difference.effects
        ],
        "figures": [_plain_figure(change) for change in difference.figures],
        "pages": [{"address": page.address, "title": page.title, "change": page.how} for page in difference.pages],
        "workstations": [
            {
                "group": board.group,
                "name": board.name,
                "change": board.how,
                "panels": list(board.panels),
                "outdated": list(board.outdated),
            }
            for board in difference.workstations
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


Format = Callable[[Difference, Compared, str], str]
FORMATS: Mapping[str, Format] = {"text": text, "markdown": markdown, "json": as_json}


def _marked(section: Section, first: str, rest: str) -> Iterator[tuple[str, str]]:
    for line, *inner in section.lines:
        yield first, line
        yield from ((rest, part) for part in inner)


def _sections(difference: Difference, language: str) -> Iterator[Section]:
    yield from _section(say("What the change touches"), list(_natures(difference, language)), language)
    for topic, heading in TOPICS.items():
        told = [spoken(effect.text, language) for effect in difference.effects if effect.topic == topic]
        yield from _section(heading, told, language)
    boards = list(_boards(difference.workstations, language))
    yield from _section(say("Boards to be printed anew"), boards, language)
    called = {path: _called(record, language) for record in difference.records for path in (record.path, *record.also)}
    figures = [_figure(change, called, language) for change in difference.figures if change.line.scope == "town"]
    yield from _section(say("Figures of the town, and what moved them"), figures, language)
    pages = [spoken(_page(page), language) for page in difference.pages]
    heading = say("Pages that change ({count})", count=len(pages))
    yield from _section(heading, pages, language, PAGES_LISTED)


def _section(
    heading: Text, lines: Sequence[str | tuple[str, ...]], language: str, listed: int = LISTED
) -> Iterator[Section]:
    if lines:
        shown = tuple((line,) if isinstance(line, str) else line for line in lines[:listed])
        yield Section(spoken(heading, language), shown, len(lines))


def _rest(section: Section, mark: str, language: str) -> list[str]:
    more = section.count - len(section.lines)
    return [mark + spoken(say("and {count} more", count=more), language)] if more else []


def _natures(difference: Difference, language: str) -> Iterator[str]:
    """A line a nature, with the records of which the change is such."""
    for name, words in NATURES.items():
        records = [_called(record, language) for record in difference.records if name in record.natures]
        if records:
            listed = _first(records)
            yield spoken(
                say("{nature} ({count}): {records}", nature=words, count=len(records), records=listed), language
            )


def _boards(reprints: Sequence[Reprint], language: str) -> Iterator[str]:
    """A line a board; boards of which the same is to be done share one, as when a duty list of the town changes."""
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Reprint]] = {}
    for reprint in reprints:
        alike.setdefault((reprint.how, reprint.panels, reprint.outdated), []).append(reprint)
    for (how, panels, outdated), boards in alike.items():
        task = _task(how, panels, language)
        if outdated:
            parts = tuple(spoken(PARTS[part], language) for part in outdated)
            task = say("{task}; this hangs and is out of date then: {parts}", task=task, parts=parts)
        if len(boards) < ALIKE:
            for board in boards:
                yield spoken(say("{name} ({group}): {task}", name=board.name, group=board.group, task=task), language)
            continue
        groups: tuple[object, ...] = tuple(board.group for board in boards[:LISTED])
        if len(boards) > LISTED:
            groups = (*groups, "…")
        yield spoken(say("{count} boards: {task} ({groups})", count=len(boards), task=task, groups=groups), language)


def _task(how: str, panels: tuple[str, ...], language: str) -> Text:
    if how == "gone":
        return say("to be taken down")
    if how == "new" or len(panels) == len(PANELS):
        return say("the whole board")
    return say("{panels}", panels=tuple(spoken(PARTS[panel], language) for panel in panels))


def _page(page: PageChange) -> Text:
    values = {"address": f"/{page.address}", "title": page.title}
    if page.how == "gone":
        return say("{address} gone", **values)
    return say("{address} {title} (new)", **values) if page.how == "new" else say("{address} {title}", **values)


def _figure(change: FigureChange, called: Mapping[str, str], language: str) -> tuple[str, ...]:
    """What it was and is; under it what moved it, the sum of which is the difference."""
    said = [
        " ".join(filter(None, stats.said(line, language))) if line else "" for line in (change.before, change.after)
    ]
    moved = say("{before} → {after}", before=said[0] or say("none"), after=said[1] or say("none"))
    figure: object = stats.title(change.figure, language)
    if change.line.window == TWELVE_MONTHS:
        figure = say("{figure} of the last twelve months", figure=figure)
    line = spoken(say("{figure}: {change}", figure=figure, change=moved), language)
    return line, *(spoken(part, language) for part in _parts(change, called))


def _parts(change: FigureChange, called: Mapping[str, str]) -> Iterator[Text]:
    listed, others = folded(change.parts, PARTS_LISTED)
    for part in listed:
        records = _first([called[path] for path in part.records])
        yield say("{share} {records}{days}", share=_share(part), records=records, days=_days(part.rows))
    for village, part in others:
        where = _place(change, village)
        count = len(part.records)
        yield say("{share} {place}, of {count} more records", share=_share(part), place=where, count=count)


def _called(record: TouchedRecord, language: str) -> str:
    return spoken(say("{record}", record=record.called), language)


def _first(records: Sequence[str]) -> tuple[str, ...]:
    return (*records[:NAMED], *(["…"] if len(records) > NAMED else []))


def _place(change: FigureChange, village: str) -> Text | str:
    if village == ELSEWHERE:
        return say("the other villages")
    return change.villages.get(village) or say("the town")


def _share(part: Part) -> Text | str:
    """What a part adds, with its sign; where what came late adds something else, that as well."""
    if part.numerator == part.numerator_with_late:
        return part.share
    late = part.numerator_with_late
    return say("{share} (with what came late {late})", share=part.share, late=signed(late))


def _days(rows: Sequence[RowMove]) -> Text | str:
    """How long the one case took, of a figure of days."""
    if len(rows) != 1 or rows[0].days == (None, None):
        return ""
    before, after = (say("not counted") if days is None else say("{days} days", days=days) for days in rows[0].days)
    return say(" ({before} → {after})", before=before, after=after)


def _plain_figure(change: FigureChange) -> dict[str, Any]:
    line = change.line
    return {
        "figure": change.figure.name,
        "part": change.figure.part,
        "title": change.figure.title,
        "scope": line.scope,
        "of": line.of,
        "window": line.window,
        "before": _cell(change.before),
        "after": _cell(change.after),
        "parts": [_plain_part(part, with_rows=line.scope == "town") for part in change.parts],
    }


def _plain_part(part: Part, with_rows: bool) -> dict[str, Any]:
    """The rows only once, of the whole town: those of its villages and months are among them."""
    rows = [{"id": row.id, "change": row.how, **_plain(row), **_plain_days(row)} for row in part.rows]
    return {"records": list(part.records), **_plain(part)} | ({"rows": rows} if with_rows else {})


def _plain_days(row: RowMove) -> dict[str, Any]:
    return {} if row.days == (None, None) else {"days": list(row.days)}


def _plain(added: Part | RowMove) -> dict[str, Any]:
    return {name: _number(getattr(added, name)) for name in ("numerator", "denominator", "numerator_with_late")}


def _number(number: Any) -> Any:
    return str(number) if isinstance(number, Decimal) else number


def _cell(line: FigureLine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {name: _number(getattr(line.cell, name)) for name in NUMBERS}


# A runner takes `##[group]` and `##vso[...]` for a command wherever in a line they stand.
RUNNER_COMMAND = re.compile(r"##(?=\w*\[)")


def plain(line: str) -> str:
    """One line, without anything that a terminal or a runner would obey."""
    shown = "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in line)
    return RUNNER_COMMAND.sub("# #", shown)


ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MARKUP = re.compile(r"([\\`*_\[\]|~#$])")
FIRST = re.compile(r"^([-+=]|[0-9]+(?=[.)]))")
# Where forges make links of plain text: mentions, references, addresses, emoji, short ids of commits.
LINKED = re.compile(r"([@#!$%~^:](?=\S)|\bwww(?=\.)|\bGH-(?=[0-9])|[0-9a-f]{6}(?=[0-9a-f]))", re.IGNORECASE)
JOINER = "\u2060"


def escaped(line: str) -> str:
    """Record text that stays text: markup is escaped; a word joiner, which nobody sees, keeps forges from linking."""
    joined = LINKED.sub(rf"\1{JOINER}", plain(line))
    entities = "".join(ENTITIES.get(c, c) for c in joined)
    escaped = MARKUP.sub(r"\\\1", entities)
    return FIRST.sub(lambda match: f"\\{match[1]}" if not match[1].isdigit() else f"{match[1]}\\", escaped)
