"""Records of an older version read as they would be written today: as data, as text, file by file and as a town."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.old_writing import old_town, old_way
from help.towns import TODAY, Tree
from lianhu.reading import yamldoc
from lianhu.rules.check import check
from lianhu.town import migrating, migrations
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
TOWN_FILE = "records/town.yaml"

DAYS = st.dates().map(str)
TERM = st.fixed_dictionaries(
    {
        "chosen": st.fixed_dictionaries(
            {"date": DAYS, "method": st.sampled_from(["household_recommendation", "group_meeting", "by_election"])}
        ),
        "start": DAYS,
        "end": DAYS,
        "certificate": st.integers(0, 999).map(lambda number: f"SL-2024-{number:03}"),
    },
    optional={
        "extended": st.fixed_dictionaries({"until": DAYS, "reason": st.sampled_from(["一并换届", "防汛: 推迟"])})
    },
)
PLACES = {
    "chosen.date": "terms[1].chosen.date",
    "term.end": "terms[1].end",
    "term.extended.until": "terms[1].extended.until",
    "certificate": "terms[1].certificate",
    "name": "name",
    "groups[1].since": "groups[1].since",
}
COMMENTS = ("", "  # 换届后补录", "  # “一届”：见 #3")


@st.composite
def people(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A representative as version 1 wrote it, and as it is written today."""
    today: dict[str, Any] = {
        "id": "heping-g01-r01",
        "name": "欧阳立秋",
        "groups": [{"group": "heping-g01", "since": "2026-01-10"}],
        "household_count": 12,
        "roles": ["safety_guard"],
        "terms": [draw(TERM)],
        "consent": {},
    }
    old = old_way(today)
    corrected = draw(st.lists(st.sampled_from(sorted(PLACES)), max_size=3))
    for number, at in enumerate(corrected):
        said = {"date": "2026-03-01", "by": "town_office", "right": "x", "reason": f"笔误{number}"}
        old.setdefault("corrections", []).append({"at": at, **said})
        today.setdefault("corrections", []).append({"at": PLACES[at], **said})
    order = draw(st.permutations(list(old)))
    return {key: old[key] for key in order}, today


@st.composite
def texts(draw: st.DrawFn) -> tuple[bytes, dict[str, Any]]:
    """A file of version 1 with comments, blank lines, brackets and either line end, and its data of today."""
    old, today = draw(people())
    lines: list[str] = []
    for key, value in old.items():
        if key in ("chosen", "term") and draw(st.booleans()):
            inner = ", ".join(f"{name}: {_flow(one)}" for name, one in value.items())
            block = [f"{key}: {{{inner}}}"]
        else:
            block = to_yaml({key: value}).decode().splitlines()
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", "# 一行说明", '# it\'s a "note"'])))
        lines += [
            f"{line}{draw(st.sampled_from(COMMENTS)) if not line.endswith(('|-', '|')) else ''}" for line in block
        ]
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join(lines) + draw(st.sampled_from(["", end]))
    return text.encode(), today


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"
    return f'"{value}"'


def data_of(content: bytes) -> Any:
    document, problems = yamldoc.read(PERSON, content)
    assert document, problems
    return document.data


def migrated_text(content: bytes, town_schemas: Schemas) -> bytes:
    return migrating.migrated({PERSON: content}, town_schemas)[PERSON]


@given(pair=people())
def test_data_of_version_1_is_read_as_todays(
    pair: tuple[dict[str, Any], dict[str, Any]], town_schemas: Schemas
) -> None:
    old, today = pair
    found = migrations.migrated("representative", old)
    assert found == today
    assert migrations.migrated("representative", found) == found
    assert town_schemas.kinds["representative"].is_valid({k: v for k, v in found.items() if k != "corrections"})


