"""Where an issue was spoken of: the way back from meetings, visits and service days to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lianhu.public import Posted
from lianhu.town import loop
from lianhu.town.kinds import Group, Issue, Meeting, Review, ServiceOrder, VillageServiceDay, Visit, Visits


@dataclass(frozen=True)
class Mentions:
    """All that names one issue, in order of date."""

    meetings: list[Meeting] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    visits: list[tuple[Group, Visit]] = field(default_factory=list)
    orders: list[tuple[VillageServiceDay, ServiceOrder]] = field(default_factory=list)
    duplicates: list[Issue] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.meetings, self.reviews, self.visits, self.orders))


def mentions(town: Posted) -> Mapping[str, Mentions]:
    """By the id of the issue, also where it was named by one that it had before.

    Of a dispute between persons orders are left out: they lead to one of them.
    """
    found: dict[str, Mentions] = defaultdict(Mentions)
    for meeting in sorted(town.all(Meeting), key=lambda meeting: meeting.date):
        for issue in meeting.issues:
            found[town.moved_to(Issue, issue)].meetings.append(meeting)
    for review in town.all(Review):
        for issue in review.issues:
            found[town.moved_to(Issue, issue)].reviews.append(review)
    for record in sorted(town.all(Visits), key=lambda record: town.filed(record).month):
        group = town.get(Group, town.filed(record).group)
        for visit in record.visits:
            for issue in visit.issues:
                found[town.moved_to(Issue, issue)].visits.append((group, visit))
    for day in town.all(VillageServiceDay):
        for order in day.orders:
            referred = order.delivery.issue if order.delivery else None
            if referred and referred not in town.disputes:
                found[town.moved_to(Issue, referred)].orders.append((day, order))
    for duplicate in town.all(Issue):
        if twin := loop.twin_of(duplicate):
            found[town.moved_to(Issue, twin)].duplicates.append(duplicate)
    return found
