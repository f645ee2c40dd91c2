"""Work that was due and was not done, and what waits (R28-R34): what `town.cadence` says was due."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.figures.entry import TOWN, Due
from lianhu.town import coverage
from lianhu.town.cadence import Cadence
from lianhu.town.case import case_of
from lianhu.town.kinds import Group, Issue, Meeting, Village, VillageServiceDay
from lianhu.town.month import WEEK, Month, monday_of
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day
from lianhu.words import say


def visits(cadence: Cadence) -> Iterator[Due]:
    last_week = monday_of(cadence.register.today) - WEEK
    for representative in cadence.register.serving:
        if missed := cadence.weeks_missed(representative):
            since = last_week - (missed - 1) * WEEK
            sentence = say("No visit in {count} weeks, since the week of {week}.", count=missed, week=since)
            if missed == 1:
                sentence = say("No visit in the week of {week}.", week=since)
            yield Due(unit=representative.id, kind="visit", since=since, sentence=sentence)


def task_lists(cadence: Cadence) -> Iterator[Due]:
    """Due from the month's first working day."""
    today, calendars = cadence.register.today, cadence.register.calendars
    begun = (today.replace(day=number) for number in range(1, today.day + 1))
    since = next((day for day in begun if is_working_day(day, calendars)), None)
    for village in _villages(cadence) if since else ():
        turn = cadence.month(village, "task_list", Month.of(today))
        if turn.is_due and not turn.done:
            sentence = say("No task list for {month}.", month=str(Month.of(today)))
            yield Due(unit=village.id, kind="task_list", since=since or today, sentence=sentence)


def tasks(cadence: Cadence) -> Iterator[Due]:
    register = cadence.register
    for village in _villages(cadence):
        for tasks in cadence.activity.task_lists_of(village):
            month = Month.named(register.filed(tasks).month)
            for task in tasks.tasks if month.last < register.today else ():
                if not task.done_on and not task.not_done:
                    sentence = say("Neither done nor explained, of {month}: {task}", month=str(month), task=task.text)
                    yield Due(unit=village.id, kind="task", since=month.next.first, record=tasks.id, sentence=sentence)


def analyses(cadence: Cadence) -> Iterator[Due]:
    month = Month.of(cadence.register.today).back(1)
    for village in _villages(cadence):
        if cadence.month(village, "monthly_analysis", month).is_missed:
            sentence = say("No analysis of public opinion in {month}.", month=str(month))
            yield Due(unit=village.id, kind="monthly_analysis", since=month.next.first, sentence=sentence)


def plans(cadence: Cadence) -> Iterator[Due]:
    """Meetings and service days whose day is over, and of which it is not told whether they were held."""
    register = cadence.register
    planned: tuple[Meeting | VillageServiceDay, ...] = (*register.all(Meeting), *register.all(VillageServiceDay))
    for record in planned:
        if record.is_planned and record.date < register.today:
            sentence = say(
                "Planned for {day}: record what was held, or 'cancelled' with the reason: {record}",
                day=record.date,
                record=record.id,
            )
            village = register.filed(record).village
            yield Due(unit=village, kind="plan", since=record.date, record=record.id, sentence=sentence)


def reviews(cadence: Cadence) -> Iterator[Due]:
    """The last one whose time is over; earlier ones are no longer asked for."""
    quarter, turn = cadence.last_quarter
    if turn.is_missed:
        sentence = say("No review of {quarter}.", quarter=quarter)
        yield Due(unit=TOWN, kind="review", since=Month.of(turn.last).next.next.first, sentence=sentence)


def issues(cadence: Cadence) -> Iterator[Due]:
    """An issue is listed once with each group that goes on with it: by what is to be done next."""
    register = cadence.register
    patience = register.town.limits.feedback_days
    for issue in register.all(Issue):
        case, last = case_of(register, issue), issue.events[-1]
        if not case.group or not case.is_open:
            continue
        if last.stage in ("resolved", "explained") and (register.today - last.date).days > patience:
            sentence = say("{issue} is answered, and nobody has told the residents.", issue=issue.id)
            kind, since = "feedback", last.date
        elif case.due and case.overdue_days:
            sentence = say("{issue} was due on {day}.", issue=issue.id, day=case.due)
            if case.due_is_provisional:
                sentence = say(
                    "{issue} was due on {day}, counted from Monday to Friday until the holiday notice confirms it.",
                    issue=issue.id,
                    day=case.due,
                )
            kind, since = "issue", case.due
        else:
            continue
        for unit in _acting(register, case.group):
            yield Due(unit=unit, kind=kind, since=since, record=issue.id, sentence=sentence)


def _acting(register: Register, group_id: str) -> tuple[str, ...]:
    """Whose it is to go on with a matter of a group: its own, or of those in which it goes on today."""
    group = register.find(Group, group_id)
    successors = register.succession.living(group, register.today) if group else ()
    return tuple(one.id for one in successors) or (group_id,)


def unserved(cadence: Cadence) -> Iterator[Due]:
    """One line a group in which households have no representative, with the town's explanation where there is one."""
    register = cadence.register
    for group in (one for one in register.all(Group) if one.covers(register.today)):
        found = coverage.of_group(register, group)
        if not found.unserved:
            continue
        sentence = say(
            "{unserved} of {households} households have no representative.",
            unserved=found.unserved,
            households=found.households,
        )
        if group.unserved:
            sentence = say(
                "{unserved} of {households} households have no representative: {reason}, to be settled by {until}.",
                unserved=found.unserved,
                households=found.households,
                reason=group.unserved.reason,
                until=group.unserved.until,
            )
        since = coverage.changed_on(register, group)
        yield Due(unit=group.id, kind="coverage", since=since, sentence=sentence)


def _villages(cadence: Cadence) -> Iterator[Village]:
    register = cadence.register
    return (village for village in register.all(Village) if village.covers(register.today))
