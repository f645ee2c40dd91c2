"""A judgement in words: what is told to whom, and what a limit to some files leaves of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianhu.proposals import reports
from lianhu.proposals.judgement import Judgement
from lianhu.words import ENGLISH, say
from lianhu.words.problems import Problem

HERE, THERE = "records/villages/heping/village.yaml", "records/villages/chengnan/village.yaml"


def problem(path: str, rule: str = "a_rule") -> Problem:
    return Problem(path=path, rule=rule, message=say("Wrong."), fix=say("Mend it."))


def test_what_was_there_before_is_told_apart() -> None:
    told = reports.text(Judgement((problem(HERE, "new"),), (problem(THERE, "old"),)), ENGLISH)
    new, _, old = told.partition("Problems that were there before this change: 1\n")
    assert "[new]" in new and "[old]" in old and "[new]" not in old


def test_a_clean_judgement_says_so_and_no_more() -> None:
    assert reports.text(Judgement(()), ENGLISH).strip(".\n").lower() == "no problems"


def test_notes_say_what_nobody_sees_and_what_was_not_judged() -> None:
    told = reports.text(Judgement((), unseen=(HERE,), authorless=True), ENGLISH)
    assert f"sees nothing of these changes: {HERE}" in told and "--author" in told
    assert Judgement((), unseen=None).notes == ()


@pytest.mark.parametrize("name", sorted(set(reports.FORMATS) - {"text"}))
def test_a_machine_is_told_of_new_problems_alone(name: str) -> None:
    told = reports.FORMATS[name](Judgement((problem(HERE, "new"),), (problem(THERE, "old"),), unseen=(HERE,)), ENGLISH)
    assert "heping" in told and "chengnan" not in told


def test_a_limit_to_some_files_keeps_what_lies_below_them(tmp_path: Path) -> None:
    whole = Judgement((problem(HERE), problem(THERE)), (problem(THERE),), relations_judged=False, unseen=(HERE,))
    limited = whole.below(tmp_path, [tmp_path / "records/villages/chengnan"])
    assert [found.path for found in (*limited.caused, *limited.older)] == [THERE, THERE]
    assert (limited.relations_judged, limited.unseen) == (False, (HERE,))
    assert whole.below(tmp_path, [tmp_path / THERE]).caused == (problem(THERE),)
    assert whole.below(tmp_path, [tmp_path / "records/villages/cheng"]).caused == ()
