"""Two branches that each add to the same record: clean where nobody contradicts anybody, a plain conflict elsewhere."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help import waiting
from help.clones import Clone
from help.towns import TODAY, TOWN
from help.walk import kind_of
from lianhu.changes import merging
from lianhu.reading import files, yamldoc
from lianhu.rules.check import check
from lianhu.town import schemas

SCHEMAS = schemas.load()
ISSUE = SCHEMAS.kinds["issue"]
VILLAGE = SCHEMAS.kinds["village"]
PATH = "records/villages/heping/issues/2026/g02-2026-0002.yaml"
BASE = (TOWN / PATH).read_bytes()
VILLAGE_RECORD = (TOWN / "records/villages/heping/village.yaml").read_bytes()


def event(note: str, day: str = "2026-11-20", stage: str = "disputed", comment: str = "") -> str:
    above = f"  # {comment}\n" if comment else ""
    return f"{above}  - stage: {stage}\n    date: {day}\n    by: group_head\n    note: {note}\n"


def notes(content: bytes | None) -> list[str]:
    assert content is not None
    document, problems = yamldoc.read("", content)
    assert document and isinstance(document.data, dict), problems
    events: Any = document.data["events"]
    return [each.get("note", "") for each in events]


def both(ours: str, theirs: str) -> bytes | None:
    return merging.merged(ISSUE, BASE, BASE + ours.encode(), BASE + theirs.encode())


# -- what merges


def test_events_of_both_stand_in_order_of_date() -> None:
    merged = both(event("ours", "2026-11-21"), event("theirs", "2026-11-20"))
    assert notes(merged)[-2:] == ["theirs", "ours"]


def test_on_the_same_day_ours_stand_first_and_each_side_keeps_its_order() -> None:
    merged = both(event("a1") + event("a2"), event("b1") + event("b2"))
    assert notes(merged)[-4:] == ["a1", "a2", "b1", "b2"]


def test_one_side_alone() -> None:
    assert both(event("ours"), "") == BASE + event("ours").encode()
    assert both("", event("theirs")) == BASE + event("theirs").encode()


def test_what_both_added_stands_once() -> None:
    assert notes(both(event("same"), event("same")))[-2:] == [notes(BASE)[-1], "same"]


def test_comments_stay_with_their_event() -> None:
    merged = both(event("ours", "2026-11-21", comment="of ours"), event("theirs", comment="of theirs"))
    assert merged == BASE + (event("theirs", comment="of theirs")).encode() + (
        event("ours", "2026-11-21", comment="of ours").encode()
    )


def test_a_comment_at_the_end_stays_at_the_end_and_stands_once() -> None:
    base = BASE + b"  # the last word\n# end\n"
    merged = merging.merged(ISSUE, base, base + event("ours").encode(), base + event("theirs").encode())
    assert merged == base + event("ours").encode() + event("theirs").encode()
    before = merging.merged(ISSUE, base, BASE + event("ours").encode() + b"# end\n", base)
    assert before == BASE + event("ours").encode() + b"# end\n"


def test_line_ends_are_ours() -> None:
    ours = (BASE + event("ours").encode()).replace(b"\n", b"\r\n")
    merged = merging.merged(ISSUE, BASE, ours, BASE + event("theirs").encode())
    assert merged == (BASE + event("ours").encode() + event("theirs").encode()).replace(b"\n", b"\r\n")


def test_a_text_of_several_lines_is_one_event() -> None:
    longer = event("|-\n      one\n      # no comment\n\n      three")
    merged = both(longer, event("theirs"))
    assert notes(merged)[-2:] == ["one\n# no comment\n\nthree", "theirs"]


def test_the_rest_is_taken_from_the_side_that_changed_it() -> None:
    title = next(line for line in BASE.splitlines() if line.startswith(b"title: "))
    theirs = BASE.replace(title, "title: 新的标题".encode()) + event("theirs").encode()
    for one, other in ((BASE + event("ours").encode(), theirs), (theirs, BASE + event("ours").encode())):
        merged = merging.merged(ISSUE, BASE, one, other)
        assert merged and "title: 新的标题" in merged.decode()
        assert sorted(notes(merged)[-2:]) == ["ours", "theirs"]


def test_lists_inside_entries_grow_too() -> None:
    liaison = b"      - officer: heping-o1\n        since: 2026-08-01\n"
    area = b"  - id: heping-p3\n    name: \xe4\xb8\x89\xe7\x89\x87\n    since: 2026-09-01\n"
    for ours, theirs in ((liaison, area), (area, liaison)):
        merged = merging.merged(VILLAGE, VILLAGE_RECORD, VILLAGE_RECORD + ours, VILLAGE_RECORD + theirs)
        assert merged == VILLAGE_RECORD + liaison + area


def test_a_list_that_both_begin() -> None:
    ours = b"corrections:\n  - at: title\n    date: 2026-11-20\n    was: a\n"
    theirs = b"corrections:\n  - at: title\n    date: 2026-11-21\n    was: b\n"
    assert merging.merged(ISSUE, BASE, BASE + ours, BASE + theirs) == BASE + ours + theirs.split(b"\n", 1)[1]


def test_a_record_that_both_begin_is_one_when_only_its_entries_differ() -> None:
    ours, theirs = event("ours").encode(), event("theirs").encode()
    assert merging.merged(ISSUE, b"", BASE + ours, BASE + theirs) == BASE + ours + theirs
    assert merging.merged(ISSUE, b"", BASE + ours, BASE.replace(b"title: ", b"title: x") + theirs) is None


def test_an_event_between_older_ones_stays_there() -> None:
    """An earlier merge put it there by its date; what is added since comes behind."""
    base = BASE + event("known", "2026-11-21").encode()
    ours = BASE + event("between", "2026-11-20").encode() + event("known", "2026-11-21").encode()
    merged = merging.merged(ISSUE, base, ours, base + event("theirs", "2026-11-22").encode())
    assert merged == ours + event("theirs", "2026-11-22").encode()


# -- what does not


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BASE.replace(b"title: ", b"title: a "), BASE.replace(b"title: ", b"title: b ")),
        (BASE + b"events: []\n", BASE + event("theirs").encode()),
        (BASE + b"<<<<<<< HEAD\n", BASE),
        (BASE.rsplit(b"  - stage", 1)[0], BASE + event("theirs").encode()),
        (BASE + event("ours").encode(), BASE.split(b"events:")[0]),
        (BASE.split(b"events:")[0] + b"events: [{stage: discovered}]\n", BASE + event("theirs").encode()),
        (b"", BASE),
        (b"\xff\xfe", BASE),
    ],
    ids=["titles", "twice", "marks", "lost", "gone", "brackets", "empty", "bytes"],
)
def test_a_contradiction_is_a_conflict(ours: bytes, theirs: bytes) -> None:
    assert merging.merged(ISSUE, BASE, ours, theirs) is None
    assert merging.merged(ISSUE, BASE, theirs, ours) is None


Added = tuple[date, str, str]
ENTRIES = st.lists(
    st.tuples(
        st.dates(TODAY.replace(day=1), TODAY),
        st.text("灯#- :'\"\\\n", max_size=8),
        st.sampled_from(["", "a comment", "- no entry"]),
    ),
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(ENTRIES, ENTRIES)
def test_nothing_is_lost_whatever_is_added(ours: list[Added], theirs: list[Added]) -> None:
    def text(side: str, entries: list[Added]) -> str:
        return "".join(
            event(json.dumps(f"{side}{number}{note}", ensure_ascii=False), str(day), comment=comment)
            for number, (day, note, comment) in enumerate(entries)
        )

    a, b = text("a", ours), text("b", theirs)
    merged = both(a, b)
    added = notes(merged)[len(notes(BASE)) :]
    for one in (a, b):
        alone = notes(BASE + one.encode())[len(notes(BASE)) :]
        assert [note for note in added if note in alone] == alone, "each side keeps its order"
    assert len(added) == len(ours) + len(theirs)
    assert merged and sorted(merged.splitlines()) == sorted((BASE.decode() + a + b).encode().splitlines())


# -- with Git


def two_branches(clone: Clone, ours: str, theirs: str, path: str = PATH) -> None:
    clone.git("switch", "-q", "-c", "other")
    clone.append(path, theirs)
    clone.commit("theirs")
    clone.git("switch", "-q", "main")
    clone.append(path, ours)
    clone.commit("ours")


def test_git_merges_events_of_two_branches(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    two_branches(clone, event("ours", "2026-11-21"), event("theirs"))
    clone.git("merge", "-q", "--no-edit", "other")
    assert clone.read(PATH) == BASE.decode() + event("theirs") + event("ours", "2026-11-21")


@pytest.mark.parametrize("how", ["rebase", "cherry-pick"])
def test_git_rebases_them_as_well(how: str, tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    two_branches(clone, event("ours"), event("theirs", "2026-11-21"))
    clone.git(how, "other")
    assert clone.read(PATH) == BASE.decode() + event("ours") + event("theirs", "2026-11-21")


def test_without_the_driver_it_is_a_plain_conflict_that_the_check_explains(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town")
    two_branches(clone, event("ours"), event("theirs"))
    assert clone.tried("merge", "--no-edit", "other").returncode == 1
    lines = clone.read(PATH).splitlines()
    first, last = (next(n for n, line in enumerate(lines, 1) if line.startswith(mark)) for mark in ("<<<<", ">>>>"))
    told = clone.lianhu("check")
    assert told.returncode == 1
    assert told.stdout.splitlines()[0].startswith(f"{PATH}:{first}:1: Git could not merge lines {first}-{last}")
    assert "Problems: 1." in told.stdout, "one cause, one problem"


def test_a_contradiction_is_left_with_marks_as_git_would(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    clone.git("switch", "-q", "-c", "other")
    clone.write({PATH: BASE.replace(b"title: ", b"title: a ")})
    clone.commit()
    clone.git("switch", "-q", "main")
    clone.write({PATH: BASE.replace(b"title: ", b"title: b ")})
    clone.commit()
    done = clone.tried("merge", "--no-edit", "other")
    assert done.returncode == 1
    assert f"Both sides changed {PATH}" in done.stdout + done.stderr
    assert "<<<<<<< ours\ntitle: b " in clone.read(PATH) and "title: a " in clone.read(PATH)
    assert clone.git("diff", "--name-only", "--diff-filter=U") == PATH


def test_what_is_merged_by_lines_stays_so(tmp_path: Path) -> None:
    """Both changed what is no list of entries, in places far apart: Git's own merge is good enough."""
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    path, record = "records/villages/heping/village.yaml", VILLAGE_RECORD
    clone.git("switch", "-q", "-c", "other")
    clone.write({path: record.replace("和平村部".encode(), "和平村委会".encode())})
    clone.commit()
    clone.git("switch", "-q", "main")
    clone.write({path: record.replace("下片".encode(), "南片".encode())})
    clone.commit()
    clone.git("merge", "-q", "--no-edit", "other")
    assert "和平村委会" in clone.read(path) and "南片" in clone.read(path)


