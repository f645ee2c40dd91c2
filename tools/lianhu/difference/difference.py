"""The whole difference between two states of the town: effects, figures, pages, boards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lianhu import changes
from lianhu.difference.differing import Differing, Drawn, differing
from lianhu.difference.effect import Effect
from lianhu.difference.effects import effects
from lianhu.difference.figure_change import FigureChange
from lianhu.difference.records import records
from lianhu.difference.state import State
from lianhu.difference.teller import teller_of
from lianhu.difference.touched import TouchedRecord, shown_otherwise, touched
from lianhu.history import ABSENT, History
from lianhu.public import Posted, sheet, wall
from lianhu.public.sheet import WHOLE, Doors, Sheet
from lianhu.site.site import Site
from lianhu.town import postings
from lianhu.town.kinds import Hung
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import Text, say

How = Literal["new", "changed", "gone"]


@dataclass(frozen=True, kw_only=True)
class PageChange:
    """A page whose drawn body differs; the title is the later state's, empty for a page that is gone."""

    address: str
    title: str
    how: How


@dataclass(frozen=True, kw_only=True)
class Reprint:
    """A board that must be printed anew, and the panels that differ; gone: taken down.

    `group` is the id of its unit: of a village's or the town's own, of which it is told where it hangs. `outdated` are
    the parts of which a sheet hangs that is as the board was: the change makes it old.
    """

    group: str
    name: str
    panels: tuple[str, ...]
    how: How
    outdated: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is otherwise; `left_out` says in sentences what could not be compared, `records` are then unknown."""

    records: tuple[TouchedRecord, ...] = ()
    effects: tuple[Effect, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    workstations: tuple[Reprint, ...] = ()
    left_out: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.effects or self.figures or self.pages or self.workstations or self.left_out)


def between(
    before: State, after: State, schemas: Schemas, draw: Callable[[Posted], Site], earlier: History = ABSENT
) -> Difference:
    """Compares two states of the same day; `draw` makes the site of a posted register.

    `earlier` is what led to `before`: what a record once was decides, too, what may be told of it. What cannot be
    compared is said in `left_out` and never guessed.
    """
    changed = changes.between(before.tree, after.tree, schemas)
    if after.register is None:
        return Difference(effects=tuple(records(changed)), left_out=tuple(_unread(before, after)))
    if before.has_site and after.has_site:
        return _of_sites(differing(before, after, changed, draw), earlier)
    assert after.web and after.wall
    pages = draw(after.web).record_pages() if after.has_site else ()
    teller = teller_of(after, changed, earlier, pages)
    told = effects(before, after, changed, teller)
    if before.web is None or before.wall is None:
        return Difference(effects=told, left_out=tuple(_unread(before, after)))
    workstations = tuple(_reprints(Doors(before.wall, before.web), Doors(after.wall, after.web)))
    if _same(before.web, after.web):
        shown = shown_otherwise(before.wall, after.wall)
        records_touched = tuple(touched(changed, shown, (), teller))
        return Difference(records=records_touched, effects=told, workstations=workstations)
    return Difference(effects=told, workstations=workstations, left_out=tuple(_without_site(before, after)))


def _of_sites(differing: Differing, earlier: History) -> Difference:
    before, after = differing.narrowed
    assert before.web and before.wall and after.web and after.wall
    teller = teller_of(after, differing.changed, earlier, differing.pages_of_after)
    told = effects(before, after, differing.changed, teller)
    workstations = tuple(_reprints(Doors(before.wall, before.web), Doors(after.wall, after.web)))
    shown = shown_otherwise(before.web, after.web) | shown_otherwise(before.wall, after.wall)
    if _same(before.web, after.web):
        records_touched = tuple(touched(differing.changed, shown, (), teller))
        return Difference(records=records_touched, effects=told, workstations=workstations)
    figures = tuple(differing.figures())
    return Difference(
        records=tuple(touched(differing.changed, shown, figures, teller)),
        effects=told,
        figures=figures,
        pages=tuple(_pages(*differing.drawn)),
        workstations=workstations,
    )


def _same(before: Register, after: Register) -> bool:
    shown = (
        ({document.path: document.data for document in register.documents}, register.photos)
        for register in (before, after)
    )
    return next(shown) == next(shown)


def _unread(before: State, after: State) -> Iterator[Text]:
    """Which state cannot be read; the place only, since a problem's words may hold what is not public."""
    told = (
        say("only which records differ is told")
        if after.web is None
        else say("figures, pages and boards are not compared")
    )
    for state, name in ((before, say("earlier")), (after, say("later"))):
        if state.web is None and not state.problems:
            yield say("The {state} records hold no town; {told}.", state=name, told=told)
        elif state.web is None:
            yield say(
                "The {state} records cannot be read by today's schemas ({path}, problems: {count}); {told}.",
                state=name,
                path=state.problems[0].path,
                count=len(state.problems),
                told=told,
            )


