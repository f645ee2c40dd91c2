"""Problems as plain data that can be kept, and back; in which language they are read is not decided yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lianhu.words.problems import Problem
from lianhu.words.sentences import Term, Text, Word

# Values of sentences that JSON does not know, by the mark under which they are kept.
PACKERS: Mapping[type, tuple[str, Callable[[Any], Any]]] = {
    Text: ("text", lambda text: [text.template, [[name, _packed(value)] for name, value in text.values]]),
    Term: ("term", lambda term: term.code),
    Word: ("word", lambda word: [word.code, word.chinese]),
    tuple: ("several", lambda values: [_packed(value) for value in values]),
    date: ("day", lambda day: day.isoformat()),
    Decimal: ("decimal", str),
}
UNPACKERS: Mapping[str, Callable[[Any], Any]] = {
    "text": lambda kept: Text(kept[0], tuple((name, _unpacked(value)) for name, value in kept[1])),
    "term": Term,
    "word": lambda kept: Word(*kept),
    "several": lambda kept: tuple(_unpacked(value) for value in kept),
    "day": date.fromisoformat,
    "decimal": Decimal,
}


def packed(problems: Iterable[Problem]) -> list[Any]:
    """Problems as JSON. Raises TypeError for a sentence with a value that is none of the known ones."""
    return [
        [each.path, each.line, each.column, each.rule, each.level, _packed(each.message), _packed(each.fix)]
        for each in problems
    ]


def unpacked(kept: Iterable[Any]) -> list[Problem]:
    """The problems again."""
    return [
        Problem(
            path=path,
            line=line,
            column=column,
            rule=rule,
            level=level,
            message=_unpacked(message),
            fix=_unpacked(fix),
        )
        for path, line, column, rule, level, message, fix in kept
    ]


def packed_text(text: Text) -> Any:
    """A sentence as JSON. Raises TypeError as `packed` does."""
    return _packed(text)


def unpacked_text(kept: Any) -> Text:
    """The sentence again."""
    text = _unpacked(kept)
    assert isinstance(text, Text)
    return text


def _packed(value: object) -> Any:
    if value is None or type(value) in (str, int, float, bool):
        return value
    if type(value) not in PACKERS:
        raise TypeError(f"a sentence with a value of {type(value).__name__} cannot be kept")
    mark, pack = PACKERS[type(value)]
    return {mark: pack(value)}


def _unpacked(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    ((mark, value),) = kept.items()
    return UNPACKERS[mark](value)
