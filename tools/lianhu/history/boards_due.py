"""Which boards are to be hung anew: what hangs is out of date for longer than the town allows, or hangs nowhere (R11).

Nothing is due of boards before the town has recorded for the first time that one was hung.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from lianhu import git, public
from lianhu.figures.entry import Due
from lianhu.figures.listing import Listed, listed
from lianhu.history import standing, versions
from lianhu.history.standing import Hanging, Standing
from lianhu.public import Posted, published, sheet
from lianhu.public.sheet import PARTS, Codes
from lianhu.reading import clock
from lianhu.rules import shown
from lianhu.rules.check import Verdict
from lianhu.town import beginning, postings
from lianhu.town.kinds import Group, Posting
from lianhu.town.month import after
from lianhu.town.register import Register
from lianhu.words import Text, say


def of_verdict(root: Path, verdict: Verdict) -> tuple[Listed, ...]:
    """What is due of the boards of the town at `root` by records that were judged, of today or of a day in the past."""
    register = verdict.register
    if register is None or not postings.by_board(register):
        return ()
    if verdict.parts:
        town = shown.town(verdict.parts, "web")
        codes = standing.codes_of(verdict.parts)
    else:
        town = public.posted(register, "web")
        codes = _codes(register)
    whole = tuple(standing.standings(town, codes, {}))
    if any(one.state == "outdated" for one in whole):  # since when, only the history knows
        whole = tuple(standing.standings(town, codes, _known(root, town)))
    return listed(town, due(town, whole, beginning.of_town(register)))


def _codes(register: Register) -> dict[str, Codes]:
    return dict(sheet.codes(sheet.doors(register)))


def _known(root: Path, town: Posted) -> Mapping[str, Sequence[versions.Version]]:
    """What the boards showed up to the last commit of the day that is asked of."""
    repository = git.existing(root)
    head = repository.tip("HEAD") if repository else None
    if repository is None or head is None:
        return {}
    at = repository.last_before(datetime.combine(town.today, time.max, clock.TOWN_TIME), head)
    commit = repository.commit(at) if at else None
    return versions.known(published.Published(repository, commit), town.schemas, town.today)


def due(town: Posted, whole: Sequence[Standing], begin: date | None) -> Iterator[Due]:
    """What is due of these boards on the town's day; `begin` is since when it keeps records."""
    first = min((hung.posted_on for one in postings.by_board(town).values() for hung in one.postings), default=None)
    if first is None:
        return
    days = town.town.limits.posting_days
    for one in whole:
        for hung in one.hanging:
            last = after(hung.since or hung.posted_on, days)
            if not hung.is_current and last < town.today:
                yield Due(
                    unit=one.board, kind="board", since=last, sentence=_outdated(hung) if one.codes else _gone(hung)
                )
        group = town.find(Group, one.board)
        if group:
            yield from _missing(town, one, max(group.since, first, begin or first), days)


def _outdated(hung: Hanging) -> Text:
    told: dict[str, object] = {"part": PARTS[hung.part], "code": hung.code, "day": hung.posted_on}
    if hung.since is None:
        return say("{part} {code}, hung on {day}, is not as the board is today: print and hang it anew.", **told)
    told["since"] = hung.since
    return say("{part} {code}, hung on {day}, is not as the board is since {since}: print and hang it anew.", **told)


def _gone(hung: Hanging) -> Text:
    return say(
        "{part} {code} hangs, and its board is no more: take it down, and write 'until' with its day.",
        part=PARTS[hung.part],
        code=hung.code,
    )


def _missing(town: Posted, one: Standing, since: date, days: int) -> Iterator[Due]:
    """A workstation's board that hangs nowhere, or not all of it."""
    posting: Posting | None = postings.by_board(town).get(one.board)
    if one.state in ("never", "empty"):
        last = after(max(since, one.ended or since), days)
        sentence = say("The board hangs nowhere: print it, hang it, and record it.")
    elif one.missing and posting:
        last = after(max(since, min(hung.posted_on for hung in posting.postings)), days)
        sentence = say("Hangs nowhere: {parts}", parts=tuple(PARTS[part] for part in one.missing))
    else:
        return
    if last < town.today:
        yield Due(unit=one.board, kind="board", since=last, sentence=sentence)
