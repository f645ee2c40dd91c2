"""What a date brings, announced before it comes and told until it is settled: terms, offices, explanations, calendars.

How many days before is the town's (`limits.notice_days`); a term's end has days of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lianhu import public
from lianhu.figures.entry import TOWN, Due
from lianhu.figures.recorded import Recorded, announced
from lianhu.rules import totals as declared
from lianhu.town import deadlines, offices
from lianhu.town.cadence import Cadence
from lianhu.town.kinds import Area, Cadre, Group, Representative, Village
from lianhu.town.kinds.span import Holder, Span
from lianhu.town.month import DAY, after
from lianhu.town.register import Register
from lianhu.words import Text, Word, say


def terms(cadence: Cadence) -> Iterator[Due]:
    """Of the newest term: for whoever has been chosen again nothing is due."""
    register = cadence.register
    for representative in register.serving:
        end = representative.terms[-1].last_day
        if (end - register.today).days <= register.town.limits.term_notice_days:
            yield Due(unit=representative.id, kind="term", since=end, sentence=say("The term ends on {day}.", day=end))


def ends(cadence: Cadence) -> Iterator[Due]:
    """Heads and liaisons whose last day comes and nobody is named who follows, and representatives who are to leave."""
    register = cadence.register
    units: tuple[Area | Group, ...] = (*register.all(Area), *register.all(Group))
    for unit in units:
        for title, spans in _held_offices(unit) if unit.covers(register.today) else ():
            end = _end(spans, register.today)
            if end and end <= announced(register) and unit.covers(end + DAY):
                sentence = say("{office}: the last day is {day}, and nobody follows.", office=title, day=end)
                yield Due(unit=unit.id, kind="office", since=end, sentence=sentence)
    for person in register.serving:
        end = _end(person.groups, register.today)
        if end and end <= announced(register):
            sentence = say("The last day of service is {day}.", day=end)
            yield Due(unit=person.id, kind="leaving", since=end, sentence=sentence)


def _held_offices(unit: Area | Group) -> tuple[tuple[Text, Sequence[Span]], ...]:
    heads = (say("head of the unit"), (*unit.heads, *offices.vacancies(unit)))
    return (heads, (say("liaison"), unit.liaisons)) if isinstance(unit, Area) else (heads,)


def _end(spans: Sequence[Span], today: date) -> date | None:
    """The last day from today on that somebody covers; None where no end is known, or nobody is there today."""
    end = None
    for span in sorted(spans, key=lambda span: span.since):
        if span.since <= after(end or today) and (span.until is None or span.until >= today):
            if span.until is None:
                return None
            end = max(end or span.until, span.until)
    return end


def deletions(cadence: Cadence) -> Iterator[Due]:
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
        if not isinstance(one.holder, Cadre):
            yield from _of_holder(register, one.id, one.holder)


def deletions_of_cadres(cadence: Cadence, _recorded: Recorded) -> Iterator[Due]:
    """The same of the town's cadres."""
    for cadre in cadence.register.all(Cadre):
        yield from _of_holder(cadence.register, cadre.id, cadre)


def _of_holder(register: Register, unit: str, holder: Holder) -> Iterator[Due]:
    left = holder.until
    if holder.phone and left and left < register.today:
        yield _deletion(register, unit, left, (say("phone of {name}", name=holder.name),))


def _deletion(register: Register, unit: str, left: date, items: tuple[object, ...]) -> Due:
    sentence = say("To be deleted by {day}: {items}.", day=public.shown_until(register, left), items=items)
    return Due(unit=unit, kind="deletion", since=left, sentence=sentence)


def totals(cadence: Cadence, recorded: Recorded) -> Iterator[Due]:
    """Where the totals that the town declares and its records differ: today, and on a day that is known to come."""
    register, told = cadence.register, set()
    for day in recorded.changes:
        for total, sentence in declared.unexplained(register, day, recorded.on(day)):
            if total in told:
                continue
            told.add(total)
            if day > register.today:
                sentence = say("From {day} on: {message}", day=day, message=sentence)
            yield Due(unit=TOWN, kind="total", since=day, record=total, sentence=sentence)


def explanations(cadence: Cadence, recorded: Recorded) -> Iterator[Due]:
    """Explained differences and exceptions whose day comes."""
    register, town = cadence.register, cadence.register.town
    today = recorded.on(register.today)
    for deviation in town.deviations:
        is_settled = today[deviation.total] == getattr(town.declared_totals, deviation.total)
        if not is_settled and deviation.expires_on <= announced(register):
            sentence = say("The explanation ends on {day}.", day=deviation.expires_on)
            yield Due(
                unit=TOWN, kind="deviation", since=deviation.expires_on, record=deviation.total, sentence=sentence
            )
    for exception in town.exceptions:
        if exception.expires_on <= announced(register):
            sentence = say("The exception for {path} ends on {day}.", path=exception.path, day=exception.expires_on)
            yield Due(unit=TOWN, kind="exception", since=exception.expires_on, sentence=sentence)


def calendars(cadence: Cadence, _recorded: Recorded) -> Iterator[Due]:
    register, notice_days = cadence.register, cadence.register.town.limits.notice_days
    for year, since in deadlines.missing_calendars(register.today, register.calendars, notice_days).items():
        sentence = say(
            "No calendar of {year}: enter the days off and working days of the State Council's notice in {path}.",
            year=year,
            path=f"records/calendar/{year}.yaml",
        )
        yield Due(unit=TOWN, kind="calendar", since=since, sentence=sentence)


def vacancies(cadence: Cadence) -> Iterator[Due]:
    """An office for which nobody is named yet, ahead of the day by which it is filled."""
    register = cadence.register
    for unit in register.units:
        for vacancy in offices.vacancies(unit):
            day = vacancy.filled_by
            if not vacancy.until and day <= announced(register):
                post = vacancy.post if isinstance(unit, Village) else Word(offices.head(unit))
                sentence = say("Nobody is found for this office, to be filled by {day}: {post}", day=day, post=post)
                yield Due(unit=unit.id, kind="vacancy", since=day, sentence=sentence)
