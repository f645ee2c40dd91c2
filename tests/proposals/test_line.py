"""The line of commits under attack: forged dates, a published commit put aside, folders that Git never writes.

One repository for all of it; what an attack publishes or proposes hangs on names of its own.
"""

from __future__ import annotations

from binascii import unhexlify
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.program import run
from help.proposed import CANNOT_JUDGE, Town
from help.towns import TODAY, Tree
from lianhu.git import Repository, trees
from lianhu.proposals import proposal
from lianhu.proposals.rules import dates
from lianhu.reading.clock import TOWN_TIME
from lianhu.words.sentences import spoken

BACK, AHEAD = "commits_are_dated_after_their_parents", "commits_are_not_dated_ahead"
HOUR = timedelta(hours=1)
# Long ago, in the last hours before, and long ahead.
LONG_AGO, LONG_AHEAD = (datetime(year, 1, 1, 9, tzinfo=TOWN_TIME) for year in (2001, 2036))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, _town_files: Tree) -> Town:
    """A published line of four commits, whose dates agree."""
    made = Town(tmp_path_factory.mktemp("line") / "town", _town_files)
    for number in range(3):
        made.commit({"notes.txt": b"%d" % number})
    return made


@pytest.fixture
def line(town: Town) -> Iterator[Town]:
    """The same, put back after an attack that publishes something."""
    published, clock = town.head, town.clock
    yield town
    town.git("checkout", "--quiet", "--force", "-B", "main", published)
    town.clock = clock


def committed(town: Town, *whens: datetime, start: str = "main") -> str:
    """A line of empty commits dated so, on top of `start`; gives the last."""
    commit = town.git("rev-parse", start)
    for when in whens:
        commit = town.git("commit-tree", "-p", commit, "-m", "x", f"{commit}^{{tree}}", when=when)
    return commit


def raw(town: Town, dates: str, parent: str = "main") -> str:
    """A commit whose author and committer lines end so."""
    tree, commit = town.git("rev-parse", f"{parent}^{{tree}}"), town.git("rev-parse", parent)
    author, committer = dates.split("/")
    text = f"tree {tree}\nparent {commit}\nauthor a <a@b>{author}\ncommitter a <a@b>{committer}\n\nx\n"
    return written(town, "commit", text.encode())


def written(town: Town, kind: str, content: bytes) -> str:
    return town.git("hash-object", "-t", kind, "-w", "--stdin", "--literally", entered=content)


# -- dates


def misdated(town: Town, head: str, base: str = "main") -> list[str]:
    """The rules about dates that a proposal breaks."""
    step = proposal.of_commits(Repository(town.root, TODAY), base, head, TODAY)
    rules = (dates.commits_are_dated_after_their_parents, dates.commits_are_not_dated_ahead)
    return [rule.__name__ for rule in rules if any(rule(step))]


def test_commits_of_the_right_hour(town: Town) -> None:
    head = committed(town, town.clock, town.clock + HOUR)
    assert misdated(town, head) == town.broken(head) == []


@pytest.mark.parametrize(
    "published",
    [[LONG_AHEAD], [LONG_AGO], [LONG_AGO] * 3, [LONG_AHEAD, LONG_AGO]],
    ids=["ahead", "ago", "many", "both"],
)
def test_date_back_behind_a_commit_that_was_misdated_past_the_check(published: list[datetime], line: Town) -> None:
    """What was published last tells nothing then, but what was published before it does."""
    line.git("update-ref", "refs/heads/misdated", committed(line, *published))
    for wrong, rules in ((line.clock - 2 * HOUR, [BACK]), (line.clock + HOUR, [])):
        assert misdated(line, committed(line, wrong, start="misdated"), base="misdated") == rules


def test_date_back_behind_a_commit_of_ones_own_that_is_ahead(town: Town) -> None:
    """And the whole check says so."""
    head = committed(town, LONG_AHEAD, LONG_AGO)
    assert misdated(town, head) == town.broken(head) == [BACK, AHEAD]


def test_go_back_by_minutes_again_and_again(town: Town) -> None:
    """Clocks may be five minutes apart, not hours by way of many."""
    four = timedelta(minutes=4)
    back = committed(town, *[town.clock - number * four for number in range(1, 20)])
    assert misdated(town, back) == [BACK]
    assert misdated(town, committed(town, town.clock - four, town.clock - four, town.clock)) == []


