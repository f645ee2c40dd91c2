"""The benchmark's own judgement: ratios in pairs, goals, what is absent, table and JSON; and the small one of CI."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

import ratio
from help.clones import ROOT
from measure import before, goals, machine, peers, shape, table, tasks, timing, towns
from measure.goals import Goal
from measure.kept import Kept
from measure.markdown import Page
from measure.preview import Preview
from measure.renderers import prepared
from measure.results import measured, unmeasured
from measure.tasks import Peer, Task
from measure.timing import Absent, Timing

MACHINE: dict[str, Any] = {"cores": 2, "peers": {"Hugo": "hugo 1"}}
Asked = Callable[[towns.Town], Timing]


def seconds(*walls: float) -> Asked:
    """A command that takes so long, run after run; half of it of the processor."""
    runs: Iterator[float] = itertools.cycle(walls)

    def asked(_: towns.Town) -> Timing:
        wall = next(runs)
        return Timing(wall, wall / 2, 100)

    return asked


def absent(_: towns.Town) -> Timing:
    raise Absent("there is no desk")


@pytest.fixture
def town() -> towns.Town:
    """No command here asks it."""
    return object.__new__(towns.Town)


def row(text: str, word: str) -> str:
    return next(line for line in text.splitlines() if word in line and line.startswith("|"))


# -- one process


def test_a_process_is_timed_with_what_it_needed_itself(tmp_path: Path) -> None:
    """Memory is this child's: a larger one before it does not count.

    Asked of a small process, as the benchmark is: what begins a child counts as the child's until the child is itself.
    """
    program = (
        "import sys, pathlib\nfrom measure import timing\n"
        "for size in (150, 1):\n"
        "    command = [sys.executable, '-c', f'x = bytearray({size} << 20); sum(range(10**6))']\n"
        "    print(*vars(timing.timed(command, pathlib.Path())).values())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "benchmarks", capture_output=True, text=True, check=True
    )
    large, small = (Timing(*map(float, line.split())) for line in done.stdout.splitlines())
    assert large.memory > 150 > small.memory
    assert 0 < small.cpu <= small.wall * 2 + 0.1


@pytest.mark.parametrize(
    ("command", "reason"), [(["false"], "ended with exit code 1"), (["/no/program"], "cannot be started")]
)
def test_what_fails_or_is_not_there_is_absent_with_its_reason(command: list[str], reason: str, tmp_path: Path) -> None:
    with pytest.raises(Absent, match=reason):
        timing.timed(command, tmp_path)


def test_who_takes_longer_than_the_table_waits_is_ended_and_absent(tmp_path: Path) -> None:
    """Who ends in time is timed as ever."""
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    with pytest.raises(Absent, match=r"^was ended after 0\.2 s$"):
        timing.timed(sleeping, tmp_path, patience=0.2)
    assert timing.timed([sys.executable, "-c", ""], tmp_path, patience=60).cpu


def test_one_after_the_other_adds_time_and_keeps_the_larger_memory() -> None:
    assert Timing(1, 2, 30) + Timing(4, 5, 20) == Timing(5, 7, 30)


# -- goals


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        (Goal("time", 0.5), (0.5, 0.51)),
        (Goal("memory", 200), (200, 201)),
        (Goal("time", 1 / 8, beside=True), (0.125, 0.126)),
    ],
)
def test_a_goal_is_met_up_to_its_figure(goal: Goal, found: tuple[float, float]) -> None:
    met, missed = found
    assert goal.is_met(met) and not goal.is_met(missed)


@given(some.lists(some.tuples(some.floats(0.1, 9), some.floats(0.1, 9)), min_size=1, max_size=9), some.floats(0.5, 20))
def test_a_ratio_does_not_move_with_the_machine(pairs: list[tuple[float, float]], slower: float) -> None:
    """Each pair may run on a machine of another speed."""
    ours, theirs = ([Timing(pair[side], 1, 1) for pair in pairs] for side in (0, 1))
    drifted = [[Timing(run.wall * slower**number, 1, 1) for number, run in enumerate(runs)] for runs in (ours, theirs)]
    assert goals.ratio(*drifted, "wall") == pytest.approx(goals.ratio(ours, theirs, "wall"))


def test_a_larger_town_is_judged_by_the_file_and_its_memory_whole(town: towns.Town) -> None:
    """Five times the records in 5.5 times the time: 1.1; in as much memory: 1."""
    task = tasks.like_a_town(Task("check", seconds(5.5), is_cold=True), lambda: town, "county", 1.1)
    task = Task(task.what, task.asked, (), (Peer("one year", seconds(1.0), task.peers[0].goals),), is_cold=True)
    found = measured(task, town, 3, "wall", {}, more=5)
    ((_, _), (_, verdicts)) = found.rows
    assert [round(verdict.found, 6) for verdict in verdicts] == [1.1, 1.0]
    assert all(verdict.is_met for verdict in verdicts)


# -- results


def test_ours_and_every_peer_take_turns(town: towns.Town) -> None:
    asked: list[str] = []

    def noting(name: str) -> Asked:
        return lambda _: asked.append(name) or Timing(1, 1, 1)  # type: ignore[func-returns-value]

    measured(Task("check", noting("a"), (), (Peer("b", noting("b")), Peer("c", noting("c")))), town, 2, "wall", {})
    assert asked == list("abcabc")


def test_the_table_says_what_is_met_what_is_not_and_what_is_absent(town: towns.Town) -> None:
    found = [
        measured(
            Task(
                "full check",
                seconds(3, 1, 2),
                (Goal("memory", 200),),
                (
                    Peer("ajv-cli", seconds(4), (Goal("time", 1, beside=True),)),
                    Peer("Hugo, all", seconds(1), (Goal("time", 1.5, beside=True),)),
                    Peer("Zensical", seconds(1), (Goal("time", 3, beside=True),)),
                ),
            ),
            town,
            3,
            "wall",
            {"Zensical": "pip could not install it"},
        ),
        measured(Task("desk", absent, (Goal("time", 0.5),)), town, 3, "wall", {}),
    ]
    text = table.markdown(found, MACHINE)
    assert "| full check | 3 | 2.00 (1.00–3.00) | 1.00 (0.50–1.50) | 100 |" in row(text, "full check")
    assert row(text, "| ajv-cli").endswith(f"| 0.50 | ≤ 1 × | yes | {found[0].load:g} |")
    assert "| 2.00 | ≤ 1.5 × | **no**: 2 |" in row(text, "| Hugo, all")
    assert "absent: pip could not install it" in row(text, "| Zensical")
    assert "not judged" in row(text, "| Zensical")
    assert "absent: there is no desk" in row(text, "| desk") and "not judged" in row(text, "| desk")
    assert text.endswith("\n2 of 3 goals met.\n")

    data = json.loads(json.dumps(table.data(found, MACHINE)))
    check, desk = data["results"]
    assert (data["met"], data["judged"], check["runs"]) == (2, 3, 3)
    assert check["wall"] == {"median": 2, "least": 1, "most": 3}
    (memory,) = check["goals"]
    assert memory == {"goal": "≤ 200 MB", "figure": "memory", "most": 200, "beside": False, "found": 100, "met": True}
    assert [peer["absent"] for peer in check["peers"]] == [None, None, "pip could not install it"]
    assert [peer["ratio"] for peer in check["peers"]] == [0.5, 2, None]
    assert desk["absent"] == "there is no desk"
    assert [(goal["goal"], goal["found"], goal["met"]) for goal in desk["goals"]] == [("≤ 0.5 s", None, None)]


def test_every_row_of_the_table_has_as_many_cells(town: towns.Town) -> None:
    task = Task("check", seconds(1), (Goal("time", 1),), (Peer("b", absent), Peer("c", seconds(2))))
    text = table.markdown([measured(task, town, 1, "cpu", {})], MACHINE)
    rows = [line for line in text.partition("| what |")[2].splitlines()[1:] if line.startswith("|")]
    assert len(rows) == 4 and {line.count("|") for line in rows} == {len(table.HEAD) + 2}


def test_the_machine_has_no_name_and_no_path() -> None:
    told = json.dumps(machine.described({"Hugo": "pip could not install it"}), ensure_ascii=False)
    assert machine.platform.node() not in told
    assert str(ROOT) not in told and "/" not in told.replace("GNU/Linux", "").replace("@sourcemeta/", "")


# -- what is asked


def test_every_goal_of_the_issue_has_its_task(tmp_path: Path) -> None:
    """One word of each line of the table that was agreed on, with its figure."""
    listed = list(tasks.tasks(tmp_path, Preview()))
    goals_of = {task.what: [*task.goals, *(goal for peer in task.peers for goal in peer.goals)] for task in listed}
    words = {what: [goal.words for goal in found] for what, found in goals_of.items()}
    assert words["full check, cold"] == ["≤ 200 MB", "≤ 1 ×", "≤ 1/8 ×", "≤ 1.18 ×"]
    assert words["full check, nothing changed"] == ["≤ 1/20 ×"]
    assert words["clean build, whole site"] == ["≤ 400 MB", "≤ 3 ×", "≤ 1/3 ×"]
    assert words["a visit changed: rebuild"] == ["≤ 1/2 ×"]
    most = {"changed: check": 0.5, "pre-commit": 0.5, "desk": 0.5, "judged": 1, "received": 2, "refreshed page": 1}
    for word, limit in {**most, "due": 0.7, "stats": 0.7, "show ID": 0.7, "history ID": 0.7}.items():
        found = [goals_of[what] for what in goals_of if word in what]
        assert found and all(found_goals == [Goal("time", limit)] for found_goals in found), word


def test_a_word_chooses_tasks_and_peers(tmp_path: Path) -> None:
    listed = list(tasks.tasks(tmp_path, Preview()))
    assert [task.what for task in tasks.named("Hugo", listed)] == [
        "clean build, whole site",
        "a visit changed: rebuild",
    ]
    assert tasks.named("", listed) == listed and tasks.named("none such", listed) == []


@pytest.mark.parametrize("kind", towns.EDITS)
def test_an_edit_is_new_each_time_and_leaves_the_rest(kind: str) -> None:
    """In the demonstration town's own records, which every edit fits."""
    edit = towns.EDITS[kind]
    records = [path for path in (ROOT / "records").glob(edit.records) if edit.found.search(towns.read(path))]
    text = towns.read(records[0])
    once, twice = (edit.found.sub(lambda found, n=n: edit.becomes(found, n), text, count=1) for n in (1, 12))
    assert len({text, once, twice}) == 3
    assert set(text.splitlines()) - set(once.splitlines()) <= {line for line in text.splitlines() if "note:" in line}


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("date: 2026-11-22\n", 'date: "2026-11-22"\n'),
        ("- 2026-11-22\n", '- "2026-11-22"\n'),
        ("days: [2026-11-22, 2026-11-23]\n", 'days: ["2026-11-22", "2026-11-23"]\n'),
        ("source: 公开报道 2023-06-26\n", "source: 公开报道 2023-06-26\n"),
        ('date: "2026-11-22"\n', 'date: "2026-11-22"\n'),
    ],
)
def test_only_whole_days_are_put_in_quotes_for_ajv(written: str, quoted: str) -> None:
    assert shape.DAY.sub(r'"\1"', written) == quoted


