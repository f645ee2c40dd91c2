"""Names that mean something else than who types them thinks: one repository, and a name more for each attack.

In every attack somebody has altered what is published, and wants the alteration to be held against itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from help.program import run
from help.proposed import CANNOT_JUDGE, Town
from help.towns import Tree
from lianhu.git import Repository
from lianhu.proposals import receiving
from lianhu.proposals.receiving import Push, Update
from lianhu.words.problems import ToolError
from lianhu.words.sentences import spoken

CLOSED = "records/villages/heping/issues/2026/g01-2026-0001.yaml"

Named = Callable[..., None]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, _town_files: Tree) -> Town:
    made = Town(tmp_path_factory.mktemp("names") / "town", _town_files)
    made.branch("altered")
    made.commit({CLOSED: _town_files[CLOSED].replace(b"2026-03-13", b"2026-03-12")}, "Another day")
    made.switch("main")
    return made


@pytest.fixture
def named(town: Town) -> Iterator[Named]:
    """Gives the altered commit (or another) a full name, for one test."""
    made = []

    def named(full_name: str, commit: str = "refs/heads/altered") -> None:
        town.git("update-ref", full_name, town.git("rev-parse", commit))
        made.append(full_name)

    yield named
    for full_name in made:
        town.git("update-ref", "-d", full_name)


@pytest.fixture(scope="module")
def published(town: Town) -> str:
    return town.git("rev-parse", "refs/heads/main")


def resolved(town: Town, typed: str) -> str:
    """The commit that a name is taken for, or what is said instead."""
    try:
        return Repository(town.root).resolve(typed)
    except ToolError as error:
        assert error.exit_code == CANNOT_JUDGE
        return spoken(error.text, "en")


def test_hold_an_alteration_against_itself(named: Named, town: Town) -> None:
    """`git tag main`, and the check that everybody runs."""
    named("refs/tags/main")
    result = town.check("--head", "altered", base="main")
    assert result.exit_code == CANNOT_JUDGE
    assert "refs/tags/main, refs/heads/main" in result.output
    # What the message says to do.
    assert "published_entries_are_kept" in town.check("--head", "altered", base="refs/heads/main").output


@pytest.mark.parametrize(
    ("typed", "meant", "other"),
    [
        ("main", "refs/heads/main", "refs/tags/main"),
        ("main", "refs/heads/main", "refs/main"),
        ("main", "refs/heads/main", "refs/remotes/main"),
        ("main", "refs/heads/main", "refs/remotes/main/HEAD"),
        ("main~0", "refs/heads/main", "refs/tags/main"),
        ("heads/main", "refs/heads/main", "refs/heads/heads/main"),
        ("heads/main", "refs/heads/main", "refs/tags/heads/main"),
        ("origin/main", "refs/remotes/origin/main", "refs/heads/origin/main"),
        ("origin", "refs/remotes/origin/HEAD", "refs/heads/origin"),
        ("v1", "refs/tags/v1", "refs/heads/v1"),
    ],
)
def test_a_name_of_two(typed: str, meant: str, other: str, named: Named, published: str, town: Town) -> None:
    if meant != "refs/heads/main":
        named(meant, "refs/heads/main")
    assert resolved(town, typed) == published
    named(other)
    told = resolved(town, typed)
    assert told.startswith(f"{typed.removesuffix('~0')} is the name of more than one thing here: ")
    assert meant in told and other in told
    assert resolved(town, meant) == published


@pytest.mark.parametrize("length", [4, 7, 12])
def test_a_branch_that_is_called_like_the_published_commit(
    length: int, named: Named, published: str, town: Town
) -> None:
    assert resolved(town, published[:length]) == published
    named(f"refs/heads/{published[:length]}")
    assert f"refs/heads/{published[:length]}, {published}" in resolved(town, published[:length])


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("HEAD", ["refs/heads/HEAD", "refs/tags/HEAD", "refs/HEAD"]),
        ("@", ["refs/heads/HEAD", "refs/tags/@"]),
        ("HEAD~0", ["refs/tags/HEAD"]),
        ("refs/heads/main", ["refs/heads/refs/heads/main", "refs/tags/refs/heads/main", "refs/refs/heads/main"]),
        ("main", ["MAIN_HEAD", "refs/heads/main-2"]),
    ],
)
def test_a_full_name_is_one_thing_whatever_else_there_is(
    typed: str, others: list[str], named: Named, published: str, town: Town
) -> None:
    for other in others:
        named(other)
    assert resolved(town, typed) == published


def test_a_whole_id_is_its_commit_whatever_is_called_so(named: Named, published: str, town: Town) -> None:
    named(f"refs/heads/{published}")
    named(f"refs/tags/{published}")
    assert resolved(town, published) == published


def test_a_file_in_gits_own_folder_is_no_name(published: str, town: Town) -> None:
    """Git itself would take it before every branch."""
    place = town.root / ".git/main"
    place.write_text(town.git("rev-parse", "refs/heads/altered") + "\n")
    assert resolved(town, "main") == published
    place.unlink()


@pytest.mark.parametrize(
    "typed",
    ["refs/heads/nowhere", "refs/heads/mai*", "mai?", "refs/heads/main/", "FETCH_HEAD", "altered-0-gdeadbee", "^main"],
)
def test_what_names_nothing(typed: str, named: Named, town: Town) -> None:
    """Even where Git would go on looking: below another name, among patterns, behind a dash."""
    for other in ("refs/heads/refs/heads/nowhere", "refs/tags/FETCH_HEAD"):
        named(other)
    assert resolved(town, typed).startswith(f"There is no commit {typed} here.")


def test_an_unborn_head_is_no_branch_of_its_name(tmp_path: Path) -> None:
    empty = Town(tmp_path / "town")
    empty.commit({"records/town.yaml": b""})
    empty.git("update-ref", "refs/heads/HEAD", "HEAD")
    empty.git("symbolic-ref", "HEAD", "refs/heads/nowhere")
    assert resolved(empty, "HEAD").startswith("There is no commit HEAD here.")


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--base", "HEAD", "--head", "main"),
        ("diff", "main"),
        ("diff", "HEAD", "main"),
        ("build", "--as-of", "main"),
        ("build", "--head", "main"),
    ],
)
def test_every_command_that_is_given_a_name_asks_which(
    command: tuple[str, ...], named: Named, town: Town, tmp_path: Path
) -> None:
    named("refs/tags/main")
    out = ("--out", str(tmp_path / "site")) if command[0] == "build" else ()
    result = run(*command, *out, "--root", town.root)
    assert result.exit_code == CANNOT_JUDGE
    assert "refs/tags/main" in result.output and "refs/heads/main" in result.output


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--base", ""),
        ("check", "--base", "main", "--head", ""),
        ("diff", ""),
        ("diff", "main", ""),
        ("build", "--as-of", ""),
        ("build", "--head", ""),
    ],
)
def test_a_name_that_somebodys_script_left_empty(command: tuple[str, ...], town: Town, tmp_path: Path) -> None:
    """What is published would be held against itself, and found right."""
    out = ("--out", tmp_path / "site") if command[0] == "build" else ()
    result = run(*command, *out, "--root", town.root)
    assert result.exit_code == CANNOT_JUDGE
    assert "There is no commit '' here." in result.output


def test_a_day_is_a_day_whatever_is_called_so(named: Named, town: Town, tmp_path: Path) -> None:
    """A tag of that name would be what a reader of the past is shown."""
    named("refs/tags/2020-01-01")
    result = run("build", "--as-of", "2020-01-01", "--out", tmp_path / "site", "--root", town.root)
    assert "On 2020-01-01 nothing was published yet" in result.output


# -- names that a server takes


def told(town: Town, name: str, *others: str, by_the_forge: bool = False) -> str:
    """What a server says to a push of the altered commit to this full name, and to others."""
    commit = town.git("rev-parse", "refs/heads/altered")
    updates = [Update(None, commit, each) for each in (name, *others)]
    reason = receiving.refusal(Repository(town.root), updates[0], Push(tuple(updates), by_the_forge=by_the_forge))
    return spoken(reason, "en") if reason else ""


@pytest.mark.parametrize(
    "name",
    [
        "refs/tags/v1",
        "refs/notes/commits",
        "refs/replace/" + "a" * 40,
        "refs/pull/7/head",
        "refs/pull/7/merge",
        "refs/merge-requests/1/head",
        "refs/for/main",
        "refs/remotes/origin/main",
        "refs/stash",
        "refs/lianhu/proposal",
    ],
)
def test_a_server_takes_branches_only(name: str, town: Town) -> None:
    assert "is no branch" in told(town, name)
    assert told(town, name).endswith("git push origin HEAD:refs/heads/work-1")


@pytest.mark.parametrize(
    ("short", "why"),
    [
        *((name, "HEAD is a name of Git's own") for name in ("HEAD", "head", "work/HEAD", "FETCH_HEAD", "HEAD/work")),
        *(
            (name, "is no branch in some clone")
            for name in ("refs/heads/main", "heads/main", "tags/v1", "remotes/origin/main", "origin/main", "origin")
        ),
        *((name, "is no branch in some clone") for name in ("Origin/main", "upstream/main", "stash", "pull/7")),
        *((name, "the id of a commit") for name in ("1a2b3c4", "DEADBEEF", "c" * 40, "v1-3-g1a2b3c4", "20261122")),
        ("2026-11-22", "taken for a day"),
        *((name, "taken for refs/heads/main") for name in ("Main", "MAIN", "main/work", "Main/work")),
        *(
            (name, "letters a-z")
            for name in (
                "m\u0430in",
                "\uff4dain",
                "main\u200b",
                "main\u2028",
                "-x",
                "work//x",
                "x'y",
                "a b",
                "@",
                ".x",
                "é",
            )
        ),
        ("m\udce9in", "letters a-z"),
    ],
)
def test_a_branch_that_would_be_taken_for_something_else(short: str, why: str, town: Town) -> None:
    assert why in told(town, f"refs/heads/{short}")


@pytest.mark.parametrize(
    "short",
    [
        "work",
        "feature/路灯",
        "heping-反馈-12",
        "2026-11-22-work",
        "face",
        "ahead",
        "header",
        "v1.2",
        "a1b2c3",
        "mainly",
    ],
)
def test_a_branch_of_a_plain_name(short: str, town: Town) -> None:
    assert told(town, f"refs/heads/{short}") == ""


def test_a_branch_that_is_called_like_a_tag(named: Named, town: Town) -> None:
    named("refs/tags/v1.2")
    assert "taken for refs/tags/v1.2" in told(town, "refs/heads/v1.2")


def test_two_branches_of_one_push_that_some_computers_take_for_one(town: Town) -> None:
    assert "taken for refs/heads/Work" in told(town, "refs/heads/work", "refs/heads/Work")
    assert told(town, "refs/heads/work", "refs/heads/workshop", "refs/heads/main") == ""
    assert "taken for refs/heads/pages" in told(town, "refs/heads/Pages"), (
        "the branch with the site, also before it is there"
    )


def test_a_forge_writes_its_own_names_itself(town: Town) -> None:
    """Gitea and Forgejo say so to the hook; nobody who pushes can."""
    assert told(town, "refs/pull/7/head", by_the_forge=True) == ""
    assert told(town, "refs/pull/7/other", by_the_forge=True)
    assert told(town, "refs/tags/v1", by_the_forge=True)
    assert receiving.Push.of([], {"GITEA_INTERNAL_PUSH": "true"}).by_the_forge
    assert not receiving.Push.of([], {"GITEA_INTERNAL_PUSH": "false"}).by_the_forge


@pytest.mark.parametrize("new", ["refs/heads/altered", None])
def test_another_name_of_the_published_branch(new: str | None, town: Town) -> None:
    """Git would write to the published branch, or delete it, and give the hook this name."""
    town.git("symbolic-ref", "refs/heads/master", "refs/heads/main")
    commit = town.git("rev-parse", new) if new else None
    update = Update(town.git("rev-parse", "refs/heads/main"), commit, "refs/heads/master")
    reason = receiving.refusal(Repository(town.root), update, Push((update,)))
    town.git("symbolic-ref", "--delete", "refs/heads/master")
    assert reason and spoken(reason, "en").startswith("master is another name for main on this server.")


@pytest.mark.parametrize("old", [None, "refs/heads/altered"])
def test_say_that_something_else_was_published(old: str | None, town: Town) -> None:
    """A first push is checked and is no step; whether it is the first one is not for who pushes to say."""
    commit = town.git("rev-parse", "refs/heads/altered")
    update = Update(old and commit, commit, "refs/heads/main")
    reason = receiving.refusal(Repository(town.root), update, Push((update,)))
    assert reason and "main is not where this push takes it to be." in spoken(reason, "en")


def test_what_is_there_already_may_be_deleted(named: Named, town: Town) -> None:
    named("refs/tags/main")
    update = Update(town.git("rev-parse", "refs/tags/main"), None, "refs/tags/main")
    assert receiving.refusal(Repository(town.root), update, Push((update,))) is None
