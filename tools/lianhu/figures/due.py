"""What is missing or overdue on a day (R28-R34): what `town.cadence` says was due and was not done, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from lianhu import public
from lianhu.rules import structure
from lianhu.town import coverage, deadlines, offices
from lianhu.town.cadence import Cadence
from lianhu.town.case import case_of
from lianhu.town.kinds import Area, Group, Issue, Representative, Village
from lianhu.town.kinds.span import Span
from lianhu.town.month import DAY, WEEK, Month, monday_of
from lianhu.town.register import Register
from lianhu.town.service_day import is_working_day
from lianhu.words import Text, Word, say

TOWN = "town"


@dataclass(frozen=True, kw_only=True, order=True)
class Due:
    """One thing to do: whose it is (`unit`, an id or `town`), what `kind`, and since which day.

    `record` is the id of the issue or task list that it is about. A term is due on its last day, ahead
    of it; a vacancy likewise on the day by which it is filled.
    """

    unit: str
    kind: str
    since: date
    record: str = ""
    sentence: Text = field(compare=False)


def due(register: Register) -> tuple[Due, ...]:
    """Everything missing or overdue on the register's day, in order of unit, kind and date."""
    cadence = Cadence(register)
    return tuple(sorted(item for find in FINDERS for item in find(cadence)))


def _visits(cadence: Cadence) -> Iterator[Due]:
    last_week = monday_of(cadence.register.today) - WEEK
    for representative in cadence.register.serving:
        if missed := cadence.weeks_missed(representative):
            since = last_week - (missed - 1) * WEEK
            sentence = say("No visit in {count} weeks, since the week of {week}.", count=missed, week=since)
            if missed == 1:
                sentence = say("No visit in the week of {week}.", week=since)
            yield Due(unit=representative.id, kind="visit", since=since, sentence=sentence)


def _task_lists(cadence: Cadence) -> Iterator[Due]:
    """Due from the month's first working day."""
    today, calendars = cadence.register.today, cadence.register.calendars
    begun = (today.replace(day=number) for number in range(1, today.day + 1))
    since = next((day for day in begun if is_working_day(day, calendars)), None)
    for village in _villages(cadence) if since else ():
        turn = cadence.month(village, "task_list", Month.of(today))
        if turn.is_due and not turn.done:
            sentence = say("No task list for {month}.", month=str(Month.of(today)))
            yield Due(unit=village.id, kind="task_list", since=since or today, sentence=sentence)


def _tasks(cadence: Cadence) -> Iterator[Due]:
    register = cadence.register
    for village in _villages(cadence):
        for tasks in cadence.activity.task_lists_of(village):
            month = Month.named(register.filed(tasks).month)
            for task in tasks.tasks if month.last < register.today else ():
                if not task.done_on and not task.not_done:
                    sentence = say("Neither done nor explained, of {month}: {task}", month=str(month), task=task.text)
                    yield Due(unit=village.id, kind="task", since=month.next.first, record=tasks.id, sentence=sentence)


def _analyses(cadence: Cadence) -> Iterator[Due]:
    month = Month.of(cadence.register.today).back(1)
    for village in _villages(cadence):
        if cadence.month(village, "monthly_analysis", month).is_missed:
            sentence = say("No analysis of public opinion in {month}.", month=str(month))
            yield Due(unit=village.id, kind="monthly_analysis", since=month.next.first, sentence=sentence)


def _reviews(cadence: Cadence) -> Iterator[Due]:
    """The last one whose time is over; earlier ones are no longer asked for."""
    quarter, turn = cadence.last_quarter
    if turn.is_missed:
        sentence = say("No review of {quarter}.", quarter=quarter)
        yield Due(unit=TOWN, kind="review", since=Month.of(turn.last).next.next.first, sentence=sentence)


def _issues(cadence: Cadence) -> Iterator[Due]:
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


def _coverage(cadence: Cadence) -> Iterator[Due]:
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


def _terms(cadence: Cadence) -> Iterator[Due]:
    """Of the newest term: for whoever has been chosen again nothing is due."""
    register = cadence.register
    for representative in register.serving:
        end = representative.terms[-1].last_day
        if (end - register.today).days <= register.town.limits.term_notice_days:
            yield Due(unit=representative.id, kind="term", since=end, sentence=say("The term ends on {day}.", day=end))


