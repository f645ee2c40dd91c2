"""`lianhu diff`: golden cases, what it must never say, and the command on real repositories.

A case of `tests/changes` is one of `tests/cases` without `expect`: the edits make the later state of the tiny town, or
with `backwards` the earlier one; `problems` says that a rule forbids a state. Beside it stands what is told: text and
Markdown in Chinese, JSON in English.
"""

from __future__ import annotations

import datetime
import functools
import json
import re
import tempfile
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help import case, walk
from help.golden import Golden
from help.program import run
from help.repository import Repository
from help.towns import TODAY, Tree
from help.walk import kind_of
from lianhu import changes, difference
from lianhu.difference import Compared, Difference, State, reports
from lianhu.difference.effect import Effect
from lianhu.difference.effects import effects
from lianhu.difference.teller import teller_of
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.rules.parts import Parts
from lianhu.site.pages.drawing import Drawing
from lianhu.site.site import Site
from lianhu.store import NONE, Store
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import say

pytestmark = pytest.mark.slow

CHANGES = sorted((Path(__file__).parent.parent / "changes").glob("*.yaml"))
COMPARED = Compared("1" * 40, None)
KEPT = tempfile.TemporaryDirectory()  # what was worked out of the tiny town, once for all cases


def to_yaml(data: object) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


def site_of(town: Posted) -> Site:
    return Site(town, Drawing(assets.folders(assets.TEMPLATES), town))


@functools.lru_cache(maxsize=2)
def state_of(tree: frozenset[tuple[str, bytes]]) -> State:
    return difference.state(dict(sorted(tree)), (), schemas.load(), TODAY, Store(Path(KEPT.name)))


def compared(before: Tree, after: Tree, town_schemas: Schemas) -> tuple[State, State, Difference]:
    states = tuple(state_of(frozenset(tree.items())) for tree in (before, after))
    return states[0], states[1], difference.between(*states, town_schemas, site_of)


@pytest.fixture(scope="session")
def town_state(town_register: Register) -> State:
    return State({}, (), town_register)


@pytest.mark.parametrize("path", CHANGES, ids=lambda path: path.stem)
def test_a_change_in_the_towns_words(path: Path, town_tree: Tree, town_schemas: Schemas, golden: Golden) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    backwards, with_problems = (data.pop(key, False) for key in ("backwards", "problems"))
    one = case.made(path, data)
    trees = (town_tree, one.changed(town_tree))
    before, after, found = compared(*(trees[::-1] if backwards else trees), town_schemas)
    problems = [f"{one.path}: {one.message}" for state in (before, after) for one in state.problems]
    assert bool(problems) == with_problems, problems
    for ending, format_name, language in (
        ("txt", "text", "zh_CN"),
        ("md", "markdown", "zh_CN"),
        ("json", "json", "en"),
    ):
        golden(f"{difference.FORMATS[format_name](found, COMPARED, language)}\n", path.with_suffix(f".{ending}"))


SILENT = {
    "comment",
    "consent_earlier",
    "dispute_note",
    "internal_field",
    "keys_reordered",
    "name_changes_unseen",
}


def test_near_misses_are_silent() -> None:
    """Exactly these: in every other case something is told, in all three forms."""
    silent = set()
    for path in CHANGES:
        whole = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        kept = ("records", "effects", "figures", "pages", "workstations", "incomplete")
        nothing = not any(whole[key] for key in kept)
        assert nothing == (path.with_suffix(".md").read_text(encoding="utf-8") == "\n"), path.stem
        silent |= {path.stem} if nothing else set()
    assert silent == SILENT


# -- what must never be said


