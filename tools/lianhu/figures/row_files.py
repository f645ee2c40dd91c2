"""The rows behind the figures as tables, raw enough to compute every figure anew: which there are, and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from lianhu.figures.definitions import FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import Figure
from lianhu.figures.row_file import Row, RowFile
from lianhu.town import deadlines, loop
from lianhu.town.kinds import (
    Group,
    Issue,
    Meeting,
    Representative,
    Review,
    ServiceFund,
    TaskList,
    Village,
    VillageServiceDay,
    Visits,
)


class Entry(Protocol):
    """Whatever may say why it was recorded late."""

    @property
    def recorded_late(self) -> str | None: ...


# A column an issue figure: 1 counted, late counted because of what was recorded late, 0 in the denominator only,
# empty not in it.
ISSUE_FIGURES: tuple[Figure, ...] = tuple(figure for figure in FIGURES if figure.rows == "cases")


def _issues(facts: Facts) -> Iterator[Row]:
    behind = [_marks(figure, facts) for figure in ISSUE_FIGURES]
    for case in facts.cases:
        settled = case.settled_by
        yield (
            case.id,
            case.title,
            case.village,
            case.group,
            case.category,
            case.kind,
            case.source,
            case.reported_on,
            case.month,
            case.state,
            case.due,
            "1" if case.due_is_provisional else None,
            case.closed_on,
            case.days if case.accepted else None,
            loop.level(case),
            (settled.outcome or settled.stage) if case.settled and settled else None,
            case.rating,
            loop.twin_of(case),
            case.lead.id if case.lead else None,
            case.residents,
            *(marks.get(case.id) for marks in behind),
        )


def _marks(figure: Figure, facts: Facts) -> Mapping[str, str]:
    """How the figure counts each issue, by its id."""
    with_late = figure.measure(facts.cases)
    marks = {case.id: "0" for case in with_late.among}
    marks |= {case.id: "late" for case in with_late.counted}
    return marks | {case.id: "1" for case in figure.in_time(with_late).counted}


def _events(facts: Facts) -> Iterator[Row]:
    for case in facts.cases:
        for number, event in enumerate(case.events, start=1):
            others = (facts.town.moved_to(Issue, one) if one else None for one in (event.twin, event.into))
            said = event.stage, event.date, event.to_level, event.outcome, event.satisfaction
            yield case.id, number, *said, *others, _late(event)


def _late(*entries: Entry | None) -> str | None:
    """Whether one of these entries was recorded late."""
    return "1" if any(entry and entry.recorded_late for entry in entries) else None


def _villages(facts: Facts) -> Iterator[Row]:
    return ((village.id, village.name, village.since, village.until) for village in facts.all(Village))


def _groups(facts: Facts) -> Iterator[Row]:
    town = facts.town
    return (
        (
            *(group.id, town.village_of(group).id, group.since, group.until),
            *(group.workstation.venue.name, group.household_count),
        )
        for group in facts.all(Group)
    )


def _backgrounds(facts: Facts) -> Iterator[Row]:
    for village in facts.all(Village):
        for one in village.backgrounds:
            yield village.id, one.counted_on, one.party_member, one.volunteer, one.village_worthy


def _representatives(facts: Facts) -> Iterator[Row]:
    for representative in facts.all(Representative):
        for span in representative.groups:
            village = facts.town.village_of(facts.town.find(Group, span.group) or representative).id
            yield representative.id, village, span.group, span.since, span.until, representative.household_count


def _visits(facts: Facts) -> Iterator[Row]:
    for record in facts.all(Visits):
        filed = facts.town.filed(record)
        for number, visit in enumerate(record.visits, start=1):
            who = " ".join(visit.representatives)
            tasks = " ".join(f"{task.list}/{task.number}" for task in visit.tasks)
            place = f"{record.id}/{number}", filed.village, filed.group
            yield *place, visit.date, visit.household_count, who, tasks, _late(visit)


def _tasks(facts: Facts) -> Iterator[Row]:
    for record in facts.all(TaskList):
        filed = facts.town.filed(record)
        for number, task in enumerate(record.tasks, start=1):
            days = record.drawn_up_on, task.done_on
            yield f"{record.id}/{number}", filed.village, filed.month, *days, _late(record), _late(task)


def _service_days(facts: Facts) -> Iterator[Row]:
    for day in facts.all(VillageServiceDay):
        filed = facts.town.filed(day)
        yield day.id, filed.village, filed.month, day.date, "1" if day.is_held else None, _late(day)


def _orders(facts: Facts) -> Iterator[Row]:
    for record in facts.all(VillageServiceDay):
        filed = facts.town.filed(record)
        for order in record.orders:
            done: tuple[date | None, str | None] = (None, None)
            if order.delivery:
                done = order.delivery.date, order.delivery.outcome
            place = f"{record.id}/{order.number}", filed.village, order.group, filed.month
            asked = order.confirmed.date if order.confirmed else None
            late = _late(order), _late(order.delivery), _late(order.confirmed)
            yield *place, order.placed_on, *done, asked, *late


def _activities(facts: Facts) -> Iterator[Row]:
    for day in facts.all(VillageServiceDay):
        for number, one in enumerate(day.activities or (), start=1):
            what = one.kind, one.form, one.households, one.participants, _late(day)
            yield f"{day.id}/{number}", facts.town.filed(day).village, day.date, *what


def _meetings(facts: Facts) -> Iterator[Row]:
    for meeting in facts.all(Meeting):
        came, village = " ".join(meeting.came.representatives), facts.town.filed(meeting).village
        held = "1" if meeting.is_held else None
        what = meeting.id, village, meeting.kind, meeting.date
        yield *what, " ".join(meeting.for_whom), came, held, _late(meeting)


def _branches(facts: Facts) -> Iterator[Row]:
    for meeting in facts.all(Meeting):
        if branch := meeting.came.branch:
            yield meeting.id, branch.members, branch.present


def _reviews(facts: Facts) -> Iterator[Row]:
    return ((review.id, review.date, _late(review)) for review in facts.all(Review))


def _reviewed(facts: Facts) -> Iterator[Row]:
    for review in facts.all(Review):
        for entry in review.villages:
            yield review.id, review.date, entry.village, "1" if entry.attended else "0", entry.remark, _late(review)


def _gatherings(facts: Facts) -> tuple[Meeting | Review, ...]:
    return (*facts.all(Meeting), *facts.all(Review))


def _invitations(facts: Facts) -> Iterator[Row]:
    for gathering in _gatherings(facts):
        came = gathering.representatives if isinstance(gathering, Review) else gathering.came.representatives
        held = isinstance(gathering, Review) or gathering.is_held
        for name in gathering.invited:
            what = gathering.id, gathering.date, "1" if held else None, name
            yield *what, "1" if name in came else "0", _late(gathering)


def _decisions(facts: Facts) -> Iterator[Row]:
    town = facts.town
    for gathering in _gatherings(facts):
        for number, decision in enumerate(gathering.decisions, start=1):
            yield (
                *(f"{gathering.id}/{number}", town.filed(gathering).village, gathering.date),
                *(decision.responsible_post, deadlines.decision_due(town, gathering.date, decision)),
                *(decision.outcome, decision.settled_on, _late(decision)),
            )


def _awards(facts: Facts) -> Iterator[Row]:
    for review in facts.all(Review):
        for award in review.awards:
            village = facts.village_of_award(review, award)
            late = _late(review, award)
            yield review.id, review.date, award.representative, village, award.amount, late


def _funds(facts: Facts) -> Iterator[Row]:
    for book in facts.all(ServiceFund):
        for fund in book.funds:
            of_whom = book.id, facts.town.filed(book).village, book.year, fund.representative
            yield *of_whom, fund.granted, fund.spent, _late(fund)


ROW_FILES: tuple[RowFile, ...] = (
    RowFile(
        "issue",
        "问题，一件一行；后面各栏是各个数：1 算进去，late 补记的另算，0 只在分母里，空白不算",
        (
            *("issue", "title", "village", "group", "category", "kind", "source", "reported_on", "month", "state"),
            *("due_on", "due_is_provisional", "closed_on", "days", "level", "outcome", "rating"),
            *("twin", "gathered_into", "residents"),
            *(figure.key for figure in ISSUE_FIGURES),
        ),
        _issues,
        ("cases",),
        kinds=("issue",),
    ),
    RowFile(
        "event",
        "问题的经过，一步一行；late：1 是补记的",
        ("issue", "number", "stage", "date", "to_level", "outcome", "satisfaction", "twin", "into", "late"),
        _events,
        kinds=("issue",),
    ),
    RowFile("village", "村和社区", ("village", "name", "since", "until"), _villages),
    RowFile(
        "background",
        "各村清点的代表身份，一次一行，只有名数",
        ("village", "counted_on", "party_member", "volunteer", "village_worthy"),
        _backgrounds,
        ("backgrounds",),
    ),
    RowFile(
        "group",
        "小组和工作站",
        ("group", "village", "since", "until", "venue", "household_count"),
        _groups,
        ("units", "coverage"),
    ),
    RowFile(
        "representative",
        "代表在哪个组任职",
        ("representative", "village", "group", "since", "until", "household_count"),
        _representatives,
        ("serving",),
    ),
    RowFile(
        "visit",
        "走访，一次一行；late：1 是补记的",
        ("visit", "village", "group", "date", "household_count", "representatives", "tasks", "late"),
        _visits,
        ("visits", "visit_weeks"),
        kinds=("visit",),
    ),
    RowFile(
        "task",
        "任务，一项一行；list_late、late：1 是清单、完成补记的",
        ("task", "village", "month", "drawn_up_on", "done_on", "list_late", "late"),
        _tasks,
        ("tasks", "due"),
        kinds=("task_list",),
    ),
    RowFile(
        "service-day",
        "邻里服务日；held：1 开展过，空白是计划或取消了；late：1 是补记的",
        ("service_day", "village", "month", "date", "held", "late"),
        _service_days,
        kinds=("service_day",),
    ),
    RowFile(
        "order",
        "点单，一单一行；order_late、late、confirmed_late：1 是点单、实施、确认补记的",
        (
            *("order", "village", "group", "month", "placed_on", "delivered_on", "outcome", "confirmed_on"),
            *("order_late", "late", "confirmed_late"),
        ),
        _orders,
        ("orders",),
        kinds=("service_day",),
    ),
    RowFile(
        "activity",
        "服务日的活动，一项一行；households：大走访走访的、大恳谈来的户数；late：1 是补记的",
        ("activity", "village", "date", "kind", "form", "households", "participants", "late"),
        _activities,
        ("activities",),
        kinds=("service_day",),
    ),
    RowFile(
        "meeting",
        "会议和培训；held：1 开过，空白是计划或取消了；late：1 是补记的",
        ("meeting", "village", "kind", "date", "for_whom", "representatives", "held", "late"),
        _meetings,
        ("meetings", "seats"),
        kinds=("meeting",),
    ),
    RowFile(
        "branch",
        "会上党总支应到、实到的人数",
        ("meeting", "members", "present"),
        _branches,
        ("branches",),
        kinds=("meeting",),
    ),
    RowFile("review", "工作点评会；late：1 是补记的", ("review", "date", "late"), _reviews, kinds=("review",)),
    RowFile(
        "reviewed",
        "点评会上的各村，一村一行",
        ("review", "date", "village", "attended", "remark", "late"),
        _reviewed,
        ("reviewed",),
        kinds=("review",),
    ),
    RowFile(
        "invitation",
        "邀请参会的代表，一人一次一行；held：1 开过",
        ("meeting", "date", "held", "representative", "came", "late"),
        _invitations,
        ("invitations",),
        kinds=("meeting", "review"),
    ),
    RowFile(
        "decision",
        "会上的决定，一项一行；没有定期限的，due_on 按镇里规定的天数算",
        ("decision", "village", "date", "responsible_post", "due_on", "outcome", "settled_on", "late"),
        _decisions,
        ("decisions",),
        kinds=("meeting", "review"),
    ),
    RowFile(
        "award",
        "优秀代表；late：1 是补记的",
        ("review", "date", "representative", "village", "amount", "late"),
        _awards,
        ("awards",),
        kinds=("review",),
    ),
    RowFile(
        "fund",
        "服务群众专项资金，一人一年一行，元；late：1 是拨付补记的",
        ("fund", "village", "year", "representative", "granted", "spent", "late"),
        _funds,
        ("funds",),
        kinds=("service_fund",),
    ),
    RowFile(
        "removal",
        "撤除的记录，一条一行；只改了编号的不算",
        ("removal", "village", "kind", "month", "reason"),
        lambda facts: ((one.id, one.village, one.kind, one.month, one.reason) for one in facts.removed),
        ("removed",),
    ),
)


def row_file(figure: Figure) -> RowFile:
    """The file that holds the rows behind a figure."""
    return next(file for file in ROW_FILES if figure.rows in file.behind)
