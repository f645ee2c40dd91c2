"""Rules about the monthly task lists (R29)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.town.kinds import TaskList
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_each(TaskList)
def task_lists_are_drawn_up_for_their_month(register: Register) -> Iterator[Finding]:
    """A month's task list is drawn up in that month or the one before, and not in the future.

    Source: R29, 清单一月一制定.
    """
    for tasks in register.judged(TaskList):
        month = names_of(register, tasks)["month"]
        if not is_for(tasks, month):
            yield Finding(
                tasks,
                ("drawn_up_on",),
                say("{day} lies neither in {month} nor in the month before.", day=tasks.drawn_up_on, month=month),
                say("Correct the date, or move the list to the file of its month."),
            )
        else:
            yield from in_the_future(register, tasks, ("drawn_up_on",), tasks.drawn_up_on)


@scope.of_each(TaskList)
def tasks_are_done_after_they_are_listed(register: Register) -> Iterator[Finding]:
    """A task is done on the day its list was drawn up or later, and not in the future.

    Source: R29.
    """
    for tasks in register.judged(TaskList):
        is_dated_right = is_for(tasks, names_of(register, tasks)["month"]) and tasks.drawn_up_on <= register.today
        for index, task in enumerate(tasks.tasks):
            at = ("tasks", index, "done_on")
            if not task.done_on:
                continue
            if is_dated_right and task.done_on < tasks.drawn_up_on:
                yield Finding(
                    tasks,
                    at,
                    say(
                        "Done on {done}, before the list was drawn up on {day}.",
                        done=task.done_on,
                        day=tasks.drawn_up_on,
                    ),
                    say("Correct one of the two dates."),
                )
            else:
                yield from in_the_future(register, tasks, at, task.done_on)


@scope.of_each(TaskList)
@scope.whatever_the_day
def tasks_are_done_or_say_why_not(register: Register) -> Iterator[Finding]:
    """A task is done, or says why it is not; never both. What is neither when its month is over is due, not wrong.

    Source: R29.
    """
    for tasks in register.judged(TaskList):
        for index, task in enumerate(tasks.tasks):
            if task.done_on and task.not_done:
                yield Finding(
                    tasks,
                    ("tasks", index, "not_done"),
                    say("The task is done and says why it is not."),
                    say("Keep 'done_on' or 'not_done', and remove the other."),
                )


def is_for(tasks: TaskList, month: str) -> bool:
    """Whether the list was drawn up in the month that it is for, or in the one before."""
    day = tasks.drawn_up_on
    year, number = int(month[:4]), int(month[5:])
    # Months counted through: the years 0 and 10000, which paths can write, are no dates.
    return 0 <= year * 12 + number - (day.year * 12 + day.month) <= 1