def test_a_merge_that_breaks_the_loop_is_a_normal_problem(tmp_path: Path) -> None:
    """Both closed the same issue: the lines merge, the rules judge."""
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    closed = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    by = "    by: representative\n    representative: heping-g01-r02\n"
    one = f"  - stage: disputed\n    date: 2026-11-20\n{by}    note: 又不亮了。\n"
    two = f"  - stage: disputed\n    date: 2026-11-20\n{by}    note: 还是不亮。\n"
    two_branches(clone, one, two, closed)
    clone.git("merge", "-q", "--no-edit", "other")
    told = clone.lianhu("check")
    assert told.returncode == 1
    assert "[events_follow_the_loop]" in told.stdout


def test_a_town_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "x" / "town")
    outer = Clone(tmp_path / "x")
    (outer.root / "town/.git").rename(outer.root / ".git")
    (outer.root / "town/.gitattributes").rename(outer.root / ".gitattributes")
    (outer.root / ".gitattributes").write_text("**/records/**/*.yaml merge=lianhu\n")
    outer.commit("in a folder")
    clone.set_up()
    two_branches(outer, event("ours"), event("theirs"), f"town/{PATH}")
    outer.git("merge", "-q", "--no-edit", "other")
    assert notes((clone.root / PATH).read_bytes())[-2:] == ["ours", "theirs"]


