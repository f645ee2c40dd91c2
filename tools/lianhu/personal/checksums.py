"""Checksums and other ids made by machines: their digits are no number of anybody."""

from __future__ import annotations

import re

_CHECKSUM = re.compile(
    r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]{40,}"
    r"|(?<![0-9A-Za-z])(?=[0-9]{0,63}[a-f])[0-9a-f]{20,128}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])"
)
SHORTEST = 20


def without_checksums(text: str) -> str:
    """The text with a space in the place of each."""
    return _CHECKSUM.sub(" ", text) if len(text) >= SHORTEST else text
