"""The finished site, searched once more before it is put in place: what no record holds may still be in a template, a
style sheet, a picture or a file's name (hardening.md P5).

Only numbers and accounts are searched for: words that lead to a person are a matter of judgement, records have
exceptions for them, and this project's own pages say what they forbid. Text that many files share, the frame around
three thousand pages, is searched once. What we derived ourselves, names in pinyin for the search, nobody wrote.
"""

from __future__ import annotations

import csv
import functools
import gzip
import html
import io
import itertools
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, NamedTuple
from urllib.parse import unquote

from lianhu.personal import glance, without_checksums, written_numbers_in
from lianhu.public import Posted
from lianhu.reading.document import Location
from lianhu.rules.excuses import RULE_OF, fingerprint
from lianhu.rules.wording import WHAT
from lianhu.site import search
from lianhu.town import marks
from lianhu.town.kinds.town import PrivacyException
from lianhu.town.schemas import EACH, Filed, Schemas
from lianhu.words import say
from lianhu.words.problems import Problem

RULE = "finished_sites_hold_nothing_personal"
# What is no text for readers: drawings and measures.
_DRAWING = re.compile(r"\s(?:d|points|viewBox|transform|width|height|[xyr][12]?|c[xy])=(?:\"[^\"]*\"|'[^']*')")
_TAG = re.compile(r"(<[^>]*>)")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)')")
_QUOTED = re.compile(
    r"/\*(.*?)\*/|(?<![:/])//([^\n]*)|\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|url\((data:[^\"')]*)\)", re.DOTALL
)
# Within such an attribute another may seem to stand, which is left out.
_SINGLE_QUOTED = re.compile(r"=\s*'")
_POWER = re.compile("[0-9][eE]")
_LONG_NUMBER = re.compile(r"(?<![0-9.])[0-9]{11,19}[Xx]?(?![0-9.])")
_MARKUP = (".html", ".xml", ".svg")
# What is text for a reader as it is written, but for escapes.
_AS_WRITTEN = (".json", ".csv")
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".ico")
_PHONE = "phone"
# A packed file is opened to this size; nothing that we write is larger.
LARGEST = 64 * 1024 * 1024


class Number(NamedTuple):
    """A number or account that a file holds: by which detector, itself, and as it may be told."""

    detector: str
    value: str
    masked: str


class Inspector:
    """Finds numbers in the files of a site that shows the register `posted`.

    One look at a file as it is written mostly tells that it holds none; only what may hold one is taken apart. What a
    page has in common with the one before, the frame around thousands, is not looked at again.
    """

    def __init__(self, posted: Posted) -> None:
        self._posted = posted
        self._before: set[str] = set()  # the stretches of the page before
        self._telling: dict[str, frozenset[Number]] = {}  # every stretch so far that holds a number
        self._known: dict[str, frozenset[Number]] = {}  # by piece that may hold one

    def numbers_in(self, name: str, content: bytes) -> tuple[Number, ...]:
        """Every number that the file of this name in the site holds, in its name or in itself; in order, each once."""
        ending, found = _ending(name), set[Number](self._in_piece(name))
        if ending in _MARKUP:
            found.update(self._in_markup(content.decode("utf-8", "replace")))
        elif ending not in _AS_WRITTEN or _may_hold_as_written(ending, content.decode("utf-8", "replace")):
            inside = Pieces()
            inside.take(name.rpartition("/")[2], content)
            texts = {*inside.texts, *itertools.chain.from_iterable(map(_TAG.split, inside.markup))}
            for piece in texts:
                if (numbers := self._in_piece(piece)) and not self._is_derived(name, piece):
                    found |= numbers
        return tuple(sorted(found))

    def _in_markup(self, text: str) -> Iterator[Number]:
        """The numbers in a page."""
        stretches, new = _stretches(text, self._before)
        signs = _signs_in_markup("".join(new))
        for stretch in {stretch for sign in signs for stretch in filter(sign, new)}:
            if numbers := frozenset[Number]().union(*map(self._in_piece, _TAG.split(stretch))):
                self._telling[stretch] = numbers
        self._before = stretches
        return (number for stretch in self._telling.keys() & stretches for number in self._telling[stretch])

    def _in_piece(self, piece: str) -> frozenset[Number]:
        if not glance.may_hold_numbers(piece) and not _SINGLE_QUOTED.search(piece):
            return frozenset()
        if piece not in self._known:
            findings = (finding for text in _read(piece) for finding in written_numbers_in(without_checksums(text)))
            numbers = (Number(finding.detector, finding.value, finding.masked) for finding in findings)
            self._known[piece] = frozenset(numbers)
        return self._known[piece]

    def _is_derived(self, name: str, piece: str) -> bool:
        return piece in self._pinyin.get(name, ())

    @functools.cached_property
    def _pinyin(self) -> Mapping[str, frozenset[str]]:
        """Of each file of the search the readings that we derived."""
        listed = search.by_file(self._posted)
        return {file: frozenset(entry.pinyin for entry in entries) for file, entries in listed.items()}


def _problem(name: str, detector: str, masked: str) -> Problem:
    return Problem(
        path=name,
        rule=RULE,
        message=say("The finished site holds {what}: {found}.", what=WHAT[detector], found=masked),
        fix=say("No record holds it: look in the templates, the pages, the theme and the town's own files."),
    )


