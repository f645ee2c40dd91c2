"""Numbers of persons in what is no record: files beside the records, messages of commits, names, comments.

Such a text has no schema that says what it may hold, and nobody can except it. So only those numbers count whose form
alone tells what they are; a phone is one if it is a mobile phone's. Pages, styles, programs and lists of checksums hold
none of these by chance.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lianhu.personal import Found, glance, without_checksums, written_numbers_in
from lianhu.reading.document import Place

NUMBERS = frozenset(("identity_number", "bank_card", "number_plate", "phone"))
_MOBILE = re.compile("1[3-9][0-9]{9}")
# Where Git looks for a byte that no text has.
BEGINNING = 8000
# What a commit says of itself beside its message; who made it is told by the forge as well.
_OF_GIT = ("tree", "parent", "author", "committer", "encoding", "gpgsig", "gpgsig-sha256")


def numbers_in(text: str) -> Iterator[tuple[Found, Place]]:
    """Every such number with its line."""
    if glance.may_hold_numbers(text):
        for number, line in enumerate(text.splitlines(), 1):
            for found in written_numbers_in(without_checksums(line)):
                if _is_surely_somebodys(found):
                    yield found, Place(number, 1)


def _is_surely_somebodys(found: Found) -> bool:
    is_private = found.detector != "phone" or bool(_MOBILE.fullmatch(found.value))
    return found.detector in NUMBERS and is_private


def text_of(content: bytes) -> str:
    """What a file holds for a reader: nothing where it is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    return "" if b"\0" in content[:BEGINNING] else content.decode("utf-8", "replace")


def told_by(commit: bytes) -> str:
    """What a commit's object tells beside its files, its makers and its signature: its message, and what else it has
    been given (a tag that was merged)."""
    head, _, message = commit.decode("utf-8", "replace").partition("\n\n")
    fields = re.split(r"\n(?! )", head)
    return "\n".join([message, *(field for field in fields if field.split(" ", 1)[0] not in _OF_GIT)])
