"""Golden files: what a test expects, kept in a file that `pytest --bless` rewrites."""

from __future__ import annotations

import difflib
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

    def __call__(self, actual: str, path: Path) -> None:
        expected = path.read_bytes().decode() if path.exists() else ""
        if actual == expected:
            return
        if self.bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(actual.encode())
            return
        name = str(path.relative_to(TESTS.parent))
        lines = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), f"{name} (expected)", "what came out", lineterm=""
        )
        pytest.fail(
            "\n".join(
                [*lines, "", "If this is right, accept it with:", f"  pytest --bless {shlex.quote(self.node_id)}"]
            ),
            pytrace=False,
        )
