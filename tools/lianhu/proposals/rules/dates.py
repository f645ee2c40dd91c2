"""Rules about the dates of commits: what was published when is told by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lianhu.git import dates
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.reading import files
from lianhu.words import Text, say
from lianhu.words.problems import Problem


def commits_are_dated_after_their_parents(proposal: Proposal) -> Iterator[Finding]:
    """A commit is not dated before the commit it was made from; clocks may be five minutes apart.

    Source: G3.
    """
    for commit in proposal.commits:
        # A parent that is dated ahead is what is wrong then, and no right clock would satisfy it.
        parents = [date for date in commit.parents if not dates.is_ahead(date, proposal.now)]
        if any(dates.goes_back(commit.dated, date) for date in parents):
            message = say(
                "Commit {commit} is dated {dated}, before its parent of {parent}.",
                commit=commit.id[:12],
                dated=f"{commit.dated:%Y-%m-%d %H:%M}",
                parent=f"{max(parents):%Y-%m-%d %H:%M}",
            )
            yield Finding(commit.path, message, _anew(proposal))


def commits_are_not_dated_ahead(proposal: Proposal) -> Iterator[Finding]:
    """A commit is not dated after the clock of who checks it, nor is its author's work; clocks may be five minutes
    apart.

    Source: G3.
    """
    ahead = [
        (commit, dated)
        for commit in proposal.commits
        if dates.is_ahead(dated := max(commit.dated, commit.authored), proposal.now)
    ]
    if ahead and proposal.published_on and dates.is_ahead(proposal.published_on, proposal.now):
        # Of two clocks that agree and one that does not, the one is wrong.
        message = say(
            "This computer's clock says {now}, and what is published was committed on {published}.",
            now=f"{proposal.now:%Y-%m-%d %H:%M}",
            published=f"{proposal.published_on:%Y-%m-%d %H:%M}",
        )
        fix = say(
            "Set the clock right of the computer that checks, and check again; on a server its administrator does."
        )
        yield Finding(files.TOWN_FILE, message, fix)
        return
    for commit, dated in ahead:
        message = say(
            "Commit {commit} is dated {dated}, and it is only {now}.",
            commit=commit.id[:12],
            dated=f"{dated:%Y-%m-%d %H:%M}",
            now=f"{proposal.now:%Y-%m-%d %H:%M}",
        )
        yield Finding(commit.path, message, _anew(proposal))


def what_is_published_stays_on_the_line(proposal: Proposal) -> Iterator[Finding]:
    """Work is put on top of what is published, which is not merged into it: the line of first parents tells what was
    published when. A forge's own merge does it rightly.

    Source: G3.
    """
    if proposal.aside:
        yield Finding(files.TOWN_FILE, *past(proposal.aside))


def past(published: str) -> tuple[Text, Text]:
    """What is wrong with a line that leads past what is published, and how to mend it."""
    message = say(
        "What is published ({commit}) was merged into this work: what others published would be told as done by that "
        "merge, on its day.",
        commit=published[:12],
    )
    return message, say(
        "Put your work on top of it, then push again: git rebase --autostash {commit}", commit=published[:12]
    )


def of_the_next(dated: datetime, parent: datetime, now: datetime) -> Iterator[Problem]:
    """The same of a commit that Git is about to make, when its clock can still be set."""
    if dates.goes_back(dated, parent):
        yield Problem(
            path=files.TOWN_FILE,
            rule=commits_are_dated_after_their_parents.__name__,
            message=say(
                "This commit would be dated {dated}, before the last one of {parent}.",
                dated=f"{dated:%Y-%m-%d %H:%M}",
                parent=f"{parent:%Y-%m-%d %H:%M}",
            ),
            fix=say(
                "Set this computer's clock right and commit again. If it is right, the last commit's date is wrong: "
                "git commit --no-verify"
            ),
        )
    elif dates.is_ahead(dated, now):
        yield Problem(
            path=files.TOWN_FILE,
            rule=commits_are_not_dated_ahead.__name__,
            message=say(
                "This commit would be dated {dated}, and it is only {now}.",
                dated=f"{dated:%Y-%m-%d %H:%M}",
                now=f"{now:%Y-%m-%d %H:%M}",
            ),
            fix=say("Git was told another date than the clock's: commit without GIT_COMMITTER_DATE."),
        )


def _anew(proposal: Proposal) -> Text:
    return say(
        "The clock of the computer that made it was wrong. Set it right, then give all commits of the proposal today's "
        "date at once: git rebase --autostash --rebase-merges --reset-author-date {fork}",
        fork=proposal.fork[:12],
    )
