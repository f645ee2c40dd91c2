"""One page of the site, before it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lianhu.changes.wording import place_words, value_words
from lianhu.public import Posted
from lianhu.site.pages.addresses import address
from lianhu.town.corrections import location
from lianhu.town.kinds import Correction, Redaction


@dataclass(frozen=True, kw_only=True)
class Page:
    """`address` is the folder below the site's root (`"issues/"`, `""` for home); `template` draws `values`.

    `section` is the address of the navigation entry it belongs to; `source` the record's file, for correction.
    `is_personal` is a page about one person: search engines are asked to leave it out, so that a name leads to no file.
    """

    address: str
    title: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    section: str = ""
    description: str = ""
    source: str | None = None
    is_personal: bool = False

    @property
    def base(self) -> str:
        """The way from this page to the site's root, as links need it: `"../../"`."""
        return "../" * self.address.count("/")


def of_section(place: str, title: str, template: str, description: str, **values: object) -> Page:
    """The page of a navigation entry."""
    return Page(address=place, title=title, template=template, section=place, description=description, values=values)


def of_record(
    town: Posted,
    record: Any,
    title: str,
    section: str,
    description: str,
    template: str,
    beside: Iterable[Any] = (),
    **values: object,
) -> Page:
    """The page of a single record, which can be corrected in its file; `beside` it others that have no own page."""
    return Page(
        address=address(record),
        title=title,
        template=template,
        values={**mended(town, (record,), beside), **values},
        section=section,
        description=description,
        source=town.origin(record).document.path,
    )


def mended(town: Posted, records: Iterable[Any], beside: Iterable[Any] = ()) -> dict[str, Any]:
    """What was corrected in records and taken out of them, for a page that shows them; those `beside` are named."""
    told = [(record, "") for record in records] + [(record, _called(town, record)) for record in beside]
    return {
        "corrected": tuple(one for record, name in told for one in _corrected(town, record, name)),
        "redacted": tuple(one for record, name in told for one in _redacted(town, record, name)),
    }


def _called(town: Posted, record: Any) -> str:
    document = town.origin(record).document
    return f"{getattr(record, 'name', document.kind.schema['title'] + document.month)}："


def _of_its_own(town: Posted, record: Any, entries: str) -> Iterator[Any]:
    """The corrections or redactions of a record; of an area those in its village's file that are about the area."""
    part = town.origin(record).at
    whole = town.village_of(record) if part else record
    return (one for one in getattr(whole, entries, ()) if location(one.at)[: len(part)] == part)


@dataclass(frozen=True)
class Corrected:
    """A correction as residents read it: the place in the schema's words, what it says and what is right.

    Empty where nothing stood there any more, and where nothing should.
    """

    correction: Correction
    place: str
    was: str
    right: str


@dataclass(frozen=True)
class Redacted:
    """A redaction as residents read it, with the place in the schema's words."""

    redaction: Redaction
    place: str


def _redacted(town: Posted, record: Any, name: str) -> Iterator[Redacted]:
    for one in _of_its_own(town, record, "redactions"):
        yield Redacted(one, name + place_words(town.origin(record).kind.schema, location(one.at))[0])


def _corrected(town: Posted, record: Any, name: str) -> Iterator[Corrected]:
    for one in _of_its_own(town, record, "corrections"):
        place, schema = place_words(town.origin(record).kind.schema, location(one.at))
        was, right = (
            "" if value is None else value_words(schema, value, lambda kind, name: name)
            for value in (one.was, one.right)
        )
        yield Corrected(one, name + place, was, right)