def test_bear_witness_against_what_is_published(line: Town) -> None:
    """Many commits agree with each other; they are what is judged, not what judges, whatever is checked out."""
    forged = committed(line, *[line.clock - 2 * HOUR + timedelta(minutes=number) for number in range(9)])
    line.git("checkout", "--quiet", "--detach", forged)
    assert misdated(line, "HEAD") == [BACK]


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        ("/ ", BACK),
        (" x +0800/ abc +0800", BACK),
        (" 1 +0800/ -5 +0800", BACK),
        (" 1 +0800/ 0 +0800", BACK),
        (" 1 +0800/ 2147483648 +0800", AHEAD),
        (" 1 +0800/ 253402300800 +0000", AHEAD),
        (" 1 +0800/ 99999999999999999999999 +0800", AHEAD),
        (" 4000000000 +0800/ {now} +0800", AHEAD),
        (" 1 +0800/ {early} -9959", BACK),
        (" 1 +0800/ {late} +1400", AHEAD),
    ],
    ids=["none", "words", "negative", "1970", "2038", "year 10000", "too large", "author", "west", "east"],
)
def test_a_date_that_is_none_or_at_the_end_of_calendars(dates: str, rule: str, town: Town) -> None:
    now = int(town.clock.timestamp())
    early, late = now - 7200, int(datetime.now(TOWN_TIME).timestamp()) + 30 * 86400
    commit = raw(town, dates.format(now=now, early=early, late=late))
    assert misdated(town, commit) == [rule]


def test_a_misdated_commit_deep_in_what_was_merged(town: Town) -> None:
    """A branch of a branch, merged twice on the way; every commit is asked."""
    inner = committed(town, LONG_AGO)
    tree = f"{inner}^{{tree}}"
    middle = town.git("commit-tree", "-p", "main", "-p", inner, "-m", "x", tree, when=town.clock)
    outer = town.git("commit-tree", "-p", "main", "-p", "main~1", "-p", middle, "-m", "x", tree, when=town.clock)
    assert misdated(town, outer) == [BACK]
    late = committed(town, LONG_AHEAD)
    assert misdated(town, town.git("commit-tree", "-p", "main", "-p", late, "-m", "x", tree, when=town.clock)) == [
        AHEAD
    ]


def test_a_file_that_is_called_like_the_published_commit(line: Town) -> None:
    """Git asks whether the name means the file or the commit, and gives up."""
    line.git("update-ref", "refs/heads/before", line.head)
    line.commit({line.head: b"x"})
    assert misdated(line, committed(line, line.clock), base="before") == []
    assert misdated(line, committed(line, LONG_AGO), base="before") == [BACK]


def test_an_old_branch_is_not_dated_back(town: Town) -> None:
    """The near miss: it was made before what was published meanwhile."""
    old = committed(town, town.clock - HOUR / 2, start="main~1")
    merged = town.git("commit-tree", "-p", "main", "-p", old, "-m", "x", "main^{tree}", when=town.clock)
    assert misdated(town, old) == misdated(town, merged) == []


# -- the line


def test_merge_what_is_published_into_ones_own_work(line: Town, tmp_path: Path) -> None:
    """As `git pull` does; told where the branch will be pushed to the one that it merged."""
    published = line.git("rev-parse", "main")
    line.git("config", "branch.main.remote", "origin")
    line.git("config", "branch.main.merge", "refs/heads/main")
    line.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    line.git("config", "remote.origin.url", str(tmp_path))
    line.git("update-ref", "refs/remotes/origin/main", published)
    line.git("reset", "--quiet", "--hard", "main~1")
    line.commit({"work.txt": b"x"})
    line.merge("origin/main")
    result = line.check(base="origin/main")
    assert "what_is_published_stays_on_the_line" in result.output
    assert f"git rebase --autostash {published[:12]}" in result.output
    # On a branch of another name a forge merges it, and does so rightly.
    line.branch("elsewhere")
    assert "what_is_published_stays_on_the_line" not in line.check(base="origin/main").output
    # What the message says to do.
    line.switch("main")
    line.git("rebase", "--quiet", "--autostash", published[:12])
    assert "what_is_published_stays_on_the_line" not in line.check(base="origin/main").output
    assert line.git("rev-parse", "main~1") == published


# -- folders that Git never writes

