"""Canaries: a token in everything that must not be published, and every byte of a site read for them in every code."""

from __future__ import annotations

import base64
import binascii
import copy
import datetime
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from help import walk
from help.towns import Tree
from help.walk import kind_of
from lianhu.reading import yamldoc
from lianhu.town.schemas import Kind, Schemas
from lianhu.writing.yamltext import to_yaml

# Where a token may not be any text, one that has the form.
FORMS = {
    "reference": lambda n: f"CANARY-{n:04}",
    "date": lambda n: f"{datetime.date(2007, 1, 1) + datetime.timedelta(n)}",
    "given_on": lambda n: f"{datetime.date(2001, 1, 1) + datetime.timedelta(n)}",
    "withdrawn_on": lambda n: f"{datetime.date(2034, 1, 1) + datetime.timedelta(n)}",
    "expires_on": lambda n: f"{datetime.date(2034, 1, 1) + datetime.timedelta(n)}",
    "evidence": lambda n: f"g99-2099-{n:04}-1.jpg",
    "photo": lambda n: f"g{n:02}-r99.jpg",
    "phone": lambda n: f"0739-{n:07}",
    "name": lambda n: f"龘{chr(0x4E00 + n)}靐",
    "account": lambda n: f"canary-account-{n:04}",
}
NARRATIVE = ("note", "reason", "to_post", "waiver")
WITHHELD = ("name", "photo", "phone")
ITEMS = (*WITHHELD, "background")

# How consent may be missing: nobody asked; for the wall alone; refused; withdrawn; not yet; less than before.
MISSING_CONSENT: tuple[dict[str, Any] | None, ...] = (
    None,
    {"given_on": "", "web": False, "wall": True},
    {"given_on": "", "web": False, "wall": False},
    {"given_on": "2026-01-12", "web": True, "wall": True, "withdrawn_on": "2026-11-22"},
    {"given_on": "2026-11-23", "web": True, "wall": True},
    {
        "given_on": "2026-01-12",
        "web": True,
        "wall": True,
        "again": [{"given_on": "2026-03-12", "how": "signed", "by": "self", "web": False, "wall": False}],
    },
)


class Aviary:
    """The tokens by what they stand for, and the records in which they stand.

    `agreeing` is the record of a person who has agreed to nothing but the photo on the web.
    """

    def __init__(self, tree: Tree, schemas: Schemas, agreeing: str = "") -> None:
        self.tokens: dict[str, str] = {}
        self.planted: set[str] = set()
        self.tree: dict[str, bytes] = {}
        self._schemas = schemas
        missing = 0
        for path, content in sorted(tree.items()):
            kind = kind_of(schemas, path)
            assert kind
            document, problems = yamldoc.read(path, content)
            assert document and not problems
            data: Any = copy.deepcopy(document.data)
            self._fill(kind, data, path)
            if kind.name == "representative":
                self._withhold(data, path, MISSING_CONSENT[missing % len(MISSING_CONSENT)])
                missing += 1
            if path == agreeing:
                del self.tokens[data["photo"]]
                data["photo"] = f"{Path(path).stem}.jpg"
                data["consent"] = {"photo": {"given_on": "2026-01-12", "web": True, "wall": False}}
            if kind.name == "issue" and data["category"] == "neighbour_dispute":
                self._tell(data, path)
            if "corrections" in kind.schema["properties"]:
                self._correct(kind, data, path)
            written = to_yaml(data).decode()
            first, rest = written.split("\n", 1)
            above, behind = self.token("note", f"{path}: a comment"), self.token("note", f"{path}: a comment behind")
            self.tree[path] = f"# {above}\n{first}  # {behind}\n{rest}".encode()

    def token(self, key: str, what: str) -> str:
        number = len(self.tokens) + 1
        token: str = FORMS.get(key, lambda n: f"金丝雀{n:04}号")(number)
        self.tokens[token] = what
        return token

    def photo(self, what: str) -> bytes:
        """A JPEG with a token in its EXIF, its XMP and its comment."""
        out, exif = io.BytesIO(), Image.Exif()
        exif[0x010E] = exif[0x013B] = self.token("reference", f"{what}: EXIF")
        packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{self.token("note", f"{what}: XMP")}</x:xmpmeta>'
        picture = Image.effect_noise((32, 32), 60).convert("RGB")
        comment = self.token("note", f"{what}: comment").encode()
        picture.save(out, "JPEG", exif=exif, comment=comment, xmp=packet.encode())
        return out.getvalue()

    def drawing(self, what: str) -> bytes:
        """A PNG with a token in a plain and in a packed text chunk."""
        out, chunks = io.BytesIO(), PngInfo()
        chunks.add_text("Author", self.token("reference", f"{what}: tEXt"))
        chunks.add_itxt("Comment", self.token("note", f"{what}: iTXt"), zip=True)
        Image.effect_noise((32, 32), 60).save(out, "PNG", pnginfo=chunks)
        return out.getvalue()

    def _fill(self, kind: Kind, data: Any, path: str) -> None:
        """Puts a token into every value that the web may not show, and adds what of these is not there."""
        self._add(kind.schema, data, shown=True)
        for at, value in list(walk.leaves(data)):
            names = [step for step in at if isinstance(step, str)]
            marks = {kind.at(at[: n + 1]).get("x-publish") for n, step in enumerate(at) if isinstance(step, str)}
            if marks != {"web"}:
                self.planted.add(".".join([kind.name, *names]))
                if not isinstance(value, bool):
                    walk.put(data, at, self.token(names[-1], f"{path}: {at}"))

    def _add(self, schema: Mapping[str, Any], data: Any, *, shown: bool) -> None:
        if isinstance(data, list):
            for item in data:
                self._add(schema.get("items", {}), item, shown=shown)
        elif isinstance(data, dict):
            for key, inner in schema.get("properties", {}).items():
                visible = shown and inner.get("x-publish") == "web"
                if key in data:
                    self._add(inner, data[key], shown=visible)
                elif not visible:
                    data[key] = _made(inner)

    def _withhold(self, data: Any, path: str, consent: dict[str, Any] | None) -> None:
        """A person with everything that needs consent, who has not given it."""
        data["background"] = ["village_worthy"]
        data["consent"] = {}
        for item in WITHHELD:
            data[item] = self.token(item, f"{path}: {item}")
        for item in ITEMS:
            if consent:
                data["consent"][item] = {
                    key: self.token(key, f"{path}: {item}") if value == "" else value for key, value in consent.items()
                }

    def _tell(self, data: Any, path: str) -> None:
        """A dispute between persons with its story in every text."""
        data["title"] = self.token("title", f"{path}: title of a dispute")
        for number, event in enumerate(data["events"]):
            for key in NARRATIVE:
                event[key] = self.token(key, f"{path}: events {number} {key} of a dispute")

    def _correct(self, kind: Kind, data: Any, path: str) -> None:
        """A correction of a value that is not shown: what was wrong, what is right, and why are not shown either."""
        hidden = [
            at
            for at, value in walk.leaves(data)
            if value in self.tokens and all(isinstance(step, str) for step in at) and at[0] != "corrections"
        ]
        data["corrections"] = [
            {
                "date": "2026-10-10",
                "by": "town_office",
                "at": ".".join(map(str, at)),
                "right": self.token(str(at[-1]), f"{path}: correction of {at}"),
                "reason": self.token("reason", f"{path}: reason of the correction of {at}"),
            }
            for at in hidden[:3]
        ]
        if not hidden:
            del data["corrections"]


