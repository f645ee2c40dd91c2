"""三给三优: what the town gives its representatives, the awards it gave, and the service funds (R22-R27)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lianhu.public import Posted
from lianhu.site.pages.page import Page, mended, of_record, of_section
from lianhu.site.pages.reads import of_each, reads
from lianhu.site.pages.years import Happened, Past, dated, first_shown
from lianhu.town.kinds import Fund, Group, Incentives, Representative, Review, ServiceFund, Village

SECTION = "incentives/"


@dataclass(frozen=True)
class Sums:
    """What funds add up to, in yuan."""

    count: int
    granted: Decimal
    spent: Decimal

    @staticmethod
    def of(funds: Iterable[Fund]) -> Sums:
        listed = tuple(funds)
        granted = sum((fund.granted for fund in listed), Decimal(0))
        return Sums(len(listed), granted, sum((fund.spent for fund in listed), Decimal(0)))

    @property
    def balance(self) -> Decimal:
        return self.granted - self.spent


@dataclass(frozen=True)
class YearOfFunds:
    """A year's funds: each village's book with its sums, and the sums of all."""

    year: int
    books: tuple[tuple[Village, ServiceFund, Sums], ...]
    sums: Sums


@reads(Group, Representative, ServiceFund)
def incentives(town: Posted) -> Page:
    past = _past(town)
    shown = past.shown()
    return of_section(
        SECTION,
        "三给三优",
        "incentives.html",
        "镇里给代表的定位、礼遇、平台和优待，优秀代表和专项资金",
        incentives=next(iter(town.all(Incentives)), None),
        awarding=shown["awarding"],
        years=shown["funds"],
        past=past,
        **mended(town, (), town.all(Incentives)),
    )


def _past(town: Posted) -> Past:
    """Reviews with awards, and the books of funds of each year."""
    books: dict[int, list[ServiceFund]] = defaultdict(list)
    for book in town.all(ServiceFund):
        books[book.year].append(book)
    awarding = (review for review in town.all(Review)[::-1] if review.awards)
    funds = (_year(town, year, books[year]) for year in sorted(books, reverse=True))
    return Past(
        SECTION,
        (
            Happened("awarding", tuple(awarding), lambda one: one.date, lambda one: one.date >= first_shown(town)),
            dated(town, "funds", funds, lambda one: date(one.year, 12, 31)),
        ),
    )


def _year(town: Posted, year: int, books: Sequence[ServiceFund]) -> YearOfFunds:
    return YearOfFunds(
        year,
        tuple((_village(town, book), book, Sums.of(book.funds)) for book in books),
        Sums.of(fund for book in books for fund in book.funds),
    )


@reads(Group, Representative, ServiceFund)
def years(town: Posted) -> Iterator[Page]:
    """A year's awards and funds."""
    past = _past(town)
    for year in past.years:
        yield Page(
            address=past.page_of(year),
            title=f"{year}年的优秀代表和专项资金",
            template="incentives-year.html",
            section=SECTION,
            description=f"{year}年评出的优秀代表，各村服务群众专项资金的发放和使用",
            values={"past": past, "year": year, **past.of(year)},
        )


@of_each(ServiceFund)
def funds(town: Posted) -> Iterator[Page]:
    for book in town.judged(ServiceFund):
        village = _village(town, book)
        title = f"{village.name}{book.year}年服务群众专项资金"
        yield of_record(
            town,
            book,
            title,
            SECTION,
            f"{title}：每位代表发了多少，用在哪里，票据号",
            "service-fund.html",
            book=book,
            village=village,
            sums=Sums.of(book.funds),
        )


def _village(town: Posted, book: ServiceFund) -> Village:
    return town.village_of(book)
