"""Service funds and awards: what was granted, spent and given, in yuan."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lianhu.difference.effects.compared import change, pairs, person
from lianhu.difference.effects.effect import Effect
from lianhu.site.pages.formats import quarter
from lianhu.town.kinds import Review, ServiceFund
from lianhu.town.register import Register
from lianhu.words import Text, Word, say


def money(before: Register, after: Register) -> Iterator[Effect]:
    """One line a fund or award. Source: R24, R25."""
    for old, new in pairs(before, after, ServiceFund):
        had, has = ({fund.representative: fund for fund in book.funds} if book else {} for book in (old, new))
        book_id = new.id if new else ""
        for representative in sorted(has):
            was, fund = had.get(representative), has[representative]
            if was == fund:
                continue
            yield _effect(
                "fund",
                book_id,
                say(
                    "{who}, service fund {year}: granted {granted}, spent {spent} yuan",
                    who=person(after, representative),
                    year=new.year if new else "",
                    granted=_sums(was.granted if was else None, fund.granted),
                    spent=_sums(was.spent if was else None, fund.spent),
                ),
            )
        for representative in sorted(set(had) - set(has)) if new else ():
            who = person(after, representative)
            yield _effect("fund", book_id, say("{who}: the service fund is no longer listed.", who=who))
    for review_before, review in pairs(before, after, Review):
        given = review_before.awards if review_before else ()
        for award in review.awards if review else ():
            if award in given:
                continue
            text = say(
                "{who} is an outstanding representative of {quarter}: {amount} yuan",
                who=person(after, award.representative),
                quarter=_quarter(review),
                amount=f"{award.amount:.2f}",
            )
            yield _effect("award", review.id if review else "", text)
        kept = {award.representative for award in review.awards} if review else set()
        for award in given if review else ():
            if award.representative not in kept:
                text = say("{who}: the award is no longer listed.", who=person(after, award.representative))
                yield _effect("award", review.id if review else "", text)


def _quarter(review: Review | None) -> Word:
    return Word(review.id, quarter(review.id)) if review else Word("")


def _sums(was: Decimal | None, now: Decimal) -> object:
    return f"{now:.2f}" if was in (None, now) else change(f"{was:.2f}", f"{now:.2f}")


def _effect(what: str, record_id: str, text: Text) -> Effect:
    return Effect(topic="money", what=what, id=record_id, text=text)
