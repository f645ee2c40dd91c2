"""What the quick validator accepts is what the other one, which explains, finds nothing in."""

from __future__ import annotations

import contextlib
import copy
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help import case, walk
from help.towns import Tree
from lianhu.reading import yamldoc
from lianhu.town import shape
from lianhu.town.quick_validator import acceptance
from lianhu.town.schemas import Kind, Schemas
from lianhu.town.validator import RecordValidator, formats


def documents(tree: Tree, town_schemas: Schemas) -> Iterator[tuple[str, Kind, Any]]:
    """`(path, kind, data)` of every record that can be read."""
    for path, content in sorted(tree.items()):
        kind, (document, _) = walk.kind_of(town_schemas, path), yamldoc.read(path, content)
        if kind and document:
            yield path, kind, document.data


def test_every_record_of_the_tiny_town_is_accepted(town_tree: Tree, town_schemas: Schemas) -> None:
    """Each kind has one there: so no keyword of our schemas is unknown to the quick validator."""
    every = list(documents(town_tree, town_schemas))
    assert {kind.name for _, kind, _ in every} == set(town_schemas.kinds)
    assert [path for path, kind, data in every if not kind.accepts(data)] == []


SHAPE_RULES = {rule for rule, _ in shape.SENTENCES.values()}


def test_both_agree_on_the_cases_of_shape(town_tree: Tree, town_schemas: Schemas) -> None:
    wrong = 0
    for path in sorted(path for path in case.CASES.glob("*/*.yaml") if path.parent.name in SHAPE_RULES):
        made = case.read(path)
        changed = made.changed(town_tree)
        touched = {*made.changes.files, *(edit.path for edit in made.changes.edit)}
        for name, kind, data in documents({name: changed[name] for name in touched & changed.keys()}, town_schemas):
            is_valid = kind.validator.is_valid(data)
            assert kind.accepts(data) == is_valid, f"{made.name}: {name}"
            wrong += not is_valid
    assert wrong >= len(SHAPE_RULES)


HUGE = 10**15 - 1  # the reader takes no number of more digits
WRONG_TYPES: tuple[Any, ...] = (None, True, False, 0, 1, 1.0, -1, 0.5, HUGE, -HUGE, "", [], {}, [[]], {"a": 1})
TEXTS = ("\n", " ", "　", "０", "1.00", "-0.00", "g01", "a" * 2000, "㐀" * 200, "𠀀", "𲎯", "é", "e\u0301", "한글", "ﬁ")
DAYS = (
    "2026-02-30",
    "0000-01-01",
    "9999-12-31",
    "2026-1-1",
    "20260101",
    "2026-W01-1",
    "２０２６-01-01",
    "2026-01-01T00",
)


def near(value: Any) -> Iterator[Any]:
    """Values that differ little from `value`, or more."""
    yield from WRONG_TYPES
    if isinstance(value, bool):
        yield from (int(value), str(value).lower())
    elif isinstance(value, int | float):
        yield from (value + 1, value - 1, float(value), str(value), value * 1000)
    elif isinstance(value, str):
        yield from (*TEXTS, *DAYS)
        yield from (f"{value}\n", f"\n{value}", f" {value}", value * 40, value[:-1], value.upper(), f"{value}𠀀")
        yield unicodedata.normalize("NFD", f"{value}é")
        yield "".join(chr(ord(sign) + 0xFEE0) if sign.isascii() and sign.isdigit() else sign for sign in value)
    elif isinstance(value, list):
        yield from ([], value[:-1], value * 2, value[:1] * 301, [*value, None], [*value, 1, 1.0], [1, True], [0, False])
    elif isinstance(value, dict):
        yield from ({**value, "unknown": 1}, {}, [value])
        yield from ({key: inner for key, inner in value.items() if key != name} for name in value)
        yield from ({**value, name.upper(): inner} for name, inner in value.items())


