"""Rules of a mapping: which words in which text choose a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
        return next(self.places_in(text), None) is not None

    def places_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where its words stand in a text, from and to."""
        if self.at_most_characters is not None and len(text) > self.at_most_characters:
            return
        folded = text.casefold()
        for word in map(str.casefold, self.words):
            start = folded.find(word)
            while start >= 0:
                yield start, start + len(word)
                start = folded.find(word, start + len(word))


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