def _made(schema: Mapping[str, Any]) -> Any:
    """A value of the schema's type, with every key that there may be."""
    if "properties" in schema:
        return {key: _made(inner) for key, inner in schema["properties"].items()}
    if "items" in schema:
        return [_made(schema["items"])]
    return True if schema.get("type") == "boolean" else ""


# -- reading


def found_in(folder: Path, tokens: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """`(file, token, what it stands for)` of every token anywhere below the folder."""
    pattern = re.compile("|".join(map(re.escape, sorted(tokens, key=len, reverse=True))))
    hits = set()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        contents = readings(path.name, path.read_bytes()) if path.is_file() else ()
        for text in (name, *contents):
            hits.update((name, token, tokens[token]) for token in pattern.findall(text))
    return sorted(hits)


def readings(name: str, content: bytes, depth: int = 0) -> Iterator[str]:
    """A file as text in every way that a reader or a program may read it."""
    for inner_name, inner in unpacked(content):
        yield inner_name
        if depth < 4:
            yield from readings(inner_name, inner, depth + 1)
    if name.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp")):
        yield from in_picture(content)
    for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        text = content.decode(code, "ignore")
        yield text
        yield "".join(text.split())
    text = content.decode("utf-8", "ignore")
    yield re.sub(r"\r?\n[ \t]", "", text)  # lines of a calendar, unfolded
    yield re.sub(r"\s", "", re.sub(r"<[^>]*>", "", html.unescape(text)))
    yield html.unescape(html.unescape(text))
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    yield re.sub(r"\\([0-9a-fA-F]{4,6}) ?", lambda match: chr(int(match[1], 16) % 0x110000), text)
    if name.endswith(".json"):
        yield json.dumps(json.loads(text), ensure_ascii=False)
    if depth < 4:
        for match in re.finditer(r"[A-Za-z0-9+/_-]{16,}={0,2}", text):
            yield from decoded(match[0], depth)


def decoded(letters: str, depth: int) -> Iterator[str]:
    bare = letters.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        content = base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        return
    yield content.decode("utf-8", "ignore")
    for inner_name, inner in unpacked(content):
        yield from readings(inner_name, inner, depth + 1)


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"\x1f\x8b"):
        yield "unpacked", gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.namelist():
                yield each, archive.read(each)
    elif content[:1] == b"\x78" and content[:2] in (b"\x78\x01", b"\x78\x9c", b"\x78\xda"):
        with_rest = zlib.decompressobj()
        try:
            yield "unpacked", with_rest.decompress(content)
        except zlib.error:
            return


def in_picture(content: bytes) -> Iterator[str]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        for value in (*image.info.values(), *image.getexif().values()):
            yield value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)
