"""What is due again and again and was missed since records are kept, in ranges (R13, R25, R29, R30, R33, R34)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lianhu.figures.entry import TOWN, Due
from lianhu.figures.recorded import Recorded
from lianhu.town.cadence import Cadence, Monthly, Turn
from lianhu.town.kinds import Review, Village
from lianhu.town.missed import Missed, folded
from lianhu.town.month import Month
from lianhu.town.service_day import is_working_day
from lianhu.words import Text, say


def visits(cadence: Cadence) -> Iterator[Due]:
    """Of who serves today, also in the groups that they served before."""
    for representative in cadence.register.serving:
        missed = folded(cadence.weeks_due(representative))
        if not missed:
            continue
        days = tuple(_days(one) for one in missed)
        sentence = say("{count} weeks without a visit: {days}.", count=_count(missed), days=days)
        if _count(missed) == 1:
            sentence = say("No visit in the week of {week}.", week=missed[0].first)
        yield Due(unit=representative.id, kind="visit", since=missed[0].first, sentence=sentence, missed=missed)


def task_lists(cadence: Cadence) -> Iterator[Due]:
    """Due from the month's first working day."""
    begun = _has_begun_to_work(cadence)
    for village in standing(cadence):
        turns = cadence.months_due(village, "task_list")
        turns = tuple(replace(turn, is_over=turn.is_over or (begun and _is_this(cadence, turn))) for turn in turns)
        yield from _monthly(village, "task_list", turns)


def _is_this(cadence: Cadence, turn: Turn) -> bool:
    return Month.of(turn.first) == Month.of(cadence.register.today)


def _has_begun_to_work(cadence: Cadence) -> bool:
    today, calendars = cadence.register.today, cadence.register.calendars
    return any(is_working_day(today.replace(day=number), calendars) for number in range(1, today.day + 1))


def analyses(cadence: Cadence) -> Iterator[Due]:
    for village in standing(cadence):
        yield from _monthly(village, "monthly_analysis", cadence.months_due(village, "monthly_analysis"))


def service_days(cadence: Cadence) -> Iterator[Due]:
    for village in standing(cadence):
        yield from _monthly(village, "service_day", cadence.months_due(village, "service_day"))


def _monthly(village: Village, kind: Monthly, turns: Iterable[Turn]) -> Iterator[Due]:
    missed = folded(turns)
    if not missed:
        return
    values: dict[str, object] = {"count": _count(missed), "months": tuple(_months(one) for one in missed)}
    said: dict[Monthly, tuple[Text, Text]] = {
        "task_list": (
            say("No task list for {months}.", **values),
            say("{count} months without a task list: {months}.", **values),
        ),
        "monthly_analysis": (
            say("No analysis of public opinion in {months}.", **values),
            say("{count} months without an analysis of public opinion: {months}.", **values),
        ),
        "service_day": (
            say("No service day in {months}.", **values),
            say("{count} months without a service day: {months}.", **values),
        ),
    }
    sentence = said[kind][_count(missed) > 1]
    yield Due(unit=village.id, kind=kind, since=missed[0].first, sentence=sentence, missed=missed)


def reviews(cadence: Cadence, _recorded: Recorded) -> Iterator[Due]:
    """Each of which the time is over."""
    quarters = cadence.quarters_due()
    missed = folded(turn for _, turn in quarters)
    if missed:
        names = tuple(name for name, turn in quarters if turn.is_missed)
        sentence = say("No review of {quarters}.", quarters=names)
        yield Due(unit=TOWN, kind="review", since=missed[0].first, sentence=sentence, missed=missed)


def awards(cadence: Cadence, _recorded: Recorded) -> Iterator[Due]:
    """Quarters whose review gave none, once its time is over."""
    for name, turn in cadence.quarters_due():
        review = cadence.register.find(Review, name) if turn.counts and turn.done else None
        if review and not review.awards:
            sentence = say("The review of {quarter} gave no award to any representative.", quarter=name)
            yield Due(unit=TOWN, kind="award", since=review.date, record=name, sentence=sentence)


def standing(cadence: Cadence) -> Iterator[Village]:
    """The villages that are there today."""
    register = cadence.register
    return (village for village in register.all(Village) if village.covers(register.today))


def _count(missed: Iterable[Missed]) -> int:
    return sum(one.count for one in missed)


def _days(missed: Missed) -> str:
    """A single week by its Monday."""
    return str(missed.first) if missed.count == 1 else f"{missed.first}–{missed.last}"


def _months(missed: Missed) -> str:
    first, last = Month.of(missed.first), Month.of(missed.last)
    return str(first) if first == last else f"{first}–{last}"
