"""Words are taken out of a published record: they are nowhere afterwards, and everything else stays."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from help.built import new_root
from help.canary import found_in
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree, record, registered
from help.watched import taken
from lianhu import difference
from lianhu.changes import kept
from lianhu.cli import main
from lianhu.figures import Table
from lianhu.history import steps, whole
from lianhu.history.taken_out import taken_out
from lianhu.public import posted, redacted
from lianhu.public.redacted import Redacted
from lianhu.reading import files
from lianhu.rules import check
from lianhu.rules.parts import Parts
from lianhu.site.build import build, build_as_of
from lianhu.store import Store
from lianhu.town import redactions
from lianhu.town.kinds import Issue
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
OTHER = "records/villages/heping/issues/2026/g01-2026-0003.yaml"
ID = "heping-g01-2026-0001"
WHY = "写到了住户家里的事"

FAMILY, HEALTH, TITLE, REASON = "金丝雀家事号", "金丝雀病情号", "金丝雀题目号", "金丝雀缘由号"
WORDS = {
    FAMILY: "a passage of a note, and of the correction after it",
    HEALTH: "a passage of a corrected value that is corrected again",
    TITLE: "a passage of a title that was written anew meanwhile",
    REASON: "a passage of a correction's reason",
}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    steps._once.cache_clear()
    yield
    steps._once.cache_clear()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲乙丙", f"甲{MARKER}丙", ("乙",)),
        ("甲乙丙", MARKER, ("甲乙丙",)),
        ("甲乙丙", f"{MARKER}乙{MARKER}", ("甲", "丙")),
        ("甲乙甲乙", f"甲{MARKER}乙", ("乙甲",)),
        (f"甲{MARKER}丙丁", f"甲{MARKER}丙{MARKER}", ("丁",)),
        (f"甲{MARKER}丙丁", f"甲{MARKER}丁", (f"{MARKER}丙",)),
        (f"甲{MARKER}丙", f"甲{MARKER}丙", ()),
        ("甲乙丙", "甲乙丙", None),
        ("甲乙丙", "甲丙", None),
        ("甲乙丙", f"甲{MARKER}", ("乙丙",)),
        ("甲乙丙", f"甲{MARKER}丁", None),
        ("甲乙丙", f"丁{MARKER}丙", None),
        ("甲乙丙", f"甲{MARKER}乙丙", None),
        ("甲乙丙", f"甲乙{MARKER}乙丙", None),
        ("甲乙丙丁", f"甲{MARKER}丁{MARKER}丁", None),
        ("", MARKER, None),
    ],
)
def test_what_was_taken_out(before: str, after: str, expected: tuple[str, ...] | None) -> None:
    assert redactions.passages(before, after) == expected


# -- a town that has published it, and takes it out


def correction(at: str, right: str, reason: str = "写错了") -> dict[str, Any]:
    return {"date": "2026-11-20", "by": "village_officer", "at": at, "right": right, "reason": reason}


def redaction(at: str) -> dict[str, Any]:
    return {"date": "2026-11-22", "by": "village_officer", "at": at, "reason": WHY}


def history(root: Path, tree: Tree) -> Repository:
    """The words stood in a note, in corrections before and after, in a title, and in another record's title once."""
    data = record(tree, ISSUE)
    data["events"][0]["note"] = f"{FAMILY}，晚上去看，灯不亮。"
    data["title"] = f"{TITLE}路灯不亮"
    new_root(root, TOWN)
    town = Repository(root)
    town.commit({ISSUE: to_yaml(data)})
    other = record(tree, OTHER)
    town.commit({OTHER: to_yaml({**other, "title": f"路想加宽，同{FAMILY}一起看"})})
    town.commit({OTHER: to_yaml(other)})
    data["corrections"] = [correction("events[4].note", f"{HEALTH}，换了灯泡。", REASON)]
    town.commit({ISSUE: to_yaml(data)})
    data["corrections"].append(correction("events[4].note", "换了灯泡和灯头。"))
    data["title"] = f"路口{TITLE}路灯不亮"
    town.commit({ISSUE: to_yaml(data)})
    data["corrections"].append(correction("events[1].note", f"{FAMILY}，早上去看，灯不亮。"))
    town.commit({ISSUE: to_yaml(data)})
    data["events"][0]["note"] = f"{MARKER}，晚上去看，灯不亮。"
    data["title"] = f"路口{MARKER}路灯不亮"
    data["corrections"][0] |= {"right": MARKER, "reason": MARKER}
    data["corrections"][2]["right"] = f"{MARKER}，早上去看，灯不亮。"
    places = ("events[1].note", "title", "corrections[1].right", "corrections[1].reason", "corrections[3].right")
    town.commit({ISSUE: to_yaml({**data, "redactions": list(map(redaction, places))})})
    return town


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def asked(root: Path, *arguments: str, entered: str | None = None) -> Result:
    environment = {"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, [*arguments, "--root", str(root)], env=environment, input=entered)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.slow
def test_the_words_are_nowhere(tmp_path: Path, town_tree: Tree) -> None:
    """In no file of the site, whatever corrections stood around them, and in no file of a site of the days before."""
    town = history(tmp_path / "town", town_tree)
    assert all(word in town.git("log", "-p") for word in WORDS), "the history does hold them"
    assert not build(town.root, town.root / "public", TODAY)
    assert found_in(town.root / "public", WORDS) == []
    page = (town.root / f"public/issues/{ID}/index.html").read_text(encoding="utf-8")
    assert page.count(MARKER) > 3 and page.count(WHY) == 5 + 5, "below the record, and in its history"
    assert MARKER in (town.root / "public/changes.atom").read_text(encoding="utf-8")
    for back in ("HEAD^", "HEAD^^", "HEAD~3", "HEAD~4", "HEAD~5"):
        assert not build_as_of(town.root, town.root / "old", back, TODAY.isoformat())
        assert found_in(town.root / "old", WORDS) == []
        data = json.loads((town.root / "old/data/issue-2026.json").read_text(encoding="utf-8"))
        assert MARKER in data[ID]["title"], "the rest of the record of that day is there"


@pytest.mark.slow
def test_they_were_there(tmp_path: Path, town_tree: Tree) -> None:
    """The proof can fail: before they were taken out the site had all of them."""
    town = history(tmp_path / "town", town_tree)
    town.git("reset", "--quiet", "--hard", "HEAD^")
    assert not build(town.root, town.root / "public", TODAY)
    assert {token for _, token, _ in found_in(town.root / "public", WORDS)} == set(WORDS)


@pytest.mark.slow
def test_a_hole_in_the_door_is_seen(tmp_path: Path, town_tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the door of the past that keeps them back, and nothing else."""
    town = history(tmp_path / "town", town_tree)
    monkeypatch.setattr(redacted, "of", lambda documents, earlier, there=None: Redacted())
    assert {word for word in WORDS if word in asked(town.root, "history", ID).output} == set(WORDS)
    assert not build(town.root, town.root / "public", TODAY)
    assert {token for _, token, _ in found_in(town.root / "public", WORDS)} == set(WORDS)


@pytest.mark.parametrize("is_gone", [False, True])
def test_which_they_were_is_known_part_by_part(
    is_gone: bool, tmp_path: Path, town_tree: Tree, town_schemas: Schemas
) -> None:
    """Only records that say that something was taken out of them are read; of those that are gone all their states."""
    town = history(tmp_path / "town", town_tree)
    if is_gone:
        town.commit({ISSUE: None})
    tree, past = files.read_folder(town.root)[0], whole(town.root, TODAY)
    every = check.readable(tree, town_schemas, TODAY)
    assert every
    parts, store = partial(Parts, tree, town_schemas, TODAY), Store(tmp_path / "kept")
    expected = redacted.of(every.documents, past)
    assert expected.places.keys() == {ISSUE}
    assert taken_out(parts(store), past) == expected
    with taken() as paths:
        assert taken_out(parts(store), past) == expected
    assert {path for path in paths if path.startswith("records/villages/")} == (set() if is_gone else {ISSUE})


@pytest.mark.slow
def test_nobody_tells_them(tmp_path: Path, town_tree: Tree) -> None:
    """Neither a record's history nor a comparison, also of the very step that takes them out."""
    town = history(tmp_path / "town", town_tree)
    told = [asked(town.root, "history", record_id).output for record_id in (ID, "heping-g01-2026-0003")]
    for base, head in (("HEAD^", "HEAD"), ("HEAD~6", "HEAD"), ("HEAD~3", "HEAD")):
        told += [asked(town.root, "diff", base, head, "--format", form).output for form in difference.FORMATS]
    assert all(MARKER in text or WHY in text or "heping" in text for text in told)
    assert [word for word in WORDS for text in told if word in text] == []
    assert told[0].count(f"words are no longer public ({WHY})") == 5


@pytest.mark.slow
def test_the_step_is_accepted_and_verified(tmp_path: Path, town_tree: Tree) -> None:
    town = history(tmp_path / "town", town_tree)
    result = asked(town.root, "check", "--base", "HEAD^", "--author", "heping-clerk")
    assert result.exit_code == CLEAN, result.output
    refused = asked(town.root, "check", "--base", "HEAD~6")
    assert [word for word in WORDS if word in refused.output] == []


def test_what_is_taken_out_again_stays_out(tmp_path: Path, town_tree: Tree) -> None:
    """Whoever puts the words back alters what was published, and reads no word of it in the message."""
    town = history(tmp_path / "town", town_tree)
    text = (town.root / ISSUE).read_text(encoding="utf-8")
    town.commit({ISSUE: text.replace(f"note: {MARKER}，晚上", f"note: {FAMILY}，晚上").encode()})
    result = asked(town.root, "check", "--base", "HEAD^", "--format", "json")
    assert {one["rule"] for one in json.loads(result.output)["problems"]} == {
        "published_entries_are_kept",
        "redacted_places_hold_the_marker",
    }
    assert FAMILY not in result.output


def test_no_figure_moves(town_tree: Tree, town_schemas: Schemas) -> None:
    data = record(town_tree, ISSUE)
    before = Table.of(posted(registered(town_tree, town_schemas), "web"))
    for place in ("title", "responsible_post"):
        data[place] = MARKER
    for number, event in enumerate(data["events"]):
        data["events"][number] = {key: MARKER if key in ("note", "reason") else one for key, one in event.items()}
    named = ["title", "responsible_post"] + [
        f"events[{number}].{key}"
        for number, event in enumerate(data["events"], start=1)
        for key in ("note", "reason")
        if key in event
    ]
    tree = {**town_tree, ISSUE: to_yaml({**data, "redactions": list(map(redaction, named))})}
    after = Table.of(posted(registered(tree, town_schemas), "web"))
    assert [line.cell for line in before.lines] == [line.cell for line in after.lines]


def test_a_dispute_tells_no_place(town_tree: Tree, town_schemas: Schemas) -> None:
    """Of a dispute between persons no words are told, nor where some were."""
    path = "records/villages/chengnan/issues/2026/g01-2026-0002.yaml"
    data = record(town_tree, path)
    data["events"][0]["note"] = MARKER
    tree = {**town_tree, path: to_yaml({**data, "redactions": [redaction("events[1].note")]})}
    shown = posted(registered(tree, town_schemas), "web").get(Issue, data["id"])
    assert shown.redactions == () and shown.events[0].note is None


# -- corrections do not repeat what must not be said


@pytest.mark.parametrize(
    ("wrong", "was"),
    [
        ("请打13800138000，灯不亮。", MARKER),
        ("张三家门口的灯不亮。", MARKER),
        ("欧阳立秋说灯不亮。", MARKER),
        ("晚上去看，灯亮了。", "晚上去看，灯亮了。"),
    ],
)
def test_a_correction_does_not_repeat_it(wrong: str, was: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """Nor a name that its person has not agreed to have shown."""
    data = record(town_tree, ISSUE)
    data["events"][0]["note"] = wrong
    person = "records/villages/heping/representatives/g01-r01.yaml"
    tree = {
        **town_tree,
        ISSUE: to_yaml({**data, "corrections": [correction("events[1].note", "灯不亮。")]}),
        person: to_yaml({**record(town_tree, person), "consent": {}}),
    }
    documents, _ = check.read(tree, town_schemas)
    for place in ("web", "wall"):
        shown = posted(Register(documents, town_schemas, TODAY), place).get(Issue, ID)  # type: ignore[arg-type]
        assert [one.was for one in shown.corrections] == [was]
        assert shown.events[0].note == "灯不亮。"


@pytest.mark.parametrize(("wrong", "is_hidden"), [("张三家门口的灯不亮。", True), ("路口的灯不亮。", False)])
def test_the_advice_for_such_words(wrong: str, is_hidden: bool, tmp_path: Path, town_tree: Tree) -> None:
    """A correction would print them beside the right ones, so the advice names the other way alone."""
    data = record(town_tree, ISSUE)
    data["events"][0]["note"] = wrong
    town = Repository(tmp_path / "town", {**town_tree, ISSUE: to_yaml(data)})
    data["events"][0]["note"] = "灯不亮。"
    town.commit({ISSUE: to_yaml(data)})
    told = asked(town.root, "check", "--base", "HEAD^").output
    assert f"lianhu redact {ID} 'events[1].note' --passage" in told
    assert ("corrections:" not in told) is is_hidden
    assert wrong not in told


# -- the command


@pytest.fixture
def town(tmp_path: Path) -> Repository:
    return Repository(
        tmp_path / "town", {path.relative_to(TOWN).as_posix(): path.read_bytes() for path in files_of(TOWN)}
    )


def redact(root: Path, *arguments: str, entered: str | None = None) -> Result:
    return asked(root, "redact", *arguments, entered=entered)


HOW = ("--reason", WHY, "--by", "village_officer")


def test_what_the_command_says_and_does(town: Repository) -> None:
    before = (town.root / ISSUE).read_bytes()
    result = redact(town.root, ID, "events[1].note", "--passage", "晚上去看", *HOW)
    assert result.exit_code == CLEAN, result.output
    lines = f"redactions:\n  - date: 2026-11-22\n    by: village_officer\n    at: events[1].note\n    reason: {WHY}\n"
    assert (town.root / ISSUE).read_text() == before.decode().replace("晚上去看", MARKER) + lines
    assert "晚上去看" not in result.output
    assert f"    /issues/{ID}/" in result.output and "git filter-repo" in result.output
    assert asked(town.root, "check", "--base", "HEAD", "--author", "heping-clerk").exit_code == CLEAN
    commands = result.output.split("Commit it by itself:\n")[1].split("\nEarlier")[0].splitlines()
    assert commands == [
        f"    git add -- {ISSUE}",
        f"    git commit -m 'No longer public: {ID} events[1].note' -- {ISSUE}",
    ]


def test_twice_and_all_of_it(town: Repository) -> None:
    """The words may be given where no shell keeps them."""
    assert redact(town.root, ID, "events[1].note", "--passage", "-", *HOW, entered="晚上\n").exit_code == CLEAN
    town.commit({})
    assert redact(town.root, ID, "events[1].note", "--passage", "灯不亮", *HOW).exit_code == CLEAN
    town.commit({})
    assert record({ISSUE: (town.root / ISSUE).read_bytes()}, ISSUE)["events"][0]["note"] == f"{MARKER}去看，{MARKER}。"
    assert redact(town.root, ID, "events[1].note", *HOW).exit_code == CLEAN
    town.commit({})
    assert asked(town.root, "check", "--base", "HEAD~3", "--author", "heping-clerk").exit_code == CLEAN
    assert "Nothing is left" in redact(town.root, ID, "events[1].note", *HOW).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("heping-g01-2026-0009", "title"), "Did you mean"),
        (("x", "title"), "There is no record x"),
        ((ID, "events[1].date"), "No public text stands at events[1].date."),
        ((ID, "events[99].note"), "No public text stands at events[99].note."),
        ((ID, "第一条"), "No public text stands at 第一条."),
        ((ID, "events[1].note", "--passage", "早上"), "these words do not stand"),
        ((ID, "events[1].note", "--passage", " "), "these words do not stand"),
        ((ID, "events[1].note", "--passage", "灯", "--by", "group_head"), "group_head takes no words out"),
        ((ID, "events[1].note", "--passage", "灯", "--reason", "写了灯"), "The reason repeats"),
        ((ID, "events[1].note", "--reason", ""), "Say the reason on one line"),
    ],
)
def test_what_the_command_refuses(arguments: tuple[str, ...], said: str, town: Repository) -> None:
    result = redact(town.root, *(arguments[:2]), *HOW, *arguments[2:])
    assert result.exit_code == CANNOT_RUN and said in result.output, result.output
    assert not town.git("status", "--porcelain", "--", "records")


