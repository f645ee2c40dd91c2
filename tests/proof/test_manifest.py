"""The manifest of a site: its bytes, as docs/manifest.md tells them to other programs, and what it refuses to read."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help import walk
from help.built import Built
from help.towns import TODAY, Tree, registered
from lianhu import public
from lianhu.proof import manifest, sums
from lianhu.reading import jsondoc
from lianhu.site import site
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words.problems import ToolError

DOCUMENT = (walk.ROOT / "docs/manifest.md").read_text(encoding="utf-8")
VECTORS = re.findall(r"^\| `(\{.*\})` \| `([0-9a-f]{64})` \|$", DOCUMENT, re.MULTILINE)
ROOTS = re.findall(r"^`([0-9a-f]{64})`[;.]", DOCUMENT, re.MULTILINE)


def computed_by_another(data: Path) -> tuple[dict[str, str], str]:
    """Every hash and the root from a site's data files alone, written from docs/manifest.md and nothing else."""

    def digest(prefix: bytes, value: object) -> str:
        form = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        return hashlib.sha256(prefix + form).hexdigest()

    kinds = {name.split("/")[0] for name in json.loads((data / "manifest.json").read_bytes())["records"]}
    found = {}
    for path in data.glob("*.json"):
        kind = path.stem.partition("-")[0]
        for record, content in json.loads(path.read_bytes()).items() if kind in kinds else ():
            found[f"{kind}/{record}"] = digest(b"\x00", content)
    return found, digest(b"\x01", found)


# -- the bytes


@pytest.mark.parametrize(("content", "expected"), VECTORS)
def test_the_documented_hashes(content: str, expected: str) -> None:
    assert manifest.hash_of(json.loads(content)) == expected


def test_the_documented_roots() -> None:
    names = ("issue/heping-g01-2026-0001", "representative/heping-g01-r01")
    two = {name: digest for name, (_, digest) in zip(names, VECTORS[:2], strict=True)}
    assert len(VECTORS) == 3
    assert [manifest.root_of(two), manifest.root_of({})] == ROOTS


@pytest.mark.slow
def test_residents_need_only_the_site(tiny_site: Built, demo_site: Built) -> None:
    for built in (tiny_site, demo_site):
        stated = json.loads((built.folder / manifest.ADDRESS).read_bytes())
        assert computed_by_another(built.folder / "data") == (stated["records"], stated["root"])


