"""What a text must hold for a pattern to match in it, read off the pattern: characters, and pairs that stand together.

Of a word every pair of neighbours must stand in the text, of a choice one of each word. So a look at the pairs of a
text tells of most patterns that they match nowhere in it, before these are made and asked. As in Russ Cox, Regular
Expression Matching with a Trigram Index; in Chinese a pair is as seldom as three letters.
"""

from __future__ import annotations

import itertools
import re
import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

Choice: TypeAlias = frozenset[str]  # of which one stands in the text
Need: TypeAlias = tuple[Choice, ...]  # each of them

MOST_WORDS = 400  # that a part of a pattern may stand for, else it is taken for anything
NOTHING = frozenset([""])
# What letters are taken for besides their capitals where these are not told apart.
_ALSO = {"i": "İı", "k": "\u212a", "s": "ſ"}
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)


class Part(NamedTuple):
    """A part of a pattern: every word that it matches, or None, and choices that it asks for besides."""

    words: frozenset[str] | None
    needs: Need = ()


ANYTHING = Part(None)


def pairs_in(text: str) -> set[str]:
    """The characters of a text, and its pairs."""
    return {*text, *map("".join, itertools.pairwise(text))}


def needs_of(source: str, flags: int = 0) -> tuple[Need, ...]:
    """What each alternative of a pattern needs: of each choice one; an alternative without any may match anywhere."""
    tree = parser.parse(source, flags)
    read = _Reader(bool(tree.state.flags & re.IGNORECASE))
    if len(tree) == 1 and tree[0][0] is kinds.BRANCH:
        return tuple(_all_needs(read.sequence(each)) for each in tree[0][1][1])
    return (_all_needs(read.sequence(tree)),)


def rarity(choice: Choice) -> int:
    """How much a choice leaves open: a character stands in many texts, a pair in few."""
    return sum(1 if len(each) > 1 else 20 for each in choice)


def _all_needs(part: Part) -> Need:
    return tuple(sorted({*part.needs, *_choices(part.words)}, key=rarity))


def _choices(words: frozenset[str] | None) -> Iterable[Choice]:
    """What words ask for of which one stands there."""
    if words is not None and "" not in words:
        yield frozenset(word[:2] for word in words)
        if any(len(word) > 2 for word in words):
            yield frozenset(word[-2:] for word in words)


@dataclass(frozen=True)
class _Reader:
    """Reads a parsed pattern, one that takes capital and small letters for the same or not."""

    ignores_case: bool

    def sequence(self, tree: Iterable[tuple[Any, Any]]) -> Part:
        words: frozenset[str] = NOTHING
        needs: list[Choice] = []
        is_whole = True
        for kind, value in tree:
            part = self.part(kind, value)
            needs += part.needs
            if part.words is not None and len(words) * len(part.words) <= MOST_WORDS:
                words = frozenset(map("".join, itertools.product(words, part.words)))
            else:
                needs += _choices(words)
                words, is_whole = part.words or NOTHING, False
        if not is_whole:
            needs += _choices(words)
        return Part(words if is_whole else None, tuple(needs))

    def part(self, kind: Any, value: Any) -> Part:
        if kind is kinds.LITERAL:
            return Part(self._written(value))
        if kind is kinds.IN:
            return Part(self._characters(value))
        if kind is kinds.BRANCH:
            return _branch([self.sequence(each) for each in value[1]])
        if kind is kinds.SUBPATTERN:
            _, added, taken, inner = value
            flags = (re.IGNORECASE * self.ignores_case | added) & ~taken
            return _Reader(bool(flags & re.IGNORECASE)).sequence(inner)
        if kind is kinds.ATOMIC_GROUP:
            return self.sequence(value)
        if kind is kinds.ASSERT:
            inner = self.sequence(value[1])
            return Part(NOTHING, (*inner.needs, *_choices(inner.words)))
        if kind in (kinds.ASSERT_NOT, kinds.AT):
            return Part(NOTHING)
        if kind is kinds.FAILURE:
            return Part(frozenset())
        if kind in _REPEATS:
            return self._repeat(*value)
        return ANYTHING

    def _characters(self, parts: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
        found: set[str] = set()
        for kind, value in parts:
            least, most = value if kind is kinds.RANGE else (value, value)
            if kind not in (kinds.LITERAL, kinds.RANGE) or most - least > MOST_WORDS:
                return None
            for code in range(least, most + 1):
                written = self._written(code)
                if written is None:
                    return None
                found |= written
        return frozenset(found)

    def _written(self, code: int) -> frozenset[str] | None:
        """How a character may be written; None where its other cases are many."""
        sign = chr(code)
        if not self.ignores_case or sign.lower() == sign.upper():
            return frozenset([sign])
        return frozenset([sign.lower(), sign.upper(), *_ALSO.get(sign.lower(), "")]) if sign.isascii() else None

    def _repeat(self, least: int, most: Any, tree: Iterable[tuple[Any, Any]]) -> Part:
        part = self.sequence(tree)
        if least == 0:
            is_optional = most == 1 and part.words is not None
            return Part((part.words or NOTHING) | NOTHING) if is_optional else ANYTHING
        return part if least == most == 1 else Part(None, _all_needs(part))


def _branch(parts: Sequence[Part]) -> Part:
    if all(part.words is not None and not part.needs for part in parts):
        words = frozenset(word for part in parts for word in part.words or ())
        return Part(words) if len(words) <= MOST_WORDS else Part(None, tuple(_choices(words)))
    needs = [_all_needs(part) for part in parts]
    # Of each alternative what is seldom.
    return Part(None, (frozenset().union(*(need[0] for need in needs)),) if all(needs) else ())
