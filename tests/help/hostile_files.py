"""Hostile workbooks and photos, each opened in a process with little memory and time.

`python tests/help/hostile_files.py FOLDER` makes them in the folder and prints `{name: {"found": what was said}}`.
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from help import limits
from lianhu.reading import photos
from lianhu.reading.spreadsheets import read_table
from lianhu.words.problems import ToolError

MEGABYTES = 400
SECONDS = 10
COLUMNS = {"reference": "编号", "title": "主题"}
NOT_ONE, TOO_MUCH, TOO_WIDE = "not a spreadsheet", "split it", "reaches to column"
TAKEN = "taken"

TYPES = "http://schemas.openxmlformats.org"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{TYPES}/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{TYPES}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{TYPES}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{TYPES}/spreadsheetml/2006/main" '
    f'xmlns:r="{TYPES}/officeDocument/2006/relationships"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{TYPES}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{TYPES}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
GOOD = '<row r="1"><c r="A1" t="str"><v>编号</v></c><c r="B1" t="str"><v>主题</v></c></row>'
GOOD += '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>路灯</v></c></row>'


def sheet(rows: str = "", head: str = "") -> str:
    return f'{head}<worksheet xmlns="{TYPES}/spreadsheetml/2006/main"><sheetData>{GOOD}{rows}</sheetData></worksheet>'


def workbook(content: str = "", method: int = zipfile.ZIP_DEFLATED, **parts: str | bytes) -> bytes:
    """A workbook of one sheet, with more parts or others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as book:
        more = {name.replace("__", "/"): part for name, part in parts.items()}
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": content or sheet(), **more}.items():
            book.writestr(name, part)
    return out.getvalue()


def that_lies() -> bytes:
    """A workbook with 600 MB of strings that both of its headers call 1,000 bytes, with the right sum for those."""
    name, size = "xl/sharedStrings.xml", 1000
    changed = bytearray(workbook(**{name: b"\0" * 600_000_000}))
    for signature, at in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        place = changed.find(signature)
        while place >= 0:
            length = struct.unpack_from("<H", changed, place + at + 4)[0]
            begin = place + (30 if signature == b"PK\3\4" else 46)
            if changed[begin : begin + length] == name.encode():
                struct.pack_into("<I", changed, place + at, size)
                struct.pack_into("<I", changed, place + at - 8, zlib.crc32(b"\0" * size))
            place = changed.find(signature, place + 4)
    return bytes(changed)


def png(width: int, height: int, pixels: bytes, *more: tuple[bytes, bytes]) -> bytes:
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        *more,
        (b"IDAT", zlib.compress(pixels, 1)),
    ]
    whole = photos.SIGNATURES["png"]
    for kind, data in (*chunks, (b"IEND", b"")):
        whole += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return whole


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).save(out, "JPEG", **options)
    return out.getvalue()


@dataclass(frozen=True)
class HostileFile:
    """One file: its name, how it is made, and what is said of it."""

    name: str
    make: Callable[[], bytes]
    said: str