def test_where_the_same_words_stand_still(town: Repository) -> None:
    """What a correction says is another place, and so is another record; that nothing is overlooked is the point."""
    data = record({ISSUE: (town.root / ISSUE).read_bytes()}, ISSUE)
    data["corrections"] = [correction("events[1].note", "老张说灯不亮。")]
    other = record({OTHER: (town.root / OTHER).read_bytes()}, OTHER)
    other["events"][2]["reason"] = "老张说涉及两个组"
    town.commit({ISSUE: to_yaml(data), OTHER: to_yaml(other)})
    here, there = f"{ID} corrections[1].right", "heping-g01-2026-0003 events[3].reason"
    result = redact(town.root, ID, "events[1].note", "--passage", "老张", *HOW)
    assert result.exit_code == CANNOT_RUN and f"They stand here: {here}, {there}." in result.output
    result = redact(town.root, ID, "corrections[1].right", "--passage", "老张", *HOW)
    assert f"take them out as well: {there}\n" in result.output


@pytest.mark.parametrize("key", ["date", "by", "reason"])
def test_words_are_lost_without_day_post_and_reason(key: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """Whoever verifies later is told of them, whatever the step was judged by."""
    before, after = record(town_tree, ISSUE), record(town_tree, ISSUE)
    after["events"][0]["note"] = MARKER
    kind = town_schemas.kinds["issue"]
    assert list(kept.losses(kind, before, {**after, "redactions": [redaction("events[1].note")]})) == []
    said = {name: value for name, value in redaction("events[1].note").items() if name != key}
    assert [loss.at for loss in kept.losses(kind, before, {**after, "redactions": [said]})] == [("events", 0, "note")]


@pytest.mark.slow
def test_the_printed_purge_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Afterwards no commit holds the words, and every commit still makes a site."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    new_root(tmp_path / "town", TOWN)
    town = Repository(tmp_path / "town")
    town.commit({})
    said = redact(town.root, ID, "events[1].note", "--passage", "晚上去看", *HOW).output
    town.commit({})
    purge = next(line.strip() for line in said.splitlines() if "filter-repo --sens" in line)
    (tmp_path / "replace.txt").write_text(f"晚上去看==>{said.split('==>')[1].split('.')[0]}\n", encoding="utf-8")
    subprocess.run([*purge.split(), "--force"], cwd=town.root, capture_output=True, check=True)
    assert "晚上去看" not in town.git("log", "-p", "--all")
    assert not build(town.root, town.root / "public", TODAY)
    assert not build_as_of(town.root, town.root / "old", "HEAD^", TODAY.isoformat())
    assert f"{MARKER}，灯不亮" in (town.root / f"old/issues/{ID}/index.html").read_text(encoding="utf-8")
    assert asked(town.root, "diff", "HEAD^", "HEAD").exit_code == CLEAN


def test_a_record_that_somebody_is_writing_is_left_alone(town: Repository) -> None:
    (town.root / ISSUE).write_bytes((town.root / ISSUE).read_bytes() + b"# mine\n")
    assert "this is a change of its own" in redact(town.root, ID, "title", *HOW).output
