"""The step from published to proposed, by property: what is legal passes, what alters the published is caught."""

from __future__ import annotations

import copy
import json
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help.towns import TODAY, Tree
from help.walk import kind_of
from lianhu.changes import kept
from lianhu.proposals import rules
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules import PROPOSAL_RULES, thresholds
from lianhu.proposals.rules.kept import (
    corrections_are_of_what_was_published,
    corrections_say_something_else,
    published_entries_are_kept,
)
from lianhu.reading import yamldoc
from lianhu.reading.document import Location
from lianhu.rules import beginning, catalogue, lists, service_days
from lianhu.town import corrections, loop
from lianhu.town.kinds import Event
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import reports
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

ISSUES = "records/villages/heping/issues/2026"


def step(published: Tree, proposed: Tree, schemas: Schemas) -> Proposal:
    return Proposal(published=published, proposed=proposed, schemas=schemas, today=TODAY)


# -- every single mutation of what was published


# What is shown and may change, written down without a look at the schemas' marks: beside what a person may withdraw and
# what the page of the rules explains, whatever says since when it holds (its past is asked by tests/town/test_earlier).
MAY_CHANGE = {
    "calendar": (),
    "categories": ("categories.name", "categories.field", "categories.deadline.days", "categories.deadline.counted_in"),
    "duties": ("sample", "source"),
    "group": (
        "name",
        "household_count",
        "unserved",
        "heads.phone",
        "workstation.name",
        "workstation.hours",
        "workstation.venue.kind",
        "workstation.venue.name",
        "workstation.phone",
    ),
    "incentives": ("sample", "source", "schemes.items.sample"),
    "procedure": ("summary", "sample", "source", "steps"),
    "representative": ("household_count", "roles", "phone", "background", "variable_duties", "photo", "serves"),
    "roles": ("sample", "source", "roles.name", "roles.task"),
    "selection_criteria": ("sample", "source"),
    "town": (
        "name",
        "county",
        "demo",
        "language",
        "phone",
        "declared_totals",
        "deviations",
        "limits",
        "service_day.rule",
        "publishing",
        "cadres.post",
        "cadres.phone",
        "schema_version",
    ),
    "village": (
        "name",
        "kind",
        "office.place",
        "office.phone",
        "officers.post",
        "officers.phone",
        "areas.name",
        "areas.heads.phone",
    ),
}
NOT_SHOWN = ("exceptions", "reference", "statement", "editors", "confirmed")


def stays(kind: Kind, at: Location) -> bool:
    """Whether what stands there is shown or agreed to, and is on no list of what may change."""
    names = [step for step in at if isinstance(step, str)]
    is_free = any(names[: len(each)] == each for each in _may_change(kind))
    return not is_free and names[0] not in NOT_SHOWN


def is_mixed(kind: Kind, at: Location) -> bool:
    """Whether something inside of what stands there may change."""
    names = [step for step in at if isinstance(step, str)]
    return any(each[: len(names)] == names for each in _may_change(kind))


def _may_change(kind: Kind) -> list[list[str]]:
    return [name.split(".") for name in MAY_CHANGE.get(kind.name, ())]


def places(kind: Kind, data: Any, at: Location = ()) -> Iterator[Location]:
    """Every place of a record that stays: values, entries and whole lists."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    if at and stays(kind, at) and (isinstance(data, list) or not is_mixed(kind, at)):
        yield at
    for name, value in inner:
        if at or name != "id":  # another id is another record
            yield from places(kind, value, (*at, name))


def leaves(schema: Any, at: Location = ()) -> Iterator[Location]:
    """Every place of single values that records of a kind can have; an entry of each list."""
    inner = [(name, part) for name, part in schema.get("properties", {}).items()]
    inner += [(0, schema["items"])] if "items" in schema else []
    if not inner:
        yield at
    for step, part in inner:
        yield from leaves(part, (*at, step))


def test_every_value_that_is_shown_stays_or_is_on_the_list(town_schemas: Schemas) -> None:
    for kind in town_schemas.kinds.values():
        for at in leaves(kind.schema):
            assert kind.is_kept(at) == stays(kind, at), f"{kind.name}: {at}"


def is_completed(at: Location) -> bool:
    """Whether keys come later to what stands there: to the record, to an order, a task, a term, a sheet, a consent."""
    lists = ("categories", "items", "areas", "heads", "vacancies", "liaison_cadres", "schemes", "groups", "terms")
    lists += ("roles", "select", "exclude", "orders", "funds", "tasks", "overrides", "cadres", "officers", "liaisons")
    lists += ("service_days", "decisions", "postings", "consent")
    return at[-1] in lists or at[-2] in lists if "consent" in at else isinstance(at[-1], int) and at[-2] in lists


def another(value: Any, schema: Any) -> Any:
    """A value of the same form."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if "enum" in schema:
        return next(word for word in schema["enum"] if word != value)
    if schema.get("format") == "date":
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    return f"{value}0" if schema.get("pattern", "").find("0-9") >= 0 else f"{value}呀"


