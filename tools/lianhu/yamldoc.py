"""A YAML file as plain data: JSON's types only, one possible reading only, and the place of every value.

What the rules guard against: `012` is octal 10, `12:30` is 750, `no` is False, dates become objects, a repeated key
silently wins, aliases explode, U+2028 starts a new key, 50,000 `[` kill libyaml's composer. So the data is built here
from libyaml's parser events, which come one by one and need no recursion. Sources: yaml.org/type (YAML 1.1 scalars),
YAML 1.2.2 chapter 10 (JSON and core schema), RFC 8259 section 6 (numbers).
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeAlias

import yaml

from lianhu.characters import forbidden
from lianhu.problems import Problem, quoted
from lianhu.words import Text, say

MOST_BYTES = 256 * 1024
MOST_LEVELS = 12
MOST_NODES = 20_000
MOST_ITEMS = 5_000
LONGEST_SCALAR = 10_000
MOST_DIGITS = 15  # what a double, the only number of JavaScript and of spreadsheets, keeps exactly

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Path_: TypeAlias = tuple[str | int, ...]

_CONSTANTS: Mapping[str, Json] = {"null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
# What YAML 1.1 as PyYAML, go-yaml and Psych read it, or the core schema of 1.2, takes for something else than text.
_AMBIGUOUS = re.compile(
    r"""~ | = | << | - | null|Null|NULL | true|True|TRUE | false|False|FALSE
    | y|Y|yes|Yes|YES | n|N|no|No|NO | on|On|ON | off|Off|OFF
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)
    | [-+]?0[bB][01_]+ | [-+]?0[oO][0-7_]+ | [-+]?0[xX][0-9a-fA-F_]+
    | [-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?
    | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?
      (?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?""",
    re.VERBOSE,
)
# What may stand between two scalars: anything but a tab, a # that begins no comment, and a ? that begins no key.
_BETWEEN = re.compile(r"(?:[^\t?#]+|(?<!\S)#[^\n]*|\?(?=\s))*+")
_CUT_BY_HASH = re.compile(r"[ \t]+#[^\s#]")


@dataclass(frozen=True)
class Place:
    """Where something stands in its file: line and column in characters, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """The data of one file and where each value and each key stands; an address is `("items", 0, "name")`."""

    path: str
    data: Json
    places: Mapping[Path_, Place]
    key_places: Mapping[Path_, Place]

    def place_of(self, at: Path_ = (), *, key: bool = False) -> Place:
        """The place of the value at `at`, or with `key` of its key; of the nearest ancestor where `at` is missing."""
        while at not in self.places:
            at = at[:-1]
        return (self.key_places.get(at) if key else None) or self.places[at]


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
    at: Path_
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
        self.places: dict[Path_, Place] = {}
        self.key_places: dict[Path_, Place] = {}
        self.open: list[_Level] = []
        self.nodes = 0
        self.end_of_scalar = 0

    def read(self, content: bytes) -> Document:
        self.text = self.decoded(content)
        for index, found, what in forbidden(self.text):
            self.note_character(_place_in(self.text, index), found, what)
        if self.problems:
            raise _Refused  # a hidden line break would move everything that follows
        self.odd = any(sign in self.text for sign in "\t?#")
        try:
            for event in yaml.parse(self.text, Loader=yaml.CBaseLoader):
                self.take(event)
        except yaml.YAMLError as error:
            self.stop(*_syntax_problem(self.text, error))
        if self.odd:
            self.refuse_between(len(self.text))
        if not self.places:
            self.stop_empty()
        return Document(self.path, self.data, self.places, self.key_places)

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
            self.stop(_place_in(good, len(good)), "not_utf8", message, save)
        return text if text.endswith("\n") else f"{text}\n"  # libyaml loses the last line of a block text without it

    def note_character(self, place: Place, found: str, what: Text) -> None:
        message = say("The character {found} may not stand in a record: it is {what}.", found=found, what=what)
        self.note(place, "forbidden_character", message, say("Delete it or write the character that is meant."))

    def refuse_between(self, index: int) -> None:
        """Refuse what libyaml lets pass before `index`, since the last scalar, though YAML programs differ on it."""
        odd = between.end() if (between := _BETWEEN.match(self.text, self.end_of_scalar, index)) else index
        if odd == index:
            return
        place = _place_in(self.text, odd)
        if self.text[odd] == "\t":
            self.stop(place, *_TAB)
        if self.text[odd] == "?":
            self.stop(place, *_feature(say("a ? directly before a key")))
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
            self.stop(_place(event.start_mark), *_feature(say("an alias (*name)")))
        elif isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            self.stop(_place(event.start_mark), *_feature(say("a directive (%YAML or %TAG)")))
        elif isinstance(event, yaml.DocumentStartEvent) and self.places:
            self.stop(_place(event.start_mark), *_feature(say("a second record after ---")))

    def take_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Place:
        place = _place(event.start_mark)
        if event.anchor:
            self.stop(place, *_feature(say("an anchor (&name)")))
        if event.tag:
            self.stop(place, *_feature(say("a tag (!name)")))
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
            self.stop(place, *_feature(say("a merge key (<<)")))
        if plain and (not key or key in _CONSTANTS or _AMBIGUOUS.fullmatch(key)):
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

    def put(self, value: Json, place: Place) -> Path_:
        """Add a value to the innermost list or mapping; the answer is its address."""
        at: Path_ = ()
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
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        number = _NUMBER.fullmatch(text)
        if number and sum(map(str.isdigit, text)) <= MOST_DIGITS:
            return float(text) if number[1] else int(text)
        cut = _CUT_BY_HASH.match(self.text, self.end_of_scalar)
        if text and not cut and not _AMBIGUOUS.fullmatch(text):
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
        elif number:
            message = say("Programs lose digits of {found}: it has more than {limit}.", found=found, limit=MOST_DIGITS)
            fix = say('If it is a text, put it in quotes: "{found}".', found=found)
        else:
            message = say("Without quotes, only some programs read {found} as a text.", found=found)
            fix = say(
                'Put it in quotes if it is a text: "{found}"; if not, write true, false, null or 12.5.', found=found
            )
        self.note(place, "ambiguous_scalar", message, fix)
        return text


_Refusal: TypeAlias = tuple[str, Text, Text]

_TAB: _Refusal = (
    "tab_indentation",
    say("A tab stands between the parts of the record."),
    say("Write spaces: two for each step of indentation."),
)


def _feature(feature: Text) -> _Refusal:
    message = say("A file holds one record of plain lists, mappings and values; found {feature}.", feature=feature)
    return "yaml_feature", message, say("Take it out; put a text that begins like this in quotes.")


def _place(mark: Any) -> Place:
    """Any: the stubs know marks of two classes and none at all; libyaml always gives one."""
    return Place(mark.line + 1, mark.column + 1)


def _place_in(text: str, index: int) -> Place:
    return Place(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _syntax_problem(text: str, error: yaml.YAMLError) -> tuple[Place, str, Text, Text]:
    """Say in our own words why libyaml stopped; its wording only tells the commonest causes apart."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Place(1, 1), "yaml_syntax", say("The file is not a YAML record."), say("Compare it with another record.")
    mark, opened = error.problem_mark, error.context_mark or error.problem_mark
    context, problem = error.context or "", error.problem or ""
    lines = [*text.split("\n"), ""]  # libyaml may point behind the last line
    before, rest = lines[mark.line][: mark.column], lines[mark.line][mark.column :]
    place = _place(mark)
    if "tab character" in problem or rest.startswith("\t") or lines[mark.line].lstrip(" ").startswith("\t"):
        return Place(place.line, (mark.column if rest.startswith("\t") else lines[mark.line].find("\t")) + 1), *_TAB
    if re.search(r"\b(?:tag|anchor|alias|directive)$", context) or lines[mark.line].startswith("%"):
        return _place(opened), *_feature(say("a tag, anchor, alias or directive (! & * %)"))
    match problem:
        case "found invalid Unicode character escape code":
            message, fix = say("This escape stands for no character."), say("Write the character itself.")
            return place, "forbidden_character", message, fix
        case "mapping values are not allowed in this context" if re.search(r":\s", before):
            message = say('There is a second colon in this line, before "{found}".', found=quoted(rest[1:].strip()))
            fix = say("If the colon belongs to a text, put the whole text in quotes.")
        case "mapping values are not allowed in this context":
            above = max((n for n in range(mark.line) if lines[n].strip()), default=mark.line)
            if not re.search(r":(?:\s|$)", lines[above]):
                return _missing_colon(lines, above)
            message = say('This line is indented too deep: "{found}".', found=quoted(before.strip()))
            fix = say("Indent it like its neighbours; if it goes on with the text above, put that text in quotes.")
        case "could not find expected ':'":
            return _missing_colon(lines, opened.line)
        case "found unexpected end of stream" | "found unexpected document indicator":
            place, message = _place(opened), say("The quotation mark that opens here is never closed.")
            fix = say("Close it; write an apostrophe inside single quotes twice.")
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            place, message = _place(opened), say("The bracket that opens here is not closed or lacks a comma.")
            fix = say("Close the bracket; if it belongs to a text, put the whole text in quotes.")
        case "found unknown escape character" | "did not find expected hexdecimal number":
            message = say('In double quotes, "{found}" has no meaning.', found=quoted(rest[:2]))
            fix = say("Write a backslash twice, or use single quotes.")
        case _ if before.strip():
            message = say('"{found}" does not fit what stands before it.', found=quoted(rest or before))
            fix = say("If it belongs to a text, put the whole text in quotes.")
        case _:
            message = say('This line does not fit the lines above: "{found}".', found=quoted(rest))
            fix = say("Indent it like its neighbours, and begin either all of them with a dash or none.")
    return place, "yaml_syntax", message, fix


def _missing_colon(lines: list[str], number: int) -> tuple[Place, str, Text, Text]:
    line = lines[number]
    colon = re.search("[:：]", line)
    place = Place(number + 1, (colon.start() if colon else len(line) - len(line.lstrip())) + 1)
    found = quoted(line.strip())
    if not colon:
        message = say('A colon is missing after the name: "{found}".', found=found)
    elif colon[0] == ":":
        message = say('A space is missing after the colon: "{found}".', found=found)
    else:
        message = say('YAML does not know the full-width colon: "{found}".', found=found)
    fix = say('Write "name: value" with an ordinary colon and a space; put a text of several lines in quotes.')
    return place, "yaml_syntax", message, fix
