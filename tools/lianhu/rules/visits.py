"""Rules about visits (R30): who went, when, and to how many households."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import did_not_serve, times_served
from lianhu.rules.task_lists import is_for
from lianhu.town.kinds import Group, Issue, TaskList, Visit, Visits
from lianhu.town.kinds.span import Span
from lianhu.town.month import Month
from lianhu.town.register import Register
from lianhu.words import Term, say


@dataclass(frozen=True)
class _File:
    """A group's visits in a month: group and month of the path, and that month's first and last day.

    A town has 75,000 visits a year: a rule asks of each only what may be wrong.
    """

    record: Visits
    group: str
    month: str
    first: date
    last: date

    def __iter__(self) -> Iterator[tuple[Location, Visit]]:
        """Each visit with where it stands."""
        return ((("visits", index), visit) for index, visit in enumerate(self.record.visits))

    def is_dated_right(self, visit: Visit) -> bool:
        return self.first <= visit.date <= self.last


def _files(register: Register) -> Iterator[_File]:
    for record in register.judged(Visits):
        filed = register.filed(record)
        month = Month.named(filed.month)
        yield _File(record, filed.group, filed.month, month.first, month.last)


@scope.of_each(Visits)
def visits_lie_in_their_month(register: Register) -> Iterator[Finding]:
    """A visit lies in the month of its file, and not in the future.

    Source: R30, 一周一走访.
    """
    for file in _files(register):
        for at, visit in file:
            if not file.is_dated_right(visit):
                yield Finding(
                    file.record,
                    (*at, "date"),
                    say("{day} does not lie in {month}.", day=visit.date, month=file.month),
                    say("Correct the date, or move the visit to the file of its month."),
                )
            elif visit.date > register.today:
                yield from in_the_future(register, file.record, (*at, "date"), visit.date)


@scope.of_each(Visits)
@scope.whatever_the_day
def visits_name_a_representative_where_the_role_is_representative(register: Register) -> Iterator[Finding]:
    """A representative who went is named by id; of the others only the post is said.

    Source: R30; G4.
    """
    for file in _files(register):
        for at, visit in file:
            for index, visitor in enumerate(visit.visitors):
                if visitor.role == "representative" and not visitor.representative:
                    yield Finding(
                        file.record,
                        (*at, "visitors", index, "role"),
                        say("A representative went, but it is not said which one."),
                        say("Add a line '{name}: ...'.", name="representative"),
                    )
                elif visitor.role != "representative" and visitor.representative:
                    yield Finding(
                        file.record,
                        (*at, "visitors", index, "representative"),
                        say("Who went as {role} is not named.", role=Term(visitor.role)),
                        say("Remove this line, or write 'role: representative'."),
                    )


@scope.of_each(Visits, *scope.PEOPLE)
@scope.whatever_the_day
def visits_are_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """A representative who goes on a visit serves the group on that day.

    Source: R9, R30.
    """
    for file in _files(register):
        if not register.find(Group, file.group):
            continue
        times = {name: times_served(register, name, (file.group,)) for name in file.record.representatives}
        for at, visit in file:
            for index, visitor in enumerate(visit.visitors):
                name, day = visitor.representative, visit.date
                if name and not _covered(times[name], day) and file.is_dated_right(visit):
                    where = (*at, "visitors", index, "representative")
                    yield from did_not_serve(register, file.record, where, name, file.group, day)


def _covered(spans: Sequence[Span], day: date) -> bool:
    return any(span.covers(day) for span in spans)


@scope.of_each(Visits, *scope.UNITS)
@scope.whatever_the_day
def visit_households_do_not_exceed_the_group(register: Register) -> Iterator[Finding]:
    """A visit goes to no more households than the group has.

    Source: R30; G4 (numbers only).
    """
    for file in _files(register):
        group = register.find(Group, file.group)
        if not group:
            continue
        households = {day: register.on(group, day).household_count for day in {visit.date for _, visit in file}}
        for at, visit in file:
            if visit.household_count > households[visit.date]:
                yield Finding(
                    file.record,
                    (*at, "household_count"),
                    say(
                        "{found} households; the group has {households}.",
                        found=visit.household_count,
                        households=households[visit.date],
                    ),
                    say("Correct the number; a household visited twice in a day counts once."),
                )


@scope.of_each(Visits, *scope.ISSUES)
@scope.whatever_the_day
def visit_issues_belong_to_the_group(register: Register) -> Iterator[Finding]:
    """An issue found on a visit is one of the group visited, or of what went on in it, and was discovered by that day.

    Source: R28, R30.
    """
    for file in _files(register):
        for at, visit in file:
            for index, name in enumerate(visit.issues):
                issue, where = register.followed(Issue, name), (*at, "issues", index)
                if issue and file.group not in register.groups_acting_on(issue, visit.date):
                    yield Finding(
                        file.record,
                        where,
                        say("{issue} is an issue of another group.", issue=issue.id),
                        say("Name an issue of {group}.", group=file.group),
                    )
                elif issue and file.is_dated_right(visit) and issue.events[0].date > visit.date:
                    yield Finding(
                        file.record,
                        where,
                        say("{issue} was discovered later, on {day}.", issue=issue.id, day=issue.events[0].date),
                        say("Correct the issue's number or one of the two dates."),
                    )


@scope.of_each(Visits, TaskList)
@scope.whatever_the_day
def visit_tasks_are_of_the_villages_lists(register: Register) -> Iterator[Finding]:
    """A task worked on in a visit stands on a list of the village, drawn up by that day, and was not done before.

    Source: R29, R30.
    """
    for file in _files(register):
        for at, visit in file:
            for index, one in enumerate(visit.tasks):
                if tasks := register.followed(TaskList, one.list):
                    yield from _wrong_task(register, file, visit, (*at, "tasks", index), tasks, one.number)


def _wrong_task(
    register: Register, file: _File, visit: Visit, at: Location, tasks: TaskList, number: int
) -> Iterator[Finding]:
    """The first that is wrong of a task that a visit names; a list or visit of a wrong day is told elsewhere."""
    village, day = names_of(register, file.record)["village"], visit.date
    done = tasks.tasks[number - 1].done_on if number <= len(tasks.tasks) else None
    if names_of(register, tasks)["village"] != village:
        message = say("{list} is the task list of another village.", list=tasks.id)
        fix = say("Name a list of {village}.", village=village)
        yield Finding(file.record, (*at, "list"), message, fix)
    elif number > len(tasks.tasks):
        message = say(
            "{list} has {count} tasks and no number {number}.", list=tasks.id, count=len(tasks.tasks), number=number
        )
        fix = say("Count the tasks from the first one on, which is 1.")
        yield Finding(file.record, (*at, "number"), message, fix)
    elif not file.is_dated_right(visit) or not is_for(tasks, names_of(register, tasks)["month"]):
        return
    elif day < tasks.drawn_up_on:
        message = say("{list} was drawn up later, on {day}.", list=tasks.id, day=tasks.drawn_up_on)
        fix = say("Name the list that held on the day of the visit, or correct one of the two dates.")
        yield Finding(file.record, (*at, "list"), message, fix)
    elif done and tasks.drawn_up_on <= done < day:
        message = say("Task {number} of {list} was done before, on {day}.", number=number, list=tasks.id, day=done)
        fix = say("Take the task out of this visit, or correct one of the two dates.")
        yield Finding(file.record, (*at, "number"), message, fix)