# -- ready Markdown

PAGE = """<html><head><title>一组</title></head><body><nav>菜单</nav><main><h1>一组 *</h1><script>no()</script>
<p>见<a href="../x/">王大爷</a>。</p><ul><li>一</li><li>二</li></ul>
<table><thead><tr><th>月</th><th>户</th></tr></thead><tbody><tr><td>11</td><td>3</td></tr></tbody></table></main></body>"""


def test_a_finished_page_becomes_markdown_of_the_same_text() -> None:
    page = Page(PAGE)
    assert page.title == "一组"
    assert page.markdown == (
        "# 一组 \\*\n\n见[王大爷](../x/)。\n\n- 一\n- 二\n\n| 月 | 户 |\n| --- | --- |\n| 11 | 3 |\n"
    )


def test_every_page_is_given_to_each_renderer(town: towns.Town, tmp_path: Path) -> None:
    """A page with pages below it is a section of Hugo's: else it would hide them."""
    town.root = tmp_path / "town/town"
    for address in ("", "groups", "groups/a"):
        place = town.root / "public" / address / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(PAGE, encoding="utf-8")
    project = prepared(tmp_path / "sites", town)
    names = sorted(path.relative_to(project).as_posix() for path in project.rglob("*.md"))
    content = ["_index.md", "groups/_index.md", "groups/a.md"]
    docs = ["groups/a/index.md", "groups/index.md", "index.md"]
    assert names == [f"hugo/content/{name}" for name in content] + [
        f"{renderer}/docs/{name}" for renderer in ("mkdocs", "zensical") for name in docs
    ]