def different(kind: Kind, entry: Any, at: Location) -> Any:
    """An entry like this one, and another one: its first kept value differs."""
    if not isinstance(entry, dict):
        return another(entry, kind.at(at))
    name = next(key for key, value in entry.items() if isinstance(value, str | int) and stays(kind, (*at, key)))
    return {**entry, name: another(entry[name], kind.at((*at, name)))}


def mutations(kind: Kind, data: Any) -> Iterator[tuple[str, Any]]:
    """Every single mutation of a published record at a kept place, with its name."""

    def at_place(at: Location, change: Callable[[Any, Any], None]) -> Any:
        mutated = copy.deepcopy(data)
        holder = mutated
        for name in at[:-1]:
            holder = holder[name]
        change(holder, at[-1])
        return mutated

    for at in places(kind, data):
        value = data
        for name in at:
            value = value[name]
        if isinstance(value, list):
            for index, entry in enumerate(value):
                new = different(kind, entry, (*at, index))
                yield f"{at} inserted before {index}", at_place((*at, index), lambda h, i, new=new: h.insert(i, new))
                if index and entry != value[index - 1]:
                    yield f"{at} swapped {index}", at_place((*at, index), lambda h, i: h.insert(i - 1, h.pop(i)))
                yield f"{at} without {index}", at_place((*at, index), lambda h, i: h.pop(i))
        elif isinstance(value, dict):
            absent = [name for name in kind.at(at).get("properties", {}) if name not in value]
            for name in absent if not is_completed(at) else ():
                yield f"{at} with {name}", at_place((*at, name), lambda h, k: h.update({k: "x"}))
        else:
            new = another(value, kind.at(at))
            yield f"{at} altered", at_place(at, lambda h, k, new=new: h.__setitem__(k, new))
        if not isinstance(at[-1], int):
            yield f"{at} removed", at_place(at, lambda h, k: h.pop(k))


def test_every_mutation_of_what_was_published_is_caught(town_tree: Tree, town_schemas: Schemas) -> None:
    """Over every kept place of every kind in the tiny town."""
    tried: dict[str, int] = {}
    missed = []
    for path, content in town_tree.items():
        kind, document = kind_of(town_schemas, path), yamldoc.read(path, content)[0]
        assert kind and document
        for name, mutated in mutations(kind, document.data):
            tried[kind.name] = tried.get(kind.name, 0) + 1
            if list(kept.losses(kind, document.data, mutated)):
                continue
            missed.append(f"{path}: {name}")
    assert not missed, "\n".join(missed)
    assert sum(tried.values()) > 1900
    marked = {name for name, kind in town_schemas.kinds.items() if any(places(kind, example(kind, town_tree)))}
    assert set(tried) == marked


def example(kind: Kind, tree: Tree) -> Any:
    path = next(path for path in tree if kind.path_pattern.fullmatch(path))
    document = yamldoc.read(path, tree[path])[0]
    assert document
    return document.data


def test_a_mutation_is_caught_by_the_whole_check(town_tree: Tree, town_schemas: Schemas) -> None:
    """As files, through every rule: what the schema would refuse anyway is left out."""
    count = 0
    for path, content in town_tree.items():
        kind, document = kind_of(town_schemas, path), yamldoc.read(path, content)[0]
        assert kind and document
        for name, mutated in mutations(kind, document.data):
            if not kind.is_valid(mutated):
                continue
            proposal = step(town_tree, {**town_tree, path: to_yaml(mutated)}, town_schemas)
            found = [problem for rule in PROPOSAL_RULES for problem in rules.problems(rule, proposal)]
            assert found, f"{path}: {name}"
            assert all(problem.message and problem.fix for problem in found)
            reports.text(found, "zh_CN")
            count += 1
    assert count > 300


ANYTHING: tuple[Any, ...] = ({}, [], [1], 7, "x", {"a": [{}]})


