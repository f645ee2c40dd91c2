"""Which words redactions took out of the records, and where: what may not be told of the past any more.

A redaction says the place and never the words. They are what the step that made it has on one side only, as long as the
history holds them; once it is purged there is nothing to keep back.

Source: Personal Information Protection Law, deletion (art. 47); hardening.md P8.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Protocol

from lianhu.reading.document import Location
from lianhu.town import redactions
from lianhu.town.redactions import MARKER
from lianhu.town.register import Register
from lianhu.town.schemas import Filed

SHORTEST = 2  # a single character means nothing in another record


class Earlier(Protocol):
    """What records were before, those that are gone as well."""

    def paths(self) -> Iterable[str]:
        """The last path of every record that there ever was."""

    def versions(self, path: str) -> Iterable[tuple[str, Any]]:
        """All that a record ever was, each with its path at that time; None for what was not read."""


NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Redacted:
    """By path of a record `places` at which words were taken out, each with what it says today, and which `words`.

    `everywhere` finds the words that may stand in no old version of any record.
    """

    places: Mapping[str, Mapping[Location, str | None]] = field(default_factory=dict, repr=False)
    words: Mapping[str, re.Pattern[str]] = field(default_factory=dict, repr=False)
    everywhere: re.Pattern[str] = field(default=NEVER, repr=False)

    def text(self, path: str, at: Location, text: str) -> str:
        """What may be shown of a text that stood at a place."""
        left = self.words.get(path, self.everywhere).sub(MARKER, text)
        places = self.places.get(path, {})
        return MARKER if at in places and left != places[at] else left

    def without(self, register: Register) -> Register:
        """Records of an older day without the words that were taken out since; the same where there were none."""
        if not self.places:
            return register
        documents = [replace(document, data=self._left(document, document.data, ())) for document in register.documents]
        if all(left.data == document.data for left, document in zip(documents, register.documents, strict=True)):
            return register
        return Register(documents, register.schemas, register.today, register.photos)

    def _left(self, document: Filed, value: Any, at: Location) -> Any:
        if isinstance(value, dict):
            return {key: self._left(document, inner, (*at, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._left(document, inner, (*at, index)) for index, inner in enumerate(value)]
        left = self.text(document.path, at, value) if isinstance(value, str) else value
        return left if left == value or redactions.is_public_text(document.kind, at) else value


def of(documents: Iterable[Filed], earlier: Earlier, there: Container[str] | None = None) -> Redacted:
    """All that the records of today and those that are gone have taken out of themselves.

    Only documents with redactions need be given, where the paths of all that are `there` are.
    """
    places: dict[str, dict[Location, str | None]] = {}
    words: dict[str, set[str]] = defaultdict(set)
    for path, states in _redacted(documents, earlier, there):
        named = (redactions.place(redaction) for redaction in redactions.made(states[-1]))
        places[path] = {at: redactions.text_at(states[-1], at) for at in named if at}
        for before, after in pairwise(states):
            for _, _, went in redactions.added(before, after):
                words[path] |= {part for passage in went or () for part in passage.split(MARKER) if part.strip()}
    known = {word for own in words.values() for word in own if len(word) >= SHORTEST}
    return Redacted(
        places,
        {path: any_of(own | known) for path, own in words.items()},
        any_of(known),
    )


def _redacted(
    documents: Iterable[Filed], earlier: Earlier, there: Container[str] | None
) -> Iterator[tuple[str, list[Any]]]:
    """Every record with redactions, by path, with all that it ever was, the present last."""
    present = {document.path: document.data for document in documents}
    for path, data in present.items():
        if redactions.made(data):
            yield path, [*_versions(path, earlier), data]
    standing = present if there is None else there
    for path in earlier.paths():
        if path not in standing and (states := _versions(path, earlier)) and redactions.made(states[-1]):
            yield path, states


def _versions(path: str, earlier: Earlier) -> list[Any]:
    return [data for _, data in earlier.versions(path) if data is not None]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words, the longest first; grouped by their first character, since there may be thousands."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    ways = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile("|".join(ways) or NEVER.pattern)
