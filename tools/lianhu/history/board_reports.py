"""How the boards stand for people, machines and the print shop: `lianhu board status`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from lianhu.changes import wording
from lianhu.history.chronicle import Chronicle
from lianhu.history.standing import Hanging, Standing, changed_since
from lianhu.public import Posted
from lianhu.public.sheet import PARTS
from lianhu.words import Text, say, spoken

STATES: Mapping[str, Text] = {
    "current": say("as the board is today"),
    "outdated": say("out of date"),
    "incomplete": say("not complete"),
    "empty": say("nothing hangs any more"),
    "never": say("never hung"),
}


def text(town: Posted, whole: Sequence[Standing], chronicle: Chronicle, language: str) -> str:
    """Each board that is not as it should be, with what changed since; then how many there are of each state."""
    lines = [spoken(line, language) for line in _lines(town, whole, chronicle, language)]
    found = Counter[str](one.state for one in whole)
    states = {state: said for state, said in STATES.items() if found[state]}
    counted = tuple(say("{state}: {count}", state=said, count=found[state]) for state, said in states.items())
    lines.append(
        spoken(say("Boards: {count}. {states}", count=len(whole), states=_listed(counted, language)), language)
    )
    return "\n".join(lines)


def _lines(town: Posted, whole: Sequence[Standing], chronicle: Chronicle, language: str) -> Iterator[Text]:
    for one in whole:
        if one.state == "current":
            continue
        yield say("{board} {name}: {state}", board=one.board, name=one.name, state=STATES[one.state])
        if one.state == "empty":
            yield say("    the last was taken down on {day}", day=one.ended)
        if one.hanging and one.missing:
            yield say("    hangs nowhere: {parts}", parts=_parts(one.missing, language))
        for hung in one.hanging:
            if not hung.is_current:
                yield _of_sheet(hung, language)
                yield from (say("        {change}", change=line) for line in _changes(town, one, hung, chronicle))


def _of_sheet(hung: Hanging, language: str) -> Text:
    told: dict[str, object] = {
        "part": PARTS[hung.part],
        "code": hung.code,
        "day": hung.posted_on,
        "panels": _parts(hung.differs, language),
    }
    if hung.since is None:
        return say("    {part} {code}, hung on {day}: no longer as the board is, in {panels}", **told)
    told["since"] = hung.since
    return say("    {part} {code}, hung on {day}: not as the board is since {since}, in {panels}", **told)


def _parts(parts: Iterable[str], language: str) -> tuple[str, ...]:
    return _listed([PARTS[part] for part in parts], language)


def _listed(texts: Iterable[Text], language: str) -> tuple[str, ...]:
    """Words in a row, and not sentences."""
    return tuple(spoken(text, language) for text in texts)


def _changes(town: Posted, one: Standing, hung: Hanging, chronicle: Chronicle) -> Iterator[Text]:
    for turn in changed_since(one, hung.part, hung.code, chronicle, town):
        for step in turn.told:
            for line in step.lines:
                record = chronicle.title(step.path)
                yield say("{day} {record}: {change}", day=turn.day, record=record, change=wording.dated(line))


def as_json(town: Posted, whole: Sequence[Standing], chronicle: Chronicle, language: str) -> str:
    """The contract that docs/boards.md describes; sentences are in the reader's language, everything else is not."""
    told = {
        "town": town.town.name,
        "today": town.today.isoformat(),
        "boards": [_plain(town, one, chronicle, language) for one in whole],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _plain(town: Posted, one: Standing, chronicle: Chronicle, language: str) -> dict[str, Any]:
    return {
        "board": one.board,
        "name": one.name,
        "state": one.state,
        "since": _day(one.since),
        "missing": list(one.missing),
        "ended": _day(one.ended),
        "codes": dict(one.codes),
        "hanging": [
            {
                "part": hung.part,
                "code": hung.code,
                "posted_on": _day(hung.posted_on),
                "by": hung.by,
                "current": hung.is_current,
                "since": _day(hung.since),
                "differs": list(hung.differs),
                "changes": [spoken(line, language) for line in _changes(town, one, hung, chronicle)],
            }
            for hung in one.hanging
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def print_list(whole: Sequence[Standing]) -> str:
    """The ids of the boards that are to be printed anew, one a line; what never hung is not out of date."""
    return "".join(f"{one.board}\n" for one in whole if one.codes and one.state not in ("current", "never"))


FORMATS = {"text": text, "json": as_json}
