"""JSON for people and for comparing: a line each value, as Python's own encoder writes it with `indent=1`; and as the
bytes that are hashed.

That one writes indented text with generators of Python, sign by sign; the open data of a town is 20 MB of it.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Any


def to_json(value: Any, *, sort_keys: bool = False) -> str:
    """Plain data as JSON in Unicode, one space for each depth. Keys are texts."""
    return _written(value, "\n", sort_keys)


def canonical(value: Any) -> bytes:
    """The bytes of a JSON value that are hashed: keys sorted, no spaces, UTF-8, no character changed for another.

    Source: RFC 8785.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def _written(value: Any, margin: str, sort_keys: bool) -> str:
    if type(value) is str:
        return encode_basestring(value)
    if type(value) is int:
        return str(value)
    inner = f"{margin} "
    if isinstance(value, dict) and value:
        told = [
            # Most values are texts, and are not asked for one by one.
            f"{encode_basestring(key)}: "
            f"{encode_basestring(one) if type(one) is str else _written(one, inner, sort_keys)}"
            for key, one in (sorted(value.items()) if sort_keys else value.items())
        ]
        return f"{{{inner}{f',{inner}'.join(told)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_written(one, inner, sort_keys) for one in value])}{margin}]"
    return json.dumps(value, ensure_ascii=False)
