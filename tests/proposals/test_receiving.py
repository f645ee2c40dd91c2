"""A server that takes what is right: real pushes to a bare repository with the hook, refused or accepted."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from help import waiting
from help.clones import CLERK, FED_BACK, ISSUE, OFFICE, ROOT, WHEN, Clone, run
from help.towns import TOWN
from lianhu import git
from lianhu.cli.shell import CANNOT_JUDGE
from lianhu.proposals import publisher, receiving
from lianhu.words import sentences
from lianhu.words.problems import ToolError

pytestmark = pytest.mark.slow


NUMBER = "11010519491231002X"  # the example of GB 11643
SERVER = "/srv/git/town.git"
SET_UP = [
    line.strip()
    for line in (ROOT / "docs/forges.md").read_text(encoding="utf-8").split("\n")
    if line.startswith("    ") and SERVER in line
]


def server(folder: Path, program: Path | None = None) -> Clone:
    """An empty bare repository, set up as docs/forges.md says to; only Lianhu itself is installed already."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    places = {SERVER: folder, "/opt/lianhu/bin/lianhu": program or waiting.program(), "hooks/pre": ROOT / "hooks/pre"}
    for line in SET_UP:
        for documented, place in places.items():
            line = line.replace(documented, str(place))
        run(ROOT, *shlex.split(line)).check_returncode()
    return Clone(folder)


def installed(folder: Path) -> Path:
    """The program that Python starts, its Chinese as the sources have it now."""
    program = folder / "lianhu"
    start = "import pathlib, sys; from lianhu.words import sentences; "
    start += "sentences.LANGUAGES = pathlib.Path(sys.argv.pop(1)); "
    start += "from lianhu.cli import main; main(prog_name='lianhu')"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -c "{start}" {sentences.LANGUAGES} "$@"\n')
    program.chmod(0o755)
    return program


def published(folder: Path, language: str = "en", program: Path | None = None) -> Clone:
    """A server that has published the tiny town."""
    bare = server(folder / "town.git", program)
    Clone.of_the_tiny_town(folder / "start", language).git("push", "-q", str(bare.root), "main")
    return bare


@pytest.fixture
def town(tmp_path: Path) -> Clone:
    return published(tmp_path)


@pytest.fixture
def clerk(town: Clone, tmp_path: Path) -> Clone:
    return town.clone(tmp_path / "clerk").set_up()