@pytest.mark.parametrize("author", ["heping-clerk", "chengnan-clerk"])
def test_no_rule_of_the_step_needs_a_right_shape(author: str, town_tree: Tree, town_schemas: Schemas) -> None:
    """Whatever stands where something else was expected, before or after: there is an answer."""
    for path in sorted(town_tree):
        document = yamldoc.read(path, town_tree[path])[0]
        assert document and isinstance(document.data, dict)
        broken = [{**document.data, key: value} for key in document.data for value in ANYTHING]
        for data in broken[:: 1 if "/issues/" in path else 5]:
            tree = {**town_tree, path: to_yaml(data)}
            for before, after in ((town_tree, tree), (tree, town_tree)):
                proposal = replace(step(before, after, town_schemas), author=author)
                for rule in PROPOSAL_RULES:
                    list(rules.problems(rule, proposal))


# -- whatever is legal

WORDS = st.sampled_from(["已联系。", "请先查线路。", "住户在场。"])


@st.composite
def legal_event(draw: st.DrawFn, events: list[dict[str, Any]]) -> dict[str, Any] | None:
    """An event that may come next: now, or earlier with a reason why it is told so late."""
    told = [
        Event(
            stage=event["stage"],
            date=date.fromisoformat(event["date"]),
            by=event["by"],
            satisfaction=event.get("satisfaction"),
        )
        for event in events
    ]
    elsewhere = ("escalated", "duplicate", "gathered")  # they name a level above, or another issue
    stages = [stage for stage in loop.may_follow(told) if stage not in elsewhere]
    if not stages:
        return None
    stage = draw(st.sampled_from(sorted(stages)))
    last = date.fromisoformat(events[-1]["date"])
    day = last + timedelta(days=draw(st.integers(0, (TODAY - last).days)))
    worker = next((one["by"] for one in reversed(events) if one["stage"] in loop.ANSWERS), "")
    by = draw(st.sampled_from([post for post in loop.STEPS[stage].by if post not in ("representative", worker)]))
    event: dict[str, Any] = {"stage": stage, "date": day.isoformat(), "by": by}
    if day < TODAY - timedelta(days=7):
        event["recorded_late"] = "停电一周，补录"
    filled = {
        "outcome": "fixed",
        "waiver": "现场看过",
        "satisfaction": "satisfied",
        "to_post": "村电工",
        "residents": 2,
    }
    for keys in loop.STEPS[stage].carries:
        event[keys[-1]] = filled.get(keys[-1]) or draw(WORDS).rstrip("。")
    if stage == "deferred":
        event["look_again_on"] = (day + timedelta(days=draw(st.integers(1, 180)))).isoformat()
    return event


@st.composite
def legal_step(draw: st.DrawFn, town: Tree) -> Tree:
    """The town with some of what staff do every day."""
    tree = dict(town)

    def read(path: str) -> Any:
        document = yamldoc.read(path, tree[path])[0]
        assert document
        return copy.deepcopy(document.data)

    issues = [path for path in tree if "/issues/" in path]
    for path in draw(st.lists(st.sampled_from(issues), unique=True, max_size=3)):
        data = read(path)
        if draw(st.booleans()):
            correction = {"date": TODAY.isoformat(), "by": "village_officer", "reason": "核对过"}
            wordings = [("title", "改过的摘要"), ("responsible_post", "村委会当班干部")]
            data["corrections"] = [correction | {"at": at, "right": right} for at, right in wordings]
        for _ in range(draw(st.integers(0, 3))):
            event = draw(legal_event(data["events"]))
            if event:
                data["events"].append(event)
        tree[path] = to_yaml(data)
    if draw(st.booleans()):
        first = [
            {"stage": stage, "date": TODAY.isoformat(), "by": "group_head"} for stage in ("discovered", "reported")
        ]
        new = {"id": "heping-g02-2026-0003", "title": "渡口的灯不亮", "kind": "help_request"}
        new |= {"category": "street_light", "source": "visit", "responsible_post": "村电工", "events": first}
        tree[f"{ISSUES}/g02-2026-0003.yaml"] = to_yaml(new)
    if draw(st.booleans()):
        path = "records/villages/heping/service-fund/2026.yaml"
        fund = read(path)
        expense = {"date": TODAY.isoformat(), "amount": "10.00", "purpose": "茶水", "receipt": "HP20260099"}
        fund["funds"][draw(st.integers(0, 1))]["entries"].append(expense)
        tree[path] = to_yaml(fund)
    if draw(st.booleans()):
        path = "records/villages/heping/representatives/g01-r01.yaml"
        person = read(path)
        person["groups"][-1]["until"] = (TODAY + timedelta(days=draw(st.integers(1, 400)))).isoformat()
        tree[path] = to_yaml(person)
    return dict(sorted(tree.items()))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_legal_passes(data: st.DataObject, town_tree: Tree, town_schemas: Schemas) -> None:
    proposed = data.draw(legal_step(town_tree))
    found = judged(step(town_tree, proposed, town_schemas)).caused
    assert not found, reports.text(found, "en")


