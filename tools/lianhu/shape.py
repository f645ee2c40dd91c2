"""Documents against their schema: what keeps a record from having its kind's shape, in our own words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from lianhu.problems import Problem, quoted
from lianhu.schemas import Kind, Location, Schemas
from lianhu.words import Text, say
from lianhu.yamldoc import Document


def misplaced(path: str, schemas: Schemas) -> Problem:
    """The problem of a file that lies where no kind of record belongs."""
    places = {kind.schema["x-path"]: name for name, kind in schemas.kinds.items()}
    near = difflib.get_close_matches(path, places, n=1, cutoff=0.3)
    return Problem(
        path=path,
        rule="known_place",
        message=say("no kind of record lies at this place"),
        fix=say("move the file to {place}", place=near[0]) if near else say("move the file to the folder of its kind, or remove it"),
    )


def shape_problems(document: Document, kind: Kind) -> list[Problem]:
    """What keeps the document from having its kind's shape: one problem a place, in order of the file."""
    worst: dict[tuple[Location, str], ValidationError] = {}
    for error in kind.validator.iter_errors(document.data):
        for one in _unfolded(error):
            key = (tuple(one.absolute_path), _subject(one))
            if key not in worst or _rank(one) < _rank(worst[key]):
                worst[key] = one
    return sorted(_problem(document, kind, at, subject, error) for (at, subject), error in worst.items())


RANK = ("type", "enum", "const", "pattern", "format")


def _rank(error: ValidationError) -> int:
    return RANK.index(str(error.validator)) if error.validator in RANK else len(RANK)


def _subject(error: ValidationError) -> str:
    """The key that is missing or unknown; empty where the value itself is wrong."""
    return str(error.message) if error.validator in ("required", "additionalProperties") else ""


def _unfolded(error: ValidationError) -> Iterator[ValidationError]:
    """One error a key: the library reports all unknown or missing keys of a mapping together."""
    if error.validator == "additionalProperties":
        names = [name for name in error.instance if name not in error.schema["properties"]]
    elif error.validator == "required":
        names = [name for name in error.validator_value if name not in error.instance]
    else:
        yield error
        return
    for name in names:
        one = ValidationError(
            name,
            validator=error.validator,
            path=error.absolute_path,
            instance=error.instance,
            schema=error.schema,
            validator_value=error.validator_value,
        )
        yield one


def _problem(document: Document, kind: Kind, at: Location, subject: str, error: ValidationError) -> Problem:
    keyword = str(error.validator)
    if keyword == "pattern":
        subject = str(next(iter(kind.at(at).get("examples", ())), ""))
    if keyword == "additionalProperties":
        at = (*at, subject)
    place = document.place_of(at, key=keyword == "additionalProperties")
    message, fix = SENTENCES[keyword](error, at, subject)
    return Problem(
        path=document.path, line=place.line, column=place.column, rule=RULES[keyword], message=message, fix=fix
    )


