"""The check code of a sheet: what it shows as twelve characters that a person reads off a wall and types into a phone.

Eleven characters of Crockford's base 32, which has no I, L, O and U, say the beginning of a SHA-256; the twelfth is a
check digit by ISO 7064 (mod 33, 32), so that one mistyped character is told as a mistake, and two that changed places
nearly always: neither is taken for the code of another sheet.

Source: RFC 8785 and RFC 6962 as the manifest has them; ISO/IEC 7064, hybrid systems.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from lianhu.personal.checksums import CHARACTERS, check_digit
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted
from lianhu.writing.jsontext import canonical

SHEET = b"\x03"  # apart from leaves, nodes and the whole of a manifest
LENGTH, BITS = 12, 5
# What is taken for what: written by hand or read off a wall these look alike.
_ALIKE = str.maketrans("OIL", "011")
_PARTED = re.compile(r"[\s\-‐‑–—－_.·]+")
_FULL_WIDTH = {0xFF01 + at: 0x21 + at for at in range(94)}


def of(content: Any) -> str:
    """The code of what a sheet shows, plain data as JSON has it: `XXXX-XXXX-XXXX`."""
    return of_digest(hashlib.sha256(SHEET + canonical(content)).digest())


def of_digest(digest: bytes, length: int = LENGTH) -> str:
    """The beginning of a digest as a code of `length` characters, of which the last is the check digit."""
    number = int.from_bytes(digest, "big") >> (8 * len(digest) - BITS * (length - 1))
    payload = "".join(CHARACTERS[number >> BITS * at & 31] for at in reversed(range(length - 1)))
    return _in_fours(payload + check_digit(payload))


def read(text: str, length: int = LENGTH) -> str:
    """A code of `length` as it was typed, in its one way of writing. Raises ToolError, which says the mistake, when it
    is none."""
    typed = _PARTED.sub("", text.translate(_FULL_WIDTH)).upper().translate(_ALIKE)
    for sign in typed:
        if sign not in CHARACTERS:
            raise ToolError(
                say("{code} is no check code: {sign} stands in none.", code=quoted(text), sign=quoted(sign))
            )
    if len(typed) != length:
        raise ToolError(
            say(
                "{code} is no check code: it has {found} characters, a code has {known}.",
                code=quoted(text),
                found=len(typed),
                known=length,
            )
        )
    if typed[-1] != check_digit(typed[:-1]):
        raise ToolError(
            say("{code} was mistyped: its last character does not fit the others. Read it again.", code=quoted(text))
        )
    return _in_fours(typed)


def _in_fours(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
