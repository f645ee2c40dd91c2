"""Rules about how and for how long representatives were chosen (R3, R9)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Representative
from lianhu.town.kinds.representative import Term
from lianhu.town.register import Register
from lianhu.words import say


@scope.of_village(*scope.PEOPLE)
def choices_are_not_in_the_future(register: Register) -> Iterator[Finding]:
    """A representative is recorded when the choice has been made.

    Source: R3.
    """
    for representative, at, term in _terms(register):
        yield from in_the_future(register, representative, (*at, "chosen", "date"), term.chosen.date)


@scope.of_village(*scope.PEOPLE)
def terms_are_as_long_as_the_law_says(register: Register) -> Iterator[Finding]:
    """A term begins when the representative was chosen or later, ends after that, and is no longer than the town's
    term was at the choice.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative, at, term in _terms(register):
        years = register.limits(term.chosen.date).term_years
        start, end = term.start, term.end
        if end < start:
            yield Finding(
                representative,
                (*at, "end"),
                say("The term ends on {end}, before it begins on {start}.", end=end, start=start),
                say("Correct one of the two dates."),
            )
        elif start < term.chosen.date <= register.today:
            yield Finding(
                representative,
                (*at, "start"),
                say("The term begins on {start}, before the choice on {chosen}.", start=start, chosen=term.chosen.date),
                say("Correct one of the two dates."),
            )
        elif (end.year - start.year, end.month, end.day) > (years, start.month, start.day):
            yield Finding(
                representative,
                (*at, "end"),
                say("The term is longer than {years} years.", years=years),
                say("End it {years} years after it began.", years=years),
            )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def terms_follow_one_another(register: Register) -> Iterator[Finding]:
    """Whoever is chosen again (连任) begins the new term after the one before began, which then is over: never two on
    one day.

    Source: Villagers' Committees Organic Law (terms may be served one after another).
    """
    for representative in register.all(Representative):
        for index, (earlier, later) in enumerate(pairwise(representative.terms), start=1):
            if later.start <= earlier.start:
                yield Finding(
                    representative,
                    ("terms", index, "start"),
                    say(
                        "This term begins on {start}, and the one before it on {earlier}.",
                        start=later.start,
                        earlier=earlier.start,
                    ),
                    say("Write the terms in the order in which they began, the newest last, each once."),
                )


@scope.of_village(*scope.PEOPLE)
def serving_terms_have_not_ended(register: Register) -> Iterator[Finding]:
    """Whoever serves has a term that runs, or one that the town extended, with a day and a reason.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative in register.serving:
        term = representative.term_begun_by(register.today)
        if term and _is_in_order(term) and term.last_day < register.today:
            end: Location = ("extended", "until") if term.extended else ("end",)
            yield Finding(
                representative,
                ("terms", representative.terms.index(term), *end),
                say("The term ended on {day}, and {one} still serves.", day=term.last_day, one=representative.id),
                say("End 'groups' with 'until', add the new term to 'terms', or declare the extension as 'extended'."),
                level="warning",
            )


@scope.of_village(*scope.PEOPLE)
@scope.whatever_the_day
def term_extensions_follow_the_term(register: Register) -> Iterator[Finding]:
    """An extension runs on past the end of the term.

    Source: Villagers' Committees Organic Law (term five years).
    """
    for representative, at, term in _terms(register):
        if term.extended and term.extended.until <= term.end:
            yield Finding(
                representative,
                (*at, "extended", "until"),
                say("The term runs until {end} anyway.", end=term.end),
                say("Write a later day, or remove 'extended'."),
            )


def _terms(register: Register) -> Iterator[tuple[Representative, Location, Term]]:
    """Every term of every representative, with its place."""
    for representative in register.all(Representative):
        for index, term in enumerate(representative.terms):
            yield representative, ("terms", index), term


def _is_in_order(term: Term) -> bool:
    return term.start <= term.end and (not term.extended or term.end < term.extended.until)
