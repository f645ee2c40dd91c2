"""Every issue, listed whole: by village and by state, the newest report first, in numbered pages that stay light; what
a list no longer shows lies on the pages of its years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lianhu.public import Posted
from lianhu.site.pages import years
from lianhu.site.pages.page import Page
from lianhu.site.pages.reads import reads
from lianhu.site.pages.years import Past
from lianhu.town import gathering
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.words.terms import STATES

SECTION = "issues/"
OF_VILLAGES, OF_STATES = "village-issues", "state-issues"
PER_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class IssueList:
    """The issues of a village or in a state (`title`), or of a year of them; `way` is its address without the number
    of a page.

    `issues` are those that it lists, `count` is how many there are with those of its years.
    """

    way: str
    title: str
    issues: tuple[Issue, ...]
    count: int
    past: Past
    year: int | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its pages are, in order; an empty list has one as well."""
        count = max(1, -(-len(self.issues) // PER_PAGE))
        return tuple(f"{self.way}{number}/" for number in ("", *(f"-{number}" for number in range(2, count + 1))))

    def of_year(self, year: int) -> IssueList:
        """All issues that were reported in the year."""
        issues = self.past.of(year)["issues"]
        title, way = f"{self.title}{year}年", self.past.page_of(year).rstrip("/")
        return IssueList(way=way, title=title, issues=issues, count=len(issues), past=self.past, year=year)


@reads(Group, Issue, Representative)
def pages(town: Posted) -> Iterator[Page]:
    """Every page of every list; none while there are no issues."""
    for lists in (of_villages(town), of_states(town)) if town.all(Issue) else ():
        told = tuple(lists.values())
        for issue_list in told:
            yield from _pages(issue_list, told)
            for year in issue_list.past.years:
                of_year = [one.of_year(year) for one in told if year in one.past.years]
                yield from _pages(issue_list.of_year(year), of_year, above=issue_list)


def of_villages(town: Posted) -> dict[str, IssueList]:
    """The list of each village, by its id."""
    among = _sorted_into((village.id for village in town.all(Village)), town, lambda issue: town.village_of(issue).id)
    return {
        village.id: _listed(town, f"{OF_VILLAGES}/{village.id}", village.name, among[village.id])
        for village in town.all(Village)
    }


def of_states(town: Posted) -> dict[str, IssueList]:
    """The list of each state; one that no issue is in today keeps its address."""
    among = _sorted_into(STATES, town, lambda issue: gathering.state(town, issue))
    return {state: _listed(town, f"{OF_STATES}/{state}", STATES[state], issues) for state, issues in among.items()}


def _listed(town: Posted, way: str, title: str, issues: tuple[Issue, ...]) -> IssueList:
    past = Past(f"{way}/", (years.issues(town, issues),))
    shown = years.shown_issues(town, issues)
    return IssueList(way=way, title=title, issues=shown, count=len(issues), past=past)


def _sorted_into(names: Iterable[str], town: Posted, name_of: Callable[[Issue], str]) -> dict[str, tuple[Issue, ...]]:
    found: dict[str, list[Issue]] = {name: [] for name in names}
    for issue in newest_first(town.all(Issue)):
        found[name_of(issue)].append(issue)
    return {name: tuple(issues) for name, issues in found.items()}


def newest_first(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: (issue.events[0].date, issue.id), reverse=True)


def _pages(issue_list: IssueList, lists: Sequence[IssueList], above: IssueList | None = None) -> Iterator[Page]:
    for number, address in enumerate(issue_list.addresses, 1):
        which = f"，第{number}页" if len(issue_list.addresses) > 1 else ""
        yield Page(
            address=address,
            title=f"{issue_list.title}的问题{which}",
            template="issue-list.html",
            section=SECTION,
            description=f"{issue_list.title}的问题{which}，共{issue_list.count}件",
            values={
                "issue_list": issue_list,
                "number": number,
                "issues": issue_list.issues[(number - 1) * PER_PAGE : number * PER_PAGE],
                "lists": lists,
                "above": above,
            },
        )
