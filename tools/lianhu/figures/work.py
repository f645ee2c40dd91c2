"""Figures about the work done: visits, lists, meetings, service days, training, fund and awards."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lianhu.figures.figure import Count, HouseholdRate, MoneyRate, Rate
from lianhu.figures.rows import (
    ActivityEntry,
    AwardEntry,
    BranchEntry,
    DecisionEntry,
    Due,
    FundEntry,
    Held,
    Invitation,
    OrderEntry,
    Reviewed,
    Seat,
    Serving,
    TaskEntry,
    VisitEntry,
    VisitWeek,
)


def visit_entries(visits: Iterable[VisitEntry]) -> Count:
    """Visits recorded. Source: R30."""
    return Count(tuple(visits))


def households_visited(visits: Iterable[VisitEntry]) -> Count:
    """Households counted on visits; one visited twice counts twice. Source: R30."""
    return Count(tuple(visits), lambda visit: visit.household_count)


def weekly_visit_rate(weeks: Iterable[VisitWeek]) -> Rate:
    """Weeks with a visit / weeks that are over, of each representative who served all week. Source: R30."""
    among = tuple(weeks)
    return Rate(tuple(week for week in among if week.visited), among)


def held_of_due(due: Iterable[Due], kind: str) -> Rate:
    """Done / due in the months that are over, whether recorded or not. Source: R13, R29, R33, R34."""
    among = tuple(row for row in due if row.kind == kind)
    return Rate(tuple(row for row in among if row.done), among)


def task_completion_rate(tasks: Iterable[TaskEntry]) -> Rate:
    """Tasks done / tasks of the lists whose month is over. Source: R29."""
    among = tuple(tasks)
    return Rate(tuple(task for task in among if task.done), among)


def meetings_held(meetings: Iterable[Held], kind: str) -> Count:
    """Meetings of a kind. Source: R7, R31, R33."""
    return Count(tuple(meeting for meeting in meetings if meeting.kind == kind))


def branch_attendance_rate(analyses: Iterable[BranchEntry]) -> HouseholdRate:
    """Members who came / members of the branch, added up over the analyses that say so. Source: R33."""
    among = tuple(analyses)
    return HouseholdRate(
        tuple(row for row in among if row.present == row.members),
        among,
        part=sum(row.present for row in among),
        whole=sum(row.members for row in among),
    )


def review_attendance_rate(villages: Iterable[Reviewed]) -> Rate:
    """Villages that came / villages that each review names. Source: R34."""
    among = tuple(villages)
    return Rate(tuple(row for row in among if row.attended), among)


def invitation_rate(invitations: Iterable[Invitation]) -> Rate:
    """Representatives who came / those invited who served on the day. Source: R24."""
    among = tuple(invitations)
    return Rate(tuple(row for row in among if row.came), among)


def decision_rate(decisions: Iterable[DecisionEntry], in_villages: bool) -> Rate:
    """Carried out / decisions of the villages, or the town, that are settled or should be by now. Source: R33, R34."""
    taken = (row for row in decisions if bool(row.village) is in_villages)
    among = tuple(row for row in taken if row.outcome or row.is_overdue)
    return Rate(tuple(row for row in among if row.outcome == "done"), among)


def decisions_overdue(decisions: Iterable[DecisionEntry], in_villages: bool) -> Count:
    """Decisions of the villages, or the town, whose day is over and of which nothing is told. Source: R33, R34."""
    taken = (row for row in decisions if bool(row.village) is in_villages)
    return Count(tuple(row for row in taken if row.is_overdue and not row.outcome))


def order_delivery_rate(orders: Iterable[OrderEntry]) -> Rate:
    """Delivered / ordered and not withdrawn; open and referred ones are not delivered. Source: R14."""
    among = tuple(order for order in orders if order.outcome != "withdrawn")
    return Rate(tuple(order for order in among if order.outcome == "delivered"), among)


def orders(entries: Iterable[OrderEntry], outcome: str) -> Count:
    """Orders by what became of them; `""` is open. Source: R14."""
    return Count(tuple(order for order in entries if order.outcome == outcome))


def order_confirmation_rate(orders: Iterable[OrderEntry]) -> Rate:
    """Confirmed by who ordered / delivered. Source: R14."""
    among = tuple(order for order in orders if order.outcome == "delivered")
    return Rate(tuple(order for order in among if order.confirmed), among)


def activities(entries: Iterable[ActivityEntry], form: str) -> Count:
    """Activities of service days by their form. Source: R14."""
    return Count(tuple(activity for activity in entries if activity.form == form))


def households_reached(entries: Iterable[ActivityEntry], form: str) -> Count:
    """Households visited, or that came to the talk; one that was reached twice counts twice. Source: R14."""
    return Count(tuple(activity for activity in entries if activity.form == form), lambda activity: activity.households)


def training_attendance_rate(seats: Iterable[Seat]) -> Rate:
    """Seats taken / representatives whom each training was for, serving in its village that day. Source: R7."""
    among = tuple(seats)
    return Rate(tuple(seat for seat in among if seat.attended), among)


def trained_rate(serving: Iterable[Serving]) -> Rate:
    """Serving representatives who attended a training in the last twelve months / all serving. Source: R7."""
    among = tuple(serving)
    return Rate(tuple(row for row in among if row.trained), among)


def fund_spending_rate(funds: Iterable[FundEntry]) -> MoneyRate:
    """Spent / granted of this year's service funds, in yuan. Source: R24."""
    among = tuple(funds)
    return MoneyRate(
        tuple(fund for fund in among if fund.spent),
        among,
        part=sum((fund.spent for fund in among), Decimal(0)),
        whole=sum((fund.granted for fund in among), Decimal(0)),
    )


def awards(entries: Iterable[AwardEntry]) -> Count:
    """Awards of the reviews. Source: R25."""
    return Count(tuple(entries))


def award_money(entries: Iterable[AwardEntry]) -> Count:
    """What the awards amount to, in yuan. Source: R25."""
    return Count(tuple(entries), lambda award: award.amount, Decimal("0.00"))
