"""Unquoted scalars: JSON's types, text, and what YAML programs do not read alike.

Sources: yaml.org/type (YAML 1.1 scalars), YAML 1.2.2 chapter 10 (JSON and core schema), RFC 8259 section 6 (numbers).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lianhu.reading.document import Json

MOST_DIGITS = 15  # what a double, the only number of JavaScript and of spreadsheets, keeps exactly

CONSTANTS: Mapping[str, Json] = {"null": None, "true": True, "false": False}
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
# What YAML 1.1 as PyYAML, go-yaml and Psych read it, or the core schema of 1.2, takes for something else than text.
AMBIGUOUS = re.compile(
    r"""~ | = | << | - | null|Null|NULL | true|True|TRUE | false|False|FALSE
    | y|Y|yes|Yes|YES | n|N|no|No|NO | on|On|ON | off|Off|OFF
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | [-+]?0[bB][01_]+ | [-+]?0[oO][0-7_]+ | [-+]?0[xX][0-9a-fA-F_]+
    | [-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?""",
    re.VERBOSE,
)


def number(text: str) -> int | float | None:
    """The number that `text` is in JSON's writing; None when it is none, or has more digits than all programs keep."""
    match = NUMBER.fullmatch(text)
    if not match or has_too_many_digits(text):
        return None
    return float(text) if match[1] else int(text)


def has_too_many_digits(text: str) -> bool:
    """Whether `text` is a number of which other programs would lose digits."""
    return bool(NUMBER.fullmatch(text)) and sum(map(str.isdigit, text)) > MOST_DIGITS


def is_ambiguous(text: str) -> bool:
    """Whether some YAML program reads `text`, unquoted, as something else than this text."""
    return text in CONSTANTS or bool(AMBIGUOUS.fullmatch(text))
