"""Every issue, listed whole: by village and by state, the newest report first, in numbered pages that stay light."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from lianhu.public import Posted
from lianhu.site.pages.page import Page
from lianhu.town import gathering
from lianhu.town.kinds import Issue, Village
from lianhu.words.terms import STATES

SECTION = "issues/"
OF_VILLAGES, OF_STATES = "village-issues", "state-issues"
PER_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class IssueList:
    """The issues of a village or in a state (`title`); `folder` and `name`, its id or the state, are its address."""

    folder: str
    name: str
    title: str
    issues: tuple[Issue, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where its pages are, in order; an empty list has one as well."""
        count = max(1, -(-len(self.issues) // PER_PAGE))
        numbers = ("", *(f"-{number}" for number in range(2, count + 1)))
        return tuple(f"{self.folder}/{self.name}{number}/" for number in numbers)


def pages(town: Posted) -> Iterator[Page]:
    """Every page of every list; none while there are no issues."""
    for lists in (of_villages(town), of_states(town)) if town.all(Issue) else ():
        for issue_list in lists.values():
            yield from _pages(issue_list, lists.values())


def of_villages(town: Posted) -> dict[str, IssueList]:
    """The list of each village, by its id."""
    among = _sorted_into((village.id for village in town.all(Village)), town, lambda issue: town.village_of(issue).id)
    return {
        village.id: IssueList(folder=OF_VILLAGES, name=village.id, title=village.name, issues=among[village.id])
        for village in town.all(Village)
    }


def of_states(town: Posted) -> dict[str, IssueList]:
    """The list of each state; one that no issue is in today keeps its address."""
    among = _sorted_into(STATES, town, lambda issue: gathering.state(town, issue))
    return {
        state: IssueList(folder=OF_STATES, name=state, title=STATES[state], issues=issues)
        for state, issues in among.items()
    }


def _sorted_into(names: Iterable[str], town: Posted, name_of: Callable[[Issue], str]) -> dict[str, tuple[Issue, ...]]:
    found: dict[str, list[Issue]] = {name: [] for name in names}
    for issue in newest_first(town.all(Issue)):
        found[name_of(issue)].append(issue)
    return {name: tuple(issues) for name, issues in found.items()}


def newest_first(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: (issue.events[0].date, issue.id), reverse=True)


def _pages(issue_list: IssueList, lists: Collection[IssueList]) -> Iterator[Page]:
    for number, address in enumerate(issue_list.addresses, 1):
        which = f"，第{number}页" if len(issue_list.addresses) > 1 else ""
        yield Page(
            address=address,
            title=f"{issue_list.title}的问题{which}",
            template="issue-list.html",
            section=SECTION,
            description=f"{issue_list.title}的问题{which}，共{len(issue_list.issues)}件",
            values={
                "issue_list": issue_list,
                "number": number,
                "issues": issue_list.issues[(number - 1) * PER_PAGE : number * PER_PAGE],
                "lists": lists,
            },
        )
