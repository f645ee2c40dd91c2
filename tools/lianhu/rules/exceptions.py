"""Exceptions for personal data, drafted: what `town.yaml` must say of a finding that is none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from lianhu.rules import check
from lianhu.rules.privacy import fingerprint, unexcused
from lianhu.town.register import Register

# For people to fill in.
OPEN = ("reason", "owner", "expires_on")


def of_folder(root: Path, day: date) -> str:
    """The drafts for the records at `root`; empty where nothing is found, or where the records cannot be read."""
    register = check.of_folder(root, day).register
    return drafted(register) if register else ""


def drafted(register: Register) -> str:
    """YAML with the beginning of one exception for each finding; empty without any."""
    findings = {
        (sighting.path, rule, fingerprint(sighting.path, rule, sighting.found.value))
        for rule, sighting in unexcused(register)
    }
    lines = []
    for path, rule, own in sorted(findings):
        values = {"path": path, "rule": rule, "fingerprint": own, **dict.fromkeys(OPEN, "")}
        first, *others = (f"{key}: {json.dumps(value)}" for key, value in values.items())
        lines += [f"  - {first}", *(f"    {other}" for other in others)]
    return "\n".join(["exceptions:", *lines]) if lines else ""
