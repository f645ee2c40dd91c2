"""What was asked of a text and is confirmed to be nobody's circumstance: who reviews the change looks at it, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lianhu.changes import Change
from lianhu.difference.effect import Effect
from lianhu.difference.teller import Teller
from lianhu.reading.document import Document
from lianhu.rules.excuses import CONFIRMED, RULE_OF
from lianhu.rules.wording import WHAT
from lianhu.words import Text, Word, say
from lianhu.words.terms import TERMS


def of_changes(changed: Iterable[Change], teller: Teller) -> Iterator[Effect]:
    """The new confirmations of each record; neither the words nor the reason, which stand in the record. Source: G4."""
    for change in changed:
        before, after = _entries(change.before), _entries(change.after)
        filing = change.kind.filing(change.path) if change.kind else None
        for entry in after:
            if filing and entry not in before:
                text = say(
                    "{record}: asked whether it tells of {what}; {post} has looked and says no ({day})",
                    record=teller.called(change.path),
                    what=_what(entry["rule"]),
                    post=Word(entry["by"], TERMS[entry["by"]]),
                    day=entry["date"],
                )
                yield Effect(topic="confirmed", what="confirmed", id=filing.id, text=text)


def _entries(document: Document | None) -> list[Any]:
    data: Any = document.data if document else None
    return list(data.get(CONFIRMED, ())) if isinstance(data, dict) else []


def _what(rule: str) -> Text:
    return next(WHAT[detector] for detector, its in RULE_OF.items() if its == rule)