def test_unpublished_values_are_in_no_output(town_tree: Tree, town_schemas: Schemas) -> None:
    """Every record changes, and everything that is not public carries a token in both states."""
    states, tokens = [], set()
    for when in "01":
        tree = dict(town_tree)
        for path, content in town_tree.items():
            kind = kind_of(town_schemas, path)
            assert kind
            data = yaml.safe_load(content)
            if kind.name == "representative":
                data |= {"name": f"龘{when}靐", "phone": f"0739-77{when}7777", "background": ["volunteer"]}
                data["consent"] = (
                    {} if when == "1" else {"name": {"given_on": "2026-01-01", "web": False, "wall": False}}
                )
                data["household_count"] -= int(when)
                tokens |= {data["name"], data["phone"], "志愿者"}
            if kind.name == "issue":
                data |= {"reference": f"CANARY-{when}", "statement": f"金丝雀{when}号"}
                tokens |= {data["reference"], data["statement"]}
                if data["category"] == "neighbour_dispute" or when == "1":
                    data["category"] = "neighbour_dispute"
                    data["title"] = f"金丝雀{when}题"
                    data["events"] = [event | {"note": f"金丝雀{when}记"} for event in data["events"]]
                    tokens |= {data["title"], f"金丝雀{when}记"}
            if kind.name == "editors":
                data["editors"][0]["account"] = f"canary-{when}"
                tokens.add(f"canary-{when}")
            tree[path] = to_yaml(data)
        states.append(tree)
    for trees in (states, states[::-1]):
        parts = [Parts(tree, town_schemas, TODAY, NONE) for tree in trees]
        before, after = (State(one.tree, (), one.register(), one) for one in parts)
        found = difference.between(before, after, town_schemas, site_of)
        assert len(found.effects) > 10 and found.pages and found.figures and found.workstations
        for tell in difference.FORMATS.values():
            for language in ("en", "zh_CN"):
                told = tell(found, COMPARED, language)
                assert [token for token in sorted(tokens) if token in told] == []


def test_a_withdrawn_name_is_in_no_output(town_tree: Tree, town_schemas: Schemas) -> None:
    """Also where the whole record goes with it, and in whatever else changes at the same time."""
    person, issue = (
        "records/villages/heping/representatives/g01-r01.yaml",
        "records/villages/heping/service-fund/2026.yaml",
    )
    spent = town_tree[issue].replace(b'amount: "36.50"', b'amount: "37.50"')
    data = yaml.safe_load(town_tree[person])
    data["consent"]["name"]["withdrawn_on"] = "2026-11-20"
    data["roles"] = ["policy_communicator"]
    for later in ({**town_tree, person: to_yaml(data), issue: spent}, {**town_tree, issue: spent}):
        if later[person] == town_tree[person]:
            del later[person]
        _, _, found = compared(town_tree, later, town_schemas)
        assert found.effects
        for tell in difference.FORMATS.values():
            assert "欧阳立秋" not in tell(found, COMPARED, "zh_CN")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.integers(0, 10**9))
def test_nothing_public_changes_without_a_word(
    chosen: int, town_tree: Tree, town_schemas: Schemas, town_state: State
) -> None:
    """Whatever single value is another one: it is told exactly when the web's register differs."""
    places = [
        (path, at, value)
        for path, content in sorted(town_tree.items())
        for at, value in walk.leaves(yaml.load(content, yaml.CSafeLoader))
        if at[-1] not in ("id", "schema_version")  # records of another version are not compared at all
    ]
    path, at, value = places[chosen % len(places)]
    data = yaml.safe_load(town_tree[path])
    walk.put(data, at, other(value))
    tree = {**town_tree, path: to_yaml(data)}
    state = difference.state(tree, (), town_schemas, TODAY)
    if state.web is None:
        return  # the shape forbids it
    assert town_state.web
    changed = changes.between(town_tree, tree, town_schemas)
    told = effects(town_state, state, changed, teller_of(state, changed))
    differs = [one.data for one in town_state.web.documents] != [one.data for one in state.web.documents]
    assert bool(told) == differs, (path, at, value)
    assert told == effects(town_state, state, changed, teller_of(state, changed))


def other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, datetime.date):
        return (value - datetime.timedelta(days=1)).isoformat()
    return f"{value}甲"


# -- record text stays text

