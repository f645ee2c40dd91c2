"""Rules about the service funds (R24): who gets how much, and what it is spent on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import is_known
from lianhu.town.kinds import Fund, Group, Representative, ServiceFund
from lianhu.town.register import Register
from lianhu.words import say


def _promised(register: Register, book: ServiceFund) -> Decimal:
    """The least that the town promised on any day of the book's year."""
    year = max(_year(register, book), date.min.year)  # a path can write the year 0
    days = register.turns(register.town, date(year, 1, 1), date(year, 12, 31))
    return min(register.limits(day).service_fund for day in days)


def _funds(register: Register) -> Iterator[tuple[ServiceFund, int, Fund]]:
    for book in register.all(ServiceFund):
        for index, fund in enumerate(book.funds):
            yield book, index, fund


def _year(register: Register, book: ServiceFund) -> int:
    return int(names_of(register, book)["year"])


@scope.of_village(*scope.PEOPLE, ServiceFund)
@scope.whatever_the_day
def funds_are_for_the_villages_representatives(register: Register) -> Iterator[Finding]:
    """Whoever has a fund serves in the village that year.

    Source: R24.
    """
    for book, index, fund in _funds(register):
        representative = register.find(Representative, fund.representative)
        village, year = names_of(register, book)["village"], _year(register, book)
        if representative and is_known(representative) and not _served_in(register, representative, village, year):
            yield Finding(
                book,
                ("funds", index, "representative"),
                say("{one} did not serve in {village} in {year}.", one=representative.id, village=village, year=year),
                say("Name a representative who served there that year."),
            )


def _served_in(register: Register, representative: Representative, village: str, year: int) -> bool:
    """Whether the representative served a group of the village on any day of the year, wherever the record lies."""
    seats = (
        span
        for span in representative.groups
        if span.since.year <= year and (not span.until or year <= span.until.year)
    )
    groups = (register.find(Group, seat.group) for seat in seats)
    return any(register.village_of(group or representative).id == village for group in groups)


@scope.of_village(*scope.PEOPLE, ServiceFund)
@scope.whatever_the_day
def one_fund_a_year(register: Register) -> Iterator[Finding]:
    """A representative has one fund a year.

    Source: R24, 服务群众专项资金.
    """
    for book in register.all(ServiceFund):
        seen: set[str] = set()
        for index, fund in enumerate(book.funds):
            if fund.representative in seen:
                yield Finding(
                    book,
                    ("funds", index, "representative"),
                    say("{one} has a fund of this year already.", one=fund.representative),
                    say("Write all entries under the first one."),
                )
            seen.add(fund.representative)


@scope.of_village(*scope.PEOPLE, ServiceFund)
@scope.whatever_the_day
def funds_reach_the_minimum(register: Register) -> Iterator[Finding]:
    """A fund is at least as large as the town promised for its year; of two promises within it, the smaller.

    Source: R24, 不少于200元.
    """
    for book, index, fund in _funds(register):
        minimum = _promised(register, book)
        if fund.granted < minimum:
            yield Finding(
                book,
                ("funds", index, "granted"),
                say("{found} yuan; at least {minimum} is granted.", found=fund.granted, minimum=minimum),
                say("Correct the amount, or 'limits' in records/town.yaml."),
            )


@scope.of_village(*scope.PEOPLE, ServiceFund)
@scope.whatever_the_day
def funds_are_not_overspent(register: Register) -> Iterator[Finding]:
    """On no day has more been spent than was granted.

    Source: R24.
    """
    for book, index, fund in _funds(register):
        if fund.granted < _promised(register, book):
            continue  # a wrong grant is one problem, and what was spent from it cannot be judged
        spent = Decimal(0)
        for number, entry in sorted(enumerate(fund.entries), key=lambda pair: pair[1].date):
            spent += entry.amount
            if spent > fund.granted:
                yield Finding(
                    book,
                    ("funds", index, "entries", number, "amount"),
                    say("With this entry {spent} of {granted} yuan are spent.", spent=spent, granted=fund.granted),
                    say("Correct the amounts; only what was granted can be spent."),
                )
                break  # the entries after it are overspent by the same mistake


@scope.of_village(*scope.PEOPLE, ServiceFund)
def fund_dates_lie_in_their_year(register: Register) -> Iterator[Finding]:
    """Grants and entries lie in the fund's year and not in the future, and nothing is spent before the grant.

    Source: R24.
    """
    for book, index, fund in _funds(register):
        year = _year(register, book)
        granted = list(_misdated(register, book, ("funds", index, "granted_on"), fund.granted_on, year))
        yield from granted
        for number, entry in enumerate(fund.entries):
            at = ("funds", index, "entries", number, "date")
            wrong = list(_misdated(register, book, at, entry.date, year))
            yield from wrong
            if not granted and not wrong and entry.date < fund.granted_on:
                yield Finding(
                    book,
                    at,
                    say("Spent on {day}, before the grant on {granted}.", day=entry.date, granted=fund.granted_on),
                    say("Correct one of the two dates."),
                )


def _misdated(register: Register, book: ServiceFund, at: Location, day: date, year: int) -> Iterator[Finding]:
    if day.year != year:
        yield Finding(
            book,
            at,
            say("{day} does not lie in {year}.", day=day, year=year),
            say("Correct the date, or move the entry to the fund of its year."),
        )
    else:
        yield from in_the_future(register, book, at, day)


@scope.of_village(*scope.PEOPLE, ServiceFund)
@scope.whatever_the_day
def receipts_are_unique(register: Register) -> Iterator[Finding]:
    """A receipt pays for one entry among the village's funds of a year.

    Source: R24.
    """
    for book in register.all(ServiceFund):
        seen: set[str] = set()
        for index, fund in enumerate(book.funds):
            for number, entry in enumerate(fund.entries):
                if entry.receipt in seen:
                    yield Finding(
                        book,
                        ("funds", index, "entries", number, "receipt"),
                        say("The receipt {receipt} stands twice.", receipt=entry.receipt),
                        say("Correct the number, or remove the entry that was recorded twice."),
                    )
                seen.add(entry.receipt)