def _offices(cadence: Cadence) -> Iterator[Due]:
    """Heads and liaisons whose last day comes, and nobody is named who follows."""
    register = cadence.register
    units: tuple[Area | Group, ...] = (*register.all(Area), *register.all(Group))
    for unit in units:
        for title, spans in _held_offices(unit) if unit.covers(register.today) else ():
            end = _end(spans, register.today)
            if end and end <= _announced(register) and unit.covers(end + DAY):
                sentence = say("{office}: the last day is {day}, and nobody follows.", office=title, day=end)
                yield Due(unit=unit.id, kind="office", since=end, sentence=sentence)


def _held_offices(unit: Area | Group) -> tuple[tuple[Text, Sequence[Span]], ...]:
    heads = (say("head of the unit"), (*unit.heads, *offices.vacancies(unit)))
    return (heads, (say("liaison"), unit.liaisons)) if isinstance(unit, Area) else (heads,)


def _end(spans: Sequence[Span], today: date) -> date | None:
    """The last day from today on that somebody covers; None where no end is known, or nobody is there today."""
    end = None
    for span in sorted(spans, key=lambda span: span.since):
        if span.since <= (end or today) + DAY and (span.until is None or span.until >= today):
            if span.until is None:
                return None
            end = max(end or span.until, span.until)
    return end


def _announced(register: Register) -> date:
    """The last day of which `due` tells in time."""
    return register.today + register.town.limits.notice_days * DAY


def _leavings(cadence: Cadence) -> Iterator[Due]:
    """What of a person who has left is to be taken out of the record, from the day of leaving on."""
    register = cadence.register
    for person in register.all(Representative):
        data = register.origin(person).data
        left = public.left_on(data, register.today)
        items = [item for item in public.GOES_AFTER_LEAVING if item in data]
        if left and items:
            titles = tuple(register.filed(person).kind.at((item,))["title"] for item in items)
            yield _deletion(register, person.id, left, titles)
    for one in offices.held(register):
        left = one.holder.until
        if one.holder.phone and left and left < register.today:
            yield _deletion(register, one.id, left, (say("phone of {name}", name=one.holder.name),))


def _deletion(register: Register, unit: str, left: date, items: tuple[object, ...]) -> Due:
    sentence = say("To be deleted by {day}: {items}.", day=public.shown_until(register, left), items=items)
    return Due(unit=unit, kind="deletion", since=left, sentence=sentence)


def _statements(cadence: Cadence) -> Iterator[Due]:
    """What the town declares and its records do not hold, and explanations and exceptions whose day comes."""
    register = cadence.register
    town, recorded = register.town, structure.recorded_totals(register)
    for finding in structure.declared_totals_add_up(register):
        yield Due(unit=TOWN, kind="total", since=register.today, record=str(finding.at[-1]), sentence=finding.message)
    unsettled = (
        deviation.expires_on
        for deviation in town.deviations
        if recorded[deviation.total] != getattr(town.declared_totals, deviation.total)
    )
    for day in unsettled:
        if day <= _announced(register):
            yield Due(unit=TOWN, kind="deviation", since=day, sentence=say("The explanation ends on {day}.", day=day))
    for exception in town.exceptions:
        if exception.expires_on <= _announced(register):
            sentence = say("The exception for {path} ends on {day}.", path=exception.path, day=exception.expires_on)
            yield Due(unit=TOWN, kind="exception", since=exception.expires_on, sentence=sentence)


def _calendars(cadence: Cadence) -> Iterator[Due]:
    register, notice_days = cadence.register, cadence.register.town.limits.notice_days
    for year, since in deadlines.missing_calendars(register.today, register.calendars, notice_days).items():
        sentence = say(
            "No calendar of {year}: enter the days off and working days of the State Council's notice in {path}.",
            year=year,
            path=f"records/calendar/{year}.yaml",
        )
        yield Due(unit=TOWN, kind="calendar", since=since, sentence=sentence)


def _vacancies(cadence: Cadence) -> Iterator[Due]:
    """An office for which nobody is named yet, ahead of the day by which it is filled."""
    register = cadence.register
    for unit in offices.units(register):
        for vacancy in offices.vacancies(unit):
            day = vacancy.filled_by
            if not vacancy.until and day <= _announced(register):
                post = vacancy.post if isinstance(unit, Village) else Word(offices.head(unit))
                sentence = say("Nobody is found for this office, to be filled by {day}: {post}", day=day, post=post)
                yield Due(unit=unit.id, kind="vacancy", since=day, sentence=sentence)


FINDERS = (
    *(_visits, _task_lists, _tasks, _analyses, _reviews, _issues, _coverage),
    *(_terms, _offices, _vacancies, _leavings, _statements, _calendars),
)


def _villages(cadence: Cadence) -> Iterator[Village]:
    register = cadence.register
    return (village for village in register.all(Village) if village.covers(register.today))
