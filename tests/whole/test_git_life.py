"""The check of a step in ordinary Git life: what it can judge it judges, where history is missing it says so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from help.clones import FED_BACK, ISSUE, Clone
from lianhu.cli.shell import CANNOT_JUDGE, CLEAN, PROBLEMS

pytestmark = pytest.mark.slow

OTHER = "records/villages/heping/issues/2026/g02-2026-0001.yaml"
GROUP = "records/villages/heping/groups/g01.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Clone:
    """The tiny town on `main`, with a second published commit."""
    clone = Clone.of_the_tiny_town(tmp_path / "town")
    clone.append(GROUP, "# 核对无误\n")
    clone.commit("second")
    return clone


def check(clone: Clone, *arguments: str) -> subprocess.CompletedProcess[str]:
    return clone.lianhu("check", *arguments)


def judged(clone: Clone, base: str = "main", head: str = "HEAD", *arguments: str) -> int:
    """The exit code, which is never an accident."""
    done = check(clone, "--base", base, "--head", head, *arguments)
    assert "Traceback" not in done.stderr
    if done.returncode == CANNOT_JUDGE:
        assert done.stdout == "" and done.stderr.count("\n") == 1, "one sentence that says why"
    return done.returncode


def good(clone: Clone, branch: str = "good", start: str = "main") -> None:
    clone.git("switch", "-q", "-c", branch, start)
    clone.append(ISSUE, FED_BACK)
    clone.commit("a good step")


def altered(clone: Clone) -> None:
    clone.write({ISSUE: clone.read(ISSUE).replace("清了过滤网", "换了过滤网")})


# -- history that is not here: exit 3 and how to mend it, never "no problems"


def test_a_shallow_clone_cannot_judge_and_says_how_to_mend_it(town: Clone, tmp_path: Path) -> None:
    good(town)
    url = town.root.resolve().as_uri()
    town.git("clone", "-q", "--depth=1", "--no-single-branch", url, str(tmp_path / "shallow"))
    shallow = Clone(tmp_path / "shallow")
    done = check(shallow, "--base", "origin/main", "--head", "origin/good")
    assert done.returncode == CANNOT_JUDGE and done.stdout == ""
    assert "git fetch --unshallow" in done.stderr
    shallow.git("fetch", "-q", "--unshallow")
    assert judged(shallow, "origin/main", "origin/good") == CLEAN


def test_a_partial_clone_without_network_cannot_judge(town: Clone, tmp_path: Path) -> None:
    """What was checked out is here, what a proposal adds is not."""
    good(town)
    town.git("switch", "-q", "main")
    town.git("config", "uploadpack.allowFilter", "true")
    url = town.root.resolve().as_uri()
    town.git("clone", "-q", "--filter=blob:none", url, str(tmp_path / "partial"))
    partial = Clone(tmp_path / "partial")
    shutil.move(town.root, tmp_path / "gone")
    assert judged(partial, "origin/main", "origin/good") == CANNOT_JUDGE


@pytest.mark.parametrize(
    ("base", "head"),
    [("nowhere", "HEAD"), ("main", "nowhere"), ("f" * 40, "HEAD"), ("main:records", "HEAD"), ("main", "--output=x")],
)
def test_a_name_that_leads_nowhere(base: str, head: str, town: Clone) -> None:
    assert judged(town, base, head) == CANNOT_JUDGE
    assert not (town.root / "x").exists()


def test_an_unborn_branch(town: Clone) -> None:
    town.git("switch", "-q", "--orphan", "empty")
    shutil.copytree(Path(__file__).parent.parent / "town/records", town.root / "records")
    assert judged(town, "main", "HEAD") == CANNOT_JUDGE
    assert check(town, "--base", "main").returncode == CANNOT_JUDGE


def test_unrelated_histories(town: Clone) -> None:
    town.git("switch", "-q", "--orphan", "other")
    shutil.copytree(Path(__file__).parent.parent / "town/records", town.root / "records")
    town.commit("the same records, another history")
    assert judged(town) == CANNOT_JUDGE


def test_no_git_at_all(town: Clone) -> None:
    """A step needs a history; the records alone do not."""
    shutil.rmtree(town.root / ".git")
    assert judged(town) == CANNOT_JUDGE
    assert check(town).returncode == CLEAN


def test_an_object_that_is_missing(town: Clone) -> None:
    good(town)
    blob = town.git("rev-parse", f"main:{ISSUE}")
    (town.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert judged(town, "main", "good") == CANNOT_JUDGE


# -- what can be judged


def test_a_detached_head(town: Clone) -> None:
    good(town)
    town.git("switch", "-q", "--detach")
    assert judged(town) == CLEAN
    altered(town)
    town.commit("altered")
    assert judged(town) == PROBLEMS


def test_the_work_tree_is_a_proposal_too(town: Clone) -> None:
    town.append(ISSUE, FED_BACK)
    assert check(town, "--base", "main").returncode == CLEAN
    altered(town)
    assert check(town, "--base", "main").returncode == PROBLEMS


def test_a_base_that_has_gone_on(town: Clone) -> None:
    """The base is no ancestor of the proposal: what others published meanwhile is not the proposal's doing."""
    good(town)
    town.git("switch", "-q", "main")
    town.append(OTHER, "# 核对无误\n")
    town.commit("meanwhile")
    assert judged(town, "main", "good") == CLEAN


