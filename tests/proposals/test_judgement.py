"""What a clerk is told about a step: what is new, what was there before, what nobody sees, and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from help.repository import Repository
from help.towns import TODAY, Tree
from lianhu.cli import main
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal
from lianhu.town.schemas import Schemas

CLEAN, PROBLEMS, CANNOT_RUN, CANNOT_JUDGE = 0, 1, 2, 3
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree) -> Repository:
    return Repository(tmp_path / "town", town_tree)


def run(town: Repository, *options: str, language: str = "en") -> tuple[int, str]:
    environment = {"LANGUAGE": language, "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, ["check", "--root", str(town.root), *options], env=environment)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def replaced(town: Repository, path: str, find: str, replace: str) -> None:
    text = (town.root / path).read_text(encoding="utf-8")
    assert text.count(find) == 1
    (town.root / path).write_text(text.replace(find, replace), encoding="utf-8")


def step(published: Tree, proposed: Tree, schemas: Schemas) -> Proposal:
    return Proposal(published=published, proposed=proposed, schemas=schemas, today=TODAY)


@pytest.mark.parametrize(
    ("find", "replace"),
    [
        ("date: 2026-03-11", "date: 2026-03-10"),
        ("note: 换了灯泡。", 'note: "是: 灯泡"'),
        ("source: visit", "source: online"),
    ],
)
def test_the_lines_that_a_problem_shows_mend_it(town: Repository, find: str, replace: str) -> None:
    """A clerk who knows no more than the message puts back the old words and adds the lines."""
    replaced(town, ISSUE, find, replace)
    code, output = run(town, "--base", "HEAD", "--format", "json")
    (problem,) = json.loads(output)["problems"]
    assert (code, problem["rule"]) == (PROBLEMS, "published_entries_are_kept")
    _, _, lines = problem["fix"].partition("\n")
    town.git("checkout", "--quiet", ISSUE)
    with (town.root / ISSUE).open("a", encoding="utf-8") as record:
        record.write(f"{lines}\n")
    assert run(town, "--base", "HEAD")[0] == CLEAN


def test_the_words_of_a_note_are_not_told_again(town: Repository) -> None:
    """A note may have been altered because it said too much."""
    replaced(town, ISSUE, "note: 请先查线路。", "note: 已查。")
    assert "请先查线路" not in run(town, "--base", "HEAD")[1]


def test_the_lines_are_indented_in_a_terminal_and_escaped_for_a_forge(town: Repository) -> None:
    replaced(town, ISSUE, "date: 2026-03-11", "date: 2026-03-10")
    assert "\n      - date: 2026-11-22\n" in run(town, "--base", "HEAD")[1]
    annotation = run(town, "--base", "HEAD", "--format", "github")[1].rstrip("\n")
    assert "\n" not in annotation and "%0A" in annotation
    assert f"file={ISSUE},line=18," in annotation


def test_every_format_tells_of_a_file_that_is_gone(town: Repository) -> None:
    town.branch("proposal")
    town.commit({"records/villages/chengnan/issues/2026/g01-2026-0003.yaml": None})
    for name in ("text", "github", "json", "sarif", "junit"):
        code, output = run(town, "--base", "main", "--head", "proposal", "--format", name)
        assert code == PROBLEMS and "g01-2026-0003.yaml" in output
        if name == "sarif":
            (found,) = json.loads(output)["runs"][0]["results"]
            assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
        if name == "junit":
            assert ElementTree.fromstring(output).attrib["failures"] == "1"


def test_all_of_it_is_said_in_chinese(town: Repository) -> None:
    replaced(town, ISSUE, "date: 2026-03-11", "date: 2026-03-10")
    output = run(town, "--base", "HEAD", language="zh_CN")[1]
    assert "公布时是 2026-03-11" in output and "转办（assigned）" in output and "--author" in output


def test_what_the_public_does_not_see_is_said(town: Repository) -> None:
    """A remark in a record moves nothing on any page."""
    replaced(town, PERSON, "household_count: 12", "household_count: 12  # 已核对")
    code, output = run(town, "--base", "HEAD")
    assert code == CLEAN
    assert f"The public sees nothing of these changes: {PERSON}" in output


def test_what_the_public_sees_is_not_called_unseen(town_tree: Tree, town_schemas: Schemas) -> None:
    proposed = {**town_tree, ISSUE: town_tree[ISSUE].replace("路灯不亮".encode(), "两盏路灯不亮".encode())}
    assert judged(step(town_tree, proposed, town_schemas)).unseen == ()


def test_nobody_claims_to_have_judged_the_author(town: Repository) -> None:
    note = "Who may change what was not judged"
    assert note in run(town, "--base", "HEAD")[1]
    assert note not in run(town, "--base", "HEAD", "--author", "heping-clerk")[1]
    assert note not in run(town)[1]


def test_a_second_problem_of_the_same_words_is_new(town_tree: Tree, town_schemas: Schemas) -> None:
    """The same sentence twice in one file is two problems, and the proposal caused one of them."""
    bad = town_tree[ISSUE].replace(b"stage: closed", b"stage: shut")
    worse = bad.replace(b"stage: disputed", b"stage: shut")
    found = judged(step({**town_tree, ISSUE: bad}, {**town_tree, ISSUE: worse}, town_schemas))
    assert [problem.rule for problem in found.older] == ["allowed_word"]
    assert [problem.rule for problem in found.caused] == ["allowed_word", "published_entries_are_kept"]


def test_a_proposal_that_mends_an_old_problem_passes(town_tree: Tree, town_schemas: Schemas) -> None:
    bad = {**town_tree, PERSON: town_tree[PERSON].replace(b"- dispute_mediator", b"- mediator")}
    assert bad != town_tree
    found = judged(step(bad, town_tree, town_schemas))
    assert (found.caused, found.older) == ((), ())


def test_a_town_is_published_for_the_first_time(town_tree: Tree, town_schemas: Schemas) -> None:
    assert judged(step({}, town_tree, town_schemas)).caused == ()


def test_records_that_predate_the_schemas_are_compared(town_tree: Tree, town_schemas: Schemas) -> None:
    """Long ago an event had a key that nobody knows any more; the event is kept like any other."""
    old = {**town_tree, ISSUE: town_tree[ISSUE].replace(b"    to_post:", b"    weather: rain\n    to_post:")}
    altered = old[ISSUE].replace(b"2026-03-13", b"2026-03-12")
    found = judged(step(old, {**old, ISSUE: altered}, town_schemas))
    assert [problem.rule for problem in found.older] == ["known_key"]
    assert [problem.rule for problem in found.caused] == ["published_entries_are_kept"]


def test_a_head_without_a_base_cannot_run(town: Repository) -> None:
    for option in ("--head", "--author"):
        assert run(town, option, "HEAD")[0] == CANNOT_RUN


def test_an_unborn_branch_cannot_be_judged(tmp_path: Path, town_tree: Tree) -> None:
    empty = Repository(tmp_path / "empty")
    empty.write(town_tree)
    assert run(empty, "--base", "HEAD")[0] == CANNOT_JUDGE


def test_a_detached_head_is_a_head(town: Repository) -> None:
    town.git("checkout", "--quiet", "--detach")
    replaced(town, ISSUE, "date: 2026-03-11", "date: 2026-03-10")
    assert run(town, "--base", "main")[0] == PROBLEMS


@pytest.mark.parametrize(
    ("note", "code"),
    [("note: 住户说灯一直亮着。", CLEAN), ("note: 前后写的不是一句话。", PROBLEMS)],
)
def test_two_branches_that_each_add_to_an_issue(town: Repository, note: str, code: int) -> None:
    """What both only add to is judged with the entries of both; what both write anew is a conflict in plain words."""
    published = (town.root / ISSUE).read_text(encoding="utf-8")
    event = "  - stage: followed_up\n    date: {day}\n    by: group_head\n    satisfaction: satisfied\n"
    town.branch("proposal")
    theirs = published + event.format(day="2026-11-22") + f"    {note}\n"
    if code:
        theirs = theirs.replace("title: 一组路口路灯不亮", "title: 一组路口的灯不亮")
    town.commit({ISSUE: theirs.encode()})
    town.switch("main")
    ours = (published + event.format(day="2026-11-21")).replace(
        "title: 一组路口路灯不亮", "title: 一组路灯不亮" if code else "title: 一组路口路灯不亮"
    )
    town.commit({ISSUE: ours.encode()})
    found, output = run(town, "--base", "main", "--head", "proposal")
    assert found == code, output
    assert ("records_change_on_one_side" in output) == bool(code)
