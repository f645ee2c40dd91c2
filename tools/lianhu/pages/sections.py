"""The pages of the whole town: home, and one index for each part of it."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.figures import issues as issue_figures
from lianhu.kinds import Duties, Group, Incentives, Issue, Procedure, Roles, SelectionCriteria, Village
from lianhu.loop import is_open
from lianhu.pages.page import Page
from lianhu.register import Register
from lianhu.rules import described
from lianhu.service_day import ServiceDay, next_service_day, service_day

SHOWN_ON_HOME = 5


def home(town: Register) -> Page:
    """Answers three questions at once: who serves my household, what became of it, when is the next service day."""
    issues = town.all(Issue)
    newest = sorted(issues, key=lambda issue: (issue.events[-1].date, issue.id), reverse=True)
    return Page(
        address="",
        title=f"{town.town.name}代表联户公示",
        template="home.html",
        description=f"{town.town.name}的居民代表、问题办理和邻里服务日",
        values={
            "villages": [village for village in town.all(Village) if village.covers(town.today)],
            "newest": newest[:SHOWN_ON_HOME],
            "recently_closed": [issue for issue in newest if not is_open(issue)][:SHOWN_ON_HOME],
            "issue_count": len(issues),
            "next_service_day": next_service_day(town.today, town.town.service_day, town.calendars),
            "groups": [group for group in town.all(Group) if group.covers(town.today)],
            "households": sum(one.household_count for one in town.serving),
            "closing_rate": issue_figures.closing_rate(issues),
        },
    )


def villages(town: Register) -> Page:
    return _section("villages/", "找代表", "villages.html", villages=town.all(Village))


def issues(town: Register) -> Page:
    ordered = sorted(town.all(Issue), key=lambda issue: (issue.events[0].date, issue.id), reverse=True)
    return _section(
        "issues/", "问题办理", "issues.html", issues=ordered, closing_rate=issue_figures.closing_rate(ordered)
    )


def duties(town: Register) -> Page:
    return _section(
        "duties/",
        "职责与清单",
        "duties.html",
        lists=[
            found for name in ("duty_list", "deliberation_list", "negative_list") if (found := town.find(Duties, name))
        ],
        roles=next(iter(town.all(Roles)), None),
        criteria=next(iter(town.all(SelectionCriteria)), None),
    )


def procedures(town: Register) -> Page:
    return _section("procedures/", "办事流程", "procedures.html", procedures=town.all(Procedure))


def service_days(town: Register) -> Page:
    return _section("service-days/", "邻里服务日", "service-days.html", days=list(_year_around(town)))


def incentives(town: Register) -> Page:
    return _section("incentives/", "三给三优", "incentives.html", incentives=next(iter(town.all(Incentives)), None))


def rules(town: Register) -> Page:
    return _section("rules/", "检查规则", "rules.html", rules=described("zh_CN"))


def data(town: Register) -> Page:
    return _section("data/", "数据", "data.html", kinds=town.schemas.kinds)


def search(town: Register) -> Page:
    return _section("search/", "查找", "search.html", villages=town.all(Village))


def _section(address: str, title: str, template: str, **values: object) -> Page:
    return Page(address=address, title=title, template=template, section=address, values=values)


def _year_around(town: Register) -> Iterator[ServiceDay]:
    """The service days from half a year ago to half a year ahead."""
    first = town.today.year * 12 + town.today.month - 1 - 6
    for month in range(first, first + 13):
        yield service_day(month // 12, month % 12 + 1, town.town.service_day, town.calendars)
