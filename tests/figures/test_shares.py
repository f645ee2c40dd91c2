"""The town's figures, and what is due, are those of its villages together, each found in its own records."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help import merged, walk
from help.edited import ALL, Tiny, edited
from help.towns import TODAY, Tree, registered
from lianhu import demo, public
from lianhu.figures import FIGURES, Facts, Table, due, recorded
from lianhu.figures.figure import Count, Days, Figure, Value, percentage
from lianhu.figures.share import Share, share_of
from lianhu.figures.sources import rows_of
from lianhu.figures.table import FigureLine, counted
from lianhu.figures.tally import Number
from lianhu.rules import check
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

VILLAGES = "records/villages/"


# -- by villages


def villages_of(register: Register) -> list[str]:
    return sorted({document.village for document in register.documents if document.path.startswith(VILLAGES)})


def alone(register: Register, villages: Iterable[str]) -> Register:
    """Some villages with the town's settings."""
    folders = tuple(f"{VILLAGES}{village}/" for village in villages)
    documents = [one for one in register.documents if one.path.startswith(folders) or VILLAGES not in one.path]
    return Register(documents, register.schemas, register.today, register.photos)


def parts_of(register: Register, units: Iterable[Iterable[str]]) -> Iterator[Facts]:
    """The facts of each unit from its own records, and those of the town itself."""
    whole = public.posted(register, "web")
    begin = Facts(whole).period.begin
    for villages in units:
        yield Facts(public.posted(alone(register, villages), "web"), "villages", begin)
    yield Facts(whole, "town", begin)


def kept(share: Share) -> Share:
    """As a store gives it back."""
    return Share(**json.loads(json.dumps(vars(share))))


def joined(register: Register) -> list[frozenset[str]]:
    """The villages, those together of which a record names what lies in another: a unit, an issue, a list."""
    units = {village: frozenset({village}) for village in villages_of(register)}
    lies_in = {one.id: one.village for one in register.documents if one.village}
    for document in register.documents:
        named = (value for _, value in walk.leaves(document.data) if document.village and isinstance(value, str))
        for other in {lies_in[name] for name in named if name in lies_in} - units.get(document.village, frozenset()):
            both = units[document.village] | units[other]
            units |= dict.fromkeys(both, both)
    return sorted(set(units.values()), key=sorted)


def assert_adds_up(register: Register) -> None:
    """Row by row, line by line; whatever is shown behind a figure, too."""
    whole = public.posted(register, "web")
    facts, parts = Facts(whole), [*parts_of(register, joined(register))]
    for name in {figure.rows for figure in FIGURES}:
        assert sorted(map(repr, facts.rows(name))) == sorted(repr(row) for part in parts for row in part.rows(name))
    table = Table.of(whole)
    Random(1).shuffle(parts)
    added = Table(whole, facts.period, [kept(share_of(part)) for part in parts])
    assert added.lines == table.lines
    assert (added.villages, added.months) == (facts.villages, table.months)
    for figure in FIGURES:
        assert added.behind(figure) == table.behind(figure), figure.key
    assert_due_adds_up(register, facts.period.begin)


def assert_due_adds_up(register: Register, begin: datetime.date | None) -> None:
    """Entry by entry, with what is said of each."""
    units = [alone(register, villages) for villages in joined(register)] or [alone(register, ())]
    in_all = recorded.added([recorded.recorded(unit) for unit in units])
    found = [item for unit in units for item in due.of_villages(unit, begin)]
    whole, added = due.due(register), due.in_order([*found, *due.of_the_town(register, in_all, begin)])
    assert added == whole
    assert [(item.sentence, item.missed) for item in added] == [(item.sentence, item.missed) for item in whole]


def test_the_tiny_towns_villages_add_up(town_register: Register) -> None:
    assert_adds_up(town_register)


@pytest.mark.slow
def test_villages_that_became_one_are_counted_together() -> None:
    """Records of one name the other: who was chosen in one serves in what it has become."""
    register = merged.on(merged.demonstration, merged.DAY)
    assert joined(register) == [{"fenglin", "shiao"}, {"huifeng"}, {"xinhe"}]
    assert_adds_up(register)


@pytest.fixture
def tiny(town_tree: Tree, town_schemas: Schemas) -> Tiny:
    return Tiny(town_tree, town_schemas)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), edits=st.integers(1, 8), days=st.integers(-200, 400))
def test_the_villages_of_any_town_add_up(seed: int, edits: int, days: int, tiny: Tiny) -> None:
    tree, chance = dict(tiny.tree), Random(seed)
    for _ in range(edits):
        changed = edited(
            tree, chance.choice(sorted(path for path in tree if any(part in path for part in ALL))), chance
        )
        tree = changed if check.readable(changed, tiny.schemas, TODAY) else tree
    register = check.readable(tree, tiny.schemas, TODAY + datetime.timedelta(days=days))
    assert register
    assert_adds_up(register)


# -- another way of counting: each line for itself, from its rows


def value_of(value: Value) -> Number | None:
    """What a value is worth by the definitions: nothing is said of fewer than five."""
    if isinstance(value, Count):
        return value.total
    if value.size < 5 or not value.denominator:
        return None
    return value.days if isinstance(value, Days) else percentage(value.numerator, value.denominator)


def counted_by_itself(figure: Figure, rows: Sequence[Any]) -> tuple[Any, ...]:
    with_late = figure.measure(rows)
    in_time = figure.in_time(with_late)
    numbers = in_time.numerator, with_late.numerator, with_late.denominator
    return *map(said, numbers), value_of(in_time), value_of(with_late)


def said(number: Number | None) -> str:
    """Money as it is written, with its decimals."""
    return str(number) if isinstance(number, Decimal) else repr(number)


def counted_in(line: FigureLine) -> tuple[Any, ...]:
    cell = line.cell
    assert cell.withheld == ("value" if cell.value is None else "")
    numbers = cell.numerator, cell.numerator_with_late, cell.denominator
    return *map(said, numbers), cell.value, cell.value_with_late


@pytest.mark.slow
def test_every_line_is_its_rows_counted_by_themselves() -> None:
    """Of two years, so that both windows, months and years have their own."""
    records = {path: content for path, content in demo.town("tiny", 1, 2).items() if path.startswith("records/")}
    town = public.posted(registered(records, schemas.load()), "web")
    facts, table = Facts(town), counted(town)
    for line in table.lines:
        assert counted_in(line) == counted_by_itself(line.figure, rows_of(facts, line)), line.key
    told = {line.key for line in table.lines}
    for figure in FIGURES:
        for scope in figure.by:
            if scope != "village":
                places = {place for row in facts.rows(figure.rows) for place in (place_of(row, scope),)}
                assert {key[3] for key in told if key[:3] == (figure.name, figure.part, scope)} == places


def place_of(row: Any, scope: str) -> str:
    return str(row.month[:4] if scope == "year" else getattr(row, scope))


def test_no_line_is_there_twice(town_register: Register) -> None:
    lines = Table.of(public.posted(town_register, "web")).lines
    assert len({line.key for line in lines}) == len(lines)
