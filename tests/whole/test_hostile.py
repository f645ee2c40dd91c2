"""Hostile files: each is one refused record, the others are still judged, and time and memory are bounded.

Shape is judged of every file whatever else is wrong, so an honest mistake elsewhere is told beside each hostile file.
Relations between records are judged only when every shape is right, as for any other mistake.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from help import hostile, limits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was found for each hostile file, in processes of their own."""
    folder = tmp_path_factory.mktemp("hostile")
    found: dict[str, Any] = limits.run(hostile.__file__, folder)
    assert not (folder / hostile.CANARY).exists(), "a tag was obeyed"
    return found


@pytest.mark.parametrize("case", hostile.ALL, ids=lambda case: case.name.encode("ascii", "backslashreplace").decode())
def test_a_hostile_file_is_one_refused_record(case: hostile.Hostile, verdicts: dict[str, Any]) -> None:
    verdict = verdicts[case.name]
    assert "killed" not in verdict, f"more than {hostile.MEGABYTES} MB or {hostile.SECONDS} s: {verdict}"
    problems = [tuple(problem) for problem in verdict["found"]]
    assert (hostile.MISTAKE, hostile.MISTAKEN) in problems, "an honest mistake beside it must still be told"
    problems.remove((hostile.MISTAKE, hostile.MISTAKEN))
    told_at = case.told_at or case.path
    assert Counter(path for path, _ in problems) == {told_at: case.problems}
    if case.rule:
        assert problems == [(told_at, case.rule)]
    else:
        assert (told_at, "too_many_problems") in problems


def test_hostile_files_have_names_of_their_own() -> None:
    assert len({case.name for case in hostile.ALL}) == len(hostile.ALL)
