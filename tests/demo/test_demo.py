"""Demonstration towns: the same bytes for the same seed, as large as they say, and without a problem."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from help.towns import TODAY
from lianhu import demo
from lianhu.demo.endings import ENDINGS, shared_endings
from lianhu.demo.names import counted
from lianhu.demo.scales import SCALES, YEARS, shared_out
from lianhu.demo.structure import structure
from lianhu.reading import assets, plainyaml
from lianhu.rules.check import check
from lianhu.town import loop
from lianhu.town.kinds import KINDS, Area, Calendar, Group, Issue, Representative, Village, VillageServiceDay
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


def test_a_county_is_five_towns() -> None:
    assert SCALES["county"] == SCALES["town"].times(5)


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