def pushed(clone: Clone, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return clone.tried("push", "origin", *(arguments or ("main",)), **{**CLERK, **more})


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """What the pusher's terminal shows of the server's words."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "pre-receive hook declined" in done.stderr and "Traceback" not in done.stderr
    lines = [line.removeprefix("remote: ").rstrip() for line in done.stderr.splitlines() if line.startswith("remote: ")]
    assert lines[-1] in ("The push was refused; nothing of it was taken.", "推送没有被接受，服务器上没有任何改动。")
    return "\n".join(lines[:-1])


# -- the published branch


def test_a_good_step_is_taken(town: Clone, clerk: Clone) -> None:
    clerk.append(ISSUE, FED_BACK)
    head = clerk.commit("反馈")
    done = pushed(clerk)
    assert done.returncode == 0, done.stderr
    assert town.git("rev-parse", "main") == head


def test_a_published_event_that_was_altered_is_refused(town: Clone, clerk: Clone) -> None:
    before = town.git("rev-parse", "main")
    clerk.write({ISSUE: clerk.read(ISSUE).replace("清了过滤网", "换了过滤网")})
    clerk.commit("altered")
    assert f"{ISSUE}:20:" in refused(pushed(clerk))
    assert town.git("rev-parse", "main") == before


def test_an_edit_that_the_same_push_takes_back_is_refused(town: Clone, clerk: Clone) -> None:
    """In the end nothing has changed, but for a step the record said otherwise."""
    before, text = town.git("rev-parse", "main"), clerk.read(ISSUE)
    clerk.write({ISSUE: text.replace("清了过滤网", "换了过滤网")})
    clerk.commit("altered")
    clerk.write({ISSUE: text})
    clerk.append(ISSUE, FED_BACK)
    clerk.commit("taken back")
    told = refused(pushed(clerk))
    assert "was altered after it was published" in told or "公布以后" in told
    assert f"git reset --soft {before[:12]}" in told
    clerk.git("reset", "-q", "--soft", before)
    clerk.commit("反馈")
    assert pushed(clerk).returncode == 0


# A clerk's clock: some days behind, lost altogether, years ahead.
WRONG_CLOCKS = ["2026-10-22T23:50:00+08:00", "2001-01-01T00:00:00+08:00", "2036-01-01T09:00:00+08:00"]


@pytest.mark.parametrize("wrong", WRONG_CLOCKS)
def test_a_wrong_clock_is_told_and_mended_as_told(wrong: str, town: Clone, clerk: Clone) -> None:
    """Where two commits go back, the first does; a third, by a right clock, is no problem."""
    clerk.append(ISSUE, FED_BACK)
    for date in (wrong, wrong, WHEN):
        dated = {f"GIT_{who}_DATE": date for who in ("AUTHOR", "COMMITTER")}
        clerk.git("commit", "-q", "--all", "--no-verify", "--allow-empty", "-m", "反馈", **dated)
    told = refused(pushed(clerk))
    found = ["commits_are_not_dated_ahead"] * 2 if wrong > "2027" else ["commits_are_dated_after_their_parents"]
    assert re.findall(r"\[(\w+)\]", told) == found
    assert f"{ISSUE}:1:1: Commit " in told
    assert "--amend" not in told, "the commits before the last would keep their dates"
    command = re.findall(r"git (rebase .*)", told)[0].split()
    clerk.git(*command, GIT_COMMITTER_DATE=WHEN)
    done = pushed(clerk)
    assert done.returncode == 0, done.stderr
    assert town.git("rev-parse", "main") == clerk.git("rev-parse", "main")


def test_what_was_published_is_never_rewritten(clerk: Clone) -> None:
    clerk.git("commit", "-q", "--amend", "--no-verify", "-m", "other history")
    told = refused(pushed(clerk, "--force", "main"))
    assert told.startswith("This push would rewrite what was published in main.")


def test_the_published_branch_is_never_deleted(clerk: Clone) -> None:
    assert refused(pushed(clerk, ":main")) == "The published branch main is never deleted."


def test_another_history_is_refused(clerk: Clone) -> None:
    clerk.git("switch", "-q", "--orphan", "new")
    clerk.commit("nothing in common", {"records/town.yaml": (TOWN / "records/town.yaml").read_bytes()})
    assert refused(pushed(clerk, "--force", "new:main")).startswith("This push would rewrite")


def test_without_an_account_nobody_can_tell_who_may_change_what(clerk: Clone) -> None:
    clerk.append(ISSUE, FED_BACK)
    clerk.commit("反馈")
    done = clerk.tried("push", "origin", "main")
    assert "LIANHU_AUTHOR" in refused(done)


@pytest.mark.parametrize("variable", receiving.ACCOUNT_VARIABLES)
def test_the_forge_says_who_pushes(variable: str, clerk: Clone) -> None:
    clerk.append(ISSUE, FED_BACK)
    clerk.commit("反馈")
    assert "heping" in refused(clerk.tried("push", "origin", "main", **{variable: "chengnan-clerk"}))
    assert clerk.tried("push", "origin", "main", **{variable: "heping-clerk"}).returncode == 0


def test_the_forges_own_word_goes_before_what_was_set() -> None:
    assert receiving.account({"LIANHU_AUTHOR": "a", "GL_USERNAME": "b"}) == "b"
    assert receiving.account({"LIANHU_AUTHOR": "a", "GL_USERNAME": ""}) == "a"
    assert receiving.account({}) is None


@pytest.fixture
def behind(town: Clone, clerk: Clone, tmp_path: Path) -> str:
    """A clerk who has a commit, while somebody else has published one: its id."""
    other = town.clone(tmp_path / "other")
    other.append("records/villages/heping/issues/2026/g02-2026-0001.yaml", "# 核对无误\n")
    published = other.commit("a note")
    assert pushed(other).returncode == 0
    clerk.append(ISSUE, FED_BACK)
    clerk.commit("反馈")
    assert "rejected" in pushed(clerk).stderr
    clerk.append("records/villages/heping/groups/g02.yaml", "# in the middle of something\n")
    return published


def test_what_is_published_stays_on_the_line(behind: str, town: Clone, clerk: Clone) -> None:
    """Whoever pulls and merges is told the one line to type; otherwise what others published is told as theirs."""
    clerk.git("pull", "-q", "--no-rebase", "--no-edit")
    told = refused(pushed(clerk))
    assert told.startswith(f"What is published ({behind[:12]}) was merged into this work")
    clerk.git(*re.findall(r"git (rebase .*)", told)[0].split())
    done = pushed(clerk)
    assert done.returncode == 0, done.stderr
    assert town.git("rev-parse", "main~1") == behind
    assert town.git("diff", "--name-only", "main~1", "main") == ISSUE


def test_a_clone_that_is_set_up_pulls_without_a_merge(behind: str, town: Clone, clerk: Clone) -> None:
    clerk.git("pull", "-q")
    assert pushed(clerk).returncode == 0
    assert town.git("rev-parse", "main~1") == behind


def test_two_steps_that_are_right_alone_and_wrong_together(town: Clone, clerk: Clone, tmp_path: Path) -> None:
    """Both add feedback to the same issue: the events merge, the loop does not allow both (hardening.md A10)."""
    other = town.clone(tmp_path / "other").set_up()
    for each, note in ((other, "满意"), (clerk, "还行")):
        each.append(ISSUE, FED_BACK + f"    note: {note}\n")
        each.commit(note)
    assert pushed(other).returncode == 0
    clerk.git("pull", "-q")
    told = refused(pushed(clerk))
    assert ISSUE in told and "[events_follow_the_loop]" in told


# -- the first push


def test_the_first_push_is_checked_whole(tmp_path: Path) -> None:
    server(tmp_path / "town.git")
    start = Clone.of_the_tiny_town(tmp_path / "start")
    start.git("remote", "add", "origin", str(tmp_path / "town.git"))
    start.append(ISSUE, FED_BACK.replace("11-20", "01-20"))
    start.commit("wrong")
    assert "[event_dates_do_not_go_back]" in refused(start.tried("push", "origin", "main"))
    start.git("reset", "-q", "--hard", "HEAD~1")
    assert start.tried("push", "origin", "main").returncode == 0


def test_the_published_branch_comes_first(tmp_path: Path) -> None:
    """Otherwise a town on a branch of another name would never be judged."""
    server(tmp_path / "town.git")
    start = Clone.of_the_tiny_town(tmp_path / "start")
    start.git("remote", "add", "origin", str(tmp_path / "town.git"))
    told = refused(start.tried("push", "origin", "main:master"))
    assert told.startswith("这个仓库的公布分支是 main，现在还没有。")  # no town says yet which language it speaks


def test_no_town_is_no_first_push(tmp_path: Path) -> None:
    server(tmp_path / "town.git")
    start = Clone(tmp_path / "start")
    start.root.mkdir()
    start.git("init", "-q")
    start.commit("no town", {"README": "x"})
    start.git("remote", "add", "origin", str(tmp_path / "town.git"))
    assert "records/town.yaml" in refused(start.tried("push", "origin", "main"))


# -- other branches, and what is none


def test_work_in_progress_may_be_wrong_rewritten_and_deleted(clerk: Clone) -> None:
    clerk.append(ISSUE, "  - nonsense: [\n")
    clerk.commit("in the middle of it")
    assert pushed(clerk, "main:work").returncode == 0
    clerk.git("commit", "-q", "--amend", "--no-verify", "-m", "again")
    assert pushed(clerk, "--force", "main:work").returncode == 0
    assert pushed(clerk, ":work").returncode == 0


def test_a_server_takes_plain_branches_and_gives_back_the_rest(town: Clone, clerk: Clone) -> None:
    """Nothing that a clone, or the server's own Git, would take for something else; what is there may go."""
    published, head = town.git("rev-parse", "main"), clerk.commit("empty")
    names = ["refs/tags/main", "refs/notes/x", f"refs/replace/{published}", "refs/pull/7/head", "refs/heads/HEAD"]
    names += ["refs/heads/origin/main", "refs/heads/MAIN", f"refs/heads/{published}", "refs/heads/refs/heads/main"]
    told = refused(pushed(clerk, *(f"{head}:{name}" for name in names), "main:work"))
    assert told.count("refs/heads/work-1") == len(names)
    town.git("update-ref", "refs/tags/main", published)
    town.git("symbolic-ref", "refs/heads/master", "refs/heads/main")
    for what in (f"{head}:refs/heads/master", ":refs/heads/master"):
        assert "another name for main" in refused(pushed(clerk, "--force", what))
    assert town.git("rev-parse", "main") == published
    assert pushed(clerk, ":refs/tags/main").returncode == 0


def test_a_folder_that_git_never_writes(town: Clone, clerk: Clone) -> None:
    """Git refuses it on a server that is set up as documented; on another one the hook does."""
    first, second, tree, commit = (tmp / name for tmp in [clerk.root / ".git"] for name in ("1", "2", "tree", "commit"))
    ids = []
    for place in (first, second):
        place.write_text(place.name)
        ids.append(bytes.fromhex(clerk.git("hash-object", "-w", str(place))))
    tree.write_bytes(b"".join(b"100644 a\0" + each for each in ids))
    twice = clerk.git("hash-object", "-t", "tree", "-w", "--literally", str(tree))
    commit.write_text(f"tree {twice}\nauthor a <a@b> 1 +0800\ncommitter a <a@b> 1 +0800\n\nx\n")
    head = clerk.git("hash-object", "-t", "commit", "-w", "--literally", str(commit))
    assert "duplicateEntries" in pushed(clerk, f"{head}:refs/heads/work").stderr
    town.git("config", "--unset", "transfer.fsckObjects")
    assert "in the folder /, a stands there twice" in refused(pushed(clerk, f"{head}:refs/heads/work"))


@pytest.mark.parametrize("branch", ["main", "work"])
def test_no_branch_takes_personal_data_not_even_in_passing(branch: str, clerk: Clone) -> None:
    before = clerk.read(ISSUE)
    clerk.append(ISSUE, FED_BACK + f"    note: 身份证 {NUMBER}\n")
    commit = clerk.commit("with a number")
    clerk.write({ISSUE: before + FED_BACK})
    clerk.commit("and out again")
    told = refused(pushed(clerk, f"HEAD:{branch}"))
    assert told.startswith(f"{ISSUE}:28:11: Commit {commit[:12]} holds an identity number: 1101**********002X.")
    assert NUMBER not in told
    # What the message says to do.
    clerk.git("reset", "-q", "--soft", "origin/main")
    clerk.commit("once")
    assert pushed(clerk, f"HEAD:{branch}").returncode == 0


def test_a_message_and_a_page_are_searched_as_well(clerk: Clone) -> None:
    clerk.commit(f"王大爷 {NUMBER} 来电", {"site/pages/about.md": "请打 13800138000\n"})
    told = refused(pushed(clerk, "main:work"))
    assert "The message of commit" in told and "site/pages/about.md:1:1: Commit" in told
    assert NUMBER not in told and "13800138000" not in told


def test_a_merge_that_brings_a_number_by_itself(clerk: Clone) -> None:
    """An evil merge: the number stands in neither of its parents."""
    clerk.git("switch", "-q", "-c", "side")
    clerk.commit("empty")
    clerk.git("switch", "-q", "main")
    clerk.git("merge", "-q", "--no-ff", "--no-commit", "side")
    clerk.append(ISSUE, FED_BACK + f"    note: {NUMBER}\n")
    clerk.commit("evil")
    clerk.git("checkout", "-q", "HEAD^", "--", ISSUE)
    clerk.commit("out")
    assert "identity number" in refused(pushed(clerk, "main:work"))


def test_a_number_in_a_file_that_nobody_can_read(clerk: Clone) -> None:
    clerk.append(ISSUE, f"<<<<<<< ours\n  {NUMBER}\n>>>>>>>\n")
    clerk.commit("in the middle of a merge")
    assert "identity number" in refused(pushed(clerk, "main:work"))


def test_the_phone_of_an_office_is_no_private_one(clerk: Clone) -> None:
    office = "0730-0000051"
    assert office in clerk.read("records/villages/heping/village.yaml")
    clerk.append(ISSUE, FED_BACK + f"    note: 请打村部电话 {office}\n")
    clerk.commit("the office")
    assert pushed(clerk, "main:work").returncode == 0
    clerk.write({ISSUE: clerk.read(ISSUE).replace(office, "13800138000")})
    clerk.commit("a private one")
    assert "phone number" in refused(pushed(clerk, "main:work2"))


def test_only_what_is_new_is_searched(town: Clone, clerk: Clone) -> None:
    """What the server has already is no reason to refuse the next push: the work would be lost, not the data."""
    (town.root / "hooks/pre-receive").chmod(0o644)
    clerk.append("records/villages/heping/groups/g01.yaml", f"# {NUMBER}\n")
    clerk.append(ISSUE, FED_BACK + f"    note: {NUMBER}\n")
    clerk.commit("before the hook was there")
    clerk.git("push", "-q", "origin", "main:old")
    (town.root / "hooks/pre-receive").chmod(0o755)
    clerk.commit(
        "next", {"records/villages/heping/groups/g02.yaml": clerk.read("records/villages/heping/groups/g02.yaml")}
    )
    assert pushed(clerk, "main:old").returncode == 0


# -- the site


def test_only_the_publisher_writes_the_site(town: Clone, clerk: Clone) -> None:
    """What readers get from that branch no clerk puts there, no town editor, and nobody while no publisher is named."""
    clerk.git("switch", "-q", "--orphan", "site")
    clerk.commit("a site of one's own", {"index.html": f"<p>{NUMBER}</p>"})
    told = refused(pushed(clerk, "--force", "site:pages"))
    assert told.startswith("The branch pages is the site as readers see it: only the publisher writes it")
    assert "git config lianhu.publisher ACCOUNT" in told
    town.git("config", "lianhu.publisher", "publisher")
    done = pushed(clerk, "--force", "site:pages", LIANHU_AUTHOR="Publisher")
    assert done.returncode == 0, done.stderr
    refused(pushed(clerk, ":pages"))


def test_the_publisher_is_whom_the_server_names(tmp_path: Path) -> None:
    town = server(tmp_path / "town.git")
    repository = git.Repository(town.root)
    accounts = ("publisher", CLERK["LIANHU_AUTHOR"], OFFICE["LIANHU_AUTHOR"], "", None)
    assert [publisher.refusal(repository, account) is None for account in accounts] == [False] * 5
    town.git("config", "lianhu.publisher", "publisher")
    assert [publisher.refusal(repository, account) is None for account in accounts] == [True, *[False] * 4]
    assert publisher.branch(repository) == "refs/heads/pages"
    town.git("config", "lianhu.pages", "site")
    assert publisher.branch(repository) == "refs/heads/site"


# -- the command itself


def test_what_git_does_not_say_is_not_understood() -> None:
    assert receiving.updates([f"{'0' * 40} {'a' * 40} refs/heads/x y"[:-2]])[0].old is None
    with pytest.raises(ToolError):
        receiving.updates(["main"])


def test_in_no_repository(tmp_path: Path) -> None:
    done = Clone(tmp_path).lianhu("receive")
    assert (done.returncode, done.stderr.count("\n")) == (CANNOT_JUDGE, 1)


# -- as a clerk meets it


def test_a_clerk_understands_from_the_message_alone(tmp_path: Path) -> None:
    """Clone, edit, push, be refused in Chinese, do what the message says, push; the town adds the lines it prints."""
    server = published(tmp_path, "zh_CN", installed(tmp_path))
    clerk = server.clone(tmp_path / "clerk")
    clerk.write({ISSUE: clerk.read(ISSUE).replace("date: 2026-11-12", "date: 2026-11-13") + FED_BACK})
    clerk.commit("改了日期，加了反馈")
    told = refused(clerk.tried("push", "origin", "main", **CLERK))
    assert f"{ISSUE}:18:" in told and "2026-11-12" in told and "请镇里" in told
    correction = [line.removeprefix("    ") for line in told.splitlines()]
    start = correction.index("corrections:")
    lines = correction[start : start + 6]
    mended = "\n".join(lines).replace("…", "登记时写错了日期")
    clerk.write({ISSUE: clerk.read(ISSUE).replace("date: 2026-11-13", "date: 2026-11-12")})
    assert "git commit --amend" in told
    clerk.git("commit", "-q", "--all", "--amend", "--no-edit", "--no-verify")
    done = clerk.tried("push", "origin", "main", **CLERK)
    assert done.returncode == 0, done.stderr
    town = server.clone(tmp_path / "office")
    town.write({ISSUE: town.read(ISSUE) + f"{mended}\n"})
    town.commit("更正日期")
    done = town.tried("push", "origin", "main", **OFFICE)
    assert done.returncode == 0, done.stderr
