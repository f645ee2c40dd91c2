"""A day at either end of the calendar, in any place of any record, is told or harmless: nothing that counts breaks."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from help import walk
from help.towns import TODAY, TOWN, Tree, record
from lianhu.figures import Table
from lianhu.figures.due import due
from lianhu.public import posted
from lianhu.reading import files
from lianhu.rules.check import check, readable
from lianhu.store import Store
from lianhu.town import schemas
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

FIRST, LAST = datetime.date.min.isoformat(), datetime.date.max.isoformat()
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
VILLAGE = "records/villages/heping"
AGREED = {"phone": {"given_on": "2026-01-12", "web": True, "wall": True, "withdrawn_on": "2026-11-01"}}
# What the tiny town does not have of itself.
MORE: dict[str, dict[str, Any]] = {
    files.TOWN_FILE: {"earlier": [{"at": "limits.award", "until": "2026-06-30", "was": "200.00"}]},
    f"{VILLAGE}/groups/g01.yaml": {
        "earlier": [{"at": "household_count", "until": "2026-06-30", "was": 22}],
        "heads": [
            {"name": "安惊蛰", "since": "2026-01-01", "until": "2026-04-30", "phone": "0730-0000098", "consent": AGREED}
        ],
        "vacancies": [{"since": "2026-04-30", "reason": "改选", "deputy": "安清和", "filled_by": "2026-12-01"}],
        "unserved": {"households": 1, "reason": "待补选", "until": "2026-12-31"},
    },
    f"{VILLAGE}/village.yaml": {"service_days": [{"month": "2026-12", "date": "2026-12-10", "reason": "丰收节"}]},
}


def towns(day: str) -> Iterator[tuple[str, Tree]]:
    """The tiny town with the day in place of one of its days, for each."""
    tree = files.read_folder(TOWN)[0]
    for path in sorted(path for path in tree if path.endswith(".yaml")):
        data = record(tree, path) | MORE.get(path, {})
        for at, value in list(walk.leaves(data)):
            if isinstance(value, str) and DAY.fullmatch(value):
                walk.put(data, at, day)
                yield f"{path} {at} {day}", {**tree, path: to_yaml(data)}
                walk.put(data, at, value)


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_no_day_breaks_a_check_or_what_is_asked_of_the_records(day: str, tmp_path: Path) -> None:
    """All are judged with one store: of each town only what the day changes is read and judged."""
    town_schemas, store, tried = schemas.load(), Store(tmp_path), 0
    for where, tree in towns(day):
        try:
            verdict = check(tree, town_schemas, TODAY, store=store)
            register = verdict.register or readable(tree, town_schemas, TODAY, store)
            if register:
                due(register)
                assert Table.of(posted(register, "web")).lines
        except (ArithmeticError, ValueError) as error:
            raise AssertionError(where) from error
        tried += 1
    assert tried > 150


def test_a_fund_of_the_year_0_is_told(town_tree: Tree) -> None:
    """A path can write it, and no calendar has it."""
    path = f"{VILLAGE}/service-fund/2026.yaml"
    content = town_tree.pop(path).replace(b"heping-2026", b"heping-0000")
    assert check({**town_tree, path.replace("2026", "0000"): content}, schemas.load(), TODAY).problems
