"""A command in which the program fails says so in a sentence: the record that it had in hand, and whom to tell."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest

from help.program import CANNOT_RUN, run
from help.repository import Repository
from help.towns import TODAY, Tree
from help.walk import ROOT
from lianhu.town import faults
from lianhu.town.kinds import Issue
from lianhu.town.register import Register

DAY = ("--today", TODAY)
ISSUE = "records/villages/chengnan/issues/2026/g01-2026-0001.yaml"
# Each command, and what of its work fails.
COMMANDS = {
    ("check",): "lianhu.proposals.judgement.owners.problems",
    ("due",): "lianhu.figures.kept.due",
    ("stats",): "lianhu.cli.stats.kept.table",
    ("build",): "lianhu.site.build.standing.of",
    ("diff", "HEAD"): "lianhu.difference.compared.between",
    ("show", "heping"): "lianhu.cli.show.show",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, _town_files: Tree) -> Path:
    root = Repository(tmp_path_factory.mktemp("faults") / "town", dict(_town_files)).root
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def fails(*given: Any, **_: Any) -> NoReturn:
    """As somewhere deep within, with an issue in hand and somebody's words in the exception."""
    within = [vars(one).values() for one in given if hasattr(one, "__dict__")]
    town = next((one for values in within for one in values if isinstance(one, Register)), None)
    issue = town.all(Issue)[0] if town else None
    raise ZeroDivisionError(f"{issue and issue.title} 13800138000")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_command_that_fails_says_so(arguments: tuple[str, ...], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(faults.VARIABLE)
    monkeypatch.setattr(COMMANDS[arguments], fails)
    done = run(*arguments, "--root", root, *DAY)
    assert done.exit_code == CANNOT_RUN
    assert "The program failed" in done.output and "ZeroDivisionError" in done.output
    assert "Traceback" not in done.output and "13800138000" not in done.output and "灯" not in done.output
    assert not (root / "public").exists()