def _without_site(before: State, after: State) -> Iterator[Text]:
    for state, name in ((before, say("earlier")), (after, say("later"))):
        if not state.has_site:
            yield say(
                "The {state} records have problems ({count}, the first in {path}), so no site is built of them: "
                "figures and pages are not compared.",
                state=name,
                count=len(state.problems),
                path=state.problems[0].path,
            )


def _pages(was: Drawn, now: Drawn) -> Iterator[PageChange]:
    for address in sorted({*was, *now}):
        if was.get(address) != now.get(address):
            how: How = "new" if address not in was else "changed" if address in now else "gone"
            yield PageChange(address=address, title=now[address][0] if address in now else "", how=how)


def _reprints(before: Doors, after: Doors) -> Iterator[Reprint]:
    was, now = wall.boards(before.wall), wall.boards(after.wall)
    today = after.wall.today
    hung = {board: posting.hanging(today) for board, posting in postings.by_board(after.wall).items()}
    was_on_web, now_on_web = wall.boards(before.web), wall.boards(after.web)
    for group in sorted({*was, *now}):
        panels = wall.differing(was.get(group), now.get(group))
        if panels:
            how: How = "new" if group not in was else "changed" if group in now else "gone"
            name = now[group].workstation if group in now else was[group].workstation
            sheets = (_sheets(group, was, was_on_web), _sheets(group, now, now_on_web))
            outdated = tuple(_outdated(hung.get(group, ()), *sheets))
            yield Reprint(group=group, name=name, panels=panels, how=how, outdated=outdated)
    summaries = {board for board, hanging in hung.items() if hanging} - {*was, *now}
    if summaries:
        yield from _summaries(before, after, summaries)


def _sheets(group: str, boards: Mapping[str, wall.Board], on_web: Mapping[str, wall.Board]) -> Mapping[str, Sheet]:
    board = boards.get(group)
    return {one.part: one for one in sheet.of_board(group, board, on_web.get(group))} if board else {}


def _outdated(hung: Iterable[Hung], was: Mapping[str, Sheet], now: Mapping[str, Sheet]) -> Iterator[str]:
    """The parts of the sheets that hang as the board was, and that it shows no longer."""
    for one in hung:
        before, after = was.get(one.part), now.get(one.part)
        if before and before.code == one.code and (after is None or before.content != after.content):
            yield one.part


def _summaries(before: Doors, after: Doors, boards: Collection[str]) -> Iterator[Reprint]:
    """The boards of villages and of the town that hang and tell of something else; these hang whole.

    The town's tells of all villages, and only those in which anything differs are asked, so whether it was out of date
    before is not known.
    """
    was, now = ({one.board: one for one in sheet.sheets(side) if one.board in boards} for side in (before, after))
    for board in sorted({*was} & {*now}):
        if was[board].content != now[board].content:
            name = str(now[board].content["title"])
            yield Reprint(group=board, name=name, panels=(WHOLE,), how="changed", outdated=(WHOLE,))