HOSTILE = (
    "<script>alert(1)</script>",
    "![x](http://evil.example/a.png)",
    "[x](javascript:alert(1))",
    "**粗** _斜_ `码` ~~删~~ $x$",
    "@everyone @xiaoyang-town",
    "#1 GH-12 !3 owner/repo#4",
    "http://evil.example www.evil.example a@evil.example mailto:a",
    "1. 一\n2. 二",
    "- [ ] 一",
    "> 引",
    "| a | b |",
    "\x1b]0;title\x07",
    "::error::x",
    "##vso[task.setvariable]x",
    "deadbeefdeadbeef",
    ":smile:",
    "&lt;b&gt;",
    "\\*",
    "{title} {0}",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_make_no_markup(words: str) -> None:
    """One paragraph of an item, without element, link or mention; what is read is what was written."""
    escaped = reports.escaped(words)
    html = markdown.markdown(f"- {escaped}")
    assert re.findall(r"<(?!/?(?:ul|li)>)[^>]*>", html) == []
    bare = escaped.replace("\u2060", "")
    assert re.search(r"@\w|#\d|://|www\.|\bGH-\d|:\w+:|[!~]\d|\b[0-9a-f]{7}", escaped) is None, bare
    assert all(character.isprintable() or character == "\u2060" for character in escaped)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_command_no_terminal_and_no_runner(words: str) -> None:
    line = f"  - {reports.plain(words)}"
    assert line.isprintable() and not line.strip().startswith("::")
    assert not re.search(r"##\w*\[", line)


def test_many_parts_are_listed_first_and_added_up_by_village(town_tree: Tree, town_schemas: Schemas) -> None:
    """A clerk enters a month of many groups: what is listed adds up, however long the list is."""
    tree = dict(town_tree)
    for number in range(1, 10):
        path = f"records/villages/heping/visits/2026-{number + 2:02}/g02.yaml"
        visits = [
            {"date": f"2026-{number + 2:02}-0{day}", "visitors": [{"role": "group_head"}], "household_count": 2}
            for day in range(1, number + 1)
        ]
        tree[path] = to_yaml({"id": f"heping-g02-2026-{number + 2:02}", "visits": visits})
    _, _, found = compared(town_tree, tree, town_schemas)
    told = difference.FORMATS["text"](found, COMPARED, "zh_CN").split("  - 走访：")[1].split("  - ")[0].splitlines()
    shares = [int(line.split()[0]) for line in told[1:] if line.strip()]
    assert shares == [9, 8, 7, 6, 5, 10] and told[0] == "3 次 → 48 次"
    assert told[6].strip() == "+10 和平村另外4条记录"


def test_a_long_list_is_cut_for_people_and_whole_for_machines() -> None:
    told = tuple(Effect(topic="issues", what="x", id=str(n), text=say("{n}", n=n)) for n in range(50))
    found = Difference(effects=told)
    assert difference.FORMATS["text"](found, COMPARED, "en").splitlines()[-1] == "  - and 30 more"
    assert len(json.loads(difference.FORMATS["json"](found, COMPARED, "en"))["effects"]) == 50


# -- the command


@pytest.fixture
def repository(tmp_path: Path, town_tree: Tree) -> Repository:
    return Repository(tmp_path / "town", town_tree)


TITLE = "records/villages/heping/issues/2026/g01-2026-0003.yaml"


def edited(tree: Tree, path: str, old: bytes, new: bytes) -> dict[str, bytes | None]:
    assert old in tree[path]
    return {path: tree[path].replace(old, new)}


def test_the_folder_is_compared_with_the_base(repository: Repository, town_tree: Tree) -> None:
    repository.write(edited(town_tree, TITLE, "想加宽".encode(), "太窄".encode()))
    result = run("diff", "main", "--root", repository.root)
    assert result.exit_code == 0
    line = "事项摘要 出组的路想加宽 → 出组的路太窄"
    assert result.output.startswith(
        "What the change touches\n  - Words only (1): 问题 出组的路太窄 (heping-g01-2026-0003)\n\n"
        f"Issues\n  - 问题 出组的路太窄 (heping-g01-2026-0003): {line}\n"
    )


def test_two_commits_are_compared_from_where_they_parted(repository: Repository, town_tree: Tree) -> None:
    """What the base did meanwhile is not the proposal's doing."""
    start = repository.head
    repository.branch("proposal")
    head = repository.commit(edited(town_tree, TITLE, "想加宽".encode(), "太窄".encode()))
    repository.switch("main")
    repository.commit(edited(town_tree, "records/town.yaml", b"maximum: 15", b"maximum: 18"))
    whole = json.loads(run("diff", "main", "proposal", "--format", "json", "--root", repository.root).output)
    assert (whole["base"], whole["head"]) == (start, head)
    assert [effect["id"] for effect in whole["effects"]] == ["heping-g01-2026-0003"]


def test_nothing_public_says_so_or_says_nothing(repository: Repository, town_tree: Tree) -> None:
    repository.write({TITLE: town_tree[TITLE] + "# 一句话\n".encode()})
    assert run("diff", "HEAD", "--root", repository.root).output == "Nothing that residents can see changes.\n"
    assert run("diff", "HEAD", "--format", "markdown", "--root", repository.root).output == ""
    whole = json.loads(run("diff", "HEAD", "--format", "json", "--root", repository.root).output)
    assert {key: value for key, value in whole.items() if key not in ("base", "head")} == {
        "incomplete": [],
        "records": [],
        "effects": [],
        "figures": [],
        "pages": [],
        "workstations": [],
    }


def test_before_the_first_record(tmp_path: Path, town_tree: Tree) -> None:
    """The commit that brings the records: which ones is told, by kind and id."""
    repository = Repository(tmp_path / "town", {"README.md": b"x"})
    repository.commit(dict(town_tree))
    result = run("diff", "HEAD~1", "HEAD", "--root", repository.root)
    assert result.exit_code == 0
    assert result.output.startswith("The earlier records hold no town; figures, pages and boards are not compared.\n")
    whole = json.loads(run("diff", "HEAD~1", "HEAD", "--format", "json", "--root", repository.root).output)
    internal = {"records/editors.yaml"}
    assert len(whole["effects"]) == len(set(town_tree) - internal) and whole["incomplete"]


def test_an_older_state_of_another_shape(repository: Repository, town_tree: Tree) -> None:
    """A commit that predates today's schemas: no crash, of it nothing that they do not know, and it is said."""
    person = "records/villages/heping/representatives/g01-r01.yaml"
    old = repository.commit(edited(town_tree, person, b"household_count: 12", b"households: 13"))
    repository.commit({person: town_tree[person]})
    result = run("diff", old, "--root", repository.root)
    assert result.exit_code == 0
    assert f"cannot be read by today's schemas ({person}, problems: " in result.output
    told = result.output.split("Representatives\n")[1]
    assert told == "  - 村(居)民代表 欧阳立秋 (heping-g01-r01): 联系户数: 12\n"


def test_a_later_state_of_another_shape(repository: Repository, town_tree: Tree) -> None:
    """A proposal that today's schemas cannot read: which records differ, and no contents."""
    person = "records/villages/heping/representatives/g01-r01.yaml"
    repository.commit(edited(town_tree, person, b"household_count: 12", b"household_count: thirteen"))
    result = run("diff", "HEAD~1", "HEAD", "--root", repository.root)
    assert result.exit_code == 0
    assert f"cannot be read by today's schemas ({person}, problems: " in result.output
    assert result.output.endswith("Other public content\n  - representative heping-g01-r01 changes.\n")


@pytest.mark.parametrize("base", ["no-such-branch", "--help-me", "HEAD:records", "-x"])
def test_a_base_that_is_no_commit(base: str, repository: Repository) -> None:
    result = run("diff", "--root", repository.root, "--", base)
    assert result.exit_code == 3 and "There is no commit" in result.output


def test_a_shallow_clone_cannot_tell(repository: Repository, tmp_path: Path, town_tree: Tree) -> None:
    repository.branch("proposal")
    repository.commit(edited(town_tree, TITLE, "想加宽".encode(), "太窄".encode()))
    repository.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{repository.root}", str(tmp_path / "s")
    )
    result = run("diff", "origin/main", "--root", tmp_path / "s")
    assert result.exit_code == 3 and "git fetch --unshallow" in result.output


def test_no_history_at_all(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    assert run("diff", "main", "--root", tmp_path).exit_code == 3


def test_same_input_same_bytes(repository: Repository, town_tree: Tree) -> None:
    repository.write(edited(town_tree, TITLE, "想加宽".encode(), "太窄".encode()))
    for name in difference.FORMATS:
        told = {run("diff", "main", "--format", name, "--root", repository.root).output for _ in range(2)}
        assert len(told) == 1
