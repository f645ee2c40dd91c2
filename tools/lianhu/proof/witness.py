"""The codes of another town that this one keeps: a file of lines, to which a line is added when the other publishes.

Whoever keeps them needs nothing of the other's site but its log, and tells when that was written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.proof import log, sums
from lianhu.proof.log import Log
from lianhu.public import check_code
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

FOLDER = "witness"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
LARGEST = 4 * 1024 * 1024
_FIRST = re.compile(r"log ([^\s]+)")
_LINE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([1-9][0-9]{0,5}) ([0-9A-Z-]{19}) ([A-Za-z0-9+/]{43}=)")


@dataclass(frozen=True)
class Line:
    """A publication as it was kept: its day and code, how many there were with it, and the root over all of these."""

    day: str
    number: int
    code: str
    root: str


@dataclass(frozen=True)
class Witness:
    """What was kept of the log of that name."""

    origin: str
    lines: tuple[Line, ...] = ()

    def text(self) -> str:
        told = (f"{line.day} {line.number} {line.code} {line.root}" for line in self.lines)
        return "\n".join([f"log {self.origin}", *told, ""])


def address(name: str) -> str:
    """Where the codes of a town are kept. Raises ToolError for what cannot be the name of a file everywhere."""
    if not NAME.fullmatch(name):
        raise ToolError(
            say(
                "{name} cannot name a file of codes: small letters of the alphabet, digits, and . _ - only.",
                name=quoted(name),
            )
        )
    return f"{FOLDER}/{name}.txt"


def is_one(content: bytes) -> bool:
    return content.startswith(b"log ")


def read(content: bytes) -> Witness:
    """Raises ToolError for a file that was not written as such, naming its line."""
    first, *lines = content.decode("utf-8", "replace").removesuffix("\n").split("\n")
    origin = _FIRST.fullmatch(first)
    if not origin:
        raise ToolError(say("Line {number} of the kept codes is {found}.", number=1, found=quoted(first)))
    known: list[Line] = []
    for number, text in enumerate(lines, 2):
        match = _LINE.fullmatch(text)
        if not match or (known and int(match[2]) <= known[-1].number):
            raise ToolError(say("Line {number} of the kept codes is {found}.", number=number, found=quoted(text)))
        known.append(Line(match[1], int(match[2]), check_code.read(match[3], sums.LENGTH), match[4]))
    return Witness(origin[1], tuple(known))


def contradictions(witness: Witness, whole: Log) -> Iterator[Text]:
    """Where the log is not the one of which the codes were kept."""
    if witness.origin != whole.origin:
        raise ToolError(
            say(
                "The kept codes are of the log {known}, this is {found}.",
                known=quoted(witness.origin),
                found=quoted(whole.origin),
            )
        )
    for line in witness.lines:
        faults = list(log.rewritten(whole, line.number, line.root))
        entry = whole.entries[line.number - 1] if line.number <= len(whole.entries) else None
        if entry and not faults and (entry.code, entry.day) != (line.code, line.day):
            faults = [say("In the log this publication has another code or day.")]
        if faults:
            yield say(
                "Kept was {day}, publication {number}, {code}. {what}",
                day=line.day,
                number=line.number,
                code=line.code,
                what=faults[0],
            )
            return


def with_latest(witness: Witness | None, whole: Log) -> Witness:
    """What is kept from now on; the same where nothing was published since. Raises ToolError for an empty log."""
    if not whole.entries:
        raise ToolError(say("Nothing is published in the log {found} yet.", found=quoted(whole.origin)))
    witness = witness or Witness(whole.origin)
    last, number = whole.entries[-1], len(whole.entries)
    if witness.lines and witness.lines[-1].number == number:
        return witness
    return Witness(witness.origin, (*witness.lines, Line(last.day, number, last.code, whole.root())))
