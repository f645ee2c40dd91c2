"""What stands of the town's boards, for the pages: how each stands, every code that its sheets had, and in words what
has changed since a sheet was current."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product

import msgspec

from lianhu.history import standing as stands
from lianhu.history.chronicle import Chronicle
from lianhu.history.standing import Hanging, Standing, Turn
from lianhu.history.versions import Version
from lianhu.personal.checksums import CHARACTERS
from lianhu.public import Posted, sheet
from lianhu.public.published import Published
from lianhu.rules import shown
from lianhu.rules.parts import Parts
from lianhu.site.pages.formats import chinese, day
from lianhu.town.kinds import Group

# A phone fetches one file of codes. It is small in a town's tenth year as well.
CODES_PER_FILE = 200
# Of how many of a board's last states it is told what has changed since, and in how many lines.
STATES_TOLD, LINES_TOLD = 12, 8


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a code: the sheet that had it, the entry of it if it hangs, and whether it is today's; of one
    that is not the first day on which it was no longer, where that is known.

    Of what a representative was given on paper `board` is the representative's id.
    """

    board: str
    part: str
    is_current: bool
    hanging: Hanging | None = None
    since: date | None = None


@dataclass(frozen=True)
class Counted:
    """How many boards there are, on how many something is recorded to hang, and on how many of those it is current."""

    boards: int
    hanging: int
    current: int


@dataclass(frozen=True)
class Standings:
    """Every board that is known of, by its unit; `changed` tells of codes that are no longer current what has changed
    since, as residents read it. `handouts` are the codes of what representatives hold today, each with id and part."""

    boards: Mapping[str, Standing] = field(default_factory=dict)
    changed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    handouts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def get(self, board: str) -> Standing | None:
        return self.boards.get(board)

    def of(self, villages: Sequence[str]) -> Standings:
        """Those of the boards in these villages."""
        return self.among(board for board in self.boards if board.partition("-")[0] in villages)

    def among(self, boards: Iterable[str]) -> Standings:
        """Those of these boards that are known of."""
        own = {board: self.boards[board] for board in boards if board in self.boards}
        return Standings(own, {code: self.changed[code] for code in Standings(own).codes if code in self.changed})

    def counted(self, boards: Iterable[str] | None = None) -> Counted:
        """Of these boards, else of all."""
        asked = self.boards if boards is None else boards
        found = [self.boards[board] for board in asked if board in self.boards]
        hanging = [one for one in found if one.hanging]
        return Counted(len(found), len(hanging), sum(one.state != "outdated" for one in hanging))

    @cached_property
    def codes(self) -> Mapping[str, Known]:
        """What is known of every code; of one that a sheet has again, what holds today."""
        held = {code: Known(board=who, part=part, is_current=True) for code, (who, part) in self.handouts.items()}
        return held | {code: known for standing in self.boards.values() for code, known in _codes(standing)}

    @property
    def beginning(self) -> int:
        """By how many characters codes are put into files; 0 where none is known."""
        if not self.codes:
            return 0
        return 1 if len(self.codes) <= CODES_PER_FILE * len(CHARACTERS) else 2

    @property
    def by_beginning(self) -> Mapping[str, list[str]]:
        """The codes of each file, by how they begin. A file of which there is no code is there as well: what was
        fetched once does not vanish with the last of its codes."""
        found = {"".join(signs): list[str]() for signs in product(CHARACTERS, repeat=self.beginning) if signs}
        for code in sorted(self.codes):
            found[code[: self.beginning]].append(code)
        return found

    @cached_property
    def text(self) -> str:
        """All of it in one string: two are the same when their texts are."""
        known = (self.boards, self.changed, self.handouts)
        return json.dumps([msgspec.to_builtins(one) for one in known], sort_keys=True)


UNKNOWN = Standings()


def standings_of(town: Posted, parts: Parts, published: Published, chronicle: Chronicle) -> Standings:
    """The boards of a site that shows `town`, judged in `parts`."""
    boards = {one.board: one for one in stands.of_site(town, parts, published)}
    changed = {}
    for standing in boards.values():
        for code, part in _told_of(standing):
            turns = stands.changed_since(standing, part, code, chronicle, town)
            if lines := _lines(turns, chronicle):
                changed[code] = lines
    return Standings(boards, changed, _handouts(parts))


def _handouts(parts: Parts) -> dict[str, Sequence[str]]:
    """The codes of cards and certificates, each with the representative and the part, village by village."""
    kept, today = parts.kept, parts.today.isoformat()
    of_town = parts.sums_of_town(())

    def work_out(villages: tuple[str, ...]) -> dict[str, Sequence[str]]:
        town = sheet.Doors(shown.town(parts, "wall", villages), shown.town(parts, "web", villages))
        given = (one for group in town.wall.all(Group) for one in sheet.handouts(town, group.id))
        return {one.code: (one.board, one.part) for one in given}

    keys = {villages: kept.key("handouts", [*of_town, *parts.sums_of(villages)], today) for villages in parts.villages}
    return {code: found for held in kept.of_each(keys, work_out).values() for code, found in held.items()}


def _codes(standing: Standing) -> Iterator[tuple[str, Known]]:
    for before, version in zip(standing.versions, standing.versions[1:], strict=False):
        for part, code in before.codes.items():
            if version.codes.get(part) != code:
                yield code, Known(board=standing.board, part=part, is_current=False, since=version.since)
    for one in standing.hanging:
        yield (
            one.code,
            Known(board=standing.board, part=one.part, is_current=one.is_current, hanging=one, since=one.since),
        )
    hanging = {one.code: one for one in standing.hanging}
    for part, code in standing.codes.items():
        yield code, Known(board=standing.board, part=part, is_current=True, hanging=hanging.get(code))


def _told_of(standing: Standing) -> Iterator[tuple[str, str]]:
    """The codes, each with its part, of which it is told what has changed since."""
    late: Sequence[Version] = standing.versions[-STATES_TOLD:]
    found = {code: part for version in late for part, code in version.codes.items()}
    found |= {one.code: one.part for one in standing.hanging}
    return ((code, part) for code, part in found.items() if standing.codes.get(part) != code)


def _lines(turns: Iterable[Turn], chronicle: Chronicle) -> list[str]:
    """The newest last, and before them how many older ones are left out."""
    found = [
        f"{day(turn.day)}，{chronicle.title(entry.path)}：{chinese(line.words)}"
        for turn in turns
        for entry in turn.told
        for line in entry.lines
    ]
    left_out = len(found) - LINES_TOLD
    return [*([f"更早的{left_out}处没有列出"] if left_out > 0 else []), *found[-LINES_TOLD:]]
