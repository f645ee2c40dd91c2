"""Hints of a circumstance: words of everyday, which tell of somebody's only where somebody is meant close by.

扶着 and 娘家 tell of it by themselves, and so does a part of the body with what ails it soon behind. Faint hints
(药, 钱) tell where two of them stand together, or one in a short note about no matter of everybody's (路灯, 垃圾).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lianhu.personal.generality import is_general
from lianhu.personal.mentions import Mention, called_in, mentions_in
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
# 山脚, 路口, 坝头: a part of a place.
_OF_A_PLACE = Nearby("[山坡墙屋桌坝塔井路桥渠塘巷市村组门街河沟岔]$")
# 防溺水, 防一氧化碳中毒: what is to be kept from everybody.
_AGAINST = Nearby("[防反控]治?[^,]{0,4}$")


def hinted(kind: str, sentence: str, groups: Sequence[Span]) -> Iterator[Span]:
    """The hints of a kind of circumstance that are somebody's; what is part of a name, or of a group's, is none."""
    alone, faint = _ALONE[kind].spans_in(sentence), _FAINT[kind].spans_in(sentence)
    if kind == "health":
        alone += _ailing(sentence)
    if not alone and not faint:
        return
    mentions = mentions_in(sentence)
    names = [*groups, *(_span(mention) for mention in mentions if mention.is_called)]
    meant = [one for one in _SOMEBODY.spans_in(sentence) if all(_from(one, group) >= 0 for group in groups)]
    somebody = [*map(_span, mentions), *(() if is_general(sentence) else meant)]
    told = alone + [hint for hint in faint if any(_is_beside(hint, other, sentence) for other in faint)]
    if _is_a_note(sentence):  # what only may be a name is nobody there
        surely = [*meant, *map(_span, called_in(sentence))]
        surely += [_span(mention) for mention in mentions if not mention.is_called]
        told += [hint for hint in faint if _is_near(hint, surely)]
    for hint in told:
        is_name = any(_from(hint, name) < 0 for name in names)
        if not is_name and _is_near(hint, somebody) and not _AGAINST.search(sentence[max(0, hint[0] - 6) : hint[0]]):
            yield hint


def _is_a_note(sentence: str) -> bool:
    return len(sentence) <= NOTE and not _MATTERS.spans_in(sentence) and not is_general(sentence)


def _span(mention: Mention) -> Span:
    return mention.start, mention.end


def _is_near(hint: Span, somebody: Sequence[Span]) -> bool:
    """Whether somebody is meant close by, and not only in the hint itself (娘 in 娘家)."""
    return any(
        hint[0] - REACH <= last and first <= hint[1] + SOON
        for first, last in somebody
        if not hint[0] <= first < last <= hint[1]
    )


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
        if not _OF_A_PLACE.search(sentence, 0, part)
        and 0 <= ail - behind <= FROM_PART_TO_AIL
        and _CLAUSE.isdisjoint(sentence[behind:ail])
    ]