# -- peers


def test_a_peer_that_cannot_be_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(client: str, *_: str) -> None:
        if client == "npm":
            raise Absent("npm is not on this machine")

    monkeypatch.setattr(peers, "_run", refuses)
    assert set(peers.install(tmp_path)) == {peers.AJV, peers.SOURCEMETA}


def test_every_peer_is_pinned_and_no_registry_is_named() -> None:
    text = (ROOT / "benchmarks/peers.json").read_text(encoding="utf-8")
    assert "://" not in text and set(peers.PINS) == {
        *(
            peers.AJV,
            peers.SOURCEMETA,
            peers.CHECK_JSONSCHEMA,
            peers.HUGO,
            peers.ZENSICAL,
            peers.MKDOCS,
            peers.WEASYPRINT,
        )
    }
    assert all(number[0].isdigit() for pins in peers.PINS.values() for number in _numbers(pins))


def _numbers(pins: dict[str, Any]) -> Iterator[str]:
    yield from pins.get("npm", pins.get("python")).values()


# -- the small one


def runs(wall: float, cpu: float) -> list[Timing]:
    return [Timing(wall, cpu, 1)] * 3


@pytest.mark.parametrize(
    ("now", "is_slower"),
    [
        (runs(1.3, 1.3), True),
        (runs(2.0, 1.29), False),  # another process on the machine
        (runs(1.29, 2.0), False),  # a second process of ours
        ([*runs(1.0, 1.0), *runs(9.0, 9.0)[:2]], False),  # a few bad runs
    ],
)
def test_slower_is_what_is_slower_by_clock_and_processor(now: list[Timing], is_slower: bool) -> None:
    assert ratio.Compared("check", now, runs(1, 1)).is_slower is is_slower


