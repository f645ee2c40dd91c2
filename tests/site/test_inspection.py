"""The second line: a finished site that holds what no record holds is not put in place (hardening.md P5)."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from help.built import new_root
from help.inspected import inspected
from help.towns import TODAY, TOWN, Tree, registered
from help.walk import ROOT
from lianhu import public
from lianhu.cli import main
from lianhu.personal import without_checksums, written_numbers_in
from lianhu.public import Posted
from lianhu.rules.excuses import fingerprint
from lianhu.site import inspection
from lianhu.town.kinds.town import PrivacyException
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

IDENTITY = "11010519491231002X"  # the example of the standard; nobody's
MASKED = "1101**********002X"
PHONE = "13800138001"


class Inspector(inspection.Inspector):
    """One of no town: nothing is derived from its records."""

    _pinyin: Mapping[str, frozenset[str]] = {}

    def __init__(self) -> None:
        super().__init__(cast("Posted", None))


def png(text: str = "", *, compressed: bool = False) -> bytes:
    out, chunks = io.BytesIO(), PngInfo()
    chunks.add_text("Comment", text, zip=compressed)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=chunks)
    return out.getvalue()


def jpeg(text: str) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = text
    Image.new("RGB", (2, 2)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def zipped(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def found(folder: Path, town: Register, *exceptions: PrivacyException) -> list[tuple[str, str]]:
    problems = inspected(folder, public.posted(town, "web"), exceptions)
    return [(problem.path, str(problem.message)) for problem in problems]


ESCAPED = "".join(f"&#{ord(sign)};" for sign in IDENTITY)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", f"<p>{IDENTITY}</p>".encode()),
        ("a.html", f"<p>{ESCAPED}</p>".encode()),
        ("a.html", f"<!-- {IDENTITY} -->".encode()),
        ("a.html", f'<img alt="{IDENTITY}" src="x">'.encode()),
        ("a.html", f"<a data-x='{IDENTITY}'>x</a>".encode()),
        ("a.html", f"<p>１１０１０５ 19491231 ００２Ｘ</p>".encode()),  # noqa: F541
        ("sitemap.xml", f"<loc>{IDENTITY}</loc>".encode()),
        ("drawing.svg", f"<svg><desc>{IDENTITY}</desc></svg>".encode()),
        ("a.css", f"/* {IDENTITY} */".encode()),
        ("a.css", f'p::after {{ content: "{IDENTITY}" }}'.encode()),
        ("a.js", f"let a = '{IDENTITY}'".encode()),
        ("a.js", f"let a = {IDENTITY[:17]}\n// {IDENTITY}".encode()),
        ("a.json", json.dumps({"a": [{"b": IDENTITY}]}).encode()),
        ("a.json", json.dumps({IDENTITY: 1}).encode()),
        ("a.json", f'{{"a": "{IDENTITY}"'.encode()),
        ("a.csv", f"a,b\n1,{IDENTITY}\n".encode()),
        ("a.ics", f"SUMMARY:{IDENTITY[:9]}\r\n {IDENTITY[9:]}\r\n".encode()),
        ("a.txt", IDENTITY.encode()),
        ("a.unknown", b"\xff\xfe " + IDENTITY.encode()),
        ("a.png", png(IDENTITY)),
        ("a.png", png(IDENTITY, compressed=True)),
        ("a.jpg", jpeg(IDENTITY)),
        ("a.jpg", f"no picture {IDENTITY}".encode()),
        ("a.xml.gz", gzip.compress(f"<loc>{IDENTITY}</loc>".encode(), mtime=0)),
        ("a.zip", zipped("x.csv", f"1,{IDENTITY}\n")),
        ("a.zip", zipped(f"{IDENTITY}.csv", "")),
        (f"{IDENTITY}.txt", b""),
        (f"{IDENTITY}/a.txt", b""),
    ],
)
def test_wherever_it_is_it_is_found(name: str, content: bytes, tmp_path: Path, town_register: Register) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    assert found(tmp_path, town_register) == [(name, f"The finished site holds an identity number: {MASKED}.")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>镇里电话0730-0000050，打12345也行。</p>"),
        ("a.html", "<p>不写“某某家门口”，举报和信访走各自的渠道。</p>"),
        ("a.html", '<td><span class="window">1970/1970 100%</span></td>'),
        ("a.html", '<svg viewBox="0 0 138 0013"><path d="M138 0013 8001 110105 19491231 002X"/></svg>'),
        ("a.html", "<p>110105**********02X</p>"),
        ("a.css", "p{width:1.38001380010rem;margin:0 138px 0013px 8001px;color:#138001;border:1px solid #110105}"),
        ("a.json", json.dumps({"sha256": "f13800138001a" + "0" * 51, "id": "0a138001-3800-4b00-8000-013800138001"})),
        ("a.html", '<script integrity="sha256-13800138001AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="></script>'),
        ("a.json", json.dumps([2026, 20261122, 1763769600, 9007199254740991])),
        ("a.png", "no text at all"),
    ],
)
def test_what_is_nobodys_may_stand(name: str, text: str, tmp_path: Path, town_register: Register) -> None:
    (tmp_path / name).write_bytes(png() if name == "a.png" else text.encode())
    assert found(tmp_path, town_register) == []


def test_numbers_of_offices_and_consented_ones_may_stand(
    tmp_path: Path, town_tree: Tree, town_schemas: Schemas
) -> None:
    person = "records/villages/heping/representatives/g01-r01.yaml"
    tree = {**town_tree, person: town_tree[person].replace(b"0730-0000061", PHONE.encode())}
    (tmp_path / "a.html").write_text(f"<a href='tel:{PHONE}'>{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}</a>")
    inside = registered(tree, town_schemas)
    assert found(tmp_path, inside) == [("a.html", "The finished site holds a phone number: 138****8001.")]
    agreed = tree[person].replace(b"web: false", b"web: true")
    assert found(tmp_path, registered({**tree, person: agreed}, town_schemas)) == []


def test_a_declared_exception_may_stand(tmp_path: Path, town_register: Register) -> None:
    (tmp_path / "a.html").write_text(f"<p>{PHONE}</p>")
    path, rule = "records/villages/heping/issues/2026/g01-2026-0001.yaml", "records_hold_no_private_contacts"
    own = fingerprint(path, rule, PHONE)
    excused = PrivacyException(path=path, rule=rule, fingerprint=own, reason="热线", owner="镇", expires_on=TODAY)
    assert found(tmp_path, town_register, excused) == []
    other = structs.replace(excused, fingerprint=fingerprint(path, rule, IDENTITY))
    assert found(tmp_path, town_register, other) == [("a.html", "The finished site holds a phone number: 138****8001.")]


# -- the whole build


@pytest.fixture
def town(tmp_path: Path) -> Path:
    root = new_root(tmp_path / "root", TOWN)
    (root / "public").mkdir()
    (root / "public/404.html").write_text("the old site")
    return root


def in_template(root: Path) -> None:
    folder = root / "site/templates"
    folder.mkdir()
    text = (ROOT / "site/templates/issue.html").read_text(encoding="utf-8")
    (folder / "issue.html").write_text(f"{text}<p>{IDENTITY}</p>", encoding="utf-8")


def in_style_sheet(root: Path) -> None:
    (root / "site/pages/town.css").write_text(f"/* asked by {IDENTITY} */")


def in_picture(root: Path) -> None:
    (root / "site/pages/town.png").write_bytes(png(IDENTITY))


def in_file_name(root: Path) -> None:
    (root / f"site/pages/{IDENTITY}.png").write_bytes(png())


@pytest.mark.slow
@pytest.mark.parametrize("taint", [in_template, in_style_sheet, in_picture, in_file_name])
def test_a_build_stops_and_the_old_site_stays(taint: Callable[[Path], None], town: Path) -> None:
    taint(town)
    environment = {"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, ["build", "--root", str(town)], env=environment)
    assert result.exit_code == 1, result.output
    assert f"The finished site holds an identity number: {MASKED}. [{inspection.RULE}]" in result.output
    assert IDENTITY not in result.output
    assert [path.name for path in (town / "public").iterdir()] == ["404.html"]
    assert (town / "public/404.html").read_text() == "the old site"


def test_what_many_pages_share_is_searched_once(
    tmp_path: Path, town_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    def counting(text: str) -> tuple[()]:
        searched.append(text)
        return ()

    monkeypatch.setattr(inspection, "written_numbers_in", counting)
    head = "电话0730-0000050"
    for number in range(50):
        (tmp_path / f"{number}.html").write_text(f"<header><b>{head}</b></header><p>第{number}页</p>")
    assert found(tmp_path, town_register) == []
    assert searched == [head]  # what can hold no number is not taken apart


PAGE_PIECES = (
    *(
        "138",
        "0013",
        "8001",
        "13800138001",
        IDENTITY,
        "1",
        "３",
        "三",
        "-",
        " ",
        "…",
        "（",
        "电话",
        "微信号",
        "lxy12345",
    ),
    *(
        "湘A12345",
        "a@b.cn",
        "&#49;",
        "&amp;",
        "&nbsp;",
        "\u200b",
        "f" * 20,
        "0a138001-3800-4b00-8000-013800138001",
        "'",
    ),
    *("sha256-" + "A" * 40, "<p>", "</p>\n", "<b>", "</b>", ">\n", "\n", '"', '<a title="', '">', " d='", "<a x='"),
)


@given(st.lists(st.lists(st.sampled_from(PAGE_PIECES), max_size=12).map("".join), min_size=1, max_size=3))
def test_a_look_at_pages_hides_nothing_from_the_detectors(pages: list[str]) -> None:
    inspector = Inspector()
    for page in pages:
        pieces = inspection.Pieces()
        pieces.take("a.html", page.encode())
        assert inspector.numbers_in("a.html", page.encode()) == numbers_of(pieces)


FILE_PIECES = (
    *PAGE_PIECES[:24],
    '"',
    ",",
    "\\u0031",
    "\\n",
    "\n",
    "\r\n",
    "{",
    "}",
    ":",
    "[",
    "]",
    "1e11",
    "1380013.8001E4",
)


@pytest.mark.parametrize("name", ["a.json", "a.csv"])
@given(st.lists(st.sampled_from(FILE_PIECES), max_size=14).map("".join))
def test_a_look_at_files_hides_nothing_from_the_detectors(name: str, text: str) -> None:
    pieces = inspection.Pieces()
    pieces.take(name, text.encode())
    assert Inspector().numbers_in(name, text.encode()) == numbers_of(pieces)


def numbers_of(pieces: Iterable[str]) -> tuple[inspection.Number, ...]:
    """Every piece searched by all detectors, however it looks."""
    texts = (without_checksums(text) for piece in pieces for text in inspection._read(piece))
    found = {finding for text in texts for finding in written_numbers_in(text)}
    return tuple(sorted({inspection.Number(one.detector, one.value, one.masked) for one in found}))
