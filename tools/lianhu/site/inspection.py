"""The finished site, searched once more before it is put in place: what no record holds may still be in a template, a
style sheet, a picture or a file's name (hardening.md P5).

Only numbers and accounts are searched for: words that lead to a person are a matter of judgement, records have
exceptions for them, and this project's own pages say what they forbid. Text that many files share, the frame around
three thousand pages, is searched once. What we derived ourselves, names in pinyin for the search, nobody wrote.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from PIL import Image

from lianhu.personal import NUMBERS, Found, found_in
from lianhu.public import Posted
from lianhu.rules.privacy import RULE_OF, WHAT, fingerprint
from lianhu.site import search
from lianhu.town.kinds.town import PrivacyException
from lianhu.words import say
from lianhu.words.problems import Problem

RULE = "finished_sites_hold_nothing_personal"
# What is no text for readers: drawings, measures, checksums and other ids made by machines.
_DRAWING = re.compile(r"\s(?:d|points|viewBox|transform|width|height|[xyr][12]?|c[xy])=(?:\"[^\"]*\"|'[^']*')")
_CHECKSUM = re.compile(
    r"sha(?:256|384|512)-[A-Za-z0-9+/=_-]{40,}"
    r"|(?<![0-9A-Za-z])(?=[0-9]{0,63}[a-f])[0-9a-f]{20,128}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])"
)
_TAG = re.compile(r"(<[^>]*>)")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_QUOTED = re.compile(
    r"/\*(.*?)\*/|(?<![:/])//([^\n]*)|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|url\((data:[^\"')]*)\)", re.DOTALL
)
_LONG_NUMBER = re.compile(r"(?<![0-9.])[0-9]{11,19}[Xx]?(?![0-9.])")
_MARKUP = (".html", ".xml", ".svg")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".ico")
# A packed file is opened to this size; nothing that we write is larger.
LARGEST = 64 * 1024 * 1024


def inspect(folder: Path, posted: Posted, exceptions: Iterable[PrivacyException]) -> list[Problem]:
    """What must not be in the site below `folder`, which shows the register `posted`; by file, each value once."""
    allowed = _Allowed(posted, exceptions)
    derived = {file: {entry.pinyin for entry in listed} for file, listed in search.by_file(posted).items()}
    known: dict[str, frozenset[tuple[str, str]]] = {}
    problems = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        told: set[tuple[str, str]] = set()
        for piece in {name, *pieces(file.name, file.read_bytes())} - derived.get(name, set()):
            if piece not in known:
                findings = (finding for text in _read(piece) for finding in found_in(_CHECKSUM.sub(" ", text)))
                refused = (finding for finding in findings if not allowed(finding))
                known[piece] = frozenset((finding.detector, finding.masked) for finding in refused)
            told |= known[piece]
        problems += [_problem(name, detector, masked) for detector, masked in sorted(told)]
    return problems


def _problem(name: str, detector: str, masked: str) -> Problem:
    return Problem(
        path=name,
        rule=RULE,
        message=say("The finished site holds {what}: {found}.", what=WHAT[detector], found=masked),
        fix=say("No record holds it: look in the templates, the pages, the theme and the town's own files."),
    )


class _Allowed:
    """What may stand on the site: the numbers that it publishes in their own fields, and declared exceptions."""

    def __init__(self, posted: Posted, exceptions: Iterable[PrivacyException]) -> None:
        self._phones = frozenset(
            re.sub("[^0-9]", "", phone) for document in posted.documents for phone in _phones(document.data)
        )
        self._exceptions = tuple(exceptions)

    def __call__(self, finding: Found) -> bool:
        if finding.detector not in NUMBERS or (finding.detector == "phone" and finding.value in self._phones):
            return True
        rule = RULE_OF[finding.detector]
        return any(
            exception.rule == rule and fingerprint(exception.path, rule, finding.value) == exception.fingerprint
            for exception in self._exceptions
        )


def _phones(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "phone":
                yield str(value)
            else:
                yield from _phones(value)
    elif isinstance(data, list):
        for value in data:
            yield from _phones(value)


def pieces(name: str, content: bytes) -> Iterator[str]:
    """Everything that a file holds for a reader or a program, unpacked; tags as they are written."""
    ending = name[name.rfind(".") :].lower()
    if ending in _PICTURES:
        yield from _in_picture(content)
    elif ending in (".gz", ".zip"):
        yield from _unpacked(name, content)
    else:
        text = content.decode("utf-8", "replace")
        if ending in _MARKUP:
            yield from _TAG.split(text)
        elif ending in (".css", ".js"):
            yield from _in_code(text)
        elif ending == ".json":
            yield from _in_json(text)
        elif ending == ".csv":
            yield from (cell for row in csv.reader(io.StringIO(text)) for cell in row)
        elif ending == ".ics":
            yield from re.sub(r"\r?\n[ \t]", "", text).splitlines()
        else:
            yield from text.splitlines()


def _read(piece: str) -> Iterator[str]:
    """What a reader sees of a piece; of a tag its attributes, drawings left out."""
    if not piece.startswith("<") or piece.startswith(("<!", "<?")):
        yield html.unescape(piece)
    else:
        for double_quoted, single_quoted in _ATTRIBUTE.findall(_DRAWING.sub("", piece)):
            yield html.unescape(double_quoted or single_quoted)


def _in_code(text: str) -> Iterator[str]:
    """Comments, quoted texts and long numbers; measures, colours and the drawings of icons are none of these."""
    for match in _QUOTED.finditer(text):
        piece = next(filter(None, match.groups()), "")
        yield from _TAG.split(unquote(piece)) if piece.startswith("data:") else piece.splitlines()
    yield from _LONG_NUMBER.findall(text)


def _in_json(text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except ValueError:
        yield from text.splitlines()
    else:
        yield from _strings(data)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
    elif not isinstance(data, bool) and data is not None:
        yield str(data)


def _in_picture(content: bytes) -> Iterator[str]:
    """What travels with a picture: EXIF, XMP, comments, text chunks."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format == "PNG":
                image.load()  # text may stand behind the pixels
            values = [*image.info.values(), *image.getexif().values()]
    except Exception:  # no picture at all; whatever it is may be read as text
        values = [content]
    for value in _flat(values):
        yield value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)


def _flat(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        elif isinstance(value, bytes | str):
            yield value


def _unpacked(name: str, content: bytes) -> Iterator[str]:
    try:
        if name.endswith(".gz"):
            with gzip.open(io.BytesIO(content)) as packed:
                yield from pieces(name.removesuffix(".gz"), packed.read(LARGEST))
        else:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for packed_file in archive.infolist():
                    yield packed_file.filename
                    with archive.open(packed_file) as member:
                        yield from pieces(packed_file.filename, member.read(LARGEST))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
        yield content.decode("utf-8", "replace")
