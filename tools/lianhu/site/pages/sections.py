"""The pages of the whole town: home, and one index for each part of it."""

from __future__ import annotations

from dataclasses import dataclass

from lianhu.figures import FIGURES, WINDOWS, FigureLine, Table
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.public import Posted
from lianhu.rules.catalogue import RULES, described
from lianhu.site.pages import issue_lists
from lianhu.site.pages.issue_lists import IssueList
from lianhu.site.pages.page import Page, mended, of_section
from lianhu.site.pages.reads import reads
from lianhu.site.pages.years import search_years, shown_issues
from lianhu.town import keeping
from lianhu.town.kinds import (
    Calendar,
    Categories,
    Duties,
    Group,
    Issue,
    Procedure,
    Representative,
    Roles,
    SelectionCriteria,
    Town,
    Village,
)
from lianhu.town.loop import is_open, last, state
from lianhu.town.service_day import next_service_day

SHOWN_ON_HOME, CLOSED_ON_HOME = 5, 6


def site_title(town: Town) -> str:
    """What the whole site is called, and its home."""
    return f"{town.name}代表联户公示"


@reads(Group, Issue, Representative, figures=True, standings=True)
def home(town: Posted) -> Page:
    """Answers three questions at once: who serves my household, what became of it, when is the next service day."""
    issues = town.all(Issue)
    newest = sorted(issues, key=lambda issue: (issue.events[-1].date, issue.id), reverse=True)
    closed = [
        (end.date, issue.id, issue)
        for issue in shown_issues(town, issues)
        if state(issue) == "closed" and (end := last(issue, "closed"))
    ]
    return Page(
        address="",
        title=site_title(town.town),
        template="home.html",
        description=f"{town.town.name}的居民代表、问题办理和邻里服务日",
        values={
            "villages": [village for village in town.all(Village) if village.covers(town.today)],
            "newest": newest[:SHOWN_ON_HOME],
            "recently_closed": [issue for _, _, issue in sorted(closed, reverse=True)[:CLOSED_ON_HOME]],
            "issue_count": len(issues),
            "next_service_day": next_service_day(town),
            "groups": [group for group in town.all(Group) if group.covers(town.today)],
            "coverage": _lines(town, "coverage"),
            "closing_rate": _lines(town, "closing_rate"),
            "titles": WINDOWS,
        },
    )


def _lines(town: Posted, name: str, scope: str = "town", of: str = "") -> tuple[FigureLine, ...]:
    """A figure in each window that is worth telling."""
    [figure] = [figure for figure in FIGURES if figure.name == name]
    return Table.of(town).shown(figure, scope, of)


@reads(Group, Representative)
def villages(town: Posted) -> Page:
    return of_section(
        "villages/", "找代表", "villages.html", "按村、按组列出全镇的居民代表", villages=town.all(Village)
    )


@dataclass(frozen=True)
class VillageIssues:
    """One line of the overview: a village, where all its issues are listed, how many are open, and its closing rate in
    each window."""

    village: Village
    issue_list: IssueList
    closing_rate: tuple[FigureLine, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        return self.issue_list.issues

    @property
    def open_count(self) -> int:
        return sum(is_open(issue) for issue in self.issues)


@reads(Group, Issue, figures=True)
def issues(town: Posted) -> Page:
    issues = town.all(Issue)
    by_village = [
        VillageIssues(town.get(Village, village), among, _lines(town, "closing_rate", "village", village))
        for village, among in issue_lists.of_villages(town).items()
        if among.count
    ]
    return of_section(
        "issues/",
        "问题办理",
        "issues.html",
        "群众反映的问题办到哪一步，由谁办理，办结率怎么算",
        issues=issues,
        open_count=sum(is_open(issue) for issue in issues),
        by_state=issue_lists.of_states(town).items(),
        by_village=by_village,
        closing_rate=_lines(town, "closing_rate"),
        accepted=_lines(town, "accepted_issues")[-1],
        titles=WINDOWS,
    )


@reads()
def duties(town: Posted) -> Page:
    return of_section(
        "duties/",
        "职责与清单",
        "duties.html",
        "代表的1+4+X职责、五员、责权清单、议事清单和负面清单",
        duty_list=town.find(Duties, "duty_list"),
        other_lists=[found for name in ("deliberation_list", "negative_list") if (found := town.find(Duties, name))],
        roles=next(iter(town.all(Roles)), None),
        criteria=next(iter(town.all(SelectionCriteria)), None),
        **mended(town, (), (*town.all(Duties), *town.all(Roles), *town.all(SelectionCriteria))),
    )


@reads()
def procedures(town: Posted) -> Page:
    return of_section(
        "procedures/",
        "办事流程",
        "procedures.html",
        "谁在什么时候做什么：事前、事中、事后",
        procedures=town.all(Procedure),
        **mended(town, (), town.all(Procedure)),
    )


@reads()
def rules(town: Posted) -> Page:
    return of_section(
        "rules/",
        "检查规则",
        "rules.html",
        "每次修改记录都要通过的检查和它们的依据",
        rules=list(described((*RULES, *PROPOSAL_RULES), "zh_CN")),
        changing=keeping.reasons(kind.schema for kind in town.schemas.kinds.values()),
        **mended(town, (), (*town.all(Town), *town.all(Categories), *town.all(Calendar))),
    )


@reads(Issue, Representative)
def search(town: Posted) -> Page:
    return of_section(
        "search/",
        "查找",
        "search.html",
        "按姓名、拼音、编号或事项查找",
        villages=town.all(Village),
        years=search_years(town),
    )
