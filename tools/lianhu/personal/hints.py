"""Hints of a circumstance: words of everyday, which tell of somebody's only where somebody is meant close by.

扶着 and 娘家 tell of it by themselves; faint hints (药, 钱) tell where two of them stand together; so does a part of
the body with what ails it soon behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lianhu.personal.generality import is_general
from lianhu.personal.mentions import Mention, mentions_in
from lianhu.personal.pattern import Nearby, Span
from lianhu.personal.vocabulary import words_of

# How far behind whoever is meant a hint may stand, and how far before.
REACH, SOON = 24, 8
FROM_ONE_TO_ANOTHER = 12
FROM_PART_TO_AIL = 5
# A sentence as short as a note's, which is about whom it mentions if about no matter.
NOTE = 60

_KINDS = ("health", "hardship")
_ALONE = {kind: words_of(f"{kind}-of-somebody") for kind in _KINDS}
_FAINT = {kind: words_of(f"{kind}-hints") for kind in _KINDS}
_SOMEBODY, _BODY, _AILS = words_of("somebody"), words_of("body"), words_of("ails")
_MATTERS = words_of("matters")
_CLAUSE = frozenset(",:()\n")
# 防溺水, 防一氧化碳中毒: what is to be kept from everybody.
_AGAINST = Nearby("[防反控]治?[^,]{0,4}$")


def hinted(kind: str, sentence: str, groups: Sequence[Span]) -> Iterator[Span]:
    """The hints of a kind of circumstance that are somebody's; what is part of a name, or of a group's, is none."""
    hints = _hints(kind, sentence)
    mentions = mentions_in(sentence) if hints else []
    names = [*groups, *((mention.start, mention.end) for mention in mentions if mention.is_called)]
    hints = [hint for hint in hints if all(_from(hint, name) >= 0 for name in names)]
    somebody = _somebody(sentence, mentions, groups) if hints else []
    for begin, end in hints:
        is_somebodys = any(begin - REACH <= last and first <= end + SOON for first, last in somebody)
        if is_somebodys and not _AGAINST.search(sentence[max(0, begin - 6) : begin]):
            yield begin, end


def _hints(kind: str, sentence: str) -> list[Span]:
    alone = _ALONE[kind].spans_in(sentence)
    faint = _FAINT[kind].spans_in(sentence)
    if faint and len(sentence) <= NOTE and not _MATTERS.spans_in(sentence):
        return [*alone, *faint, *(_ailing(sentence) if kind == "health" else ())]
    return [
        *alone,
        *(_ailing(sentence) if kind == "health" else ()),
        *(hint for hint in faint if any(_is_beside(hint, other, sentence) for other in faint)),
    ]


def _is_beside(one: Span, other: Span, sentence: str) -> bool:
    """Whether two hints stand together that are not the same word twice."""
    return 0 <= _from(one, other) <= FROM_ONE_TO_ANOTHER and sentence[slice(*one)] != sentence[slice(*other)]


def _from(one: Span, other: Span) -> int:
    """How far two places stand apart, below nought where they overlap."""
    return max(one[0] - other[1], other[0] - one[1])


def _ailing(sentence: str) -> list[Span]:
    """The parts of the body with what ails them soon behind, in one clause."""
    ails = _AILS.spans_in(sentence)
    return [
        (part, end)
        for part, behind in _BODY.spans_in(sentence)
        for ail, end in ails
        if 0 <= ail - behind <= FROM_PART_TO_AIL and _CLAUSE.isdisjoint(sentence[behind:ail])
    ]


def _somebody(sentence: str, mentions: Sequence[Mention], groups: Sequence[Span]) -> list[Span]:
    """Who is mentioned; in a sentence that speaks of everybody, 老人 and 孩子 are nobody."""
    mentioned = [(mention.start, mention.end) for mention in mentions]
    if not is_general(sentence):
        mentioned += [one for one in _SOMEBODY.spans_in(sentence) if all(_from(one, group) >= 0 for group in groups)]
    return mentioned
