"""What excuses a finding that is none, drafted: exceptions for `town.yaml`, confirmations for the record itself."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lianhu.rules import check
from lianhu.rules.excuses import CONFIRMED, confirming, excepting, is_confirmed_in_place, unexcused
from lianhu.town.register import Register

# For people to fill in.
OF_EXCEPTIONS = ("reason", "owner", "expires_on")
OF_CONFIRMATIONS = ("by", "reason")


def of_folder(root: Path, day: date) -> str:
    """The drafts for the records at `root`; empty where nothing is found, or where the records cannot be read."""
    register = check.of_folder(root, day).register
    return drafted(register) if register else ""


def drafted(register: Register) -> str:
    """YAML with the beginning of one entry for each finding, by the file that it is for; empty without any."""
    exceptions: set[tuple[str, str, str]] = set()
    confirmed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for _, sighting in unexcused(register):
        if is_confirmed_in_place(sighting):
            confirmed[sighting.path].add(confirming(sighting))
        else:
            exceptions.add(excepting(sighting))
    return "\n".join([*_exceptions(exceptions), *_confirmations(confirmed, register.today)])


def _exceptions(found: set[tuple[str, str, str]]) -> Iterator[str]:
    if found:
        yield "exceptions:"
    for path, rule, own in sorted(found):
        yield from _entry({"path": path, "rule": rule, "fingerprint": own, **dict.fromkeys(OF_EXCEPTIONS, "")})


def _confirmations(found: Mapping[str, set[tuple[str, str]]], day: date) -> Iterator[str]:
    for path, answers in sorted(found.items()):
        yield f"# {path}"
        yield f"{CONFIRMED}:"
        for rule, own in sorted(answers):
            entry = {"rule": rule, "fingerprint": own, **dict.fromkeys(OF_CONFIRMATIONS, "")}
            yield from _entry({"date": day.isoformat(), **entry})


def _entry(values: Mapping[str, Any]) -> Iterator[str]:
    first, *others = (f"{key}: {value if key == 'date' else json.dumps(value)}" for key, value in values.items())
    yield f"  - {first}"
    yield from (f"    {other}" for other in others)
