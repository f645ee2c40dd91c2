"""What was counted of a village is kept until a record of it changes, and says the same as counting the whole town."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from help.towns import TODAY, Tree, record
from lianhu import public
from lianhu.figures import Facts, Table, kept, listing, stats
from lianhu.figures.due import due
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import Verdict, check
from lianhu.store import NONE, Store
from lianhu.town.schemas import Schemas
from lianhu.words import CHINESE
from lianhu.writing.yamltext import to_yaml

VISITS = "records/villages/heping/visits/2026-03/g01.yaml"

ALL = ["", "chengnan", "heping,yangliu"]  # the town's own part, and the villages: one of them goes on in another


class Counting:
    """The tiny town, judged with a store, and which of its parts were counted since it was last asked."""

    def __init__(self, folder: Path, schemas: Schemas, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store, self.schemas, self._counted = Store(folder), schemas, list[str]()
        share_of = kept.share_of

        def noted(facts: Facts) -> object:
            self._counted.append(",".join(name for name, _, _ in facts.known_villages))
            return share_of(facts)

        monkeypatch.setattr(kept, "share_of", noted)

    def verdict(self, tree: Tree, today: datetime.date = TODAY) -> Verdict:
        return check(tree, self.schemas, today, store=self.store)

    def counted(self, tree: Tree, today: datetime.date = TODAY) -> list[str]:
        """Which were counted for a table and a list that are the whole town's."""
        verdict = self.verdict(tree, today)
        assert_as_the_whole(verdict)
        counted, self._counted = self._counted, []
        return sorted(counted)


def assert_as_the_whole(verdict: Verdict) -> None:
    register = verdict.register
    assert register and verdict.parts
    town, table = public.posted(register, "web"), kept.table(verdict)
    assert table.lines == Table.of(town).lines
    for form in stats.FORMATS.values():
        assert form(table, CHINESE) == form(Table.of(town), CHINESE)
    whole = listing.listed(town, due(register))
    assert kept.due(verdict) == whole
    assert [(one.due.sentence, one.due.missed) for one in kept.due(verdict)] == [
        (one.due.sentence, one.due.missed) for one in whole
    ]
    for form in listing.FORMATS.values():
        told = form(kept.town(verdict), kept.due(verdict), "group", CHINESE)
        assert told == form(town, whole, "group", CHINESE)


@pytest.fixture
def counting(tmp_path: Path, town_schemas: Schemas, monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(tmp_path, town_schemas, monkeypatch)


def test_each_village_is_counted_once(town_tree: Tree, counting: Counting) -> None:
    assert counting.counted(town_tree) == ALL
    assert counting.counted(town_tree) == []


def test_a_changed_record_has_its_village_counted_anew(town_tree: Tree, counting: Counting) -> None:
    counting.counted(town_tree)
    visits = record(town_tree, VISITS)
    visits["visits"][0]["household_count"] += 1
    changed = {**town_tree, VISITS: to_yaml(visits)}
    assert counting.counted(changed) == ["heping,yangliu"]
    assert counting.counted(town_tree) == [], "what was before is still known"


def test_a_setting_has_all_counted_anew(town_tree: Tree, counting: Counting) -> None:
    counting.counted(town_tree)
    town = record(town_tree, TOWN_FILE)
    town["limits"]["visit_weeks"] = 3
    assert counting.counted({**town_tree, TOWN_FILE: to_yaml(town)}) == ALL


def test_another_day_is_another_table(town_tree: Tree, counting: Counting) -> None:
    counting.counted(town_tree)
    assert counting.counted(town_tree, TODAY + datetime.timedelta(days=9)) == ALL


def test_villages_together_say_since_when_records_are_kept(town_tree: Tree, counting: Counting) -> None:
    """An older visit in one village makes weeks due in the other."""
    town = record(town_tree, TOWN_FILE)
    del town["records_since"]
    tree = {**town_tree, TOWN_FILE: to_yaml(town)}
    assert counting.counted(tree) == ALL
    older = "records/villages/chengnan/visits/2026-01/g01.yaml"
    first = {"date": "2026-01-13", "visitors": [{"role": "group_head"}], "household_count": 2}
    data = {"id": "chengnan-g01-2026-01", "visits": [first]}
    verdict = counting.verdict({**tree, older: to_yaml(data)})
    before, after = (kept.table(one).period.begin for one in (counting.verdict(tree), verdict))
    assert before and after and after < before
    assert counting.counted({**tree, older: to_yaml(data)})


def test_without_a_store_all_is_counted(town_tree: Tree, town_schemas: Schemas) -> None:
    assert_as_the_whole(check(town_tree, town_schemas, TODAY, store=NONE))


def test_a_town_of_no_village_has_figures(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = {path: content for path, content in town_tree.items() if "/villages/" not in path}
    tree = {path: content for path, content in tree.items() if "/reviews/" not in path and "/removals/" not in path}
    assert_as_the_whole(check(tree, town_schemas, TODAY))
