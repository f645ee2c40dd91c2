"""Which records are valid beyond doubt, told at once: nearly all of them.

What `jsonschema-rs` accepts here, `RecordValidator` accepts. The rest is judged by `RecordValidator`, which says what a
record misses and may find nothing: to the quick one `[1, 1.0]` names one entry twice. What a text must look like and
which days there are, both ask of the same two functions.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from jsonschema_rs import Draft202012Validator

# Keywords that mean the same to both, of data that a reader made: numbers of at most 15 digits, keys that are texts.
SHARED = frozenset(
    ("type", "required", "enum", "uniqueItems", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
)
EXPLAINING = frozenset(("$schema", "title", "description", "examples", "default"))
OURS = "x-"

FormChecks: TypeAlias = dict[str, Callable[[str], bool]]


class UnknownKeyword(ValueError):
    """A town's own schema says something of which the two libraries may think differently."""


def is_day(text: str) -> bool:
    """Whether the calendar has the day."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def form(pattern: str) -> re.Pattern[str]:
    """What the whole text must match. `$` would let a trailing line break pass; every pattern of ours has both ends."""
    return re.compile(pattern[1:-1])


def acceptance(schema: Any) -> Callable[[Any], bool]:
    """A function that says whether data is valid beyond doubt; False tells nothing.

    It accepts nothing where the schema holds a keyword that is not known here, or is no schema.
    """
    checks: FormChecks = {}
    try:
        judged = _judged(schema, checks)
        validator = Draft202012Validator(judged, formats=checks, validate_formats=True, offline=True)
    except (ValueError, re.error):
        return lambda data: False
    return functools.partial(_accepts, validator)


def _accepts(validator: Draft202012Validator, data: Any) -> bool:
    try:
        return validator.is_valid(data)
    except ValueError:  # it takes no half characters, and no keys that are not texts
        return False


def _judged(schema: Any, checks: FormChecks) -> Any:
    """The schema as the quick library is to take it, with a `format` for each form of a text, found in `checks`."""
    if not isinstance(schema, Mapping):
        return schema
    judged: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in SHARED or (keyword == "additionalProperties" and isinstance(value, bool)):
            judged[keyword] = value
        elif keyword == "properties":
            judged[keyword] = {name: _judged(inner, checks) for name, inner in value.items()}
        elif keyword == "items":
            judged[keyword] = _judged(value, checks)
        elif keyword not in ("pattern", "format", *EXPLAINING) and not keyword.startswith(OURS):
            raise UnknownKeyword(keyword)
    if check := _form_check(schema):
        name = f"form {len(checks)}"
        checks[name] = check
        judged["format"] = name
    return judged


def _form_check(schema: Mapping[str, Any]) -> Callable[[str], bool] | None:
    """What is asked of a text beside its length: its pattern and, of a day, whether there is one."""
    names_day = schema.get("format") == "date"
    if "pattern" not in schema:
        return is_day if names_day else None
    matches = form(schema["pattern"]).fullmatch
    return lambda text: matches(text) is not None and (not names_day or is_day(text))
