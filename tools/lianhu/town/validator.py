"""The JSON Schema validator of records: draft 2020-12, with three traps of the library closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from jsonschema.protocols import Validator

from lianhu.town.quick_validator import form, is_day

formats = FormatChecker(formats=())


@formats.checks("date")
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or is_day(value)


def _pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not form(pattern).fullmatch(instance):
        yield ValidationError(pattern)


def _unique(_: Any, wanted: bool, instance: object, __: Any) -> Iterator[ValidationError]:
    # The library compares each with each unless all can be sorted: 29 seconds for a list of 5,000 mappings.
    if wanted and isinstance(instance, list):
        written = [json.dumps(item, sort_keys=True) for item in instance]
        if len(set(written)) < len(written):
            yield ValidationError("uniqueItems")


# The library leaves `extend` without types.
RecordValidator: type[Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique}
)
