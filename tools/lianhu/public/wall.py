"""What hangs on the wall of a workstation: the four panels of a group's board as plain data (R11).

Boards are made from the wall's register only (`public.posted(..., "wall")`). Nothing stands here that the wall does
not show, so a board differs exactly when its sheet must be printed anew.

Source: domain.md section 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianhu.public.view import Posted, photo_address
from lianhu.town import loop, offices
from lianhu.town.case import case_of
from lianhu.town.kinds import Duties, Group, Issue, Procedure, Representative, Roles
from lianhu.town.kinds.span import Vacancy, holding
from lianhu.words import Text, say

# The panels in the wall's order, with their headings.
PANELS: Mapping[str, Text] = {
    "representatives": say("information on representatives"),
    "duties": say("their duties"),
    "procedure": say("how a matter is handled"),
    "issues": say("issues and what became of them"),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """A serving representative; `phone` is their own with consent, else the workstation's. `photo` is a JPEG.

    `apart` is what tells them from another one of that name on the same wall.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    household_count: int
    serves: tuple[str, ...]
    phone: str
    background: tuple[str, ...]
    photo: bytes | None = field(repr=False)
    apart: str = ""


@dataclass(frozen=True, kw_only=True)
class DutyPanel:
    """Roles with their tasks, 1+4+X (X by representative), and each of the three lists with its number of items."""

    roles: tuple[tuple[str, str], ...]
    core: tuple[str, ...]
    fixed: tuple[str, ...]
    variable: tuple[tuple[str, tuple[str, ...]], ...]
    lists: tuple[tuple[str, int], ...]
    sample: bool


@dataclass(frozen=True, kw_only=True)
class PanelStep:
    """A step of the procedure; `stage` is one of the closed loop's four, or None."""

    phase: str
    stage: str | None
    who: str
    does: str
    within: str | None


@dataclass(frozen=True, kw_only=True)
class ProcedurePanel:
    """The steps in order; `sample` when the wording is only an example."""

    steps: tuple[PanelStep, ...] = ()
    sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """An issue in the ten columns of the wall. There is a channel and no reporter, on purpose."""

    number: str
    reported_on: date
    channel: str
    category: str
    title: str
    responsible_post: str
    level: str
    state: str
    closed_on: date | None
    satisfaction: str | None


@dataclass(frozen=True, kw_only=True)
class Board:
    """A workstation's board: its heading and the four panels, under the names of `PANELS`.

    `vacancy` stands in the first panel while the group has no head: who is asked then, and until when.
    """

    workstation: str
    vacancy: Vacancy | None = None
    representatives: tuple[Person, ...]
    duties: DutyPanel
    procedure: ProcedurePanel
    issues: tuple[Row, ...]


def boards(town: Posted) -> dict[str, Board]:
    """The board of every group that exists today, by the group's id."""
    lists, roles, procedure = _lists(town), _roles(town), _procedure(town)
    return {
        group.id: _board(town, group, lists, roles, procedure) for group in town.all(Group) if group.covers(town.today)
    }


def differing(before: Board | None, after: Board | None) -> tuple[str, ...]:
    """The panels in which two boards of a group differ, all four where there is only one; () for equal boards.

    A new heading changes the whole sheet.
    """
    if before is None or after is None or before.workstation != after.workstation:
        return () if before == after else tuple(PANELS)
    return tuple(panel for panel in PANELS if _panel(before, panel) != _panel(after, panel))


def _panel(board: Board, panel: str) -> object:
    return (board.vacancy, board.representatives) if panel == "representatives" else getattr(board, panel)


def loop_procedure(town: Posted) -> Procedure | None:
    """The procedure that leads through all four stages: the third panel shows it."""
    return next(
        (
            procedure
            for procedure in town.all(Procedure)
            if {step.stage for step in procedure.steps} >= set(loop.STAGES)
        ),
        None,
    )


def _board(
    town: Posted,
    group: Group,
    lists: tuple[tuple[str, int], ...],
    roles: tuple[tuple[str, str], ...],
    procedure: ProcedurePanel,
) -> Board:
    serving = town.representatives_of(group)
    duty_list = town.find(Duties, "duty_list")
    return Board(
        workstation=group.workstation.name,
        vacancy=next(iter(offices.vacant(group, town.today)), None),
        representatives=tuple(person(town, group, representative) for representative in serving),
        duties=DutyPanel(
            roles=roles,
            core=tuple(duty.text for duty in duty_list.part("core", town.today)) if duty_list else (),
            fixed=tuple(duty.text for duty in duty_list.part("fixed", town.today)) if duty_list else (),
            variable=tuple(
                (town.called(representative, within_group=True), representative.variable_duties)
                for representative in serving
                if representative.variable_duties
            ),
            lists=lists,
            sample=duty_list.sample if duty_list else False,
        ),
        procedure=procedure,
        issues=tuple(_rows(town, group)),
    )


def person(town: Posted, group: Group, representative: Representative) -> Person:
    """Who serves a group, as its wall shows them."""
    return Person(
        id=representative.id,
        name=representative.name,
        roles=tuple(role.name for code in representative.roles if (role := town.roles.get(code))),
        household_count=representative.household_count,
        serves=representative.serves,
        phone=representative.phone or group.workstation.phone,
        background=representative.background,
        photo=town.photos.get(photo_address(representative.id)),
        apart=town.apart(representative, within_group=True),
    )


def _lists(town: Posted) -> tuple[tuple[str, int], ...]:
    return tuple((duties.name, len(holding(duties.items, town.today))) for duties in town.all(Duties))


def _roles(town: Posted) -> tuple[tuple[str, str], ...]:
    return tuple((role.name, role.task) for book in town.all(Roles) for role in holding(book.roles, town.today))


def _procedure(town: Posted) -> ProcedurePanel:
    procedure = loop_procedure(town)
    if procedure is None:
        return ProcedurePanel()
    steps = (
        PanelStep(phase=step.phase, stage=step.stage, who=step.who, does=step.does, within=step.within)
        for step in procedure.steps
    )
    return ProcedurePanel(steps=tuple(steps), sample=procedure.sample)


def _rows(town: Posted, group: Group) -> Iterator[Row]:
    """The newest report first, as on the page."""
    for issue in sorted(town.issues_of(group), key=lambda issue: (issue.events[0].date, issue.id), reverse=True):
        yield _row(town, issue)


def _row(town: Posted, issue: Issue) -> Row:
    case, fed_back = case_of(town, issue), loop.last(issue, "fed_back")
    category: Any = town.categories.get(issue.category)
    return Row(
        number=issue.id,
        reported_on=case.reported_on,
        channel=issue.source,
        category=category.name if category else issue.category,
        title=issue.title,
        responsible_post=case.post,
        level=case.level,
        state=case.state,
        closed_on=case.closed_on,
        satisfaction=fed_back.satisfaction if fed_back else None,
    )
