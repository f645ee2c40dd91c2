"""Phrases that lead to one person. One look tells whether any of their patterns can match at all; words alone, since
these are found fastest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lianhu.personal import accusations, circumstances, homes, links, minors, private_names, reporters
from lianhu.personal.apart import joined
from lianhu.personal.found import Found
from lianhu.personal.generality import sentences_in
from lianhu.personal.pattern import possible_in

# Whatever is said of persons is said in Chinese, but for the number of a room.
WORD = re.compile(f"[\u4e00-\u9fff#]|(?<![0-9.-])[0-9]{{1,2}}-(?:[0-9]{{1,2}}-)?[0-9]{{3,4}}(?![0-9-])|{links.SIGN}")


def phrases_in(text: str) -> Iterator[Found]:
    """Every phrase of a plain text that is no account, in no order."""
    whole, places = joined(text)
    if WORD.search(whole):
        told = list(_once([*_told(whole)]))
        for found in _named(told, [*private_names.private_names_in(whole, told)], whole):
            yield replace(found, start=places[found.start], end=places[found.end - 1] + 1)


def _once(every: Sequence[Found]) -> Iterator[Found]:
    """What is asked no second time: what is refused already."""
    for found in every:
        if found.is_sure or not any(
            other.is_sure and other.detector == found.detector and other.start < found.end and found.start < other.end
            for other in every
        ):
            yield found


def _named(told: Sequence[Found], names: Sequence[Found], text: str) -> Iterator[Found]:
    """What is told with the names of whom it tells, and the names: one question asks of both."""
    with_names: dict[Found, list[str]] = {found: [] for found in told}
    for name in names:
        if beside := _beside(name, told, text):
            with_names[beside].append(name.value)
        yield replace(name, is_told_beside=beside is not None)
    yield from (replace(found, names=tuple(dict.fromkeys(names))) for found, names in with_names.items())


def _beside(name: Found, told: Sequence[Found], text: str) -> Found | None:
    """What is told of whom the name calls: the passage in which it stands, else one of its sentence."""
    within = [found for found in told if found.start < name.end and name.start < found.end]
    begin, end = next(
        (start, start + len(sentence)) for start, sentence in sentences_in(text) if name.start <= start + len(sentence)
    )
    near = (found for found in told if found.detector in private_names.OF_SOMEBODY and not found.is_sure)
    of_sentence = (found for found in near if found.start < end and begin < found.end)
    return min(within, default=None) or min(of_sentence, default=None)


def _told(text: str) -> Iterator[Found]:
    if possible_in(text):  # else no pattern of these matches, nor in a sentence of the text
        yield from homes.homes_in(text)
        yield from minors.minors_in(text)
        yield from accusations.accusations_in(text)
        yield from circumstances.circumstances_in(text)
        yield from reporters.reporters_in(text)
    yield from links.links_in(text)