# -- a second opinion on what "only followed" means


def only_followed(before: list[Any], after: list[Any]) -> bool:
    """Written without looking at `kept`: the published text is the beginning of the new one, line by line."""

    def lines(events: list[Any]) -> list[str]:
        return [json.dumps(event, sort_keys=True) for event in events]

    old, new = lines(before), lines(after)
    while old:
        if not new or old.pop(0) != new.pop(0):
            return False
    return True


EVENT = st.fixed_dictionaries(
    {"stage": st.sampled_from(["a", "b"]), "date": st.sampled_from(["1", "2"])},
    optional={"note": st.sampled_from("xy")},
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=st.lists(EVENT, max_size=5), data=st.data())
def test_two_readings_of_append_only_agree(before: list[Any], data: st.DataObject, town_schemas: Schemas) -> None:
    near = st.permutations(before).map(list) | st.lists(EVENT, max_size=2).map(lambda more: before + more)
    after = data.draw(near | st.lists(EVENT, max_size=6))
    found = list(kept.losses(town_schemas.kinds["issue"], {"events": before}, {"events": after}))
    assert bool(found) != only_followed(before, after)


# -- limits


def named_in(code: types.CodeType) -> Iterator[str]:
    """The names that a function's code uses, in what it makes step by step as well."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from named_in(inner)


def asks_a_limit(function: Any, asked: tuple[Any, ...] = ()) -> bool:
    """Whether the function, or one of its module that it calls, asks for the town's limits."""
    if "limits" in (names := set(named_in(function.__code__))):
        return True
    called = (vars(sys.modules[function.__module__]).get(name) for name in names)
    return any(
        isinstance(one, types.FunctionType)
        and one.__module__ == function.__module__
        and one not in asked
        and asks_a_limit(one, (*asked, function))
        for one in called
    )


def test_every_rule_that_asks_a_limit_is_asked_with_the_published_ones() -> None:
    """Counts of the town's own lists change with the lists; all other limits are thresholds."""
    asking = {rule for rule in catalogue.RULES if asks_a_limit(rule)}
    asking -= {beginning.records_begin_soon}  # of the town's own record, as the limits are
    counting = {rule for rule in asking if rule.__module__ == lists.__name__}
    assert set(thresholds.ASKING_A_LIMIT) == asking - counting | {service_days.service_days_follow_the_rule}
    assert counting


# -- what the problem says to write


def test_the_lines_that_a_clerk_is_told_to_add_are_right(town_tree: Tree, town_schemas: Schemas) -> None:
    """Whoever puts the words back and adds them has nothing further to mend, for every value of every kind."""
    tried = 0
    for path, content in town_tree.items():
        kind, document = kind_of(town_schemas, path), yamldoc.read(path, content)[0]
        assert kind and document and isinstance(document.data, dict)
        for name, mutated in mutations(kind, document.data):
            if not name.endswith(" altered") or not kind.is_valid(mutated):
                continue
            asked = step(town_tree, {**town_tree, path: to_yaml(mutated)}, town_schemas)
            fixes = [str(problem.fix) for problem in rules.problems(published_entries_are_kept, asked)]
            told = [fix.partition(":\n")[2] for fix in fixes if ":\n" in fix]
            if not told:
                continue
            known = document.data.get("corrections", [])
            lines = f"corrections:\n{told[0]}" if known else told[0]
            corrected = yamldoc.read(path, lines.replace("…", "抄错").encode())[0]
            assert corrected and isinstance(corrected.data, dict), f"{path}: {name}: {lines}"
            mended = {**document.data, "corrections": [*known, *corrected.data["corrections"]]}
            proposal = step(town_tree, {**town_tree, path: to_yaml(mended)}, town_schemas)
            found = [problem for rule in OF_CORRECTIONS for problem in rules.problems(rule, proposal)]
            found += corrections.problems(replace(document, data=mended), kind)
            assert not found, f"{path}: {name}: {found}"
            tried += 1
    assert tried > 300


OF_CORRECTIONS = (published_entries_are_kept, corrections_are_of_what_was_published, corrections_say_something_else)
