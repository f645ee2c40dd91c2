"""Phrases that lead to one person. One look tells whether any of their patterns can match at all; words alone, since
these are found fastest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import accusations, circumstances, homes, links, mentions, minors
from lianhu.personal.found import Found

WORD = re.compile("|".join((homes.SIGN, minors.SIGN, accusations.SIGN, circumstances.SIGN, links.SIGN, mentions.SIGN)))


def phrases_in(text: str) -> Iterator[Found]:
    """Every phrase of a plain text that is no account, in no order."""
    if WORD.search(text):
        yield from homes.homes_in(text)
        yield from minors.minors_in(text)
        yield from accusations.accusations_in(text)
        yield from circumstances.circumstances_in(text)
        yield from links.links_in(text)
        yield from mentions.mentions_in(text)
