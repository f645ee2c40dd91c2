"""A town judged in parts, with what was kept before, is judged as one that is seen for the first time."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help import case
from help.towns import TODAY, Tree
from help.watched import taken
from lianhu.rules import catalogue, finding, scope
from lianhu.rules.check import Verdict, check
from lianhu.rules.finding import Rule
from lianhu.rules.parts import Parts, joined
from lianhu.store import FILE, NONE, Store
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.packing import packed
from lianhu.words.problems import Problem

# So many random sequences; `make sequences` asks for more.
SEQUENCES = int(os.environ.get("LIANHU_SEQUENCES", "4"))
STEPS = 6


def told(verdict: Verdict) -> list[object]:
    return [packed(verdict.problems), packed(verdict.warnings), verdict.relations_judged]


class Edits:
    """What chance does to a town's records."""

    def __init__(self, first: Tree, seed: int) -> None:
        self.first, self.tree, self.chance = first, dict(first), random.Random(seed)

    def any(self, part: str = "") -> str:
        return self.chance.choice([path for path in sorted(self.tree) if part in path])

    def change_a_number(self) -> None:
        self._replace(rb"(?<![0-9-])[0-9]{1,2}(?![0-9-])", str(self.chance.randrange(1, 40)).encode())

    def change_a_day(self) -> None:
        self._replace(rb"20[0-9]{2}-[01][0-9]-[0-3][0-9]", b"2026-%02d-11" % self.chance.randrange(1, 13))

    def change_a_reference(self) -> None:
        names = sorted({name for content in self.tree.values() for name in re.findall(rb"[a-z]+-g[0-9]{2}", content)})
        self._replace(rb"[a-z]+-g[0-9]{2}", self.chance.choice(names))

    def write_a_phone_down(self) -> None:
        self._replace(rb"(?m)^( *(?:note|title|text)): .*$", rb"\1: 138-0013-8000")

    def damage_a_line(self) -> None:
        self._replace(rb"(?m)^( *)([a-z_]+):", rb"\1\2x:")

    def touch_a_record(self) -> None:
        self.tree[self.any("villages")] += b"# seen\n"

    def delete_a_record(self) -> None:
        del self.tree[self.any("villages")]

    def copy_a_record(self) -> None:
        path = self.any("villages")
        self.tree[re.sub(r"g0[0-9]", "g09", path)] = self.tree[path]

    def move_a_record_to_another_village(self) -> None:
        path = self.any("villages")
        villages = sorted({other.split("/")[2] for other in self.tree if "/villages/" in other})
        old, new = path.split("/")[2], self.chance.choice(villages)
        self.tree[path.replace(f"/{old}/", f"/{new}/")] = self.tree.pop(path).replace(old.encode(), new.encode())

    def change_a_setting(self) -> None:
        self._replace(rb"(?<![0-9-])[0-9]{1,3}(?![0-9-])", b"7", "town.yaml")

    def take_back(self) -> None:
        self.tree = dict(self.first)

    def _replace(self, pattern: bytes, new: bytes, part: str = "") -> None:
        path = self.any(part)
        found = list(re.finditer(pattern, self.tree[path]))
        if found:
            match = self.chance.choice(found)
            content = self.tree[path]
            self.tree[path] = content[: match.start()] + match.expand(new) + content[match.end() :]


# Rules that look at the whole town, record by record.
ONE_BY_ONE = {"exceptions_are_used", "removed_ids_are_not_used_again"}
DEEDS = [name for name in vars(Edits) if not name.startswith("_") and name != "any"]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_after_any_edits_the_same_is_found_as_at_first(
    seed: int, town_tree: Tree, town_schemas: Schemas, tmp_path: Path
) -> None:
    edits, store, day = Edits(town_tree, seed), Store(tmp_path), TODAY
    done: list[str] = []
    for _ in range(STEPS):
        deed = edits.chance.choice([*DEEDS, "another_day", "damage_the_store"])
        done.append(deed)
        if deed == "another_day":
            day = TODAY + timedelta(days=edits.chance.randrange(-40, 400))
        elif deed == "damage_the_store":
            store.close()
            if (file := tmp_path / FILE).exists():
                content = bytearray(file.read_bytes())
                content[edits.chance.randrange(len(content))] ^= 255
                file.write_bytes(content)
        else:
            getattr(edits, deed)()
        if "records/town.yaml" not in edits.tree:
            edits.take_back()
        kept = told(check(edits.tree, town_schemas, day, store=store))
        assert kept == told(check(edits.tree, town_schemas, day, store=NONE)), done


# -- a change costs what it changes


