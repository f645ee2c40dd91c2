"""Whatever a schema takes ends in a verdict, and what the verdict lets pass is counted, listed and drawn.

A matrix of extremes over every place of every kind of record. Each town holds one of many records at once; what is
found wrong is put right record by record until nothing is, and the rest is asked all that is asked of a town.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from help import walk
from help.extremes import FAR, Extreme, extremes
from help.towns import TODAY, Tree, record
from lianhu.figures import kept
from lianhu.public import posted
from lianhu.public.wall import boards
from lianhu.reading.files import VILLAGES
from lianhu.rules import documents
from lianhu.rules.check import Verdict, check
from lianhu.site import site
from lianhu.store import Store
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

HEPING = "records/villages/heping"
AGREED = {"phone": {"given_on": "2026-01-12", "web": True, "wall": True, "withdrawn_on": "2026-11-01"}}
# What the tiny town does not have of itself.
MORE: Mapping[str, Any] = {
    "records/town.yaml": {"earlier": [{"at": "limits.award", "until": "2026-06-30", "was": "200.00"}]},
    f"{HEPING}/groups/g01.yaml": {
        "earlier": [{"at": "household_count", "until": "2026-06-30", "was": 22}],
        "heads": [
            {"name": "安惊蛰", "since": "2026-01-01", "until": "2026-04-30", "phone": "0730-0000098", "consent": AGREED}
        ],
        "vacancies": [{"since": "2026-05-01", "reason": "改选", "deputy": "安清和", "filled_by": "2026-12-01"}],
        "unserved": {"households": 1, "reason": "待补选", "until": "2026-12-31"},
    },
    f"{HEPING}/village.yaml": {"service_days": [{"month": "2026-12", "date": "2026-12-10", "reason": "丰收节"}]},
}


# While one of these is broken nothing else is judged: they are tried apart from the others.
ALONE = re.compile(r"id|year|first_year|years_ahead|days_off|working_days")
# The shape of what these hold is judged by what stands elsewhere in the record.
BESIDE = re.compile("corrections|earlier|redactions")
VERSION = ("schema_version",)  # which tells how all records are written
WORDS = re.compile("[^ -~]")  # of which few are wrong, so that they are drawn
Chosen = dict[str, list[Extreme]]  # by the path of the record


class Trial:
    """The tiny town with extremes, judged and asked with one store: of each town only what differs is worked out."""

    def __init__(self, tree: Tree, town_schemas: Schemas, store: Store) -> None:
        self._schemas, self._store = town_schemas, store
        self._records = {path: record(tree, path) | MORE.get(path, {}) for path in tree if path.endswith(".yaml")}
        self._tree = {**tree, **{path: to_yaml(self._records[path]) for path in MORE}}
        self._kinds = {path: walk.kind_of(town_schemas, path) for path in self._records}

    def _with(self, path: str, found: list[Extreme]) -> bytes:
        """The record with as many of these as fit together."""
        data, kind = self._records[path], self._kinds[path]
        assert kind
        for extreme in found:
            changed = extreme.put(data)
            if changed is not None and kind.is_valid(changed):
                data = changed
        return to_yaml(data)

    def judged(self, chosen: Chosen) -> Verdict:
        changed = {path: self._with(path, found) for path, found in chosen.items()}
        return check({**self._tree, **changed}, self._schemas, TODAY, store=self._store)

    def ask(self, chosen: Chosen) -> int:
        """How many of these records are drawn, when those with problems have been put right."""
        verdict = self.judged(chosen)
        counted(verdict)  # as commands do, whatever the problems
        while verdict.problems:
            wrong = {problem.path for problem in verdict.problems} & {*chosen}
            if not wrong:  # what others are judged by
                wrong = {path for path in chosen if not path.startswith(VILLAGES)} or {*chosen}
            left = {path: found[: len(found) // 3] if path in wrong else found for path, found in chosen.items()}
            chosen = {path: found for path, found in left.items() if found}
            verdict = self.judged(chosen)
        register = counted(verdict)
        boards(posted(register, "wall"))
        made = site.of(register, walk.ROOT, parts=verdict.parts)
        for page in made.record_pages():
            if page.source in chosen:
                made.body(page)
        return len(chosen)

    def is_in_shape(self, extreme: Extreme) -> bool:
        """Whether the record alone has nothing wrong: what values were, and words that went, no schema judges."""
        content = self._with(extreme.path, [extreme])
        return not documents.judged({extreme.path: content}, extreme.path, self._schemas)[1]

    def smallest(self, chosen: Chosen) -> Chosen:
        """The extremes without which nothing fails."""
        for extreme in [one for found in chosen.values() for one in found]:
            fewer = {path: [one for one in found if one is not extreme] for path, found in chosen.items()}
            try:
                self.ask(fewer)
            except Exception:
                chosen = fewer
        return {path: found for path, found in chosen.items() if found}


def counted(verdict: Verdict) -> Register:
    """What is due, the figures and what is shown, of records whose relations were judged."""
    assert verdict.register
    kept.due(verdict)
    assert kept.table(verdict).lines
    posted(verdict.register, "web")
    return verdict.register


def rounds(found: Iterable[Extreme], count: int) -> Iterator[Chosen]:
    """Each of these once, of every record some at a time."""
    of_record: Chosen = defaultdict(list)
    for extreme in found:
        of_record[extreme.path].append(extreme)
    for number in range(count):
        chosen = {path: each[number::count] for path, each in of_record.items()}
        yield {path: each for path, each in chosen.items() if each}


def test_every_extreme_ends_in_a_verdict(town_tree: Tree, town_schemas: Schemas, tmp_path: Path) -> None:
    trial = Trial(town_tree, town_schemas, Store(tmp_path))
    assert trial.judged({}).problems == ()
    every = extremes(town_tree, town_schemas, MORE)
    found = [one for one in every if not BESIDE.fullmatch(str(one.at[0])) or trial.is_in_shape(one)]
    assert len(found) > 2000 and len({(one.path, one.at) for one in found}) > 700
    versions, rest = split(found, lambda one: one.at == VERSION)
    alone, others = split(rest, lambda one: one.value in FAR or any(map(ALONE.fullmatch, map(str, one.at))))
    words, values = split(others, lambda one: bool(WORDS.search(str(one.value))))
    drawn = 0
    for chosen in (*rounds(alone, 4), *rounds(words, 3), *rounds(values, 7)):
        try:
            drawn += trial.ask(chosen)
        except Exception as error:
            raise AssertionError(trial.smallest(chosen)) from error
    assert drawn > 90
    for extreme in versions:
        with contextlib.suppress(ToolError):
            trial.judged({extreme.path: [extreme]})


def split(found: Iterable[Extreme], is_one: Callable[[Extreme], bool]) -> tuple[list[Extreme], list[Extreme]]:
    every = list(found)
    return [one for one in every if is_one(one)], [one for one in every if not is_one(one)]


@pytest.mark.parametrize("year", ["0000", "9999"])
def test_a_fund_of_a_year_at_the_calendars_end_is_told(year: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """A path can write it, and no calendar has the one."""
    path = f"{HEPING}/service-fund/2026.yaml"
    content = town_tree.pop(path).replace(b"heping-2026", f"heping-{year}".encode())
    assert check({**town_tree, path.replace("2026", year): content}, town_schemas, TODAY).problems