def places(data: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value of a record, lists and mappings too, with where it stands."""
    yield at, data
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*at, step))


def test_both_agree_near_every_value_of_the_tiny_town(town_tree: Tree, town_schemas: Schemas) -> None:
    """Every schema of a value, with all that is near one of its values. The quick one is stricter in nothing but
    numbers that are written in two ways."""
    examples: dict[str, tuple[Any, Any]] = {}
    for _, kind, data in documents(town_tree, town_schemas):
        for at, value in places(data):
            examples.setdefault(json.dumps(kind.at(at), sort_keys=True), (kind.at(at), value))
    accepted = refused = 0
    for schema, example in examples.values():
        accepts, validator = acceptance(schema), RecordValidator(schema, format_checker=formats)
        for value in near(example):
            is_accepted, is_valid = accepts(value), validator.is_valid(value)
            assert is_accepted == is_valid or (is_valid and "1.0" in json.dumps(value)), f"{value!r} for {schema}"
            accepted, refused = accepted + is_accepted, refused + (not is_accepted)
    assert min(accepted, refused) > 500


def test_both_agree_on_records_with_several_changes(town_tree: Tree, town_schemas: Schemas) -> None:
    every = [(kind, data, list(places(data))) for _, kind, data in documents(town_tree, town_schemas) if len(data) < 12]

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(st.data())
    def check(draw: st.DataObject) -> None:
        kind, data, all_places = draw.draw(st.sampled_from(every))
        changed = {"": copy.deepcopy(data)}
        for at, value in draw.draw(st.lists(st.sampled_from(all_places), min_size=1, max_size=3)):
            with contextlib.suppress(KeyError, IndexError, TypeError):  # a place that went with another change
                walk.put(changed, ("", *at), draw.draw(st.sampled_from(list(near(value)))))
        assert not kind.accepts(changed[""]) or kind.validator.is_valid(changed[""])

    check()


@pytest.mark.parametrize(
    ("schema", "data", "is_valid"),
    [
        ({"type": "string", "pattern": "^[0-9]$"}, "1", True),
        ({"type": "string", "pattern": "^[0-9]$"}, "1\n", False),
        ({"type": "string", "pattern": r"^\d$"}, "１", True),
        ({"type": "string", "pattern": r"^\D$"}, "１", False),
        ({"type": "string", "pattern": "^a|b$"}, "ax", False),
        ({"type": "string", "format": "date"}, "0000-01-01", False),
        ({"type": "string", "format": "date"}, "2026-02-30", False),
        ({"type": "string", "format": "date"}, "2028-02-29", True),
        ({"type": "string", "format": "email"}, "nobody", True),
        ({"type": "integer"}, 1.0, True),
        ({"type": "integer"}, True, False),
        ({"enum": [1, "a"]}, True, False),
        ({"enum": [False]}, 0, False),
        ({"uniqueItems": True}, [1, 1], False),
        ({"uniqueItems": True}, [{"a": 1, "b": 2}, {"b": 2, "a": 1}], False),
        ({"uniqueItems": True}, [1, True, "1"], True),
        ({"type": "string", "maxLength": 1}, "𠀀", True),
        ({"type": "string", "minLength": 2}, "𠀀", False),
    ],
)
def test_a_quick_answer_is_the_answer(schema: Any, data: Any, is_valid: bool) -> None:
    assert RecordValidator(schema, format_checker=formats).is_valid(data) == is_valid
    assert acceptance(schema)(data) == is_valid


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        pytest.param({"uniqueItems": True}, [1, 1.0], id="one number written in two ways"),
        pytest.param({"type": "string"}, "\ud800", id="half a character"),
        pytest.param({"type": "object"}, {1: 1}, id="a key that is no text"),
        pytest.param({"not": {"type": "string", "format": "email"}}, 1, id="a keyword that our schemas do not use"),
        pytest.param({"$ref": "https://example.org/schema"}, 1, id="a reference, which nobody follows"),
        pytest.param({"properties": {"a": {"anyOf": [{"type": "string"}]}}}, {}, id="deep inside"),
        pytest.param({"type": "word"}, 1, id="no schema"),
        pytest.param({"type": "string", "pattern": "^($"}, 1, id="no pattern"),
    ],
)
def test_what_is_beyond_it_is_left_to_the_other(schema: Any, data: Any) -> None:
    assert not acceptance(schema)(data)