# -- setting up


def test_setting_up_twice_is_as_good_as_once(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town")
    first, second = clone.lianhu("hooks", "install"), clone.lianhu("hooks", "install")
    assert (first.returncode, second.returncode) == (0, 0)
    assert "now" in first.stdout and "now" not in second.stdout and second.stdout.count("already") == 3
    assert clone.git("config", "--get-all", "merge.lianhu.driver").count("\n") == 0
    assert clone.git("status", "--porcelain") == ""


def test_a_hook_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town")
    hook = clone.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    assert "Left as it is" in clone.lianhu("hooks", "install").stdout
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"


def test_without_git_there_is_nothing_to_set_up(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    done = Clone(tmp_path).lianhu("hooks", "install")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.slow
def test_the_hook_asks_the_check_before_a_commit(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    clone.append(PATH, event("again", "2026-01-01"))
    clone.git("add", "--all")
    done = clone.tried("commit", "-q", "-m", "wrong")
    assert done.returncode == 1
    assert "[event_dates_do_not_go_back]" in done.stdout + done.stderr
    clone.write({PATH: BASE})
    clone.git("add", "--all")
    clone.git("commit", "-q", "--allow-empty", "-m", "right")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("2026-10-22T23:50:00+08:00", "[commits_are_dated_after_their_parents]"),
        ("2036-01-01T09:00:00+08:00", "[commits_are_not_dated_ahead]"),
    ],
)
def test_the_hook_tells_a_wrong_clock_before_a_commit(wrong: str, told: str, tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    last = clone.git("rev-parse", "HEAD")
    done = clone.tried("commit", "-q", "--allow-empty", "-m", "wrong", GIT_COMMITTER_DATE=wrong)
    assert done.returncode == 1
    assert (done.stdout + done.stderr).count("This commit would be dated") == 1 and told in done.stdout + done.stderr
    assert clone.git("rev-parse", "HEAD") == last
    clone.git("commit", "-q", "--allow-empty", "-m", "right")
    minutes_apart = "2026-11-01T08:56:00+08:00"
    clone.git("commit", "-q", "--allow-empty", "-m", "another clerk's", GIT_COMMITTER_DATE=minutes_apart)


@pytest.mark.slow
def test_the_hook_asks_nothing_of_a_first_commit(tmp_path: Path) -> None:
    clone = Clone.of_the_tiny_town(tmp_path / "town").set_up()
    clone.git("checkout", "-q", "--orphan", "another")
    clone.git("commit", "-q", "-m", "first", GIT_COMMITTER_DATE="2001-01-01T00:00:00+08:00")


# -- a race (hardening.md A9)

CLERKS = 10


@pytest.mark.slow
def test_every_event_that_was_pushed_stands_exactly_once(tmp_path: Path) -> None:
    """Ten clerks add events to the same issue at the same time; who is too late merges and tries again."""
    start = Clone.of_the_tiny_town(tmp_path / "start")
    start.clone(tmp_path / "town.git", "--bare")
    server = Clone(tmp_path / "town.git")
    first = server.clone(tmp_path / "clerk").set_up()
    first.git("config", "merge.lianhu.driver", f"{waiting.program()} merge %O %A %B %P")
    clerks = [first.copy(tmp_path / f"clerk{number}") for number in range(CLERKS)]

    def work(number: int) -> list[str]:
        clerk, pushed = clerks[number], []
        order = random.Random(number)
        for count in range(2):
            note = f"clerk {number} event {count}"
            clerk.append(PATH, event(note, f"2026-11-{order.randint(18, 22)}"))
            clerk.commit(note)
            for _ in range(60):
                if clerk.tried("push", "-q", "origin", "main").returncode == 0:
                    pushed.append(note)
                    break
                clerk.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
        return pushed

    with ThreadPoolExecutor(4) as pool:
        acknowledged = [note for pushed in pool.map(work, range(CLERKS)) for note in pushed]
    assert len(acknowledged) == 2 * CLERKS
    final = notes(server.git("show", f"main:{PATH}").encode())
    assert sorted(final[len(notes(BASE)) :]) == sorted(acknowledged)


def test_the_tiny_towns_records_are_those_of_the_driver() -> None:
    """Every record with a list that stays can be taken apart: nothing added to it is nothing changed."""
    tree, _ = files.read_folder(TOWN)
    assert not check(tree, SCHEMAS, TODAY).problems
    for path, content in tree.items():
        kind = kind_of(SCHEMAS, path)
        assert kind and merging.merged(kind, content, content, content) == content, path
