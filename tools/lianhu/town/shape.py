"""Documents against their schema: what keeps a record from having its kind's shape, in our own words."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from lianhu.reading.document import Document, Location, dotted
from lianhu.reading.files import VILLAGES
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import Term, Text, say
from lianhu.words.problems import MOST_OF_ONE_FILE, Problem, quoted

if TYPE_CHECKING:
    from jsonschema import ValidationError

YAML_ENDING = ".yaml"


def misplaced(path: str, schemas: Schemas) -> Problem:
    """The problem of a file that lies where no kind of record belongs."""
    places = [kind.schema["x-path"] for kind in schemas.kinds.values()]
    near = difflib.get_close_matches(path, places, n=1, cutoff=0.3) if path.endswith(YAML_ENDING) else []
    fix = say("Move the file to the folder of its kind, or remove it.")
    if near:
        fix = say("Name it as in {place}.", place=near[0])
    return Problem(path=path, rule="known_place", message=say("No kind of record has this place and name."), fix=fix)


def villages_without_record(paths: Iterable[str], schemas: Schemas) -> list[Problem]:
    """A folder of a village begins with its `village.yaml`: without it nothing else there has a place in the town."""
    present = set(paths)
    place = schemas.kinds["village"].schema["x-path"]
    folders: dict[str, list[str]] = defaultdict(list)
    for path in present:
        if path.startswith(VILLAGES):
            folders[path.split("/")[2]].append(path)
    without = (inside for village, inside in folders.items() if place.format(village=village) not in present)
    filings = (schemas.filing(path) for inside in without for path in inside)
    missing = {place.format(village=filing.village) for filing in filings if filing and filing.village}
    return [
        Problem(
            path=path,
            rule="village_record",
            message=say("This file is missing: it says which village the folder is."),
            fix=say("Add it, or move the folder's records to the village they belong to."),
        )
        for path in sorted(missing)
    ]


@dataclass(frozen=True)
class Misfit:
    """One value that misses its schema: the `keyword` it breaks, what that `expected` and what was `found`.

    `name` is the key that is missing or unknown, for the keywords that speak of keys.
    """

    keyword: str
    at: Location
    found: Any
    expected: Any
    schema: Mapping[str, Any]
    name: str = ""


def shape_problems(document: Document, kind: Kind) -> list[Problem]:
    """What keeps the document from having its kind's shape: one problem a place, in order of the file.

    Not many more than can be told are looked for: a hostile file may hold a mistake in each of its thousands of values.
    """
    if kind.accepts(document.data):
        return []
    worst: dict[tuple[Location, str], Misfit] = {}
    errors = kind.validator.iter_errors(document.data)
    for misfit in islice((misfit for error in errors for misfit in _misfits(error, kind)), 4 * MOST_OF_ONE_FILE):
        place = (misfit.at, misfit.name)
        if place not in worst or _rank(misfit) < _rank(worst[place]):
            worst[place] = misfit
    return sorted(_problem(document, misfit) for misfit in worst.values() if not _is_misspelt(misfit, worst))


def _is_misspelt(misfit: Misfit, all_misfits: Iterable[tuple[Location, str]]) -> bool:
    """Whether a missing key stands there under a wrong name, which is told already."""
    if misfit.keyword != "required":
        return False
    unknown = [name for at, name in all_misfits if at == misfit.at and name and name not in misfit.schema["properties"]]
    return any(_nearest(name, misfit.schema) == misfit.name for name in unknown)


def _nearest(name: str, schema: Mapping[str, Any]) -> str | None:
    return next(iter(difflib.get_close_matches(name, schema["properties"], n=1, cutoff=0.6)), None)


# Of several causes at one place the one that explains the others is told.
RANK = ("type", "enum", "pattern", "format")


def _rank(misfit: Misfit) -> int:
    return RANK.index(misfit.keyword) if misfit.keyword in RANK else len(RANK)


def _misfits(error: ValidationError, kind: Kind) -> Iterator[Misfit]:
    """One misfit a key: the library reports all unknown or missing keys of a mapping together."""
    found: Any = error.instance
    expected: Any = error.validator_value
    keyword, at = str(error.validator), tuple(error.absolute_path)
    schema = kind.at(at)
    names = [""]
    if keyword == "additionalProperties":
        names = [name for name in found if name not in schema["properties"]]
    elif keyword == "required":
        names = [name for name in expected if name not in found]
    for name in names:
        yield Misfit(keyword, at, found, expected, schema, name)


def _problem(document: Document, misfit: Misfit) -> Problem:
    unknown_key = misfit.keyword == "additionalProperties"
    rule, sentences = SENTENCES[misfit.keyword]
    at = (*misfit.at, misfit.name) if unknown_key else misfit.at
    return document.problem(at, rule, *sentences(misfit), key=unknown_key)


def _named(at: Location) -> object:
    """The value's place, or the whole record."""
    return dotted(at) or say("the record")