Asked = list[tuple[str, tuple[str, ...]]]
Again = Callable[[Tree, date], Verdict]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The rules that were asked, each with the villages whose records it was asked of."""
    found: Asked = []

    def problems(rule: Rule, register: Register) -> Iterator[Problem]:
        villages = {document.village for document in register.documents if document.village}
        found.append((rule.__name__, tuple(sorted(villages))))
        return finding.problems(rule, register)

    monkeypatch.setattr(catalogue, "problems", problems)
    return found


def changed(tree: Tree, part: str) -> Tree:
    path = next(path for path in sorted(tree) if part in path)
    return {**tree, path: tree[path] + b"# seen\n"}


@pytest.fixture
def again(town_tree: Tree, town_schemas: Schemas, tmp_path: Path, asked: Asked) -> Again:
    """The check of a town of which the tiny one was checked before; only what is asked now is in `asked`."""
    store = Store(tmp_path)
    check(town_tree, town_schemas, TODAY, store=store)
    asked.clear()
    return lambda tree, day: check(tree, town_schemas, day, store=store)


def test_asked_again_nothing_is_asked(town_tree: Tree, asked: Asked, again: Again) -> None:
    assert again(town_tree, TODAY).problems == ()
    assert asked == []


def test_a_visit_costs_its_month_and_no_rule_of_the_whole_town(town_tree: Tree, asked: Asked, again: Again) -> None:
    again(changed(town_tree, "/heping/visits/"), TODAY)
    assert {rule for rule, _ in asked} >= {"visits_lie_in_their_month", "references_resolve", "records_name_no_homes"}
    of_villages = {villages for rule, villages in asked if rule not in ONE_BY_ONE}
    assert of_villages == {("heping",)}, "nothing of yangliu, with which heping is judged, has changed"
    assert not {"groups_have_a_head", "events_follow_the_loop"} & {rule for rule, _ in asked}, "these read no visits"


def test_a_group_costs_what_reads_groups_of_the_villages_that_are_one_part(
    town_tree: Tree, asked: Asked, again: Again
) -> None:
    again(changed(town_tree, "/heping/groups/"), TODAY)
    heads = {villages for rule, villages in asked if rule == "groups_have_a_head"}
    assert heads == {("heping", "yangliu")}, "yangliu went on in heping: the two are one part"
    assert "visits_lie_in_their_month" not in {rule for rule, _ in asked}, "this reads visits alone"


def test_a_representative_costs_the_own_village_and_of_others_who_is_named(
    town_tree: Tree, town_schemas: Schemas, tmp_path: Path
) -> None:
    """What crosses villages is asked of what each tells: phones, certificates, totals."""
    store, path = Store(tmp_path), "records/villages/chengnan/representatives/g01-r02.yaml"
    check(town_tree, town_schemas, TODAY, store=store)
    with taken() as paths:
        again = check({**town_tree, path: town_tree[path] + b"# seen\n"}, town_schemas, TODAY, store=store)
    assert again.problems == ()
    assert path in paths
    elsewhere = {other for other in paths if "/representatives/" in other and "/chengnan/" not in other}
    at_reviews = {path_of(name) for name in re.findall(r"heping-g[0-9]{2}-r[0-9]{2}", reviews_of(town_tree))}
    assert elsewhere == at_reviews, "whether who was there served then is asked of the record"


def reviews_of(tree: Tree) -> str:
    return b"".join(content for path, content in tree.items() if "/reviews/" in path).decode()


def path_of(representative: str) -> str:
    village, group, number = representative.split("-")
    return f"records/villages/{village}/representatives/{group}-{number}.yaml"


def test_at_midnight_only_what_asks_the_day_is_asked(town_tree: Tree, asked: Asked, again: Again) -> None:
    again(town_tree, TODAY + timedelta(days=1))
    rules = {rule for rule, _ in asked}
    assert "terms_are_as_long_as_the_law_says" in rules
    assert not rules & {"references_resolve", "visits_are_by_serving_representatives", "records_name_no_homes"}


def first_cases_of_single_records() -> dict[str, case.Case]:
    """Of each rule that judges records by themselves, the first case in which it finds something."""
    rules = {rule.__name__ for rule in catalogue.RULES if scope.of(rule).reach == "each"}
    found: dict[str, case.Case] = {}
    for one in case.ALL:
        if one.rule in rules and one.rule in case.rules_of(one.expect):
            found.setdefault(one.rule, one)
    return found


FIRST_CASES = first_cases_of_single_records()


@pytest.mark.parametrize("one", FIRST_CASES.values(), ids=FIRST_CASES)
def test_what_is_wrong_in_one_folder_is_told_once_when_another_changes(
    one: case.Case, town_tree: Tree, town_schemas: Schemas, tmp_path: Path
) -> None:
    """A rule may come upon a record that lies in none of the folders that changed."""
    store, tree = Store(tmp_path), one.changed(town_tree)
    before = check(tree, town_schemas, TODAY, store=store)
    assert one.rule in {problem.rule for problem in (*before.problems, *before.warnings)}
    for part in ("/heping/visits/", "/heping/issues/", "/heping/representatives/"):
        tree = changed(tree, part)
        assert told(check(tree, town_schemas, TODAY, store=store)) == told(check(tree, town_schemas, TODAY)), part


# -- which villages are one part


def test_villages_between_which_a_record_moved_are_one_part(town_tree: Tree, town_schemas: Schemas) -> None:
    """What still names the old id is judged by the record under its new one."""
    removal = "records/removals/issue-heping-g02-2026-0009.yaml"
    elsewhere = town_tree[removal].replace(b"moved_to: heping-g02-2026-0002", b"moved_to: chengnan-g01-2026-0002")
    apart, moved = (
        Parts(tree, town_schemas, TODAY, NONE).villages for tree in (town_tree, {**town_tree, removal: elsewhere})
    )
    assert (apart, moved) == ((("chengnan",), ("heping", "yangliu")), (("chengnan", "heping", "yangliu"),))


names = st.sampled_from("abcdefg")


@given(st.dictionaries(names, st.sets(names)), st.lists(st.sets(names, min_size=1)))
def test_villages_that_lead_to_one_another_are_one_part(named: dict[str, set[str]], together: list[set[str]]) -> None:
    every = {village: named.get(village, set()) for village in "abcdefg"}
    parts = joined(every, together)
    assert sorted(village for part in parts for village in part) == list("abcdefg"), "each in one part"
    of = {village: part for part in parts for village in part}
    assert all(of[village] == of[other] for village, others in every.items() for other in others)
    assert all(len({of[village] for village in group}) == 1 for group in together)
    # No more than that: between two halves of a part something leads across.
    for part in parts:
        links = [{village, other} for village in part for other in every[village]] + together
        reached = {part[0]}
        while more := {village for link in links if link & reached for village in link} - reached:
            reached |= more
        assert reached == set(part)