@pytest.mark.parametrize(
    "how", [("merge", "-q", "--no-edit", "main"), ("rebase", "-q", "main")], ids=lambda how: how[0]
)
def test_a_proposal_brought_up_to_date(how: tuple[str, ...], town: Clone) -> None:
    good(town)
    town.git("switch", "-q", "main")
    town.append(OTHER, "# 核对无误\n")
    town.commit("meanwhile")
    town.git("switch", "-q", "good")
    town.git(*how)
    assert judged(town) == CLEAN
    altered(town)
    town.commit("altered")
    assert judged(town) == PROBLEMS


def test_an_octopus(town: Clone) -> None:
    for number, path in enumerate((ISSUE, OTHER, GROUP)):
        town.git("switch", "-q", "-c", f"arm{number}", "main")
        town.append(path, FED_BACK if path == ISSUE else "# 又核对了一次\n")
        town.commit(f"arm {number}")
    town.git("switch", "-q", "-c", "octopus", "main")
    town.git("merge", "-q", "--no-edit", "arm0", "arm1", "arm2")
    assert len(town.git("rev-list", "--parents", "-1", "HEAD").split()) == 4
    assert judged(town) == CLEAN


@pytest.mark.parametrize("strategy", ["ours", "octopus"])
def test_a_merge_that_drops_what_was_published(strategy: str, town: Clone) -> None:
    """`merge -s ours`, and a merge made by hand: its parents hold the event, it does not (hardening.md A3)."""
    town.git("switch", "-q", "-c", "side")
    town.commit("work", {GROUP: town.read(GROUP) + "# 附注\n"})
    town.git("switch", "-q", "main")
    town.append(ISSUE, FED_BACK)
    town.commit("published since")
    town.git("switch", "-q", "side")
    if strategy == "ours":
        town.git("merge", "-q", "--no-edit", "-s", "ours", "main")
    else:
        town.git("merge", "-q", "--no-edit", "--no-commit", "main")
        town.write({ISSUE: town.read(ISSUE).removesuffix(FED_BACK)})
        town.commit("evil")
    assert judged(town) == PROBLEMS


def test_a_renamed_record(town: Clone) -> None:
    """A rename is a removal and a new record: an issue's number is never given away."""
    town.git("switch", "-q", "-c", "renamed")
    new = ISSUE.replace("0002", "0007")
    town.write({new: town.read(ISSUE).replace("2026-0002", "2026-0007"), ISSUE: None})
    town.commit("renamed")
    assert judged(town) == PROBLEMS


def test_a_work_tree_beside_the_clone(town: Clone, tmp_path: Path) -> None:
    good(town)
    town.git("switch", "-q", "main")
    town.git("worktree", "add", "-q", str(tmp_path / "beside"), "good")
    beside = Clone(tmp_path / "beside")
    assert judged(beside) == CLEAN
    altered(beside)
    assert check(beside, "--base", "main").returncode == PROBLEMS
    assert judged(town, "main", "good") == CLEAN


def test_a_bare_repository(town: Clone, tmp_path: Path) -> None:
    good(town)
    bare = town.clone(tmp_path / "town.git", "--bare")
    assert judged(bare, "main", "good") == CLEAN


def test_settings_of_the_clone_change_nothing(town: Clone) -> None:
    """hardening.md T24: filters, replaced objects, attributes that hide a difference."""
    good(town)
    altered(town)
    (town.root / ".git/info/attributes").write_text("*.yaml -diff filter=evil merge=evil\n")
    town.git("config", "filter.evil.clean", "touch canary; cat")
    town.git("config", "core.fsmonitor", "touch canary")
    town.commit("altered")
    (town.root / "canary").unlink(missing_ok=True)
    town.git("replace", "-f", town.git("rev-parse", f"HEAD:{ISSUE}"), town.git("rev-parse", f"main:{ISSUE}"))
    assert judged(town) == PROBLEMS
    assert not (town.root / "canary").exists()