TYPES: Mapping[str, Text] = {
    "string": say("text"),
    "integer": say("a whole number"),
    "number": say("a number"),
    "boolean": say("true or false"),
    "array": say("a list (lines that start with '- ')"),
    "object": say("keys with values"),
}
TYPE_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array", dict: "object"}


def _shown(value: object) -> object:
    """A value as a sentence may hold it: short ones themselves, lists and mappings by what they are."""
    if value is None or value == "":
        return say("nothing")
    return TYPES[TYPE_NAMES[type(value)]] if isinstance(value, list | dict) else quoted(value)


Sentences = tuple[Text, Text]


def _wrong_type(misfit: Misfit) -> Sentences:
    # Several types are asked for only where any single value may stand.
    expected = TYPES[misfit.expected] if isinstance(misfit.expected, str) else say("a single value")
    fix = say("Write {expected} here.", expected=expected)
    if misfit.expected == "string" and isinstance(misfit.found, int | float):
        fix = say('Put it in quotes: "{found}".', found=quoted(misfit.found))
    elif misfit.expected == "integer" and isinstance(misfit.found, str) and misfit.found.isdecimal():
        fix = say("Take the quotes away: {found}.", found=quoted(misfit.found))
    message = say(
        "{at} is {found}, but {expected} is expected.",
        at=_named(misfit.at),
        found=_shown(misfit.found),
        expected=expected,
    )
    return message, fix


def _unknown_key(misfit: Misfit) -> Sentences:
    message = say("The key {name} is not known here.", name=quoted(misfit.name))
    near = _nearest(misfit.name, misfit.schema)
    if near:
        return message, say("Did you mean {near}?", near=near)
    return message, say("Known keys are: {known}.", known=tuple(misfit.schema["properties"]))


def _missing_key(misfit: Misfit) -> Sentences:
    return say("The key {name} is missing.", name=misfit.name), say("Add a line '{name}: ...'.", name=misfit.name)


def _not_listed(misfit: Misfit) -> Sentences:
    allowed = tuple(Term(str(word)) for word in misfit.expected)
    near = difflib.get_close_matches(str(misfit.found), [word.code for word in allowed], n=1, cutoff=0.6)
    message = say(
        "{at} is {found}, which is not one of the allowed words.", at=_named(misfit.at), found=_shown(misfit.found)
    )
    if near:
        return message, say("Did you mean {near}?", near=near[0])
    return message, say("Use one of: {allowed}.", allowed=allowed)


def _wrong_form(misfit: Misfit) -> Sentences:
    message = say(
        "{at} is {found}, which does not have the expected form.", at=_named(misfit.at), found=_shown(misfit.found)
    )
    return message, say("Write it like {example}.", example=misfit.schema["examples"][0])


def _no_such_day(misfit: Misfit) -> Sentences:
    message = say(
        "{at} is {found}, a day that the calendar does not have.", at=_named(misfit.at), found=quoted(misfit.found)
    )
    return message, say("Write an existing day as year-month-day, like 2026-11-22.")


def _entry_twice(misfit: Misfit) -> Sentences:
    message = say("{at} names the same entry twice.", at=_named(misfit.at))
    return message, say("Remove the entry that stands twice.")


def _bound(message: Text, fix: Text, measure: Callable[[Any], object]) -> Callable[[Misfit], Sentences]:
    def sentences(misfit: Misfit) -> Sentences:
        values = {"at": _named(misfit.at), "found": measure(misfit.found), "limit": misfit.expected}
        return say(message.template, **values), say(fix.template, **values)

    return sentences


# Each keyword that our schemas use: the id of its problem, and what to say.
SENTENCES: Mapping[str, tuple[str, Callable[[Misfit], Sentences]]] = {
    "type": ("expected_type", _wrong_type),
    "additionalProperties": ("known_key", _unknown_key),
    "required": ("required_key", _missing_key),
    "enum": ("allowed_word", _not_listed),
    "pattern": ("expected_form", _wrong_form),
    "format": ("existing_day", _no_such_day),
    "uniqueItems": ("no_entry_twice", _entry_twice),
    "minimum": (
        "within_bounds",
        _bound(say("{at} is {found}; at least {limit} is expected."), say("Write {limit} or more."), quoted),
    ),
    "maximum": (
        "within_bounds",
        _bound(say("{at} is {found}; at most {limit} is expected."), say("Write {limit} or less."), quoted),
    ),
    "minLength": (
        "within_bounds",
        _bound(
            say("{at} has {found} characters; at least {limit} are expected."),
            say("Write at least {limit} characters."),
            len,
        ),
    ),
    "maxLength": (
        "within_bounds",
        _bound(
            say("{at} has {found} characters; at most {limit} are allowed."),
            say("Shorten it to {limit} characters."),
            len,
        ),
    ),
    "minItems": (
        "within_bounds",
        _bound(
            say("{at} has {found} entries; at least {limit} are expected."),
            say("Add entries until there are {limit}."),
            len,
        ),
    ),
    "maxItems": (
        "within_bounds",
        _bound(
            say("{at} has {found} entries; at most {limit} are allowed."),
            say("Remove entries until there are {limit}."),
            len,
        ),
    ),
}
