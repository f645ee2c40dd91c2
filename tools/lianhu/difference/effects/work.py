"""What was done: visits, meetings, reviews, service days and their orders, task lists; one line a record."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.difference.effects.compared import count, pairs, unit
from lianhu.difference.effects.effect import Effect
from lianhu.site.pages.formats import quarter
from lianhu.town.kinds import Meeting, Review, TaskList, VillageServiceDay, Visits
from lianhu.town.register import Register
from lianhu.words import Text, Word, say
from lianhu.words.problems import quoted


def work(before: Register, after: Register) -> Iterator[Effect]:
    """Counts before and after; whose house was visited is in no record. Source: R13-R15, R29-R34."""
    yield from _visits(before, after)
    yield from _meetings(before, after)
    yield from _service_days(before, after)
    yield from _task_lists(before, after)


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="work", what=what, id=record_id, text=text)


def _visits(before: Register, after: Register) -> Iterator[Effect]:
    for old, new in pairs(before, after, Visits):
        if new is None:
            continue
        had, has = (one.visits if one else () for one in (old, new))
        yield _effect(
            "visits",
            new.id,
            say(
                "{group}, {month}: visits {visits}, households {households}",
                group=unit(after, before, new.id[:-8]),
                month=new.id[-7:],
                visits=count(len(had), len(has)),
                households=count(*(sum(visit.household_count for visit in visits) for visits in (had, has))),
            ),
        )


def _meetings(before: Register, after: Register) -> Iterator[Effect]:
    for old, new in pairs(before, after, Meeting):
        if new is None:
            continue
        values = {
            "village": unit(after, before, new.id.split("-")[0]),
            "kind": Word(new.kind),
            "day": new.date,
            "topic": quoted(new.topic),
        }
        if old is None:
            yield _effect("meeting", new.id, say("{village}: {kind} on {day}, {topic}", **values))
        else:
            yield _effect("meeting", new.id, say("{village}: the record of {kind} on {day} changes, {topic}", **values))
    for before_review, review in pairs(before, after, Review):
        if review and before_review is None:
            text = say(
                "Quarterly review {quarter} on {day}", quarter=Word(review.id, quarter(review.id)), day=review.date
            )
            yield _effect("review", review.id, text)
        elif review and before_review and _without_awards(review) != _without_awards(before_review):
            yield _effect(
                "review",
                review.id,
                say("The quarterly review {quarter} changes.", quarter=Word(review.id, quarter(review.id))),
            )


def _without_awards(review: Review) -> tuple[object, ...]:
    return review.date, review.summary, review.decisions, review.issues


def _service_days(before: Register, after: Register) -> Iterator[Effect]:
    for old, new in pairs(before, after, VillageServiceDay):
        if new is None:
            continue
        had, has = (one.orders if one else () for one in (old, new))
        yield _effect(
            "service_day",
            new.id,
            say(
                "{village}, service day {day}: activities {activities}, orders {orders}, of them answered {answered}",
                village=unit(after, before, new.id.split("-")[0]),
                day=new.date,
                activities=count(len(old.activities) if old else 0, len(new.activities)),
                orders=count(len(had), len(has)),
                answered=count(*(sum(order.delivery is not None for order in orders) for orders in (had, has))),
            ),
        )


def _task_lists(before: Register, after: Register) -> Iterator[Effect]:
    for old, new in pairs(before, after, TaskList):
        if new is None:
            continue
        had, has = (one.tasks if one else () for one in (old, new))
        yield _effect(
            "task_list",
            new.id,
            say(
                "{village}, task list {month}: tasks {tasks}, of them done {done}",
                village=unit(after, before, new.id.split("-")[0]),
                month=new.id[-7:],
                tasks=count(len(had), len(has)),
                done=count(*(sum(task.done_on is not None for task in tasks) for tasks in (had, has))),
            ),
        )
