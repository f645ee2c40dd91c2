"""How each board stands: what hangs of it, whether that is what it shows today, since which day not, and what changed.

Pages and commands ask `of_site` or `standings`; in which words something changed says `changed_since`, by way of the
chronicle, so that of the past nothing is told that is not public today. What a board showed before is known by its
codes alone, which say nothing that the web may not show (`public/sheet`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from lianhu import git
from lianhu.history import versions
from lianhu.history.chronicle import Chronicle, ToldStep
from lianhu.history.versions import Version
from lianhu.public import Posted, sheet
from lianhu.public.published import Published
from lianhu.public.sheet import WHOLE, Codes
from lianhu.public.wall import PANELS
from lianhu.rules import shown
from lianhu.rules.parts import Parts
from lianhu.town import postings
from lianhu.town.kinds import Group, Hung, Posting, TownPosting, Village
from lianhu.town.register import Register

# current: all that the board shows hangs as it is today; outdated: something that hangs is not; incomplete: what hangs
# is as it is today, and a panel hangs nowhere; empty: nothing hangs any more; never: nothing ever did.
State = Literal["current", "outdated", "incomplete", "empty", "never"]

# Of which kinds of record the panels tell.
TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "representatives": ("representative", "group"),
    "duties": ("duties", "roles", "representative"),
    "procedure": ("procedure",),
    "issues": ("issue", "categories"),
}


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """A sheet that hangs. `since` is the first day on which the board showed something else; None while it is current,
    or where no history knows that the board ever showed it. `differs` are the panels that are others today (the whole
    board, of a village or the town)."""

    part: str
    code: str
    posted_on: date
    by: str
    is_current: bool
    since: date | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A board (`board` is the id of its unit) with the `codes` of what it shows today, by part, what hangs, and what
    it showed before (`versions`, the oldest first, the last of which is today's). `ended`: the last day on which
    anything hung."""

    board: str
    name: str
    codes: Codes
    hanging: tuple[Hanging, ...]
    versions: tuple[Version, ...]
    ended: date | None = None

    @property
    def state(self) -> State:
        if not self.hanging:
            return "empty" if self.ended else "never"
        if not all(one.is_current for one in self.hanging):
            return "outdated"
        return "incomplete" if self.missing else "current"

    @property
    def missing(self) -> tuple[str, ...]:
        """The panels that hang nowhere; none where the whole board hangs."""
        there = {one.part for one in self.hanging}
        return () if WHOLE in there else tuple(part for part in self.codes if part not in (WHOLE, *there))

    @property
    def since(self) -> date | None:
        """The first day since which something that hangs is not what the board shows; None where nothing is, or nobody
        knows."""
        return min((one.since for one in self.hanging if one.since), default=None)


@dataclass(frozen=True)
class Turn:
    """A day on which a board became another: what was changed in its records; nothing where the day itself did it, or
    what is not committed yet."""

    day: date
    told: tuple[ToldStep, ...]


def of_site(town: Posted, parts: Parts, published: Published) -> tuple[Standing, ...]:
    """The boards of a site that shows `town`, judged in `parts`, from the history of the commit that it shows."""
    known = versions.known(published, town.schemas, town.today)
    return tuple(standings(town, codes_of(parts), known))


def of_folder(root: Path, town: Posted, parts: Parts) -> tuple[Standing, ...]:
    """The boards of the town at `root`, whose records, committed or not, were judged in `parts`."""
    repository = git.existing(root)
    head = repository.tip("HEAD") if repository else None
    commit = repository.commit(head) if repository and head else None
    return of_site(town, parts, Published(repository, commit))


def codes_of(parts: Parts) -> dict[str, Codes]:
    """The codes of what every board shows today, village by village; the town's own only where it hangs anywhere."""
    found = codes_in(parts, parts.villages)
    return found | town_codes(parts) if parts.of_the_town().all(TownPosting) else found


def codes_in(parts: Parts, wanted: Iterable[tuple[str, ...]]) -> dict[str, Codes]:
    """The same of some parts of the town, by their villages."""
    kept, today = parts.kept, parts.today.isoformat()
    of_town = parts.sums_of_town(())

    def work_out(villages: tuple[str, ...]) -> dict[str, Codes]:
        codes = sheet.codes(sheet.Doors(shown.town(parts, "wall", villages), shown.town(parts, "web", villages)))
        return {board: own for board, own in codes.items() if board.partition("-")[0] in villages}

    keys = {villages: kept.key("boards", [*of_town, *parts.sums_of(villages)], today) for villages in wanted}
    found = kept.of_each(keys, work_out)
    kept.save()
    return {board: codes for own in found.values() for board, codes in own.items()}


