"""The strict reader: one possible reading, or every reason why there is none, each at its place.

The data is built here from libyaml's parser events, which come one by one and need no recursion.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from lianhu.reading import scalars
from lianhu.reading.characters import forbidden
from lianhu.reading.document import Document, Json, Location, Place, Where, place_in, place_of_mark
from lianhu.reading.limits import LONGEST_SCALAR, MOST_BYTES, MOST_ITEMS, MOST_LEVELS, MOST_NODES
from lianhu.reading.scalars import CONSTANTS, MOST_DIGITS
from lianhu.reading.yamlsyntax import TAB, feature_refused, syntax_problem
from lianhu.words import Text, say
from lianhu.words.problems import Problem, quoted

# What may stand between two scalars: anything but a tab, a # that begins no comment, and a ? that begins no key.
_BETWEEN = re.compile(r"(?:[^\t?#]+|(?<!\S)#[^\n]*|\?(?=\s))*+")
_MERGE_MARK = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?=[ \n])", re.MULTILINE)
_CUT_BY_HASH = re.compile(r"[ \t]+#[^\s#]")


def read(path: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one file: the document, or every problem in it, sorted. Bad content never raises.

    A problem of the structure ends the reading and stands alone; problems of values and keys are collected.
    """
    reading = _Reading(path)
    try:
        document = reading.read(content)
    except _Refused:
        return None, sorted(reading.problems)
    return (None, sorted(reading.problems)) if reading.problems else (document, [])


class _Refused(Exception):
    """The reading cannot go on; the problems noted say why."""


@dataclass(slots=True)
class _Level:
    """A list or mapping that is still open; a mapping takes a key (its line is kept, by NFC) and a value in turn."""

    value: list[Json] | dict[str, Json]
    at: Location
    awaits_key: bool
    key: str = ""
    lines: dict[str, int] = field(default_factory=dict)


