"""Checksums and other ids made by machines: their digits are no number of anybody.

A sheet's check code looks like an account (WX7K-…) now and then; its check digit says that it is none.

Source: ISO/IEC 7064, hybrid systems.
"""

from __future__ import annotations

import re

_CHECKSUM = re.compile(
    r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]{40,}"
    r"|(?<![0-9A-Za-z])(?=[0-9]{0,63}[a-f])[0-9a-f]{20,128}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])"
)
# Crockford's base 32, which has no I, L, O and U.
CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK_CODE = re.compile(rf"(?<![0-9A-Za-z-])[{CHARACTERS}]{{4}}(?:-[{CHARACTERS}]{{4}}){{2}}(?![0-9A-Za-z-])")
SHORTEST = 14


def without_checksums(text: str) -> str:
    """The text with a space in the place of each."""
    if len(text) < SHORTEST:
        return text
    return _CHECK_CODE.sub(_space_for_code, _CHECKSUM.sub(" ", text))


def is_check_code(text: str) -> bool:
    """Whether a text is a sheet's check code and nothing else."""
    return _CHECK_CODE.fullmatch(text) is not None and without_checksums(text) == " "


def check_digit(payload: str) -> str:
    """The last character of a check code, of those before it (mod 33, 32)."""
    modulus = len(CHARACTERS)
    product = modulus
    for sign in payload:
        product = ((product + CHARACTERS.index(sign)) % modulus or modulus) * 2 % (modulus + 1)
    return CHARACTERS[(1 - product) % modulus]


def _space_for_code(found: re.Match[str]) -> str:
    code = found[0].replace("-", "")
    return " " if code[-1] == check_digit(code[:-1]) else found[0]