def town_codes(parts: Parts) -> dict[str, Codes]:
    """The same of the town's own board, which tells of all villages."""
    codes: Codes = parts.in_town("boards", _of_the_town, versions.IN_VILLAGES)
    return {postings.TOWN: codes} if codes else {}


def _of_the_town(register: Register) -> Codes:
    return sheet.codes(sheet.doors(register)).get(postings.TOWN, {})


def standings(town: Posted, codes: Mapping[str, Codes], known: Mapping[str, Sequence[Version]]) -> Iterator[Standing]:
    """Every board that there is today, and every other of which anything hangs; `town` is the web's.

    `codes` are those of what boards show today, `known` what they showed (`versions.of`).
    """
    by_board = postings.by_board(town)
    hung = [board for board, posting in by_board.items() if posting.hanging(town.today)]
    for board in dict.fromkeys((*codes, *hung)):
        yield _standing(town, board, codes.get(board, {}), tuple(known.get(board, ())), by_board.get(board))


def chosen(whole: Sequence[Standing], wanted: Collection[str]) -> tuple[Standing, ...]:
    """Those of the boards that are wanted, all for none. Raises ToolError for a board that there is not."""
    for board in wanted:
        sheet.refuse_unknown(board, [one.board for one in whole])
    return tuple(one for one in whole if not wanted or one.board in wanted)


def _standing(town: Posted, board: str, codes: Codes, known: tuple[Version, ...], posting: Posting | None) -> Standing:
    hanging = posting.hanging(town.today) if posting else ()
    return Standing(
        board=board,
        name=name(town, board),
        codes=codes,
        hanging=tuple(_hanging(one, codes, known, town.today) for one in hanging),
        versions=known,
        ended=max(one.until or one.posted_on for one in posting.postings) if posting and not hanging else None,
    )


def name(town: Register, board: str) -> str:
    """What the board is called: the workstation's name, the village's or the town's."""
    group, village = town.find(Group, board), town.find(Village, board)
    return group.workstation.name if group else village.name if village else town.town.name


def _hanging(hung: Hung, codes: Codes, known: Sequence[Version], today: date) -> Hanging:
    is_current = codes.get(hung.part) == hung.code
    at = last_with(known, hung.part, hung.code)
    since, was = None, None
    if not is_current and at is not None:
        was = known[at].codes
        since = known[at + 1].since if at + 1 < len(known) else known[at].until or today
    return Hanging(
        part=hung.part,
        code=hung.code,
        posted_on=hung.posted_on,
        by=hung.by,
        is_current=is_current,
        since=since,
        differs=() if is_current else _differing(hung.part, was, codes),
    )


def _differing(part: str, was: Codes | None, now: Codes) -> tuple[str, ...]:
    panels = [panel for panel in PANELS if panel in now]
    if part != WHOLE or not panels:
        return (part,)
    return tuple(panel for panel in panels if not was or was.get(panel) != now[panel]) or tuple(panels)


def last_with(known: Sequence[Version], part: str, code: str) -> int | None:
    """The place of the last version that showed a sheet with this code; None where none did."""
    found = (at for at in reversed(range(len(known))) if known[at].codes.get(part) == code)
    return next(found, None)


def changed_since(standing: Standing, part: str, code: str, chronicle: Chronicle, town: Posted) -> Iterator[Turn]:
    """What was changed since the board last showed a sheet with this code, as it may be told today, the oldest first.

    Nothing where no history knows the code.
    """
    at = last_with(standing.versions, part, code)
    if at is None:
        return
    for before, version in zip(standing.versions[at:], standing.versions[at + 1 :], strict=False):
        parts = [one for one in version.codes if one != WHOLE and before.codes.get(one) != version.codes[one]]
        kinds = {kind for one in parts for kind in TOLD_BY.get(one, ())}
        if part != WHOLE and part not in parts:
            continue
        if part != WHOLE:
            kinds = set(TOLD_BY[part])
        entries = chronicle.of_commit(version.commit) if version.commit else ()
        told = (one for one in entries if _tells_of(town, standing.board, one.path, kinds))
        yield Turn(version.since, tuple(told))


def _tells_of(town: Posted, board: str, path: str, kinds: set[str]) -> bool:
    """Whether a record may be told of on the board: one of its group or village, or the town's own."""
    filing = town.schemas.filing(path)
    if filing is None or filing.kind.name not in (kinds or versions.READ):
        return False
    if not filing.village or board == postings.TOWN:
        return True
    group = town.find(Group, board)
    if group is None:
        return filing.village == board
    if filing.kind.name == "representative":
        return any(town.path_of(one) == path for one in town.all_who_served(group))
    return board in (filing.id, filing.group)
