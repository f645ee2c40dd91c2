"""The JSON Schema validator of records: draft 2020-12, with the two traps of the library closed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
from jsonschema.protocols import Validator

formats = FormatChecker(formats=())


@formats.checks("date", raises=ValueError)
def _is_day(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.date.fromisoformat(value))


def _pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    # `$` would let a trailing line break pass; every pattern of ours is anchored at both ends.
    if isinstance(instance, str) and not re.fullmatch(pattern[1:-1], instance):
        yield ValidationError(pattern)


# The library leaves `extend` without types.
RecordValidator: type[Validator] = validators.extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
