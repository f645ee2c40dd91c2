"""Figures and what is due, part by part: what was found in a village is kept, and found anew when its records change.

Both hang on the day, so a day keeps its own. What crosses villages is small: the first day of all records, which the
town says or its villages together; awards, invitations and decisions of the town's reviews; and sums (`recorded`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from lianhu import public
from lianhu.figures.due import due as whole
from lianhu.figures.due import of_the_town, of_villages
from lianhu.figures.facts import Facts
from lianhu.figures.listing import Listed, in_order, listed, of_plain, plain
from lianhu.figures.period import Period
from lianhu.figures.recorded import Recorded, added, recorded
from lianhu.figures.share import Share, share_of
from lianhu.figures.table import Table
from lianhu.public import Posted
from lianhu.reading.files import VILLAGES
from lianhu.rules.check import Verdict
from lianhu.rules.parts import Parts
from lianhu.town import beginning
from lianhu.town.kinds import Group, Representative, Review, Village
from lianhu.town.register import Register


def table(verdict: Verdict) -> Table:
    """The table of a town whose relations were judged: from what its parts add to it, where it was judged in parts."""
    if verdict.parts:
        return of_parts(verdict.parts)
    assert verdict.register
    return Table.of(_posted(verdict.register))


def of_parts(parts: Parts) -> Table:
    """The table of a town whose relations were judged, from what its parts add to it."""
    town = _posted(parts.of_the_town())
    begin = begin_shown(parts)
    shares = parts.in_each("figures", lambda part: vars(share_of(Facts(_posted(part), "villages", begin))), str(begin))
    of_town = parts.in_town(
        "figures",
        lambda every: vars(share_of(Facts(_posted(_of_reviews(every)), "town", begin))),
        (Village, Group, Representative),
        str(begin),
    )
    return Table(town, Period(town.today, begin), [Share(**share) for share in (*shares, of_town)])


def town(verdict: Verdict) -> Posted:
    """What is shown of the town's own records; of what lies in villages it may hold nothing."""
    register = verdict.parts.of_the_town() if verdict.parts else verdict.register
    assert register
    return _posted(register)


def due(verdict: Verdict) -> tuple[Listed, ...]:
    """What is due in such a town, with the names of its places, in order."""
    if verdict.parts:
        return _due(verdict.parts)
    assert verdict.register
    return listed(_posted(verdict.register), whole(verdict.register))


def _due(parts: Parts) -> tuple[Listed, ...]:
    town = parts.of_the_town()
    begin = _begin(parts, town, lambda part: part)

    def work_out(part: Register) -> Any:
        found = listed(_posted(part), of_villages(part, begin))
        return {"due": [plain(one) for one in found], "recorded": recorded(part).plain}

    found = parts.in_each("due", work_out, str(begin))
    in_all = added([Recorded.of(one["recorded"]) for one in found] or [recorded(town)])
    of_town = [Listed(due=one) for one in of_the_town(parts.register(), in_all, begin)]
    return in_order([*of_town, *(of_plain(one) for part in found for one in part["due"])])


def _posted(register: Register) -> Posted:
    return public.posted(register, "web")


def begin_shown(parts: Parts) -> date | None:
    """Since when the whole town keeps records, as far as they are shown."""
    return _begin(parts, parts.of_the_town(), _posted)


def _begin(parts: Parts, town: Register, shown: Callable[[Register], Register]) -> date | None:
    """Since when the whole town keeps records."""
    if since := beginning.said(town):
        return since

    def first_day(part: Register) -> str | None:
        day = beginning.of_town(shown(part))
        return day.isoformat() if day else None

    days = [date.fromisoformat(day) for day in parts.in_each("beginning", first_day, shown is _posted) if day]
    return min(days, default=None)


def _of_reviews(whole: Register) -> Register:
    """The town's own records, its villages, and whomever the reviews name, with the groups that they serve."""
    reviews = whole.all(Review)
    awarded = {award.representative for review in reviews for award in review.awards}
    named = {name for review in reviews for name in (*review.invited, *review.representatives)} | awarded
    people = [person for name in named if (person := whole.followed(Representative, name))]
    served = {seat.group for person in people for seat in person.groups}
    groups = [group for name in served if (group := whole.find(Group, name))]
    there = {whole.filed(one).path for one in (*people, *groups, *whole.all(Village))}
    paths = [path for path in whole.filings if path in there or not path.startswith(VILLAGES)]
    documents = [document for path in paths if (document := whole.document_at(path))]
    return Register(documents, whole.schemas, whole.today)
