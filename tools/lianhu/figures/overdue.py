"""What waits for somebody: tasks, plans, issues, orders, households that nobody serves (R4, R14, R28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lianhu.figures.entry import TOWN, Due
from lianhu.figures.recorded import Recorded
from lianhu.figures.recurring import standing
from lianhu.town import coverage, deadlines, loop
from lianhu.town.cadence import Cadence
from lianhu.town.case import Case, case_of, reported_on
from lianhu.town.kinds import UNCLASSIFIED, Group, Issue, Meeting, Review, VillageServiceDay
from lianhu.town.month import Month, after
from lianhu.town.register import Register
from lianhu.town.service_day import day_of
from lianhu.words import Text, say


def tasks(cadence: Cadence) -> Iterator[Due]:
    """One entry a list, with what is open in it, once its month is over."""
    register = cadence.register
    for village in standing(cadence):
        for tasks in cadence.activity.task_lists_of(village):
            month = Month.named(register.filed(tasks).month)
            open_ones = tuple(task.text for task in tasks.tasks if not task.done_on and not task.not_done)
            if open_ones and month.last < register.today:
                sentence = say("Neither done nor explained, of {month}: {tasks}", month=str(month), tasks=open_ones)
                yield Due(unit=village.id, kind="task", since=month.next.first, record=tasks.id, sentence=sentence)


def plans(cadence: Cadence) -> Iterator[Due]:
    """Meetings and service days whose day is over, and of which it is not told whether they were held."""
    register = cadence.register
    planned: tuple[Meeting | VillageServiceDay, ...] = (*register.all(Meeting), *register.all(VillageServiceDay))
    for record in planned:
        village = register.filed(record).village
        if record.is_planned and record.date < register.today:
            sentence = say(
                "Planned for {day}: record what was held, or 'cancelled' with the reason: {record}",
                day=record.date,
                record=record.id,
            )
            yield Due(unit=village, kind="plan", since=record.date, record=record.id, sentence=sentence)
        elif record.is_planned and isinstance(record, VillageServiceDay):
            expected = day_of(register, Month.of(record.date), register.village_of(record)).on
            if expected != record.date:
                sentence = say(
                    "Planned for {day}; the service day is {expected}: correct the date of {record}",
                    day=record.date,
                    expected=expected,
                    record=record.id,
                )
                yield Due(unit=village, kind="plan", since=record.date, record=record.id, sentence=sentence)


def decisions(cadence: Cadence) -> Iterator[Due]:
    """What meetings decided and nobody has settled: overdue, or due within the town's days of notice."""
    return _decisions(cadence.register, cadence.register.all(Meeting))


def decisions_of_reviews(cadence: Cadence, _recorded: Recorded) -> Iterator[Due]:
    """The same of the town's reviews."""
    return _decisions(cadence.register, cadence.register.all(Review))


def _decisions(register: Register, taken: Iterable[Meeting | Review]) -> Iterator[Due]:
    announced = after(register.today, register.town.limits.notice_days)
    for gathering in taken:
        for decision in gathering.decisions:
            due = deadlines.decision_due(register, gathering.date, decision)
            if decision.outcome or due > announced:
                continue
            sentence = say(
                "Decided on {day}, due on {due}, for {post}: {decision}",
                day=gathering.date,
                due=due,
                post=decision.responsible_post,
                decision=decision.text,
            )
            village = register.filed(gathering).village
            yield Due(unit=village or TOWN, kind="decision", since=due, record=gathering.id, sentence=sentence)


def issues(cadence: Cadence) -> Iterator[Due]:
    """An issue is listed once with each group that goes on with it: by what is to be done next."""
    register = cadence.register
    for issue in register.all(Issue):
        case = case_of(register, issue)
        found = _next_of(register, case) if case.group and case.is_open else None
        if found:
            kind, since, sentence = found
            for unit in _acting(register, case.group):
                yield Due(unit=unit, kind=kind, since=since, record=issue.id, sentence=sentence)


def unclassified(cadence: Cadence) -> Iterator[Due]:
    """What came from another platform and has no category yet, open or not."""
    register = cadence.register
    for issue in register.all(Issue):
        if issue.category == UNCLASSIFIED.id and (group := register.group_of(issue)):
            sentence = say("{issue} is not yet classified: add its 'category'.", issue=issue.id)
            for unit in _acting(register, group.id):
                yield Due(unit=unit, kind="category", since=reported_on(issue), record=issue.id, sentence=sentence)


def _next_of(register: Register, case: Case) -> tuple[str, date, Text] | None:
    """The kind of what is to be done next, since when it is due, and what is said of it; None while nothing is."""
    answered, due, last = case.answered_on, case.due, loop.steps(case.events)[-1]
    if answered and after(answered, register.limits(answered).feedback_days) < register.today:
        return "feedback", answered, say("{issue} is answered, and nobody has told the residents.", issue=case.id)
    if due and case.overdue_days and case.due_is_provisional:
        sentence = say(
            "{issue} was due on {day}, counted from Monday to Friday until the holiday notice confirms it.",
            issue=case.id,
            day=due,
        )
        return "issue", due, sentence
    if due and case.overdue_days:
        return "issue", due, say("{issue} was due on {day}.", issue=case.id, day=due)
    if last.look_again_on and last.look_again_on <= register.today:
        sentence = say("{issue} was deferred, to be looked at again on {day}.", issue=case.id, day=last.look_again_on)
        return "look_again", last.look_again_on, sentence
    return None


def _acting(register: Register, group_id: str) -> tuple[str, ...]:
    """Whose it is to go on with a matter of a group: its own, or of those in which it goes on today."""
    group = register.find(Group, group_id)
    successors = register.succession.living(group, register.today) if group else ()
    return tuple(one.id for one in successors) or (group_id,)


def orders(cadence: Cadence) -> Iterator[Due]:
    """What residents ordered and nobody delivered within the days that the town gives (R14)."""
    register = cadence.register
    for day in register.all(VillageServiceDay):
        for order in day.orders:
            last = after(order.placed_on, register.limits(order.placed_on).order_days)
            if not order.delivery and last < register.today:
                sentence = say("Ordered on {day} and not delivered: {title}", day=order.placed_on, title=order.title)
                record = f"{day.id}/{order.number}"
                yield Due(unit=order.group, kind="order", since=last, record=record, sentence=sentence)


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


def unserved_in_all(cadence: Cadence, recorded: Recorded) -> Iterator[Due]:
    if recorded.unserved:
        sentence = say(
            "In the whole town {unserved} of {households} households have no representative.",
            unserved=recorded.unserved,
            households=recorded.households,
        )
        yield Due(unit=TOWN, kind="coverage", since=cadence.register.today, sentence=sentence)
