"""Golden files: what a test expects, kept in a file that `pytest --bless` rewrites."""

from __future__ import annotations

import difflib
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent


@dataclass(frozen=True)
class Golden:
    """Compares a text with a file below `tests/`; with `bless` the file is rewritten instead."""

    node_id: str
    bless: bool

    def __call__(self, actual: str, path: Path, why: str = "") -> None:
        expected = path.read_bytes().decode() if path.exists() else ""
        if actual == expected:
            return
        if self.bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            return
        name = os.path.relpath(path, TESTS.parent)
        lines = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), f"{name} (expected)", "what came out", lineterm=""
        )
        reason = [why, ""] if why else []
        accept = ["", "If this is right, accept it with:", f"  pytest --bless {shlex.quote(self.node_id)}"]
        pytest.fail("\n".join([*reason, *lines, *accept]), pytrace=False)
