"""Nothing leaks: tokens in everything that must not be published, and not one of them anywhere in the built site."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import html
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from PIL import Image

from help import walk
from help.built import new_root
from help.canary import Aviary, found_in
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree
from lianhu import difference
from lianhu.cli import main
from lianhu.reading import photos
from lianhu.rules import check
from lianhu.rules.check import Verdict
from lianhu.site.build import build
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

AGREED = "records/villages/heping/representatives/g01-r03.yaml"
EVIDENCE = "records/villages/heping/evidence/g01-2026-0001-1.jpg"


@pytest.fixture
def aviary(town_tree: Tree, town_schemas: Schemas) -> Aviary:
    """The tiny town with a token in everything hidden, and one representative whose photo may be shown."""
    birds = Aviary(town_tree, town_schemas, AGREED)
    birds.tree |= {
        "records/villages/heping/photos/g01-r03.jpg": birds.photo("a photo that is shown"),
        "records/villages/heping/photos/g01-r01.png": birds.drawing("a photo that is not shown"),
        EVIDENCE: birds.photo("evidence"),
    }
    return birds


@pytest.fixture
def unjudged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records are only read: what stays inside must do so whoever let it in."""

    def read(tree: Tree, schemas: Schemas, today: date, refused: Any = None, **_: object) -> Verdict:
        documents, problems = check.read(tree, schemas)
        assert not problems and not refused
        pictures = {path: content for path, content in tree.items() if photos.is_photo(path)}
        return Verdict((), Register(documents, schemas, today, pictures))

    monkeypatch.setattr("lianhu.site.checked.check", read)


def built(folder: Path, birds: Aviary) -> Path:
    """The site of a town in a repository whose every commit and author is a canary, too."""
    root = new_root(folder / "root", TOWN)
    for path, content in birds.tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    name, address = birds.token("note", "author of a commit"), birds.token("reference", "address of an author")
    message = birds.token("note", "message of a commit")
    Repository(root).commit({}, message=message, author=f"{name} <{address}@example.org>")
    assert not build(root, root / "public", TODAY)
    return root / "public"


@pytest.mark.slow
@pytest.mark.usefixtures("unjudged")
def test_no_canary_is_anywhere_in_the_site(aviary: Aviary, tmp_path: Path, town_schemas: Schemas) -> None:
    inside = {
        ".".join([name, *(step for step in at if step != "[]")])
        for name, kind in town_schemas.kinds.items()
        for at, value in walk.properties(kind.schema)
        if value.get("x-publish") != "web" and value.get("type") not in ("object", "array")
    }
    assert inside <= aviary.planted, "plant these too"
    public = built(tmp_path, aviary)
    assert found_in(public, aviary.tokens) == []
    assert len(aviary.tokens) > 200 and sum(path.is_file() for path in public.rglob("*")) > 80
    assert [path.name for path in (public / "photos").iterdir()] == ["heping-g01-r03.jpg"]
    people = json.loads((public / "data/representative.json").read_text())
    assert not [one for one in people.values() if "background" in one]


def as_it_is(content: bytes) -> bytes:
    return content


def no_story_lost(data: dict[str, Any], title: str, hidden: object) -> dict[str, Any]:
    return data


def no_correction_hidden(data: dict[str, Any]) -> dict[int, dict[str, Any]]:
    return dict(enumerate(data["corrections"]))


