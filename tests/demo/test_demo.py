"""Demonstration towns: the same bytes for the same seed, as large as they say, and without a problem."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import cast

import pytest

from help.towns import TODAY
from lianhu import demo, public
from lianhu.demo import county
from lianhu.demo.county import Mark
from lianhu.demo.endings import ENDINGS, shared_endings
from lianhu.demo.names import counted, villages
from lianhu.demo.scales import SCALES, YEARS, Scale, shared_out
from lianhu.demo.structure import structure
from lianhu.history import standing
from lianhu.public import sheet
from lianhu.reading import assets, plainyaml
from lianhu.rules.check import check
from lianhu.town import loop, postings
from lianhu.town.kinds import KINDS, Area, Calendar, Editors, Group, Issue, Representative, Village, VillageServiceDay
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError
from lianhu.words.terms import STATES

Tree = dict[str, bytes]


# One process tests what it has generated.
TOWNS = [pytest.param(scale, marks=pytest.mark.xdist_group(f"demo {scale}")) for scale in ("tiny", "small")]


@pytest.fixture(scope="module", params=TOWNS)
def scale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tree(scale: str) -> Tree:
    return demo.town(scale, 1)


@pytest.fixture(scope="module")
def register(tree: Tree, town_schemas: Schemas) -> Register:
    verdict = check(_records(tree), town_schemas, TODAY)
    assert verdict.problems == ()
    assert verdict.register
    return verdict.register


def test_every_record_is_read_quickly(tree: Tree) -> None:
    records = {path: content for path, content in _records(tree).items() if path.endswith(".yaml")}
    assert [path for path, content in records.items() if plainyaml.read(content) is None] == []


def _records(tree: Tree) -> Tree:
    return {path: content for path, content in tree.items() if path.startswith("records/")}


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(tree: Tree, scale: str) -> None:
    assert demo.town(scale, 1) == tree


@pytest.mark.slow
def test_another_seed_gives_another_town_of_the_same_size(tree: Tree, scale: str, town_schemas: Schemas) -> None:
    other = demo.town(scale, 2)
    same = [path for path in tree if path.startswith("records/villages/") and other.get(path) == tree[path]]
    assert same == []
    assert check(_records(other), town_schemas, TODAY).problems == ()


@pytest.mark.slow
def test_it_is_as_large_as_it_says(register: Register, scale: str) -> None:
    size, serving = SCALES[scale], register.serving
    for kind, number in ((Village, size.villages), (Area, size.areas), (Group, size.groups)):
        assert sum(unit.covers(TODAY) for unit in register.all(kind)) == number
    assert len(serving) == size.representatives
    assert sum(one.household_count for one in serving) == size.households
    ended = sum(village.until is not None for village in register.all(Village))  # with an issue that went on
    assert len(register.all(Issue)) == size.issues * YEARS[scale] + ended
    assert register.town.demo


def test_every_kind_of_record_is_there(register: Register) -> None:
    assert [name for name, kind in KINDS.items() if not register.all(kind)] == []
    assert {calendar.year for calendar in register.all(Calendar)} == {2023, 2024, 2025, 2026}


def test_issues_take_every_step_of_the_loop(register: Register) -> None:
    taken = {event.stage for issue in register.all(Issue) for event in issue.events}
    assert taken == set(loop.STEPS)
    assert {loop.state(issue) for issue in register.all(Issue)} == set(STATES)


def test_orders_come_to_every_end(register: Register) -> None:
    orders = [order for day in register.all(VillageServiceDay) for order in day.orders]
    ends = {order.delivery.outcome if order.delivery else "open" for order in orders}
    assert ends == {"delivered", "withdrawn", "referred", "open"}


def test_consents_are_mixed(tree: Tree, register: Register) -> None:
    texts = [tree[register.origin(one).document.path].decode() for one in register.all(Representative)]
    assert any("consent: {}" in text for text in texts)
    assert any("web: false" in text for text in texts)
    assert any("web: true" in text for text in texts)


def test_the_site_is_the_shipped_one(tree: Tree) -> None:
    assert tree["mkdocs.yml"] == (assets.SHIPPED / "mkdocs.yml").read_bytes()
    assert "site/pages/about.md" in tree


def test_a_whole_town_has_the_numbers_that_were_published() -> None:
    """domain.md section 1: 15 villages, 81 areas, 356 groups, 1,756 representatives, 24,000 households."""
    records = dict(structure(SCALES["town"], "1"))
    of = {name: [data for path, data in records.items() if f"/{name}" in path] for name in ("village.", "groups/")}
    people = [data for path, data in records.items() if "/representatives/" in path]
    serving = [data for data in people if "until" not in data["groups"][-1]]
    assert len(of["village."]) == 15
    assert sum(len(village["areas"]) for village in of["village."]) == 81
    assert len(of["groups/"]) == 356
    assert len(serving) == 1756 < len(people)
    assert sum(one["household_count"] for one in serving) == 24_000
    assert all(5 <= one["household_count"] <= 15 for one in people)
    assert sum(group["household_count"] for group in of["groups/"]) == 24_000
    assert SCALES["town"].issues >= 600


def test_a_county_is_of_so_many_towns() -> None:
    """domain.md section 9: 36,000 representatives, almost 420,000 households, about 32 towns."""
    assert SCALES["county"] == replace(SCALES["town"], towns=32)
    assert SCALES["county"].towns <= county.MOST_TOWNS


def test_no_two_towns_of_a_county_have_a_village_of_one_name() -> None:
    named = [villages(160, Mark(number), Random(1)) for number in range(county.MOST_TOWNS)]
    for part in range(2):
        assert len({village[part] for town in named for village in town}) == 160 * county.MOST_TOWNS


OF_TWO = Scale(villages=2, areas=2, groups=4, representatives=20, households=240, issues=20, towns=2)
Steps = list[tuple[int, int]]


@pytest.fixture(scope="module")
def small_county(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Steps]:
    """Two small towns in one checkout, with two years behind them, as they are written, and the steps told."""
    root, steps = tmp_path_factory.mktemp("county"), Steps()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(cast(dict[str, Scale], SCALES), "county", OF_TWO)
        demo.write(root, "county", 1, lambda done, total: steps.append((done, total)), years=2)
    files = [file for file in root.rglob("*") if file.is_file()]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}, steps


@pytest.mark.slow
def test_a_county_holds_its_towns_in_one_checkout(small_county: tuple[Tree, Steps], town_schemas: Schemas) -> None:
    verdict = check(_records(small_county[0]), town_schemas, TODAY)
    assert verdict.problems == verdict.warnings == ()
    assert verdict.register
    totals, living = (
        verdict.register.town.declared_totals,
        [one for one in verdict.register.all(Village) if not one.until],
    )
    assert (totals.villages, totals.groups) == (2 * OF_TWO.villages, 2 * OF_TWO.groups) == (len(living), 8)
    assert totals.representatives == len(verdict.register.serving) == 2 * OF_TWO.representatives
    ids = [village.id for village in verdict.register.all(Village)]
    assert len(set(ids)) == len(ids) > len(living), "some went on in another"
    assert len(verdict.register.all(Issue)) == 2 * 2 * OF_TWO.issues + len(ids) - len(living)
    territories = {editor.territory for editor in verdict.register.all(Editors)[0].editors}
    assert territories == {"town", *(one.id for one in living)}


def test_a_review_takes_of_each_town_as_much_as_its_lists_may_hold(town_schemas: Schemas) -> None:
    review = {
        "id": "2026-q1",
        "date": "2026-04-09",
        "decisions": [],
        "villages": [{"village": "v"}] * 5,
        "issues": ["i"] * 9,
    }
    people = {"invited": [f"r{one}" for one in range(90)], "representatives": ["r0", "r89"], "awards": [{}] * 15}
    records = {"records/town.yaml": {"declared_totals": {}}, "records/editors.yaml": {"editors": [{}]}}
    towns = [{**records, "records/reviews/2026-q1.yaml": review | people}] * 32
    told = county.in_common(towns, town_schemas)["records/reviews/2026-q1.yaml"]
    assert {key: len(told.get(key, ())) for key in ("villages", "invited", "representatives", "issues", "awards")} == {
        "villages": 0, "invited": 15 * 32, "representatives": 32, "issues": 6 * 32, "awards": 6 * 32,
    }  # fmt: skip


@pytest.mark.slow
def test_a_county_is_written_town_by_town(small_county: tuple[Tree, Steps]) -> None:
    """So that no more than one lies in memory: how many files there will be is told by what was made."""
    written, steps = small_county
    assert [done for done, _ in steps] == [*range(1, len(written) + 1)]
    first, last = dict(steps[:1] + steps[-1:]).values()
    assert first % 2 == 0 and last == len(written) and first != last
    assert [total for _, total in steps] == [first] * (first // 2) + [last] * (last - first // 2)


@pytest.mark.slow
def test_it_is_written_into_an_empty_folder(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    number = demo.write(tmp_path / "new" / "town", "tiny", 1, lambda done, total: steps.append((done, total)))
    written = {
        file.relative_to(tmp_path / "new" / "town").as_posix(): file.read_bytes()
        for file in tmp_path.rglob("*")
        if file.is_file()
    }
    assert written == demo.town("tiny", 1)
    assert steps == [(done, number) for done in range(1, number + 1)]


def test_it_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ToolError, match="not empty"):
        demo.write(tmp_path, "tiny", 1)
    with pytest.raises(ToolError, match="not empty"):
        demo.write(tmp_path / "mine.txt", "tiny", 1)
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_endings_are_shared_out() -> None:
    assert shared_endings(len(ENDINGS)) == list(ENDINGS.values())
    many = shared_endings(640)
    assert len(many) == 640
    assert many.count(ENDINGS["closed"]) > 300 > 10 > many.count(ENDINGS["discovered"])


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_numbers_in_chinese(number: int, text: str) -> None:
    assert counted(number) == text


def test_shares_add_up() -> None:
    shares = shared_out(24_000, 1756, 5, 15, Random(1))
    assert sum(shares) == 24_000
    assert 5 <= min(shares) < max(shares) <= 15


def test_boards_hang_as_they_are_and_older_and_one_hangs_nowhere(town_schemas: Schemas) -> None:
    verdict = check(_records(demo.town("small", 1)), town_schemas, TODAY)
    assert verdict.parts
    town = public.posted(verdict.parts.register(), "web")
    states = Counter(one.state for one in standing.standings(town, standing.codes_of(verdict.parts), {}))
    assert states["current"] > states["never"] >= 1 and states["outdated"] > 1
    parts = {hung.part for posting in postings.by_board(town).values() for hung in posting.postings}
    assert parts == {*sheet.PARTS}