@pytest.mark.parametrize(
    ("forge", "begins"),
    [
        ({"GITHUB_ACTIONS": "true"}, "::warning title=slower::check"),
        ({"GITEA_ACTIONS": "true"}, "::warning title=slower::check"),
        ({"GITLAB_CI": "true"}, "\033[33mWARNING: check"),
        ({}, "WARNING: check"),
    ],
)
def test_each_forge_is_warned_in_its_way(forge: dict[str, str], begins: str) -> None:
    found = [ratio.Compared("check", runs(2, 2), runs(1, 1)), ratio.Compared("build", runs(1, 1), runs(1, 1))]
    lines = list(ratio.told(found, forge))
    assert len(lines) == 3 and lines[-1].startswith(begins)
    assert "2.00 by the clock" in lines[0] and "1.00 by the clock" in lines[1]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    env = {**timing.surroundings(), **towns.environment()}
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Of a program of two commits."""
    root = tmp_path / "published"
    (root / "tools").mkdir(parents=True)
    git(tmp_path, "init", "--quiet", "--initial-branch=main", str(root))
    for text in ("one", "two"):
        (root / "tools/program.py").write_text(text)
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "--message", text)
    git(tmp_path, "clone", "--quiet", str(root), str(tmp_path / "clone"))
    return tmp_path / "clone"


def test_the_commit_before_is_the_parent_and_a_proposals_is_where_it_branched_off(clone: Path) -> None:
    published = git(clone, "rev-parse", "HEAD")
    assert before.commit(clone) == git(clone, "rev-parse", "HEAD~1")
    git(clone, "checkout", "--quiet", "-b", "proposal")
    for _ in range(2):
        git(clone, "commit", "--quiet", "--allow-empty", "--message", "more")
    assert before.commit(clone) == published


def test_a_clone_without_a_commit_before_has_none(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", clone.as_uri(), str(tmp_path / "shallow"))
    assert before.commit(tmp_path / "shallow") is None


def test_the_program_before_is_taken_out_as_it_was(clone: Path, tmp_path: Path) -> None:
    base = before.commit(clone)
    assert base and not before.is_the_same(clone, base)
    tools = before.program(clone, base, tmp_path / "before")
    assert (tools / "program.py").read_text() == "one"


def test_a_commit_of_records_alone_is_not_compared(clone: Path) -> None:
    (clone / "records").mkdir()
    (clone / "records/town.yaml").write_text("id: town\n")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "records")
    assert before.is_the_same(clone, "HEAD~1")


# -- a benchmark that goes on


def test_runs_that_were_made_are_not_made_again(town: towns.Town, tmp_path: Path) -> None:
    task = Task("check", seconds(1, 2), (), (Peer("b", seconds(4)), Peer("c", absent)))
    found = measured(task, town, 2, "wall", {})
    first = Kept(tmp_path / "runs", {"program": "x"})
    first.add(found)
    first.note("town", 8)
    again = Kept(tmp_path / "runs", {"program": "x"})
    told = again.restore(unmeasured(task, lambda: pytest.fail("no town is made"), "wall", {}))
    assert told and table.markdown([told], MACHINE) == table.markdown([found], MACHINE)
    assert again.records == {"town": 8}
    assert again.restore(unmeasured(Task("build", seconds(1)), lambda: town, "wall", {})) is None


def test_runs_of_another_program_are_forgotten(town: towns.Town, tmp_path: Path) -> None:
    task = Task("check", seconds(1))
    Kept(tmp_path / "runs", {"program": "x"}).add(measured(task, town, 1, "wall", {}))
    assert Kept(tmp_path / "runs", {"program": "y"}).restore(unmeasured(task, lambda: town, "wall", {})) is None
