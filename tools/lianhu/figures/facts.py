"""Every row behind the figures, made once from the register; a figure is a function of one of these lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from lianhu.figures.period import TWELVE_MONTHS, Period
from lianhu.figures.rows import (
    ActivityEntry,
    AwardEntry,
    BackgroundCount,
    BranchEntry,
    Covered,
    DecisionEntry,
    Due,
    FundEntry,
    Held,
    Invitation,
    OrderEntry,
    Removed,
    Reviewed,
    Seat,
    Serving,
    TaskEntry,
    Unit,
    VisitEntry,
    VisitWeek,
)
from lianhu.public import Posted
from lianhu.town import coverage, deadlines
from lianhu.town.cadence import Cadence, Turn
from lianhu.town.case import Case, case_of
from lianhu.town.kinds import (
    Award,
    Group,
    Issue,
    Meeting,
    Removal,
    Representative,
    Review,
    ServiceFund,
    TaskList,
    Village,
    VillageServiceDay,
    Visits,
)
from lianhu.town.kinds.span import Span
from lianhu.town.month import Month, month_of

Record = TypeVar("Record")


# Records of the town itself, which tell of all villages: the rows of a village are read from no other's.
OF_THE_TOWN = (Review, Removal)
Part = Literal["villages", "town", "both"]


@dataclass(frozen=True)
class Facts:
    """The rows of a town on the register's day. Every row counts in one village (`""`: the town) and one month.

    `part` says whether they are read from what lies in villages' folders, from the town's own records, or from both:
    of a register of some villages, their rows alone come from the first; the second needs a register in which every
    representative is found whom a review names. `begin` is since when the whole town keeps records, where a part is
    asked; else the register is.
    """

    town: Posted
    part: Part = "both"
    begin: date | None = None

    def rows(self, name: str) -> tuple[Any, ...]:
        """One of the lists below by its name."""
        found: tuple[Any, ...] = getattr(self, name)
        return found

    def all(self, kind: type[Record]) -> tuple[Record, ...]:
        """The records of a kind that rows are read from."""
        of = "town" if kind in OF_THE_TOWN else "villages"
        return self.town.all(kind) if self.part in (of, "both") else ()

    @cached_property
    def cadence(self) -> Cadence:
        return Cadence(self.town, self.begin)

    def village_served(self, representative: Representative, day: date) -> str:
        """The id of the village in which the representative served on a day, wherever the record lies; else empty."""
        village = self.town.village_served(representative, day)
        return village.id if village else ""

    def _village_on(self, representative: Representative, day: date) -> str:
        """The same, quick for a group that there is: it is asked for every week of everybody."""
        group = representative.group_on(day)
        return (group and self._village_by_group.get(group)) or self.village_served(representative, day)

    @cached_property
    def _village_by_group(self) -> Mapping[str, str]:
        return {group.id: self.town.village_of(group).id for group in self.town.all(Group)}

    def village_of_award(self, review: Review, award: Award) -> str:
        """The village in which who got the award served on the day of the review, or last before it.

        Of a record that was removed, the village that its id names; empty for what is no such id.
        """
        representative = self.town.followed(Representative, award.representative)
        if representative is None:
            return self.town.schemas.kinds["representative"].parts_of(award.representative).get("village", "")
        group = self.town.find(Group, representative.seat(review.date).group)
        return self.town.village_of(group or representative).id

    @cached_property
    def villages(self) -> Mapping[str, str]:
        """The villages that exist or existed since the start, and all in which anything counts, id and name.

        What an ended village did stays its own, so that the rows add up to the town; its name says what became of it.
        """
        return {name: called for name, called, is_there in self.known_villages if is_there or name in self.counting}

    @cached_property
    def known_villages(self) -> tuple[tuple[str, str, bool], ...]:
        """Every village of this part in order: its id, its name, and whether it existed since the start."""
        days = Span(since=self._begin, until=self.town.today)
        return tuple((one.id, self._name(one), one.overlaps(days)) for one in self.all(Village))

    def _name(self, village: Village) -> str:
        successors = self.town.succession.living(village, self.town.today)
        if village.tense(self.town.today) != "past" or not successors:
            return village.name
        return f"{village.name}（已并入{'、'.join(one.name for one in successors)}）"

    @cached_property
    def counting(self) -> frozenset[str]:
        """The villages in which any row counts."""
        lists: tuple[tuple[Any, ...], ...] = (
            *(self.cases, self.units, self.coverage, self.serving, self.visits, self.visit_weeks, self.due, self.tasks),
            *(self.meetings, self.seats, self.orders, self.activities, self.funds, self.awards),
            *(self.branches, self.reviewed, self.invitations, self.decisions, self.removed),
        )
        return frozenset(row.village for rows in lists for row in rows)

    @cached_property
    def categories(self) -> Mapping[str, str]:
        """The categories of the town, id and name."""
        return {category.id: category.name for category in self.town.categories.values()}

    @cached_property
    def period(self) -> Period:
        """Begins with the day since which the town keeps records, one for the whole town."""
        return Period(self.town.today, self.cadence.begin)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(case_of(self.town, issue) for issue in self.all(Issue))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(
            Unit(id=group.id, village=self.town.village_of(group).id, venue=group.workstation.venue.name)
            for group in self.all(Group)
            if group.covers(self.town.today)
        )

    @cached_property
    def coverage(self) -> tuple[Covered, ...]:
        groups = (group for group in self.all(Group) if group.covers(self.town.today))
        covered = ((group, coverage.of_group(self.town, group)) for group in groups)
        return tuple(
            Covered(
                id=group.id,
                village=self.town.village_of(group).id,
                households=found.households,
                served=found.households - found.unserved,
            )
            for group, found in covered
        )

    @cached_property
    def backgrounds(self) -> tuple[BackgroundCount, ...]:
        villages = (one for one in self.all(Village) if one.covers(self.town.today) and one.backgrounds)
        last = ((one, max(one.backgrounds, key=lambda counted: counted.counted_on)) for one in villages)
        return tuple(
            BackgroundCount(
                id=f"{one.id}/{counted.counted_on}",
                village=one.id,
                party_member=counted.party_member or 0,
                volunteer=counted.volunteer or 0,
                village_worthy=counted.village_worthy or 0,
            )
            for one, counted in last
        )

    @cached_property
    def serving(self) -> tuple[Serving, ...]:
        lately = [one for one in self._trainings() if self.period.holds(TWELVE_MONTHS, month_of(one.date))]
        trained = {one for meeting in lately for one in meeting.came.representatives}
        in_time = {one for meeting in lately if not meeting.recorded_late for one in meeting.came.representatives}
        return tuple(
            Serving(
                id=representative.id,
                village=self.village_served(representative, self.town.today),
                household_count=representative.household_count,
                trained=representative.id in trained,
                late=representative.id in trained - in_time,
            )
            for representative in self.all(Representative)
            if representative.group_on(self.town.today)
        )

    @cached_property
    def visits(self) -> tuple[VisitEntry, ...]:
        return tuple(
            VisitEntry(
                id=f"{record.id}/{number}",
                village=self.town.filed(record).village,
                date=visit.date,
                household_count=visit.household_count,
                late=visit.recorded_late is not None,
            )
            for record in self.all(Visits)
            for number, visit in enumerate(record.visits, start=1)
            if self.period.covers(visit.date)
        )

    @cached_property
    def visit_weeks(self) -> tuple[VisitWeek, ...]:
        return tuple(
            VisitWeek(
                representative=representative.id,
                village=self._village_on(representative, week.first),
                monday=week.first,
                visited=week.done,
                late=week.late,
            )
            for representative in self.all(Representative)
            for week in self._turns(self.cadence.weeks(representative, *self._span(representative.groups)))
        )

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """Monthly in every village: task list, service day, analysis; quarterly in the town: the review."""
        in_villages = [
            Due(
                id=f"{village.id}-{Month.of(turn.first)}",
                kind=kind,
                village=village.id,
                month=str(Month.of(turn.first)),
                done=turn.done,
                late=turn.late,
            )
            for kind in ("task_list", "service_day", "monthly_analysis")
            for village in self.all(Village)
            for turn in self._turns(self.cadence.months(village, kind, *self._span((village,))))
        ]
        in_town = [
            Due(
                id=quarter,
                kind="quarterly_review",
                village="",
                month=str(Month.of(turn.first)),
                done=turn.done,
                late=turn.late,
            )
            for quarter, turn in self._quarters
            if turn.counts
        ]
        return (*in_villages, *in_town)

    @property
    def _quarters(self) -> Iterator[tuple[str, Turn]]:
        return iter(()) if self.part == "villages" else self.cadence.quarters(self._begin, self.town.today)

    @property
    def _begin(self) -> date:
        """The first day on which anything is due; today where nothing is recorded yet."""
        return self.period.begin or self.town.today

    def _span(self, there: Iterable[Span]) -> tuple[date, date]:
        """The days on which anything may be due of a unit that is there in these spans."""
        first = min((span.since for span in there), default=self._begin)
        return min(max(self._begin, first), self.town.today), self.town.today

    @staticmethod
    def _turns(turns: Iterable[Turn]) -> Iterator[Turn]:
        return (turn for turn in turns if turn.counts)

    @cached_property
    def tasks(self) -> tuple[TaskEntry, ...]:
        over = {str(month) for month in self.period.months_over()}
        return tuple(
            TaskEntry(
                id=f"{record.id}/{number}",
                village=self.town.filed(record).village,
                month=month,
                done=task.done_on is not None and task.done_on <= self.town.today,
                late=task.recorded_late is not None,
            )
            for record in self.all(TaskList)
            for month in (self.town.filed(record).month,)
            if month in over
            for number, task in enumerate(record.tasks, start=1)
        )

    @cached_property
    def meetings(self) -> tuple[Held, ...]:
        return tuple(
            Held(
                id=meeting.id,
                village=self.town.filed(meeting).village,
                kind=meeting.kind,
                date=meeting.date,
                late=meeting.recorded_late is not None,
            )
            for meeting in self._held
        )

    @cached_property
    def _held(self) -> tuple[Meeting, ...]:
        return tuple(one for one in self.all(Meeting) if one.is_held and self.period.covers(one.date))

    @cached_property
    def _reviews(self) -> tuple[Review, ...]:
        return tuple(review for review in self.all(Review) if self.period.covers(review.date))

    @property
    def _gatherings(self) -> tuple[Meeting | Review, ...]:
        return (*self._held, *self._reviews)

    @cached_property
    def branches(self) -> tuple[BranchEntry, ...]:
        return tuple(
            BranchEntry(
                id=meeting.id,
                village=self.town.filed(meeting).village,
                month=month_of(meeting.date),
                members=meeting.came.branch.members,
                present=meeting.came.branch.present,
            )
            for meeting in self._held
            if meeting.kind == "monthly_analysis" and meeting.came.branch
        )

    @cached_property
    def reviewed(self) -> tuple[Reviewed, ...]:
        return tuple(
            Reviewed(
                id=f"{review.id}/{entry.village}",
                village=entry.village,
                month=month_of(review.date),
                attended=entry.attended,
                late=bool(review.recorded_late),
            )
            for review in self._reviews
            for entry in review.villages
        )

    @cached_property
    def invitations(self) -> tuple[Invitation, ...]:
        found = (
            (gathering, self.town.followed(Representative, name))
            for gathering in self._gatherings
            for name in gathering.invited
        )
        return tuple(
            Invitation(
                id=f"{gathering.id}/{person.id}",
                village=village,
                month=month_of(gathering.date),
                came=person.id in gathering.representatives,
                late=bool(gathering.recorded_late),
            )
            for gathering, person in found
            if person and (village := self.village_served(person, gathering.date))
        )

    @cached_property
    def decisions(self) -> tuple[DecisionEntry, ...]:
        today = self.town.today
        return tuple(
            DecisionEntry(
                id=f"{gathering.id}/{number}",
                village=self.town.filed(gathering).village,
                month=month_of(gathering.date),
                outcome=(decision.outcome or "") if not decision.settled_on or decision.settled_on <= today else "",
                is_overdue=deadlines.decision_due(self.town, gathering.date, decision) < today,
                late=bool(decision.recorded_late),
            )
            for gathering in self._gatherings
            for number, decision in enumerate(gathering.decisions, start=1)
        )

    def _trainings(self) -> Iterator[Meeting]:
        """The trainings held that were for representatives."""
        return (one for one in self._held if one.kind == "training" and "representative" in one.for_whom)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        return tuple(
            Seat(
                id=f"{meeting.id}/{representative.id}",
                village=village,
                month=month_of(meeting.date),
                attended=representative.id in meeting.came.representatives,
                late=meeting.recorded_late is not None,
            )
            for meeting in self._trainings()
            for village in (self.town.filed(meeting).village,)
            for representative in self.all(Representative)
            if self._village_on(representative, meeting.date) == village
        )

    @cached_property
    def orders(self) -> tuple[OrderEntry, ...]:
        return tuple(
            OrderEntry(
                id=f"{record.id}/{order.number}",
                village=self.town.filed(record).village,
                month=month_of(order.placed_on),
                outcome=order.delivery.outcome if order.delivery else "",
                late=order.delivery is not None and order.delivery.recorded_late is not None,
                confirmed=order.confirmed is not None,
                confirmed_late=bool(order.confirmed and order.confirmed.recorded_late),
            )
            for record in self.all(VillageServiceDay)
            for order in record.orders
            if self.period.covers(order.placed_on)
        )

    @cached_property
    def activities(self) -> tuple[ActivityEntry, ...]:
        return tuple(
            ActivityEntry(
                id=f"{record.id}/{number}",
                village=self.town.filed(record).village,
                month=month_of(record.date),
                form=activity.form or "",
                households=activity.households or 0,
                late=record.recorded_late is not None,
            )
            for record in self.all(VillageServiceDay)
            if record.is_held and self.period.covers(record.date)
            for number, activity in enumerate(record.activities or (), start=1)
        )

    @cached_property
    def funds(self) -> tuple[FundEntry, ...]:
        return tuple(
            FundEntry(
                id=f"{book.id}/{fund.representative}",
                village=self.town.filed(book).village,
                granted=fund.granted,
                spent=fund.spent,
            )
            for book in self.all(ServiceFund)
            if book.year == self.town.today.year
            for fund in book.funds
        )

    @cached_property
    def awards(self) -> tuple[AwardEntry, ...]:
        return tuple(
            AwardEntry(
                id=f"{review.id}/{award.representative}",
                village=self.village_of_award(review, award),
                representative=award.representative,
                amount=award.amount,
                month=month_of(review.date),
                late=(award.recorded_late or review.recorded_late) is not None,
            )
            for review in self._reviews
            for award in review.awards
        )

    @cached_property
    def removed(self) -> tuple[Removed, ...]:
        """In the village that the id of what was removed names: its record is gone."""
        kinds = self.town.schemas.kinds
        return tuple(
            Removed(
                id=removal.id,
                village=kinds[removal.kind].parts_of(removal.record).get("village", ""),
                kind=removal.kind,
                month=month_of(removal.removed_on),
                reason=removal.reason,
            )
            for removal in self.all(Removal)
            if removal.reason != "moved" and removal.kind in kinds and removal.removed_on <= self.town.today
        )
