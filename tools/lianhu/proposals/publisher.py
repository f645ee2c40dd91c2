"""The branch with the finished site, from which readers get it: written by the publisher and by nobody else.

Whoever could write it could publish what no check has seen. The server's administrator names the account that
publishes, in the configuration of the server's repository; while none is named, nobody writes that branch.
"""

from __future__ import annotations

from lianhu.git import BRANCHES, Repository
from lianhu.words import Text, say
from lianhu.words.problems import quoted

PUBLISHER, BRANCH = "lianhu.publisher", "lianhu.pages"
DEFAULT_BRANCH = "pages"


def branch(repository: Repository) -> str:
    """The full name of the branch with the finished site."""
    return f"{BRANCHES}{repository.setting(BRANCH) or DEFAULT_BRANCH}"


def refusal(repository: Repository, account: str | None) -> Text | None:
    """Why this account may not write that branch; None when it may."""
    publisher = repository.setting(PUBLISHER)
    if publisher and account and account.casefold() == publisher.casefold():
        return None
    return say(
        "The branch {branch} is the site as readers see it: only the publisher writes it, from records that were "
        "checked. Push your work to another branch. Who publishes is set by the server's administrator: "
        "git config {setting} ACCOUNT",
        branch=quoted(branch(repository).removeprefix(BRANCHES)),
        setting=PUBLISHER,
    )