def dotted(at: Location) -> str:
    """A location as people read it: `events[2].on`."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in at)
    return text.removeprefix(".") or "-"


TYPES = {
    "string": lambda: say("text"),
    "integer": lambda: say("a whole number"),
    "boolean": lambda: say("true or false"),
    "array": lambda: say("a list (lines that start with '- ')"),
    "object": lambda: say("keys with values"),
    "number": lambda: say("a number"),
}


def _type_of(value: object) -> Text:
    if value is None:
        return say("nothing")
    if isinstance(value, bool):
        return TYPES["boolean"]()
    names: dict[type, str] = {str: "string", int: "integer", float: "number", list: "array", dict: "object"}
    return TYPES[names[type(value)]]()


def _shown(value: object) -> object:
    return _type_of(value) if isinstance(value, list | dict) or value is None else quoted(value)


def _wrong_type(error: ValidationError, at: Location, _: str) -> tuple[Text, Text]:
    expected = TYPES[error.validator_value]()
    if error.validator_value == "string" and isinstance(error.instance, int | float):
        fix = say("put it in quotes: \"{found}\"", found=quoted(error.instance))
    else:
        fix = say("write {expected} here", expected=expected)
    return say("{at} is {found}, but {expected} is expected", at=dotted(at), found=_shown(error.instance), expected=expected), fix


def _unknown_key(error: ValidationError, at: Location, name: str) -> tuple[Text, Text]:
    known = list(error.schema["properties"])
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    message = say("the key {name} is not known here", name=quoted(name))
    if near:
        return message, say("did you mean {near}?", near=near[0])
    return message, say("known keys are: {known}", known=tuple(known))


def _missing_key(error: ValidationError, at: Location, name: str) -> tuple[Text, Text]:
    return say("the key {name} is missing", name=name), say("add a line '{name}: ...'", name=name)


def _not_listed(error: ValidationError, at: Location, _: str) -> tuple[Text, Text]:
    allowed = tuple(str(value) for value in error.validator_value)
    near = difflib.get_close_matches(str(error.instance), allowed, n=1, cutoff=0.6)
    message = say("{at} is {found}, which is not one of the allowed words", at=dotted(at), found=_shown(error.instance))
    if near:
        return message, say("did you mean {near}?", near=near[0])
    return message, say("use one of: {allowed}", allowed=allowed)


def _wrong_form(error: ValidationError, at: Location, example: str) -> tuple[Text, Text]:
    fix = say("write it like {example}", example=example) if example else say("it must match {pattern}", pattern=error.validator_value)
    return say("{at} is {found}, which does not have the expected form", at=dotted(at), found=quoted(error.instance)), fix


def _no_such_day(error: ValidationError, at: Location, _: str) -> tuple[Text, Text]:
    return (
        say("{at} is {found}, a day that the calendar does not have", at=dotted(at), found=quoted(error.instance)),
        say("write an existing day as year-month-day, like 2026-11-22"),
    )


def _bound(template: str, fix: str, measure: Callable[[Any], object]) -> Callable[[ValidationError, Location, str], tuple[Text, Text]]:
    def sentence(error: ValidationError, at: Location, _: str) -> tuple[Text, Text]:
        values = {"at": dotted(at), "found": measure(error.instance), "limit": error.validator_value}
        return Text(template, tuple(values.items())), Text(fix, tuple(values.items()))

    return sentence


def _sentence(template: str) -> str:
    """Marks a template for the catalogue of translations; the values come later."""
    return template


SENTENCES: Mapping[str, Callable[[ValidationError, Location, str], tuple[Text, Text]]] = {
    "type": _wrong_type,
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "enum": _not_listed,
    "pattern": _wrong_form,
    "format": _no_such_day,
    "minimum": _bound(_sentence("{at} is {found}; at least {limit} is expected"), _sentence("write {limit} or more"), quoted),
    "maximum": _bound(_sentence("{at} is {found}; at most {limit} is expected"), _sentence("write {limit} or less"), quoted),
    "minLength": _bound(_sentence("{at} has {found} characters; at least {limit} are expected"), _sentence("write at least {limit} characters"), len),
    "maxLength": _bound(_sentence("{at} has {found} characters; at most {limit} are allowed"), _sentence("shorten it to {limit} characters"), len),
    "minItems": _bound(_sentence("{at} has {found} entries; at least {limit} are expected"), _sentence("add entries until there are {limit}"), len),
    "maxItems": _bound(_sentence("{at} has {found} entries; at most {limit} are allowed"), _sentence("remove entries until there are {limit}"), len),
    "uniqueItems": _bound(_sentence("{at} names the same entry twice"), _sentence("remove the entry that stands twice"), len),
}  # fmt: skip

RULES = {
    "type": "expected_type",
    "additionalProperties": "known_key",
    "required": "required_key",
    "enum": "allowed_word",
    "pattern": "expected_form",
    "format": "existing_day",
    "minimum": "within_bounds",
    "maximum": "within_bounds",
    "minLength": "within_bounds",
    "maxLength": "within_bounds",
    "minItems": "within_bounds",
    "maxItems": "within_bounds",
    "uniqueItems": "no_entry_twice",
}
