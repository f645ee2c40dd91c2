"""Hostile workbooks and photos: a sentence for each, within bounded memory and time (hardening.md T21; issue 5)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from help import hostile_files, limits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile_files")]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return limits.run(hostile_files.__file__, tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize("one", hostile_files.ALL, ids=lambda one: one.name)
def test_a_hostile_file_is_a_sentence(one: hostile_files.HostileFile, verdicts: Any) -> None:
    verdict = verdicts[one.name]
    assert "killed" not in verdict, f"more than {hostile_files.MEGABYTES} MB or {hostile_files.SECONDS} s, or a crash"
    if one.said == hostile_files.TAKEN:
        assert verdict["found"] == one.said
    else:
        assert one.said in verdict["found"] and verdict["found"] != hostile_files.TAKEN
    assert not Path("/tmp/lianhu-canary.xml").exists()
