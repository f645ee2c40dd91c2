"""Which names a server takes from a push: plain branches, each of which means one thing in every clone.

A tag, a note or a branch that is called like something else would choose what a clerk's Git, or a reader of the past,
takes it for (hardening.md T23). What a forge keeps for itself (`refs/pull/7/head`) is written by the forge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lianhu.git import BRANCHES, Repository
from lianhu.public.published import DAY
from lianhu.words import Text, say
from lianhu.words.problems import quoted

OF_THE_FORGE = re.compile(r"refs/pull/[0-9]+/(?:head|merge)")
PART = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff-]*")
GITS_OWN = re.compile(r"(?i:head)|[A-Z][A-Z_]*_HEAD")
# Where Git and clones keep what is no branch, so that a short name means that; `origin` and `upstream` are how clones
# call the repositories that they know.
PLACE = re.compile(
    r"refs|heads|tags|remotes|notes|replace|stash|bisect|original|worktree|rewritten"
    r"|pull|merge-requests|for|lianhu|origin|upstream",
    re.IGNORECASE,
)
# Git prints at least seven digits of an id, also as the end of a description: v1-3-g1a2b3c4.
LIKE_AN_ID = re.compile(r"(?:.*-g)?[0-9a-fA-F]{7,64}")


def refusal(repository: Repository, name: str, others: Iterable[str], by_the_forge: bool) -> Text | None:
    """Why a server takes no push to this full name; None where it does. `others` are the names that the push brings."""
    if OF_THE_FORGE.fullmatch(name) and by_the_forge:
        return None
    short = name.removeprefix(BRANCHES)
    if short == name:
        return say(
            "{name} is no branch, and branches are all that a push may bring. Push your work as one: "
            "git push origin HEAD:{branches}work-1",
            name=quoted(name),
            branches=BRANCHES,
        )
    why = _unfit(short) or _taken(repository, name, others)
    if why is None:
        return None
    return say(
        "No branch can be called {name}: {why}. Give it another name: git push origin HEAD:{branches}work-1",
        name=quoted(short),
        why=why,
        branches=BRANCHES,
    )


def _unfit(short: str) -> Text | None:
    parts = short.split("/")
    if not all(PART.fullmatch(part) for part in parts):
        return say("it may have the letters a-z, digits, Chinese characters, '-', '_' and '.'")
    if any(GITS_OWN.fullmatch(part) for part in parts):
        return say("HEAD is a name of Git's own")
    if PLACE.fullmatch(parts[0]):
        return say("what begins with {place} is no branch in some clone", place=f"{parts[0]}/")
    if LIKE_AN_ID.fullmatch(short):
        return say("it would be taken for the id of a commit")
    return say("it would be taken for a day") if DAY.fullmatch(short) else None


def _taken(repository: Repository, name: str, others: Iterable[str]) -> Text | None:
    """What else has the name already: for Git, or on computers that do not tell capital letters apart."""
    called = [other for other in repository.called(name.removeprefix(BRANCHES)) if other != name]
    alike = [other for other in (*repository.branches(), *others) if other != name and _collide(name, other)]
    found = next(iter((*called, *alike)), None)
    return say("it would be taken for {other}", other=quoted(found)) if found else None


def _collide(name: str, other: str) -> bool:
    one, two = f"{name}/".casefold(), f"{other}/".casefold()
    return one.startswith(two) or two.startswith(one)