class _Reading:
    """One file being read: the data so far, the levels still open, the problems noted."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.text = ""
        self.odd = False
        self.data: Json = None
        self.places: dict[Location, Place] = {}
        self.key_places: dict[Location, Place] = {}
        self.open: list[_Level] = []
        self.nodes = 0
        self.end_of_scalar = 0

    def read(self, content: bytes) -> Document:
        self.text = self.decoded(content)
        for index, found, what in forbidden(self.text):
            self.note_character(place_in(self.text, index), found, what)
        if self.problems:
            raise _Refused  # a hidden line break would move everything that follows
        self.refuse_unresolved_merge()
        self.odd = any(sign in self.text for sign in "\t?#")
        try:
            for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
                self.take(event)
        except yaml.YAMLError as error:
            self.stop(*syntax_problem(self.text, error))
        if self.odd:
            self.refuse_between(len(self.text))
        if not self.places:
            self.stop_empty()
        return Document(self.path, self.data, Where.known(self.places, self.key_places))

    def note(self, place: Place, rule: str, message: Text, fix: Text) -> None:
        line, column = place.line, place.column
        self.problems.append(Problem(path=self.path, line=line, column=column, rule=rule, message=message, fix=fix))

    def stop(self, place: Place, rule: str, message: Text, fix: Text) -> NoReturn:
        self.problems.clear()  # what was noted before may come of the same broken structure
        self.note(place, rule, message, fix)
        raise _Refused

    def stop_empty(self) -> NoReturn:
        self.stop(
            Place(1, 1), "empty_file", say("The file holds no record."), say("Write the record or delete the file.")
        )

    def stop_large(self, place: Place, what: Text, limit: int) -> NoReturn:
        message = say("Too large: more than {limit} {what}.", limit=limit, what=what)
        self.stop(place, "too_large", message, say("Split it into smaller records or shorten it."))

    def decoded(self, content: bytes) -> str:
        """The text, its line ends LF; Windows' CR LF is read but counts as one line end everywhere."""
        start, save = Place(1, 1), say("Save the file as UTF-8.")
        if len(content) > MOST_BYTES:
            self.stop_large(start, say("bytes in one file"), MOST_BYTES)
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in content[:2]:
            self.stop(start, "not_utf8", say("The file is written in UTF-16, not in UTF-8."), save)
        if content.startswith(BOM_UTF8):
            message = say("The file begins with an invisible byte order mark.")
            self.stop(start, "byte_order_mark", message, say("Save the file as UTF-8 without byte order mark (BOM)."))
        try:
            text = content.decode().replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            good, byte = content[: error.start].decode(), f"0x{content[error.start]:02X}"
            message = say("The byte {found} is not UTF-8; the file may be written in GBK or Latin-1.", found=byte)
            self.stop(place_in(good, len(good)), "not_utf8", message, save)
        return text if text.endswith("\n") else f"{text}\n"  # libyaml loses the last line of a block text without it

    def note_character(self, place: Place, found: str, what: Text) -> None:
        message = say("The character {found} may not stand in a record: it is {what}.", found=found, what=what)
        self.note(place, "forbidden_character", message, say("Delete it or write the character that is meant."))

    def refuse_unresolved_merge(self) -> None:
        """Refuse the marks that Git leaves where two branches changed the same lines; no record begins a line so."""
        spans: list[tuple[int, int]] = []
        opened = last = 0
        for mark in _MERGE_MARK.finditer(self.text):
            last = place_in(self.text, mark.start()).line
            opened = opened or last
            if mark[0].startswith(">"):
                spans.append((opened, last))
                opened = 0
        if opened:
            spans.append((opened, last))
        if not spans:
            return
        lines = ", ".join(f"{first}-{last}" if first < last else str(first) for first, last in spans)
        message = say("Git could not merge lines {lines}: both sides stand there, between marks.", lines=lines)
        fix = say(
            "Write what is true of both sides (of events added by both: all of them, in order of date) and "
            "delete the lines that begin with <<<<<<<, |||||||, ======= or >>>>>>>."
        )
        self.stop(Place(spans[0][0], 1), "unresolved_merge", message, fix)

    def refuse_between(self, index: int) -> None:
        """Refuse what libyaml lets pass before `index`, since the last scalar, though YAML programs differ on it."""
        odd = between.end() if (between := _BETWEEN.match(self.text, self.end_of_scalar, index)) else index
        if odd == index:
            return
        place = place_in(self.text, odd)
        if self.text[odd] == "\t":
            self.stop(place, *TAB)
        if self.text[odd] == "?":
            self.stop(place, *feature_refused(say("a ? directly before a key")))
        message = say("The # stands directly behind a value.")
        self.stop(place, "yaml_syntax", message, say("Put a space before the # of a comment; quote a text."))

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.take_scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.take_start(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.stop(place_of_mark(event.start_mark), *feature_refused(say("an alias (*name)")))
        elif isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            self.stop(place_of_mark(event.start_mark), *feature_refused(say("a directive (%YAML or %TAG)")))
        elif isinstance(event, yaml.DocumentStartEvent) and self.places:
            self.stop(place_of_mark(event.start_mark), *feature_refused(say("a second record after ---")))

    def take_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Place:
        place = place_of_mark(event.start_mark)
        if event.anchor:
            self.stop(place, *feature_refused(say("an anchor (&name)")))
        if event.tag:
            self.stop(place, *feature_refused(say("a tag (!name)")))
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop_large(place, say("values and keys in one file"), MOST_NODES)
        return place

    def take_start(self, event: yaml.CollectionStartEvent) -> None:
        place = self.take_node(event)
        if len(self.open) == MOST_LEVELS:
            message = say("Too deep: more than {limit} lists and mappings inside one another.", limit=MOST_LEVELS)
            self.stop(place, "too_deep", message, say("Indent less and open fewer brackets."))
        if self.open and self.open[-1].awaits_key:
            message = say("A list or a mapping cannot be a key.")
            self.stop(place, "key_not_text", message, say("Write a text before the colon."))
        is_list = isinstance(event, yaml.SequenceStartEvent)
        value: list[Json] | dict[str, Json] = [] if is_list else {}
        self.open.append(_Level(value, self.put(value, place), awaits_key=not is_list))

    def take_scalar(self, event: yaml.ScalarEvent) -> None:
        place, text, plain = self.take_node(event), event.value, event.implicit[0]
        start: Any = event.start_mark
        end: Any = event.end_mark
        if self.odd:
            self.refuse_between(start.index)
        self.end_of_scalar = end.index
        if len(text) > LONGEST_SCALAR:
            self.stop_large(place, say("characters in one text"), LONGEST_SCALAR)
        if event.style == '"':  # only here an escape can stand for what the raw text may not hold
            for _, found, what in forbidden(text):
                self.note_character(place, found, what)
        if self.open and self.open[-1].awaits_key:
            self.take_key(self.open[-1], text, place, plain)
        else:
            self.put(self.plain_value(text, place) if plain else text, place)

    def take_key(self, level: _Level, key: str, place: Place, plain: bool) -> None:
        if plain and key == "<<":
            self.stop(place, *feature_refused(say("a merge key (<<)")))
        if plain and (not key or scalars.is_ambiguous(key)):
            message = say('The key "{found}" is not a text for every program.', found=quoted(key))
            self.note(place, "key_not_text", message, say("Put the key in quotes."))
        same = unicodedata.normalize("NFC", key)
        if same in level.lines:
            first = level.lines[same]
            message = say('The key "{found}" stands in line {line} already.', found=quoted(key), line=first)
            self.note(place, "duplicate_key", message, say("Keep one of them."))
        level.lines.setdefault(same, place.line)
        level.key, level.awaits_key = key, False
        self.key_places[*level.at, key] = place

    def put(self, value: Json, place: Place) -> Location:
        """Add a value to the innermost list or mapping; the answer is its address."""
        at: Location = ()
        if not self.open:
            self.data = value
        elif isinstance((level := self.open[-1]).value, list):
            if len(level.value) == MOST_ITEMS:
                self.stop_large(place, say("items in one list"), MOST_ITEMS)
            at = (*level.at, len(level.value))
            level.value.append(value)
        else:
            at = (*level.at, level.key)
            level.value[level.key], level.awaits_key = value, True
        self.places[at] = place
        return at

    def plain_value(self, text: str, place: Place) -> Json:
        """What an unquoted scalar is: JSON's null, true, false or number, else text if it is text for everybody."""
        if text in CONSTANTS:
            return CONSTANTS[text]
        if (number := scalars.number(text)) is not None:
            return number
        cut = _CUT_BY_HASH.match(self.text, self.end_of_scalar)
        if text and not cut and not scalars.is_ambiguous(text):
            return text
        found = quoted(text)
        if not text and not self.open:
            self.stop_empty()
        elif not text:
            message = say("A value is missing after the colon or dash.")
            fix = say('Write the value, "" for an empty text, or take it out.')
        elif cut:
            message = say('The text is "{found}" only: what follows the # is read as a comment.', found=found)
            fix = say("Put the whole text in quotes; a comment needs a space after its #.")
        elif scalars.has_too_many_digits(text):
            message = say("Programs lose digits of {found}: it has more than {limit}.", found=found, limit=MOST_DIGITS)
            fix = say('If it is a text, put it in quotes: "{found}".', found=found)
        else:
            message = say("Without quotes, only some programs read {found} as a text.", found=found)
            fix = say(
                'Put it in quotes if it is a text: "{found}"; if not, write true, false, null or 12.5.', found=found
            )
        self.note(place, "ambiguous_scalar", message, fix)
        return text
