"""Photos: what is taken, what is refused with one clear problem, and what may leave (T21)."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from help.towns import TODAY, Tree
from help.walk import ROOT
from lianhu import public
from lianhu.reading import photos
from lianhu.rules.check import check
from lianhu.site import site
from lianhu.town.schemas import Schemas
from lianhu.words.problems import Problem

RECORD = "records/villages/heping/representatives/g01-r01.yaml"
PHOTO = "records/villages/heping/photos/g01-r01.jpg"
ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
EVIDENCE = "records/villages/heping/evidence/g01-2026-0001-1.jpg"
ADDRESS = "photos/heping-g01-r01.jpg"
CANARY = b"CANARY-29.3571N-113.1289E"


def picture(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    image = Image.effect_noise(size, 60).convert(mode)
    image.paste(Image.new(mode, (size[0] // 2, size[1] // 2)))
    return image


def jpeg(size: tuple[int, int] = (320, 240), **options: Any) -> bytes:
    out = BytesIO()
    picture(size).save(out, "JPEG", quality=90, **options)
    return out.getvalue()


def png(size: tuple[int, int] = (320, 240), mode: str = "RGB", **options: Any) -> bytes:
    out = BytesIO()
    picture(size, mode).save(out, "PNG", **options)
    return out.getvalue()


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()  # description
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 21.0, 25.5), 29: CANARY.decode()})
    xmp = b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
    return jpeg(exif=exif, comment=CANARY, icc_profile=CANARY * 9, xmp=xmp) + b"PK\3\4" + CANARY


def with_text() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", CANARY.decode())
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return png(mode="RGBA", pnginfo=info) + CANARY


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return photos.SIGNATURES["png"] + header + chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")


POLYGLOT = jpeg(comment=b"<html><script>alert(1)</script>" + CANARY) + b"<html><script>alert(2)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def with_photo(town: Tree, content: bytes | None, *, web: bool = True, name: str = "g01-r01.jpg") -> Tree:
    """The tiny town with a representative whose record names a photo, and the file where there is one."""
    consent = f"consent:\n  photo:\n    given_on: 2026-01-12\n    web: {str(web).lower()}\n    wall: true\n"
    record = town[RECORD].decode().replace("consent:\n", f"photo: {name}\n{consent}")
    tree = {**town, RECORD: record.encode()}
    return tree if content is None else {**tree, PHOTO.replace("g01-r01.jpg", name): content}


def found(tree: Mapping[str, bytes], schemas: Schemas) -> list[str]:
    return [f"{one.path}:{one.line} {one.rule}" for one in check(tree, schemas, TODAY).problems]


# -- what is taken


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (jpeg(), "g01-r01.jpg"),
        (png(), "g01-r01.png"),
        (png(mode="RGBA"), "g01-r01.png"),
        (png(mode="P"), "g01-r01.png"),
        (png(mode="L"), "g01-r01.png"),
        (png(mode="1"), "g01-r01.png"),
        (png((1, 1)), "g01-r01.png"),
        (jpeg((2000, 30)), "g01-r01.jpg"),
        (with_gps(), "g01-r01.jpg"),
        (with_text(), "g01-r01.png"),
        (POLYGLOT, "g01-r01.jpg"),
    ],
)
def test_jpeg_and_png_are_taken(content: bytes, name: str, town_tree: Tree, town_schemas: Schemas) -> None:
    verdict = check(with_photo(town_tree, content, name=name), town_schemas, TODAY)
    assert not verdict.problems
    assert verdict.register
    shown = public.posted(verdict.register, "web").photos
    assert list(shown) == [ADDRESS], "a photo leaves as JPEG under the representative's id"
    assert not photos.problems("x.jpg", shown[ADDRESS])


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (SVG, "g01-r01.jpg", "neither a JPEG nor a PNG"),
        (b"", "g01-r01.jpg", "neither a JPEG nor a PNG"),
        (b"GIF89a" + bytes(99), "g01-r01.jpg", "neither a JPEG nor a PNG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "g01-r01.png", "neither a JPEG nor a PNG"),
        (png(), "g01-r01.jpg", "another form than its name"),
        (jpeg(), "g01-r01.png", "another form than its name"),
        (jpeg()[:2000], "g01-r01.jpg", "damaged or cut off"),
        (png()[:2000], "g01-r01.png", "damaged or cut off"),
        (b"\xff\xd8\xff" + bytes(2000), "g01-r01.jpg", "damaged or cut off"),
        (photos.SIGNATURES["png"], "g01-r01.png", "damaged or cut off"),
        (bomb(50_000, 50_000), "g01-r01.png", ""),
        (bomb(2_001, 10), "g01-r01.png", "2001 by 10 pixels"),
        (jpeg((2_001, 10)), "g01-r01.jpg", "2001 by 10 pixels"),
        (jpeg() + bytes(4 * 1024 * 1024), "g01-r01.jpg", "bytes; at most"),
    ],
)
def test_anything_else_is_one_problem(
    content: bytes, name: str, said: str, town_tree: Tree, town_schemas: Schemas
) -> None:
    begin = time.process_time()
    problems = check(with_photo(town_tree, content, name=name), town_schemas, TODAY).problems
    assert time.process_time() - begin < 2
    assert [(one.path, one.rule) for one in problems] == [(PHOTO.replace("g01-r01.jpg", name), "readable_photo")]
    assert said in str(problems[0].message)


@pytest.mark.parametrize("cut", range(0, 3000, 211))
def test_a_photo_cut_anywhere_never_raises(cut: int) -> None:
    for content in (with_gps(), with_text()):
        for broken in (content[:cut], content[:cut] + bytes(20) + content[cut + 20 :]):
            result: list[Problem] = photos.problems("a.jpg" if content[:1] == b"\xff" else "a.png", broken)
            assert len(result) <= 1


# -- the record and its file


def test_a_photo_without_a_record_is_a_problem(town_tree: Tree, town_schemas: Schemas) -> None:
    assert found({**town_tree, PHOTO: jpeg()}, town_schemas) == [f"{PHOTO}:1 named_photo"]


def test_a_named_photo_must_be_there(town_tree: Tree, town_schemas: Schemas) -> None:
    assert found(with_photo(town_tree, None), town_schemas) == [f"{RECORD}:22 photos_are_there"]


def test_a_photo_is_its_own_representatives(town_tree: Tree, town_schemas: Schemas) -> None:
    tree = with_photo(town_tree, jpeg(), name="g01-r02.jpg")
    assert found(tree, town_schemas) == [f"{RECORD}:22 photos_are_there"]


@pytest.mark.parametrize(
    "path",
    [
        "records/villages/heping/photos/g01-r01.jpeg",
        "records/villages/heping/photos/g01-r01.svg",
        "records/villages/heping/photos/face.jpg",
        "records/villages/heping/g01-r01.jpg",
        "records/photos/g01-r01.jpg",
    ],
)
def test_a_photo_lies_in_its_place(path: str, town_tree: Tree, town_schemas: Schemas) -> None:
    assert found({**town_tree, path: jpeg()}, town_schemas) == [f"{path}:1 known_place"]


def test_evidence_is_checked_and_never_published(town_tree: Tree, town_schemas: Schemas) -> None:
    waiver = "    waiver: 现场口头确认，无需照片\n"
    record = town_tree[ISSUE].decode().replace(waiver, "    evidence:\n      - g01-2026-0001-1.jpg\n", 1)
    tree = {**town_tree, ISSUE: record.encode()}
    assert [line.split()[-1] for line in found(tree, town_schemas)] == ["photos_are_there"]
    verdict = check({**tree, EVIDENCE: with_gps()}, town_schemas, TODAY)
    assert not verdict.problems
    assert verdict.register
    assert not public.posted(verdict.register, "web").photos
    assert not public.posted(verdict.register, "wall").photos
    assert found({**town_tree, EVIDENCE: jpeg()}, town_schemas) == [f"{EVIDENCE}:1 named_photo"]


# -- what leaves


def segments(content: bytes) -> list[int]:
    """The markers of a JPEG up to its pixels; nothing may follow the end of the image."""
    markers, at = [], 2
    while content[at + 1] != 0xDA:
        markers.append(content[at + 1])
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    assert content.endswith(b"\xff\xd9")
    assert content.count(b"\xff\xd9") == 1
    return markers


@pytest.mark.parametrize("source", [with_gps(), with_text(), POLYGLOT], ids=["jpeg", "png", "polyglot"])
def test_nothing_but_pixels_leaves(source: bytes) -> None:
    assert CANARY in source
    shown = photos.published(source)
    assert b"CANARY" not in shown
    assert b"<html" not in shown
    markers = segments(shown)
    assert 0xE0 in markers
    assert [hex(one) for one in markers if 0xE1 <= one <= 0xEF or one == 0xFE] == [], "no APP1-15, no comment"
    with Image.open(BytesIO(shown)) as image:
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()


def test_what_leaves_is_small_and_always_the_same() -> None:
    large = jpeg((2000, 1500))
    shown = photos.published(large)
    photos.published.cache_clear()
    assert photos.published(large) == shown
    assert len(shown) <= photos.PUBLISHED_BYTES
    with Image.open(BytesIO(shown)) as image:
        assert image.size == (600, 450)
    with Image.open(BytesIO(photos.published(with_gps()))) as image:
        assert image.size == (240, 320), "turned upright before its EXIF is dropped"


def test_without_consent_the_seal_stays(town_tree: Tree, town_schemas: Schemas) -> None:
    drawn = {}
    for web in (True, False):
        register = check(with_photo(town_tree, with_gps(), web=web), town_schemas, TODAY).register
        assert register
        town = site.of(register, ROOT)
        assert [address for address, _ in town.pictures()] == ([ADDRESS] if web else [])
        pages = [page for page in town.record_pages() if "heping-g01" in page.address or "r01" in page.address]
        drawn[web] = "".join(town.body(page) for page in pages)
        assert "g01-r01.jpg" not in "".join(content for _, content in town.files()) or web
        assert list(public.posted(register, "wall").photos) == [ADDRESS]
    assert f'{ADDRESS}" alt="欧阳立秋的照片"' in drawn[True]
    assert "<img" not in drawn[False]
