"""Patterns and families of words, made when they are first needed: that takes longer than to ask them.

Most texts hold nothing, and their pairs (`pairs`) tell so of nearly every pattern: the others alone are made and asked.
"""

from __future__ import annotations

import functools
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lianhu.personal.pairs import Need, needs_of, pairs_in

Span = tuple[int, int]

EVERY: list[Pattern] = []
NEVER = "(?!)"


class Nearby:
    """A regular expression that is asked of the few characters around a place."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self.flags)

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.search(text, begin, end)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)


class Pattern:
    """A regular expression that is looked for in whole texts."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self.source, self.flags = source, flags
        EVERY.append(self)

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.source, self.flags)

    @functools.cached_property
    def needs(self) -> Sequence[Need]:
        """What each of its alternatives needs."""
        return needs_of(self.source, self.flags)

    def may_match(self, text: str) -> bool:
        """Whether a text holds what the pattern needs."""
        return self in possible_in(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text) if self in possible_in(text) else iter(())

    def search(self, text: str, end: int = sys.maxsize) -> re.Match[str] | None:
        return self.compiled.search(text, 0, end) if self in possible_in(text) else None

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, at) if self in possible_in(text) else None


class Patterns:
    """Several patterns that are looked for in one text, each by itself."""

    def __init__(self, *patterns: Pattern) -> None:
        self._in_order, self._own = patterns, frozenset(patterns)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Where they match, of one after the other."""
        if possible := self._own & possible_in(text):
            for pattern in self._in_order:
                if pattern in possible:
                    yield from pattern.compiled.finditer(text)


class _Beginning(Pattern):
    """Tells whether a text holds the beginning of a word, so that words are to be looked up; never made itself."""

    def __init__(self, pairs: Iterable[str]) -> None:
        super().__init__(NEVER)
        self._pairs = frozenset(pairs)

    @functools.cached_property
    def needs(self) -> Sequence[Need]:
        return ((self._pairs,),)


class Words:
    """A family of words, parted by `|`: most are words and looked up, the others patterns."""

    def __init__(self, source: str) -> None:
        words, patterns = list[str](), list[str]()
        for each in _alternatives(source):
            (words if each.isalpha() else patterns).append(each)
        self._words: Mapping[str, list[str]] = defaultdict(list)
        for word in words:
            self._words[word[:2]].append(word)
        self._any_word = _Beginning(self._words)
        self._patterns = Pattern("|".join(patterns) or NEVER)

    def spans_in(self, text: str) -> list[Span]:
        """Where the words stand, in order."""
        found = {each.span() for each in self._patterns.finditer(text)}
        for begin in self._words.keys() & _pairs_in(text) if self._any_word.may_match(text) else ():
            at = text.find(begin)
            while at >= 0:
                found |= {(at, at + len(word)) for word in self._words[begin] if text.startswith(word, at)}
                at = text.find(begin, at + 1)
        return sorted(found)


@dataclass(frozen=True)
class _Index:
    """Which patterns a text may hold, by its pairs: those of `always`, and others of which it has what they need."""

    always: frozenset[Pattern]
    by_pair: Mapping[str, Sequence[tuple[Pattern, Need]]]

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> _Index:
        by_pair: dict[str, list[tuple[Pattern, Need]]] = defaultdict(list)
        for pattern in patterns:
            for need in pattern.needs if all(pattern.needs) else ():
                for pair in need[0]:
                    by_pair[pair].append((pattern, need[1:]))
        return cls(frozenset(pattern for pattern in patterns if not all(pattern.needs)), by_pair)

    def possible(self, pairs: set[str]) -> Iterator[Pattern]:
        for pair in self.by_pair.keys() & pairs:
            for pattern, others in self.by_pair[pair]:
                if not any(map(pairs.isdisjoint, others)):
                    yield pattern
        yield from self.always


@functools.lru_cache(maxsize=1)
def _index(count: int) -> _Index:
    """Of as many patterns as there are."""
    return _Index.of(EVERY[:count])


_pairs_in = functools.lru_cache(maxsize=64)(pairs_in)  # asked of one text, and of its sentences, many times


def possible_in(text: str) -> frozenset[Pattern]:
    """The patterns that may match somewhere in a text; some are there only when a text first asked for them."""
    return _possible_in(text, len(EVERY))


@functools.lru_cache(maxsize=64)
def _possible_in(text: str, count: int) -> frozenset[Pattern]:
    return frozenset(_index(count).possible(_pairs_in(text)))


def _alternatives(source: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group or set of it."""
    depth, begin = 0, 0
    for at, sign in enumerate(source):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            yield source[begin:at]
            begin = at + 1
    yield source[begin:]