def _workbooks() -> Iterator[HostileFile]:
    zeros, large = "\0" * 9_000_000, b"\0" * 200_000_000
    link = f'<externalLink xmlns="{TYPES}/spreadsheetml/2006/main"><externalBook><sheetDataSet><sheetData sheetId="0">'
    bomb = "<!DOCTYPE x [<!ENTITY a0 'x'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9)) + "]>"
    yield HostileFile("plain.xlsx", workbook, TAKEN)
    yield HostileFile("bomb-of-a-sheet.xlsx", lambda: workbook(sheet(" " * 110_000_000)), TOO_MUCH)
    yield HostileFile("many-bombs.xlsx", lambda: workbook(**{f"xl__x{n}.xml": zeros for n in range(12)}), TOO_MUCH)
    yield HostileFile("bomb-of-a-picture.xlsx", lambda: workbook(xl__media__x=large), TAKEN)
    strings = {"xl__sharedStrings.xml": "<sst>" + "<si/>" * 12_500_000}
    yield HostileFile("millions-of-strings.xlsx", lambda: workbook(**strings), TOO_MUCH)
    yield HostileFile("header-that-lies.xlsx", that_lies, NOT_ONE)
    names = {f"x{n}.xml": "" for n in range(3000)}
    yield HostileFile("thousands-of-parts.xlsx", lambda: workbook(**names), TOO_MUCH)
    yield HostileFile("packed-by-lzma.xlsx", lambda: workbook(method=zipfile.ZIP_LZMA), NOT_ONE)
    yield HostileFile("entities.xlsx", lambda: workbook(sheet("<row><c><v>&a9;</v></c></row>", bomb)), NOT_ONE)
    file = "<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
    yield HostileFile("entity-of-a-file.xlsx", lambda: workbook(sheet("<row><c><v>&x;</v></c></row>", file)), NOT_ONE)
    yield HostileFile(
        "cell-far-away.xlsx", lambda: workbook(sheet('<row><c r="XFD1048576"><v>1</v></c></row>')), TOO_WIDE
    )
    yield HostileFile("row-far-away.xlsx", lambda: workbook(sheet('<row r="9999999"><c><v>1</v></c></row>')), TOO_WIDE)
    yield HostileFile(
        "row-without-places.xlsx", lambda: workbook(sheet(f"<row>{'<c><v>1</v></c>' * 900_000}</row>" * 2)), TOO_WIDE
    )
    far = '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    prefixed = sheet(far).replace("<worksheet", "<worksheet xmlns:x='x'")
    yield HostileFile("prefixed.xlsx", lambda: workbook(prefixed), TOO_WIDE)
    yield HostileFile("one-cell-again-and-again.xlsx", lambda: workbook(sheet('<c r="A1"/>' * 5_000_000)), TOO_WIDE)
    yield HostileFile(
        "sheet-elsewhere.xlsx",
        lambda: workbook(
            **{
                "xl___rels__workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
                    "worksheets/sheet1", "other"
                ),
                "xl__other.xml": sheet('<row><c r="XFD1048576"><v>1</v></c></row>'),
            }
        ),
        TOO_WIDE,
    )
    yield HostileFile("external-link.xlsx", lambda: workbook(**{"xl__externalLinks__externalLink1.xml": link}), TAKEN)
    formula = '<row r="3"><c r="A3"><f>WEBSERVICE("https://evil.example")</f><v>7</v></c>'
    formula += '<c r="B3" t="str"><f>1+1</f><v>=1+1</v></c></row>'
    yield HostileFile("formula.xlsx", lambda: workbook(sheet(formula)), TAKEN)
    yield HostileFile("macros.xlsx", lambda: workbook(**{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}), TAKEN)
    yield HostileFile("no-workbook.xlsx", lambda: zip_of({"content.xml": "<x/>"}), NOT_ONE)
    yield HostileFile(
        "open-document.xlsx",
        lambda: zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        NOT_ONE,
    )
    yield HostileFile(
        "path-out-of-the-file.xlsx", lambda: workbook(**{"..__..__..__tmp__lianhu-canary.xml": "x"}), TAKEN
    )
    for name, content in (
        ("page.xlsx", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("old-and-broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000),
        ("zeros.xlsx", b"\0" * 1_000_000),
        ("end-of-a-zip.xlsx", b"PK\5\6" + b"\xff" * 18),
    ):
        yield HostileFile(name, lambda content=content: content, NOT_ONE)


def zip_of(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _pictures() -> Iterator[HostileFile]:
    damaged, not_one = "damaged", "neither a JPEG nor a PNG"
    zeros = zlib.compress(b"\0" * 100_000_000, 1)
    yield HostileFile("plain.png", lambda: png(2, 2, b"\0" * 14), TAKEN)
    yield HostileFile("wide.png", lambda: png(50_000, 50_000, b"\0" * 1_000_000), "")
    yield HostileFile("flat.png", lambda: png(2_000_000_000, 1, b""), "")
    yield HostileFile("tall.png", lambda: png(2_000, 60_000, b"\0" * 1_000_000), "")
    yield HostileFile("bomb-of-pixels.png", lambda: png(10, 10, b"\0" * 100_000_000), TAKEN)
    yield HostileFile("bomb-of-text.png", lambda: png(2, 2, b"\0" * 14, (b"zTXt", b"Comment\0\0" + zeros)), damaged)
    yield HostileFile("bomb-of-a-profile.png", lambda: png(2, 2, b"\0" * 14, (b"iCCP", b"x\0\0" + zeros)), damaged)
    yield HostileFile("no-pixels.png", lambda: png(0, 0, b""), damaged)
    yield HostileFile("drawing.jpg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", not_one)
    yield HostileFile("postscript.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", not_one)
    yield HostileFile("tiff.jpg", lambda: b"II*\0" + b"\xff" * 100, not_one)
    yield HostileFile("cut.jpg", lambda: jpeg()[:500], damaged)
    size = jpeg().find(b"\xff\xc0") + 5
    yield HostileFile("wide.jpg", lambda: jpeg()[:size] + b"\xff\xff\xff\xff" + jpeg()[size + 4 :], "")
    yield HostileFile("with-a-zip.jpg", lambda: jpeg() + workbook(), TAKEN)
    yield HostileFile("page-in-a-comment.jpg", lambda: jpeg(comment=b"<script>alert(1)</script>"), TAKEN)
    yield HostileFile("many-comments.jpg", lambda: jpeg()[:2] + b"\xff\xfe\x00\x02" * 900_000 + jpeg()[2:], TAKEN)


ALL = (*_workbooks(), *_pictures())


def said_of(path: Path) -> str:
    """What a reader of the file is told: its problem, or that it was taken."""
    if path.suffix in (".jpg", ".png"):
        content = path.read_bytes()
        found = photos.problems(path.name, content)
        if not found:
            assert b"script" not in photos.published(content) and b"PK\3\4" not in photos.published(content)
        return str(found[0].message) if found else TAKEN
    try:
        table = read_table(path, COLUMNS)
    except ToolError as error:
        return str(error)
    assert table.rows[0].cells == {"reference": 1.0, "title": "路灯"}
    return TAKEN


def main(folder: Path) -> None:
    found = {}
    for one in ALL:
        path = folder / one.name
        path.write_bytes(one.make())
        found[one.name] = limits.within(lambda path=path: said_of(path), MEGABYTES, SECONDS)
        path.unlink()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
