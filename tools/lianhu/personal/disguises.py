"""Numbers, accounts and plates in disguise, behind one look that tells whether any can be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.personal import chats, mails, numbers, plates
from lianhu.personal.found import Found

MAILS, CHATS, PLATES = re.compile(mails.SIGN), re.compile(chats.SIGN), re.compile(plates.SIGN)


def hidden_in(plain_text: str) -> Iterator[Found]:
    """What a plain text hides, in no order."""
    yield from numbers.broken_numbers_in(plain_text)
    if MAILS.search(plain_text):
        yield from mails.hidden_mails_in(plain_text)
    if CHATS.search(plain_text):
        yield from chats.hidden_chats_in(plain_text)
    if PLATES.search(plain_text):
        yield from plates.hidden_plates_in(plain_text)
