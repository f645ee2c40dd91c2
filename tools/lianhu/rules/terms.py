"""Rules about how and for how long representatives were chosen (R3, R9)."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Representative
from lianhu.town.kinds.representative import Term
from lianhu.town.register import Register
from lianhu.words import say


def choices_are_not_in_the_future(register: Register) -> Iterator[Finding]:
    """A representative is recorded when the choice has been made.

    Source: R3.
    """
    for representative in register.all(Representative):
        yield from in_the_future(register, representative, ("chosen", "date"), representative.chosen.date)


def terms_are_as_long_as_the_law_says(register: Register) -> Iterator[Finding]:
    """A term begins when the representative was chosen or later, ends after that, and is no longer than the town's
    term was at the choice.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative in register.all(Representative):
        years = register.limits(representative.chosen.date).term_years
        start, end = representative.term.start, representative.term.end
        if end < start:
            yield Finding(
                representative,
                ("term", "end"),
                say("The term ends on {end}, before it begins on {start}.", end=end, start=start),
                say("Correct one of the two dates."),
            )
        elif start < representative.chosen.date <= register.today:
            yield Finding(
                representative,
                ("term", "start"),
                say(
                    "The term begins on {start}, before the choice on {chosen}.",
                    start=start,
                    chosen=representative.chosen.date,
                ),
                say("Correct one of the two dates."),
            )
        elif (end.year - start.year, end.month, end.day) > (years, start.month, start.day):
            yield Finding(
                representative,
                ("term", "end"),
                say("The term is longer than {years} years.", years=years),
                say("End it {years} years after it began.", years=years),
            )


def serving_terms_have_not_ended(register: Register) -> Iterator[Finding]:
    """Whoever serves has a term that runs, or one that the town extended, with a day and a reason.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative in register.serving:
        if _is_in_order(representative.term) and representative.term.last_day < register.today:
            yield Finding(
                representative,
                ("term", "extended", "until") if representative.term.extended else ("term", "end"),
                say(
                    "The term ended on {day}, and {one} still serves.",
                    day=representative.term.last_day,
                    one=representative.id,
                ),
                say("End 'groups' with 'until', record the new term, or declare the extension under 'extended'."),
                level="warning",
            )


def term_extensions_follow_the_term(register: Register) -> Iterator[Finding]:
    """An extension runs on past the end of the term.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative in register.all(Representative):
        if representative.term.extended and representative.term.extended.until <= representative.term.end:
            yield Finding(
                representative,
                ("term", "extended", "until"),
                say("The term runs until {end} anyway.", end=representative.term.end),
                say("Write a later day, or remove 'extended'."),
            )


def _is_in_order(term: Term) -> bool:
    return term.start <= term.end and (not term.extended or term.end < term.extended.until)