class Allowed:
    """What may stand on the site: the numbers that it publishes in their own fields, and declared exceptions."""

    def __init__(self, phones: frozenset[str], exceptions: Iterable[PrivacyException]) -> None:
        self._phones = phones
        self._exceptions = tuple(exceptions)

    def problems(self, name: str, numbers: Iterable[Number]) -> list[Problem]:
        """What must not be in the file: of its numbers those that are not allowed, each once as it is told."""
        refused = {(number.detector, number.masked) for number in numbers if not self._allows(number)}
        return [_problem(name, detector, masked) for detector, masked in sorted(refused)]

    def _allows(self, number: Number) -> bool:
        if number.detector == "phone" and number.value in self._phones:
            return True
        rule = RULE_OF[number.detector]
        return any(
            exception.rule == rule and fingerprint(exception.path, rule, number.value) == exception.fingerprint
            for exception in self._exceptions
        )


def phones(documents: Iterable[Filed], schemas: Schemas) -> frozenset[str]:
    """The phones that these public records hold in their own fields, as digits."""
    plans = {name: marks.plan(_phone_places(kind.schema)) for name, kind in schemas.kinds.items()}
    published = (marks.gathered(document.data, plans[document.kind.name]) for document in documents)
    return frozenset(re.sub("[^0-9]", "", phone) for found in published for phone in found[_PHONE])


def _phone_places(schema: Mapping[str, Any], at: Location = ()) -> Iterator[tuple[Location, str]]:
    for key, value in schema.get("properties", {}).items():
        if key == _PHONE and "properties" not in value:  # beneath consent the key holds no number
            yield (*at, key), _PHONE
        else:
            yield from _phone_places(value, (*at, key))
    if "items" in schema:
        yield from _phone_places(schema["items"], (*at, EACH))


def _ending(name: str) -> str:
    return name[name.rfind(".") :].lower()


def _may_hold_as_written(ending: str, text: str) -> bool:
    """Escapes, quotes and powers of ten let what is read be other than what is written."""
    if "\\" in text if ending == ".json" else '"' in text:
        return True
    written = text.removeprefix("\ufeff").replace("\r\n", "\n")
    return bool(_POWER.search(written)) or glance.may_hold_numbers(written)


def _signs_in_markup(text: str) -> tuple[glance.Sign, ...]:
    own = (_SINGLE_QUOTED.search,) if _SINGLE_QUOTED.search(text) else ()
    return (*own, *glance.signs_in(text))


class Pieces:
    """Everything that files hold for a reader or a program, unpacked, each once: stretches of markup, and texts."""

    def __init__(self) -> None:
        self.markup: set[str] = set()
        self.texts: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """Markup cut at its tags, which stand as they are written."""
        yield from (piece for stretch in self.markup for piece in _TAG.split(stretch))
        yield from self.texts

    def take(self, name: str, content: bytes) -> None:
        ending = _ending(name)
        if ending in _PICTURES:
            self.texts.update(_in_picture(content))
        elif ending in (".gz", ".zip"):
            self._take_packed(name, content)
        else:
            self._take_text(ending, content.decode("utf-8", "replace"))

    def _take_text(self, ending: str, text: str) -> None:
        if ending in _MARKUP:
            self.markup.update(_stretches(text)[0])
        elif ending in (".css", ".js"):
            self.texts.update(_in_code(text))
        elif ending == ".json":
            self._take_json(text)
        elif ending == ".csv":
            self.texts.update(itertools.chain.from_iterable(csv.reader(io.StringIO(text))))
        elif ending == ".ics":
            self.texts.update(re.sub(r"\r?\n[ \t]", "", text).splitlines())
        else:
            self.texts.update(text.splitlines())

    def _take_json(self, text: str) -> None:
        try:
            data = json.loads(text)
        except ValueError:
            self.texts.update(text.splitlines())
        else:
            self._take_data(data)

    def _take_data(self, data: Any) -> None:
        if isinstance(data, str):
            self.texts.add(data)
        elif isinstance(data, dict):
            self.texts.update(data)
            for value in data.values():
                self._take_data(value)
        elif isinstance(data, list):
            for value in data:
                self._take_data(value)
        elif not isinstance(data, bool) and data is not None:
            self.texts.add(str(data))

    def _take_packed(self, name: str, content: bytes) -> None:
        try:
            if name.endswith(".gz"):
                with gzip.open(io.BytesIO(content)) as packed:
                    self.take(name.removesuffix(".gz"), packed.read(LARGEST))
            else:
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    for packed_file in archive.infolist():
                        self.texts.add(packed_file.filename)
                        with archive.open(packed_file) as member:
                            self.take(packed_file.filename, member.read(LARGEST))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
            self.texts.add(content.decode("utf-8", "replace"))


def _stretches(text: str, known: Set[str] = frozenset()) -> tuple[set[str], set[str]]:
    """A page cut where a tag ends a line, so that what pages share is known again; and those that are not `known`.

    Cut at its tags each stretch gives the pieces that the page would. A page in which such a sign may end no tag is one
    stretch; those that are known end with one.
    """
    *lines, rest = text.split(">\n")
    stretches = {f"{line}>" for line in lines}
    new = stretches - known
    if all(stretch.rfind("<") > stretch.rfind(">", 0, -1) for stretch in new):
        stretches.add(rest)
        new.add(rest)
        return stretches, new
    return {text}, {text}


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


def _in_picture(content: bytes) -> Iterator[str]:
    """What travels with a picture: EXIF, XMP, comments, text chunks."""
    from PIL import Image  # not inside: a Pillow that cannot be imported is no fault of the picture

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
