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

# Whatever is said of persons is said in Chinese, but for the number of a room.
WORD = re.compile(f"[\u4e00-\u9fff#]|(?<![0-9.-])[0-9]{{1,2}}-(?:[0-9]{{1,2}}-)?[0-9]{{3,4}}(?![0-9-])|{links.SIGN}")


def phrases_in(text: str) -> Iterator[Found]:
    """Every phrase of a plain text that is no account, in no order."""
    whole, places = joined(text)
    if WORD.search(whole):
        for found in _once(list(_in_words(whole))):
            yield replace(found, start=places[found.start], end=places[found.end - 1] + 1)


def _once(every: Sequence[Found]) -> Iterator[Found]:
    """What is asked no second time: what is refused already, and the name in a passage that is asked of anyway."""
    told = [found for found in every if found.detector != "private_name"]
    for found in every:
        is_name = found.detector == "private_name"
        if found.is_sure or not any(
            (is_name or (other.is_sure and other.detector == found.detector))
            and other.start < found.end
            and found.start < other.end
            for other in told
        ):
            yield found


def _in_words(text: str) -> Iterator[Found]:
    yield from homes.homes_in(text)
    yield from minors.minors_in(text)
    yield from accusations.accusations_in(text)
    yield from circumstances.circumstances_in(text)
    yield from links.links_in(text)
    yield from reporters.reporters_in(text)
    yield from private_names.private_names_in(text)
