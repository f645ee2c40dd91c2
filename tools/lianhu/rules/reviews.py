"""Rules about the town's quarterly reviews (R34) and their awards (R25)."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.rules.places import names_of
from lianhu.rules.serving import is_known
from lianhu.town.kinds import Group, Representative, Review, Village
from lianhu.town.month import Month
from lianhu.town.register import Register
from lianhu.words import say

DAYS_BEFORE_THE_END = 10


def last_day(quarter: str) -> date | None:
    """The last day of a quarter like `2026-q3`; None for the year 0, which is a path but not a date."""
    year, month = int(quarter[:4]), 3 * int(quarter[-1])
    return date(year, month, calendar.monthrange(year, month)[1]) if year else None


def _is_about(review: Review, quarter: str) -> bool:
    """Whether the review lies in the quarter's last ten days or in the quarter after it."""
    end = last_day(quarter)
    if not end:
        return False
    months_later = (review.date.year - end.year) * 12 + review.date.month - end.month
    return (review.date - end).days > -DAYS_BEFORE_THE_END and months_later <= 3


def is_dated_right(register: Register, review: Review) -> bool:
    """Whether the review's date fits its quarter and has come; what hangs on it is judged only then."""
    return _is_about(review, names_of(register, review)["quarter"]) and review.date <= register.today


@scope.of_town()
def reviews_follow_their_quarter(register: Register) -> Iterator[Finding]:
    """A quarter is reviewed in its last ten days or before the next quarter ends, and not in the future.

    Source: R34, 镇级一季一点评.
    """
    for review in register.all(Review):
        quarter = names_of(register, review)["quarter"]
        if not _is_about(review, quarter):
            yield Finding(
                review,
                ("date",),
                say("{day} is not the time to review {quarter}.", day=review.date, quarter=quarter),
                say("Review a quarter in its last {days} days or in the one after it.", days=DAYS_BEFORE_THE_END),
            )
        else:
            yield from in_the_future(register, review, ("date",), review.date)


@scope.of_town(Village)
def reviews_name_every_village_once(register: Register) -> Iterator[Finding]:
    """A review that says which villages came names every village of its day, each once.

    Source: R34, 镇级一季一点评.
    """
    for review in register.all(Review):
        if not review.villages or not is_dated_right(register, review):
            continue
        of_the_day = {village.id for village in register.all(Village) if village.covers(review.date)}
        named: set[str] = set()
        for index, entry in enumerate(review.villages):
            at, village = ("villages", index, "village"), entry.village
            if village in named:
                message = say("{village} is named twice.", village=village)
                yield Finding(review, at, message, say("Remove one of the two."))
            elif register.find(Village, village) and village not in of_the_day:
                message = say("{village} was not there on {day}.", village=village, day=review.date)
                yield Finding(review, at, message, say("Name the villages of that day."))
            named.add(village)
        for village in sorted(of_the_day - named):
            message = say("{village} is not named.", village=village)
            fix = say("Add whether it came, and a remark.")
            yield Finding(review, ("villages",), message, fix, key=True)


@scope.of_town(Village, Group, Representative)
def reviews_are_attended_by_serving_representatives(register: Register) -> Iterator[Finding]:
    """Representatives named at a review serve a group on that day.

    Source: R24, 邀请参会.
    """
    for review in register.all(Review):
        for index, name in enumerate(review.representatives if is_dated_right(register, review) else ()):
            representative = register.find(Representative, name)
            if representative and is_known(representative) and not representative.group_on(review.date):
                yield Finding(
                    review,
                    ("representatives", index),
                    say("{one} served no group on {day}.", one=representative.id, day=review.date),
                    say("Name a representative who served that day."),
                )


@scope.of_town()
@scope.whatever_the_day
def awards_have_the_towns_amount(register: Register) -> Iterator[Finding]:
    """An award is a sum that the town had set for its quarter; where it was raised within the quarter, either.

    Source: R25, 200元现金奖励.
    """
    for review in register.all(Review):
        quarter = names_of(register, review)["quarter"]
        end = last_day(quarter)
        set_then = _amounts(register, end) if end else ()
        for index, award in enumerate(review.awards if set_then else ()):
            if award.amount not in set_then:
                yield Finding(
                    review,
                    ("awards", index, "amount"),
                    say(
                        "{found} yuan; for {quarter} the town has set {expected}.",
                        found=award.amount,
                        quarter=quarter,
                        expected=set_then[-1],
                    ),
                    say("Correct the amount, or 'limits' in records/town.yaml."),
                )


def _amounts(register: Register, end: date) -> tuple[Decimal, ...]:
    """What an award was on any day of the quarter that ends then, in order of the days."""
    first = Month.of(end).back(2).first
    held = (register.limits(day).award for day in register.turns(register.town, first, end))
    return tuple(dict.fromkeys(held))


@scope.of_town()
@scope.whatever_the_day
def one_award_a_quarter(register: Register) -> Iterator[Finding]:
    """A representative is outstanding at most once a quarter.

    Source: R25, 分季度评选“优秀代表”.
    """
    for review in register.all(Review):
        seen: set[str] = set()
        for index, award in enumerate(review.awards):
            if award.representative in seen:
                yield Finding(
                    review,
                    ("awards", index, "representative"),
                    say("{one} has an award of this quarter already.", one=award.representative),
                    say("Remove one of the two."),
                )
            seen.add(award.representative)


@scope.of_town(Village, Group, Representative)
def awards_go_to_serving_representatives(register: Register) -> Iterator[Finding]:
    """Who gets an award serves a group on the last day of the quarter.

    Source: R25.
    """
    for review in register.all(Review):
        end = last_day(names_of(register, review)["quarter"])
        if not end or not is_dated_right(register, review):
            continue
        for index, award in enumerate(review.awards):
            representative = register.find(Representative, award.representative)
            if representative and is_known(representative) and not representative.group_on(end):
                yield Finding(
                    review,
                    ("awards", index, "representative"),
                    say("{one} served no group on {day}.", one=representative.id, day=end),
                    say("Name a representative who served at the end of the quarter."),
                )
