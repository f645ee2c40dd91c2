"""Rules about visits (R30): who went, when, and to how many households."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.reading.document import Location
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import group_id, names_of
from lianhu.rules.serving import did_not_serve
from lianhu.rules.task_lists import is_for
from lianhu.town.kinds import Group, Issue, TaskList, Visit, Visits
from lianhu.town.month import month_of
from lianhu.town.register import Register
from lianhu.words import Term, say


@dataclass(frozen=True)
class _Entry:
    """One visit with where it stands, the month and group of its file, and whether it lies in that month."""

    record: Visits
    at: Location
    visit: Visit
    month: str
    group: str

    @property
    def is_dated_right(self) -> bool:
        return month_of(self.visit.date) == self.month


def _entries(register: Register) -> Iterator[_Entry]:
    for record in register.all(Visits):
        month, group = names_of(register, record)["month"], group_id(register, record)
        for index, visit in enumerate(record.visits):
            yield _Entry(record, ("visits", index), visit, month, group)


def visits_lie_in_their_month(register: Register) -> Iterator[Finding]:
    """A visit lies in the month of its file, and not in the future.

    Source: R30, 一周一走访.
    """
    for entry in _entries(register):
        at = (*entry.at, "date")
        if not entry.is_dated_right:
            yield Finding(
                entry.record,
                at,
                say("{day} does not lie in {month}.", day=entry.visit.date, month=entry.month),
                say("Correct the date, or move the visit to the file of its month."),
            )
        else:
            yield from in_the_future(register, entry.record, at, entry.visit.date)


def visits_name_a_representative_where_the_role_is_representative(register: Register) -> Iterator[Finding]:
    """A representative who went is named by id; of the others only the post is said.

    Source: R30; G4.
    """
    for entry in _entries(register):
        for index, visitor in enumerate(entry.visit.visitors):
            at = (*entry.at, "visitors", index)
            if visitor.role == "representative" and not visitor.representative:
                yield Finding(
                    entry.record,
                    (*at, "role"),
                    say("A representative went, but it is not said which one."),
                    say("Add a line '{name}: ...'.", name="representative"),
                )
            elif visitor.role != "representative" and visitor.representative:
                yield Finding(
                    entry.record,
                    (*at, "representative"),
                    say("Who went as {role} is not named.", role=Term(visitor.role)),
                    say("Remove this line, or write 'role: representative'."),
                )


def visits_are_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """A representative who goes on a visit serves the group on that day.

    Source: R9, R30.
    """
    for entry in _entries(register):
        if not entry.is_dated_right or not register.find(Group, entry.group):
            continue
        for index, visitor in enumerate(entry.visit.visitors):
            at = (*entry.at, "visitors", index, "representative")
            day = entry.visit.date
            yield from did_not_serve(register, entry.record, at, visitor.representative, entry.group, day)


def visit_households_do_not_exceed_the_group(register: Register) -> Iterator[Finding]:
    """A visit goes to no more households than the group has.

    Source: R30; G4 (numbers only).
    """
    for entry in _entries(register):
        group = register.find(Group, entry.group)
        households = register.on(group, entry.visit.date).household_count if group else 0
        if group and entry.visit.household_count > households:
            yield Finding(
                entry.record,
                (*entry.at, "household_count"),
                say(
                    "{found} households; the group has {households}.",
                    found=entry.visit.household_count,
                    households=households,
                ),
                say("Correct the number; a household visited twice in a day counts once."),
            )


def visit_issues_belong_to_the_group(register: Register) -> Iterator[Finding]:
    """An issue found on a visit is one of the group visited, or of what went on in it, and was discovered by that day.

    Source: R28, R30.
    """
    for entry in _entries(register):
        for index, name in enumerate(entry.visit.issues):
            at = (*entry.at, "issues", index)
            issue = register.followed(Issue, name)
            if issue and entry.group not in register.groups_acting_on(issue, entry.visit.date):
                yield Finding(
                    entry.record,
                    at,
                    say("{issue} is an issue of another group.", issue=issue.id),
                    say("Name an issue of {group}.", group=entry.group),
                )
            elif issue and entry.is_dated_right and issue.events[0].date > entry.visit.date:
                yield Finding(
                    entry.record,
                    at,
                    say("{issue} was discovered later, on {day}.", issue=issue.id, day=issue.events[0].date),
                    say("Correct the issue's number or one of the two dates."),
                )


def visit_tasks_are_of_the_villages_lists(register: Register) -> Iterator[Finding]:
    """A task worked on in a visit stands on a list of the village, drawn up by that day, and was not done before.

    Source: R29, R30.
    """
    for entry in _entries(register):
        for index, one in enumerate(entry.visit.tasks):
            tasks = register.followed(TaskList, one.list)
            if tasks:
                yield from _wrong_task(register, entry, ("tasks", index), tasks, one.number)


def _wrong_task(register: Register, entry: _Entry, at: Location, tasks: TaskList, number: int) -> Iterator[Finding]:
    """The first that is wrong of a task that a visit names; a list or visit of a wrong day is told elsewhere."""
    village, day = names_of(register, entry.record)["village"], entry.visit.date
    done = tasks.tasks[number - 1].done_on if number <= len(tasks.tasks) else None
    if names_of(register, tasks)["village"] != village:
        message = say("{list} is the task list of another village.", list=tasks.id)
        fix = say("Name a list of {village}.", village=village)
        yield Finding(entry.record, (*entry.at, *at, "list"), message, fix)
    elif number > len(tasks.tasks):
        message = say(
            "{list} has {count} tasks and no number {number}.", list=tasks.id, count=len(tasks.tasks), number=number
        )
        fix = say("Count the tasks from the first one on, which is 1.")
        yield Finding(entry.record, (*entry.at, *at, "number"), message, fix)
    elif not entry.is_dated_right or not is_for(tasks, names_of(register, tasks)["month"]):
        return
    elif day < tasks.drawn_up_on:
        message = say("{list} was drawn up later, on {day}.", list=tasks.id, day=tasks.drawn_up_on)
        fix = say("Name the list that held on the day of the visit, or correct one of the two dates.")
        yield Finding(entry.record, (*entry.at, *at, "list"), message, fix)
    elif done and tasks.drawn_up_on <= done < day:
        message = say("Task {number} of {list} was done before, on {day}.", number=number, list=tasks.id, day=done)
        fix = say("Take the task out of this visit, or correct one of the two dates.")
        yield Finding(entry.record, (*entry.at, *at, "number"), message, fix)