def test_the_order_of_keys_does_not_matter_and_every_value_does() -> None:
    record = {"id": "x", "list": [{"a": 1, "b": "é"}, 2], "yes": True}
    turned = {"yes": True, "list": [{"b": "é", "a": 1}, 2], "id": "x"}
    assert manifest.hash_of(record) == manifest.hash_of(turned)
    others: list[Any] = [
        {**record, "list": [2, {"a": 1, "b": "é"}]},
        {**record, "list": [{"a": 1, "b": "e\u0301"}, 2]},
        {**record, "list": [{"a": "1", "b": "é"}, 2]},
        {**record, "yes": 1},
        {**record, "yes": None},
        {**record, "more": None},
        record["list"],
    ]
    found = {manifest.hash_of(one) for one in (record, *others)}
    assert len(found) == 1 + len(others)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15) + 1, 10**15 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z_]{1,5}", fullmatch=True), inner),
    max_leaves=8,
)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(plain, st.integers(0, 4), st.booleans())
def test_written_again_by_any_program_the_hash_is_the_same(value: Any, indent: int, ascii_only: bool) -> None:
    again = json.loads(json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert manifest.hash_of(again) == manifest.hash_of(value)


def test_keys_and_numbers_are_what_the_canonical_form_needs(town_schemas: Schemas) -> None:
    """RFC 8785 sorts by UTF-16 and writes numbers as JavaScript does: ours need neither."""

    def judged(schema: Any) -> None:
        if isinstance(schema, dict):
            assert schema.get("type") != "number"
            assert all(name.isascii() for name in schema.get("properties", {}))
            for inner in schema.values():
                judged(inner)
        elif isinstance(schema, list):
            for inner in schema:
                judged(inner)

    for kind in town_schemas.kinds.values():
        judged(kind.schema)


# -- what a site says


def test_every_public_record_is_in_it_and_nothing_else(town_register: Register) -> None:
    town_site = site.of(town_register, walk.ROOT)
    stated = json.loads(dict(town_site.files())[manifest.ADDRESS])
    assert "representative/heping-g01-r01" in stated["records"]
    assert not [name for name in stated["records"] if name.startswith("editors/")]
    assert stated["town"] == town_register.town.name and stated["day"] == TODAY.isoformat()
    assert (stated["commit"], stated["no_commit"]) == (None, "no_history")
    assert (stated["previous"], stated["no_previous"]) == (None, "no_commit")
    assert stated["records"] == manifest.hashes(public.documents(town_register, "web"))


def test_what_the_web_does_not_show_changes_no_hash(town_tree: Tree, town_schemas: Schemas) -> None:
    path = "records/villages/heping/representatives/g01-r01.yaml"  # her phone is for the wall only
    before = site.of(registered(town_tree, town_schemas), walk.ROOT).manifest
    town_tree[path] = town_tree[path].replace(b"0730-0000061", b"0730-0000099")
    assert site.of(registered(town_tree, town_schemas), walk.ROOT).manifest.root == before.root
    town_tree[path] = town_tree[path].replace("水渠轮管".encode(), "渠道轮管".encode())
    changed = site.of(registered(town_tree, town_schemas), walk.ROOT).manifest
    differing = {name for name, digest in changed.records.items() if before.records[name] != digest}
    assert differing == {"representative/heping-g01-r01"} and changed.root != before.root


def test_the_day_alone_leaves_the_root(town_tree: Tree, town_schemas: Schemas) -> None:
    today, tomorrow = (
        site.of(registered(town_tree, town_schemas, day), walk.ROOT).manifest
        for day in (TODAY, TODAY + timedelta(days=1))
    )
    assert today.root == tomorrow.root and today.checksum != tomorrow.checksum


@pytest.mark.slow
def test_the_data_page_shows_the_code(tiny_site: Built) -> None:
    root = json.loads((tiny_site.folder / manifest.ADDRESS).read_bytes())["root"]
    page = tiny_site.pages["data/"]
    assert f"{root[:4]} {root[4:8]} {root[8:12]} {root[12:16]}" in page.text
    assert page.says("改动一个字节就不同")


@pytest.mark.slow
def test_the_code_has_a_page_of_its_own(tiny_site: Built) -> None:
    """It cannot stand in what it is made from, and without any script it is one step away."""
    code = sums.code(sums.digest((tiny_site.folder / sums.ADDRESS).read_bytes()))
    assert tiny_site.pages["data/code/"].says(f"小样县小样镇 {TODAY} 第1次公布 校验码 {code}")
    assert "../data/code/" in {link.value for link in tiny_site.pages["data/"].links}
    others = [address for address, page in tiny_site.pages.items() if code in page.text]
    assert others == ["data/code/"]


# -- what is refused


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(ToolError) as refused:
        manifest.of_json(jsondoc.read(path))
    assert refused.value.exit_code == 2
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is not JSON"),
        (b"PK\x03\x04", "is not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"a": "\\ud800"}', "not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"format": 1, "format": 1}', "each key once"),
        (b'{"format": NaN}', "whole numbers"),
        (b'{"format": 1.0}', "whole numbers"),
        (b'{"format": 1' + b"0" * 5000 + b"}", "not JSON"),
        (b"[]", "no manifest"),
        (b"null", "no manifest"),
        (b'{"figures": {}}', "no manifest"),
        (b'{"format": 3, "root": ""}', "format 3"),
        (b'{"format": true, "root": ""}', "format True"),
        (b'{"format": 1, "root": ""}', "missing or unknown"),
    ],
)
def test_what_is_no_manifest_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in refusal(tmp_path / "manifest.json", content)


def test_too_large_a_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsondoc, "LARGEST_FILE", 1000)
    assert "larger than 1000 bytes" in refusal(tmp_path / "manifest.json", b" " * 1001)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("day", "2026-02-30"),
        ("day", 20261122),
        ("day", None),
        ("commit", "HEAD"),
        ("commit", "--output=x"),
        ("commit", "a" * 41),
        ("committed", "yesterday"),
        ("root", "A" * 64),
        ("previous", ["x"]),
        ("town", ""),
        ("town", "x" * 101),
        ("records", []),
        ("records", {"../x": "0" * 64}),
        ("records", {"issue/x": "0"}),
        ("records", {"issue/x": {}}),
        ("surplus", 1),
    ],
)
def test_a_manifest_of_wrong_shape_is_refused(name: str, value: object, tmp_path: Path, tiny_site: Built) -> None:
    whole = json.loads((tiny_site.folder / manifest.ADDRESS).read_bytes())
    whole[name] = value
    reason = refusal(tmp_path / "manifest.json", json.dumps(whole).encode())
    assert "manifest" in reason and "\n" not in reason and len(reason) < 200


def test_a_manifest_reads_back_as_it_was_written(tiny_site: Built) -> None:
    path = tiny_site.folder / manifest.ADDRESS
    written = manifest.of_json(jsondoc.read(path))
    assert written.manifest.text().encode() == path.read_bytes()
    assert (written.root, written.checksum) == (written.manifest.root, written.manifest.checksum)
