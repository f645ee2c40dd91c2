"""Patterns and families of words, made when they are first needed: that takes longer than to ask them."""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterator

Span = tuple[int, int]


@functools.lru_cache(maxsize=64)
def letters_of(text: str) -> frozenset[str]:
    """Every character of a text: one look tells of most words that they cannot stand there."""
    return frozenset(text)


class Pattern:
    """A regular expression; one of `signs`, parted by spaces, stands in whatever it matches (without any: unknown)."""

    def __init__(self, signs: str, source: str) -> None:
        self.source, self._signs = source, signs.split()
        self._begin = frozenset(sign[0] for sign in self._signs)

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source)

    def may_match(self, text: str) -> bool:
        if not self._signs:
            return True
        return not self._begin.isdisjoint(letters_of(text)) and any(sign in text for sign in self._signs)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text) if self.may_match(text) else iter(())

    def search(self, text: str) -> re.Match[str] | None:
        return self.compiled.search(text) if self.may_match(text) else None

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, at) if self.may_match(text) else None


class Words:
    """A family of words, parted by `|`: most are words and looked up, the others patterns."""

    def __init__(self, source: str) -> None:
        self.source = source

    @functools.cached_property
    def _parts(self) -> tuple[dict[str, list[str]], re.Pattern[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        patterns = []
        for each in _alternatives(self.source):
            if each.isalpha():
                words[each[0]].append(each)
            else:
                patterns.append(each)
        return words, re.compile("|".join(patterns) or "(?!)")

    def spans_in(self, text: str, end: int = sys.maxsize) -> list[Span]:
        """Where the words stand, in order."""
        words, patterns = self._parts
        found = {each.span() for each in patterns.finditer(text, 0, end)}
        if not letters_of(text).isdisjoint(words):
            for at, sign in enumerate(text[:end]):
                for word in words.get(sign, ()):
                    if text.startswith(word, at, end):
                        found.add((at, at + len(word)))
        return sorted(found)


def _alternatives(source: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group or set of it."""
    depth, begin = 0, 0
    for at, sign in enumerate(source):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            yield source[begin:at]
            begin = at + 1
    yield source[begin:]