@given(pair=texts())
def test_a_file_says_the_same_as_its_data_and_keeps_its_comments(
    pair: tuple[bytes, dict[str, Any]], town_schemas: Schemas
) -> None:
    content, today = pair
    if not yamldoc.read(PERSON, content)[0]:
        return
    found = migrated_text(content, town_schemas)
    assert data_of(found) == today == migrations.migrated("representative", data_of(content))
    assert migrated_text(found, town_schemas) == found
    for comment in ("# 换届后补录", "# “一届”：见 #3", "# 一行说明", '# it\'s a "note"'):
        assert found.decode().count(comment) == content.decode().count(comment)
    assert (b"\r\n" in found) == (b"\r\n" in content) and b"\r" not in found.replace(b"\r\n", b"")


def test_only_what_moves_changes(town_schemas: Schemas) -> None:
    old = (
        "id: heping-g01-r01   # 编号\n"
        'name: "欧阳立秋"\n'
        "chosen:   # 户代表会\n"
        "  date: 2026-01-08\n"
        "  method: 'household_recommendation'  # 按户\n"
        "roles: [safety_guard]\n"
        "term: {start: 2026-01-10, end: 2031-01-09}  # 五年\n"
        "\n"
        "# 证书\n"
        "certificate: XY-2026-001\n"
        "consent: {}\n"
    )
    assert migrated_text(old.encode(), town_schemas).decode() == (
        "id: heping-g01-r01   # 编号\n"
        'name: "欧阳立秋"\n'
        "# 五年\n"
        "terms:\n"
        "  - chosen:   # 户代表会\n"
        "      date: 2026-01-08\n"
        "      method: 'household_recommendation'  # 按户\n"
        "    start: 2026-01-10\n"
        "    end: 2031-01-09\n"
        "    # 证书\n"
        "    certificate: XY-2026-001\n"
        "roles: [safety_guard]\n"
        "\n"
        "consent: {}\n"
    )


def test_a_record_in_brackets_is_written_anew_and_keeps_its_comments(town_schemas: Schemas) -> None:
    chosen = "chosen: {date: 2026-01-08, method: by_election}"
    old = f"# one\n{{id: heping-g01-r01, {chosen}, certificate: XY-2026-001}}  # two\n".encode()
    found = migrated_text(old, town_schemas)
    assert found.decode().splitlines()[:2] == ["# one", "# two"]
    assert data_of(found)["terms"] == [
        {"chosen": {"date": "2026-01-08", "method": "by_election"}, "certificate": "XY-2026-001"}
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"term": "2026-01-10", "certificate": "XY-2026-001"},
        {"term": {"start": "2026-01-10", "length": 5}},
        {"terms": [], "certificate": "XY-2026-001"},
        ["chosen"],
        "chosen",
        None,
    ],
)
def test_what_fits_no_version_is_left_for_the_check(odd: Any) -> None:
    """Nothing is lost: a value without a place in the entry keeps the record as it is."""
    assert migrations.migrated("representative", odd) == odd


def test_the_old_town_is_todays_when_it_is_read(town_tree: Tree, town_schemas: Schemas) -> None:
    found = migrating.migrated(old_town(town_tree), town_schemas)
    assert not check(found, town_schemas, TODAY).problems
    assert {path: data_of(found[path]) for path in found if path.endswith(".yaml")} == {
        path: data_of(town_tree[path]) for path in town_tree if path.endswith(".yaml")
    }


def test_a_schema_of_version_1_describes_what_is_written_today(town_schemas: Schemas) -> None:
    """A town's own schema of before keeps its marks where the values are now."""
    entry = {"type": "string", "x-publish": "internal", "x-kept": "whole"}
    term = {"type": "object", "required": ["start"], "properties": {"start": entry, "end": entry}}
    old = {
        "required": ["chosen", "term", "certificate"],
        "properties": {"chosen": entry, "term": term, "certificate": entry},
    }
    found = migrations.migrated_schema("representative", old)
    assert found["required"] == ["terms"] and list(found["properties"]) == ["terms"]
    terms = found["properties"]["terms"]
    assert terms["x-kept"] == "entries" and terms["items"]["required"] == ["chosen", "start", "certificate"]
    assert terms["items"]["properties"]["start"] == entry
    today = town_schemas.kinds["representative"].schema
    assert migrations.migrated_schema("representative", today) == today
