"""Test data of others, which lies beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

SUITES = Path(__file__).parents[3] / "shared" / "suites"


def suite(name: str) -> Any:
    path = SUITES / name
    if not path.exists():
        pytest.skip(f"{path} is not there: the suites lie beside the checkout, not in it")
    return json.loads(path.read_text(encoding="utf-8"))