FILE, FOLDER = b"100644", b"40000"


def folder(*entries: tuple[bytes, bytes, str]) -> bytes:
    return b"".join(mode + b" " + name + b"\0" + unhexlify(object_id) for mode, name, object_id in entries)


def proposed(town: Town, content: bytes) -> str:
    """A commit with a folder of such content in the repository's own."""
    tree = folder((FOLDER, b"odd", written(town, "tree", content)), *_entries(town))
    return town.git("commit-tree", "-p", "main", "-m", "x", written(town, "tree", _sorted(tree)), when=town.clock)


def _entries(town: Town) -> list[tuple[bytes, bytes, str]]:
    listed = [line.split(None, 3) for line in town.git("ls-tree", "main").split("\n")]
    return [(mode.lstrip("0").encode(), name.encode(), object_id) for mode, _, object_id, name in listed]


def _sorted(tree: bytes) -> bytes:
    entries = []
    while tree:
        head, _, rest = tree.partition(b"\0")
        entries.append((head.partition(b" ")[2], head + b"\0" + rest[:20]))
        tree = rest[20:]
    return b"".join(entry for _, entry in sorted(entries))


A, B = "a" * 40, "b" * 40


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([(FILE, b"a", A), (FILE, b"a", B)], "a stands there twice"),
        ([(FILE, b"a", A), (FILE, b"a.b", A), (FOLDER, b"a", B)], "a stands there twice"),
        ([(FILE, b"b", A), (FILE, b"a", B)], "a stands there out of order"),
        ([(FOLDER, b"a", A), (FILE, b"a.b", B)], "a.b stands there out of order"),
        *(
            ([(FILE, name.encode(), A)], "is no name of a file")
            for name in (".git", ".GIT", ".git ", ".git.", ".g\u200cit", "git~1", ".git::$INDEX_ALLOCATION", ".", "..")
        ),
        ([(FILE, b"a/b", A)], "is no name of a file"),
        *(
            ([(mode, b"a", A)], "is neither a file")
            for mode in (b"", b"0", b"0100644", b"100600", b"100664", b"040000")
        ),
    ],
)
def test_a_folder_that_git_never_writes(entries: list[tuple[bytes, bytes, str]], told: str) -> None:
    [(name, why)] = trees.faults(folder(*entries), 20)
    assert told in f"{name} {spoken(why, 'en')}"


@pytest.mark.parametrize("rest", [b"", b"100644", b"100644 a", b"100644 a\0short"])
def test_a_folder_that_ends_in_the_middle(rest: bytes) -> None:
    assert bool(list(trees.faults(folder((FILE, b"0", A)) + rest, 20))) == bool(rest)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9), st.sampled_from([FILE, FOLDER])))
def test_what_git_sorts_is_in_order(names: dict[str, bytes]) -> None:
    """A name is sorted as a path: a folder as if it ended with a slash."""
    plain = {name: mode for name, mode in names.items() if "\0" not in name and not trees.GITS_OWN.search(name)}
    paths = sorted((name.encode() + (b"/" if mode == FOLDER else b""), mode) for name, mode in plain.items())
    assert list(trees.faults(folder(*((mode, path.rstrip(b"/"), A) for path, mode in paths)), 20)) == []


@pytest.mark.parametrize("place", ["HEAD", "below"])
def test_a_record_that_stands_twice(place: str, town: Town) -> None:
    """Git's own checkout has the one, a reader of its objects the other."""
    one, other = (written(town, "blob", content) for content in (b"1", b"2"))
    twice = folder((FILE, b"a", one), (FILE, b"a", other))
    commit = proposed(town, twice)
    if place == "below":  # another commit takes it away again
        commit = town.git("commit-tree", "-p", commit, "-m", "x", "main^{tree}", when=town.clock)
    published = town.git("rev-parse", "main")
    checked = town.check("--head", commit)
    assert checked.exit_code == CANNOT_JUDGE
    assert "in the folder odd, a stands there twice" in checked.output and published[:12] in checked.output
    for command in (("diff", "main", commit), ("build", "--head", commit)):
        result = run(*command, "--root", town.root)
        assert (result.exit_code, "stands there twice" in result.output) == (CANNOT_JUDGE, True)


def test_folders_as_git_writes_them(town: Town) -> None:
    Repository(town.root).refuse_odd_folders("main", [], "main")
