"""Which characters may stand in a record: those that the page, the board and the change request show alike.

The ranges are written out, not asked of Python's Unicode tables: the same record gets the same verdict under every
Python. Sources: Unicode's PropList (`Bidi_Control`, `Noncharacter_Code_Point`), general category `Cf` and
`Default_Ignorable_Code_Point`. Characters Unicode has not assigned yet may stand: new Chinese characters for rare
names arrive every few years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.words import Text, say

_INVISIBLE = (
    "\u00ad\u034f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065"
    "\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(end - 1)}{chr(end)}" for end in range(0xFFFF, 0x110000, 0x10000))
# Tab and line feed are the two controls that may stand. CR LF is made LF before anybody asks here.
_SORTS: tuple[tuple[str, Text], ...] = (
    ("\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f", say("a control character")),
    # YAML 1.1 starts a new line at these, so one line in the review could be two fields of the record.
    ("\r\x85\u2028\u2029", say("a line break that most editors do not show")),
    ("\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069", say("a sign that changes the direction of writing")),
    (_INVISIBLE, say("an invisible character")),
    ("\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef", say("a sign that changes another character's look")),
    ("\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd", say("a private character that few computers show")),
    (_NONCHARACTERS, say("a code that Unicode keeps free")),
    ("\ud800-\udfff", say("half a character")),
)
_FORBIDDEN = re.compile("[" + "".join(characters for characters, _ in _SORTS) + "]")
_EACH_SORT = tuple((re.compile(f"[{characters}]"), what) for characters, what in _SORTS)


def forbidden(text: str) -> Iterator[tuple[int, str, Text]]:
    """The first character of each forbidden sort: its index in `text`, its number (`U+202E`) and what it is."""
    if not _FORBIDDEN.search(text):
        return
    for sort, what in _EACH_SORT:
        if found := sort.search(text):
            yield found.start(), f"U+{ord(found[0]):04X}", what
