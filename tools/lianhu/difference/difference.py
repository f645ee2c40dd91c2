"""The whole difference between two states of the town: effects, figures, pages, boards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from lianhu import changes
from lianhu.difference.effect import Effect
from lianhu.difference.effects import effects
from lianhu.difference.records import records
from lianhu.difference.state import State
from lianhu.figures import Figure, FigureLine, Table
from lianhu.history import ABSENT, History
from lianhu.public import Posted, wall
from lianhu.site.site import Site
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.words import Text, say

How = Literal["new", "changed", "gone"]


@dataclass(frozen=True, kw_only=True)
class FigureChange:
    """A figure that moves in one place; a line is None where the state has no such row."""

    before: FigureLine | None
    after: FigureLine | None

    @property
    def line(self) -> FigureLine:
        line = self.after or self.before
        assert line
        return line

    @property
    def figure(self) -> Figure:
        return self.line.figure


@dataclass(frozen=True, kw_only=True)
class PageChange:
    """A page whose drawn body differs; the title is the later state's, empty for a page that is gone."""

    address: str
    title: str
    how: How


@dataclass(frozen=True, kw_only=True)
class Reprint:
    """A workstation whose board must be printed anew, and the panels that differ; gone: taken down."""

    group: str
    name: str
    panels: tuple[str, ...]
    how: How


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What is otherwise; `left_out` says in sentences what could not be compared."""

    effects: tuple[Effect, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    workstations: tuple[Reprint, ...] = ()
    left_out: tuple[Text, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.effects or self.figures or self.pages or self.workstations or self.left_out)


def between(
    before: State, after: State, schemas: Schemas, draw: Callable[[Posted], Site], earlier: History = ABSENT
) -> Difference:
    """Compares two states of the same day; `draw` makes the site of a posted register.

    `earlier` is what led to `before`: what a record once was decides, too, what may be told of it. What cannot be
    compared is said in `left_out` and never guessed.
    """
    changed = changes.between(before.tree, after.tree, schemas)
    if after.web is None or after.wall is None:
        return Difference(effects=tuple(records(changed)), left_out=tuple(_unread(before, after)))
    site = draw(after.web) if after.has_site else None
    told = effects(before, after, changed, earlier, site)
    if before.web is None or before.wall is None:
        return Difference(effects=told, left_out=tuple(_unread(before, after)))
    workstations = tuple(_reprints(before.wall, after.wall))
    if _same(before.web, after.web):
        return Difference(effects=told, workstations=workstations)
    if site is None or not before.has_site:
        return Difference(effects=told, workstations=workstations, left_out=tuple(_without_site(before, after)))
    return Difference(
        effects=told,
        figures=tuple(_figures(before.web, after.web)),
        pages=tuple(_pages(draw(before.web), site)),
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


def _figures(before: Posted, after: Posted) -> Iterator[FigureChange]:
    """Every line whose cell differs: of the town, and of each village, category and month; in order of figures."""
    windows = ("", *Table.of(after).windows)
    was, now = (
        {line.key: line for line in Table.of(register).lines if line.window in windows} for register in (before, after)
    )
    for key in (*now, *(key for key in was if key not in now)):
        old, new = was.get(key), now.get(key)
        if (old and old.cell) != (new and new.cell):
            yield FigureChange(before=old, after=new)


def _pages(before: Site, after: Site) -> Iterator[PageChange]:
    was, now = (_drawn(site) for site in (before, after))
    for address in sorted({*was, *now}):
        if was.get(address) != now.get(address):
            how: How = "new" if address not in was else "changed" if address in now else "gone"
            yield PageChange(address=address, title=now[address][0] if address in now else "", how=how)


def _drawn(site: Site) -> dict[str, tuple[str, bytes]]:
    """Title and hash of the body of every page, by address; bodies of a whole town would fill the memory."""
    pages = (*site.section_pages(), *site.record_pages())
    return {page.address: (page.title, blake2b(site.body(page).encode()).digest()) for page in pages}


def _reprints(before: Posted, after: Posted) -> Iterator[Reprint]:
    was, now = wall.boards(before), wall.boards(after)
    for group in sorted({*was, *now}):
        panels = wall.differing(was.get(group), now.get(group))
        if panels:
            how: How = "new" if group not in was else "changed" if group in now else "gone"
            name = now[group].workstation if group in now else was[group].workstation
            yield Reprint(group=group, name=name, panels=panels, how=how)
