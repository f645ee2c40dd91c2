"""Meetings: the villages' analyses, talks and trainings, and the town's quarterly reviews (R7, R31, R33, R34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.public import Posted
from lianhu.site.pages.announced import is_announced
from lianhu.site.pages.decided import Decided, overdue_decisions
from lianhu.site.pages.formats import quarter
from lianhu.site.pages.page import Page, of_record, of_section
from lianhu.site.pages.past import of_villages
from lianhu.site.pages.reads import of_each, reads
from lianhu.site.pages.years import Past, dated
from lianhu.town.activity import Activity
from lianhu.town.kinds import Group, Issue, Meeting, Representative, Review, Village
from lianhu.words.terms import TERMS

SECTION = "meetings/"
KINDS = ("monthly_analysis", "public_opinion_talk", "evening_talk", "theme_day", "training")


@dataclass(frozen=True)
class MeetingsOfVillage:
    """A village and its meetings: those that were held, the newest first, and those that it has announced."""

    village: Village
    meetings: tuple[Meeting, ...]
    announced: tuple[Meeting, ...] = ()
    overdue: tuple[Decided, ...] = ()

    @property
    def newest(self) -> tuple[Meeting, ...]:
        """The last meeting of each kind."""
        found = (next((meeting for meeting in self.meetings if meeting.kind == kind), None) for kind in KINDS)
        return tuple(sorted((one for one in found if one), key=lambda one: one.date, reverse=True))

    def count(self, kind: str) -> int:
        return sum(meeting.kind == kind for meeting in self.meetings)


@reads(Group, Issue, Meeting, Representative)
def meetings(town: Posted) -> Page:
    activity = Activity(town)
    villages = [
        MeetingsOfVillage(
            village,
            tuple(meeting for meeting in recorded[::-1] if meeting.is_held),
            tuple(meeting for meeting in recorded if is_announced(town, meeting)),
            overdue_decisions(town, recorded),
        )
        for village in town.all(Village)
        if village.covers(town.today)
        for recorded in (activity.meetings_of(village),)
    ]
    return of_section(
        SECTION,
        "会议",
        "meetings.html",
        "民情分析会、民情恳谈会、夜话会、培训和工作点评会：议什么，定了什么",
        reviews=_past(town).shown()["reviews"],
        villages=villages,
        meeting_kinds=KINDS,
        past=_past(town),
    )


def _past(town: Posted) -> Past:
    """Reviews, and the meetings of all villages, each of which lists its own."""
    return Past(
        SECTION,
        (
            dated(town, "reviews", town.all(Review)[::-1], lambda review: review.date),
            dated(town, "meetings", town.all(Meeting), lambda meeting: meeting.date),
        ),
    )


@reads(Meeting)
def years(town: Posted) -> Iterator[Page]:
    """A year's reviews, and how often each village met; its own page of the year has the meetings."""
    past = _past(town)
    for year in past.years:
        found = past.of(year)
        villages = [
            (MeetingsOfVillage(village, held), of_villages(town)[village.id].page_of(year))
            for village in town.all(Village)
            if (held := tuple(one for one in found["meetings"] if one.is_held and town.village_of(one) is village))
        ]
        yield Page(
            address=past.page_of(year),
            title=f"{year}年的会议",
            template="meetings-year.html",
            section=SECTION,
            description=f"{year}年的工作点评会和各村的会议",
            values={
                "past": past,
                "year": year,
                "reviews": found["reviews"],
                "villages": villages,
                "meeting_kinds": KINDS,
            },
        )


@of_each(Meeting, {Issue: (Meeting, Issue)})
def single(town: Posted) -> Iterator[Page]:
    for meeting in town.judged(Meeting):
        village = town.village_of(meeting)
        description = f"{village.name}{meeting.date.year}年{meeting.date.month}月{TERMS[meeting.kind]}"
        yield of_record(
            town, meeting, meeting.topic, SECTION, description, "meeting.html", meeting=meeting, village=village
        )


@reads(Group, Issue, Representative)
def reviews(town: Posted) -> Iterator[Page]:
    for review in town.all(Review):
        title = f"{quarter(review.id)}工作点评会"
        yield of_record(town, review, title, SECTION, f"{town.town.name}{title}", "review.html", review=review)