@pytest.mark.slow
@pytest.mark.usefixtures("unjudged")
@pytest.mark.parametrize(
    ("name", "broken", "expected"),
    [
        ("view.SHOWN_AT", {"web": ("web", "internal"), "wall": ("web",)}, "statement"),
        ("hidden.NEEDS_CONSENT", ("photo", "phone", "background"), "representatives/g02-r01.yaml: name"),
        ("hidden.NEEDS_CONSENT", ("name", "photo", "background"), "representatives/g02-r01.yaml: phone"),
        ("view._of_a_dispute", no_story_lost, "of a dispute"),
        ("hidden._corrections_of_what_is_shown", no_correction_hidden, "correction of"),
        ("view.photos.published", as_it_is, "a photo that is shown: XMP"),
    ],
    ids=["internal fields", "names", "phones", "disputes", "corrections", "metadata"],
)
def test_a_hole_in_the_door_is_seen(
    name: str, broken: Any, expected: str, aviary: Aviary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof can fail: each way in which something is kept back is taken away once."""
    monkeypatch.setattr(f"lianhu.public.{name}", broken)
    if name == "hidden.NEEDS_CONSENT":
        monkeypatch.setattr("lianhu.site.pages.privacy.NEEDS_CONSENT", ("name",))
    hits = found_in(built(tmp_path, aviary), aviary.tokens)
    assert [what for _, _, what in hits if expected in what]


def test_one_field_more_is_covered_by_itself(town_tree: Tree, town_schemas: Schemas) -> None:
    """Whoever adds an internal key to a schema has a canary in it, without touching a test."""
    kind = town_schemas.kinds["village"]
    secret = {"title": "内部", "type": "object", "x-publish": "internal", "properties": {"a": {"type": "string"}}}
    schema = {**kind.schema, "properties": {**kind.schema["properties"], "secret": secret}}
    changed = dataclasses.replace(kind, schema=schema)
    birds = Aviary(town_tree, Schemas({**town_schemas.kinds, "village": changed}))
    assert "village.secret.a" in birds.planted


ZIPPED = io.BytesIO()
with zipfile.ZipFile(ZIPPED, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("a.txt", "龘一靐")


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("a.html", lambda token: token.encode()),
        ("a.html", lambda token: "".join(f"&#x{ord(sign):x};" for sign in token).encode()),
        ("a.html", lambda token: html.escape("".join(f"&#{ord(sign)};" for sign in token)).encode()),
        ("a.html", lambda token: "<b>".join(token).encode()),
        ("a.html", lambda token: f"<a href='{quote(token)}'>".encode()),
        ("a.html", lambda token: b"data:;base64," + base64.b64encode(f"<svg>{token}</svg>".encode())),
        ("a.json", lambda token: json.dumps({"a": token}).encode()),
        ("a.css", lambda token: "".join(f"\\{ord(sign):06x}" for sign in token).encode()),
        ("a.js", lambda token: "".join(f"\\u{ord(sign):04x}" for sign in token).encode()),
        ("a.ics", lambda token: f"SUMMARY:{token[0]}\r\n {token[1:]}".encode()),
        ("a.csv", lambda token: f'﻿a,"{token}"'.encode()),
        ("a.txt", lambda token: token.encode("utf-16-le")),
        ("a.txt", lambda token: token.encode("gb18030")),
        ("a.xml.gz", lambda token: gzip.compress(token.encode())),
        ("a.zip", lambda token: ZIPPED.getvalue()),
        ("a.txt", lambda token: base64.b64encode(gzip.compress(token.encode() * 9))),
        ("龘一靐.txt", lambda token: b""),
        ("龘一靐/a.txt", lambda token: b""),
    ],
)
def test_whatever_code_a_canary_is_in_it_is_read(name: str, write: Callable[[str], bytes], tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(write("龘一靐"))
    assert {what for _, _, what in found_in(tmp_path, {"龘一靐": "a name", "龘丁靐": "another"})} == {"a name"}


def test_a_canary_in_a_picture_is_read(aviary: Aviary, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(aviary.photo("one"))
    (tmp_path / "a.png").write_bytes(aviary.drawing("two"))
    seen = {what for _, _, what in found_in(tmp_path, aviary.tokens)}
    assert seen == {"one: EXIF", "one: XMP", "one: comment", "two: tEXt", "two: iTXt"}
    with Image.open(tmp_path / "a.jpg") as image:
        assert image.size == (32, 32)


# -- what was public once

NAME, REMOVED, PHONE = "龘丁靐", "龘七靐", "0739-7654321"
STORY, TITLE, NOTE = "金丝雀旧事号", "金丝雀旧题号", "金丝雀旧注号"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
GONE = "records/villages/heping/representatives/g01-r09.yaml"
TOMBSTONE = "records/removals/representative-heping-g01-r09.yaml"
ONCE = {
    NAME: "a name whose consent is withdrawn",
    PHONE: "a phone whose consent is withdrawn",
    STORY: "the story of what is a dispute now",
    TITLE: "the title of what is a dispute now",
    REMOVED: "the name in a record that is removed",
    NOTE: "a statement that stood there once",
}


def history(root: Path, tree: Tree) -> Repository:
    """A town that published all of it, and may show none of it now."""
    new_root(root, TOWN)
    person, issue = tree[PERSON].decode(), tree[ISSUE].decode()
    then_person = person.replace("欧阳立秋", NAME).replace("0730-0000061", PHONE).replace("web: false", "web: true")
    then_issue = issue.replace("一组路口路灯不亮", TITLE).replace("晚上去看，灯不亮。", STORY)
    then_issue = then_issue.replace("responsible_post: 村电工\n", f"statement: {NOTE}\nresponsible_post: 村电工\n", 1)
    gone = person.replace("g01-r01", "g01-r09").replace("欧阳立秋", REMOVED).replace("XY-2026-001", "XY-2026-009")
    gone = gone.replace("0730-0000061", "0730-0000069")
    town = Repository(root)
    town.commit({PERSON: then_person.encode(), ISSUE: then_issue.encode(), GONE: gone.encode(), TOMBSTONE: None})
    now_person = then_person.replace("    wall: true\n", "    wall: true\n    withdrawn_on: 2026-11-20\n")
    now_issue = then_issue.replace("category: street_light", "category: neighbour_dispute")
    now_issue = now_issue.replace(f"statement: {NOTE}\n", "").replace(f"title: {TITLE}", "title: 邻里纠纷调解")
    twin = ISSUE.replace("0001", "0002")
    now_twin = tree[twin].replace(b"category: street_light", b"category: neighbour_dispute")
    now = {PERSON: now_person.encode(), ISSUE: now_issue.encode(), twin: now_twin}
    town.commit({**now, GONE: None, TOMBSTONE: tree[TOMBSTONE]})
    return town


@pytest.mark.slow
def test_what_was_public_once_is_not_public_now(tmp_path: Path, town_tree: Tree) -> None:
    """Earlier commits held it with consent; the present schema, the present consent and the present category decide."""
    town = history(tmp_path / "root", town_tree)
    assert all(token.encode() in town.git("log", "-p").encode() for token in ONCE), "the history does hold it"
    assert not build(town.root, town.root / "public", TODAY)
    assert (town.root / "public/changes.atom").is_file(), "the past is told here"
    assert found_in(town.root / "public", ONCE) == []


@pytest.mark.slow
def test_it_was_public_then(tmp_path: Path, town_tree: Tree) -> None:
    town = history(tmp_path / "root", town_tree)
    town.git("checkout", "--quiet", "HEAD^", "--", "records")
    (town.root / TOMBSTONE).unlink()
    declared = town.root / "records/town.yaml"
    totals = declared.read_text().replace("representatives: 5", "representatives: 6")
    declared.write_text(totals.replace("households: 55", "households: 67"))
    assert not build(town.root, town.root / "public", TODAY)
    seen = {token for _, token, _ in found_in(town.root / "public", ONCE)}
    assert seen == {NAME, PHONE, STORY, TITLE, REMOVED}


@pytest.mark.parametrize("form", sorted(difference.FORMATS))
def test_nor_does_a_comparison_tell_it(form: str, tmp_path: Path, town_tree: Tree) -> None:
    """Whoever reads a review's comment reads what was there before."""
    town = history(tmp_path / "root", town_tree)
    environment = {"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()}
    arguments = ["diff", "HEAD^", "HEAD", "--format", form, "--root", str(town.root)]
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == 0 and "heping-g01-r01" in result.output
    assert not [token for token in ONCE if token in result.output]
