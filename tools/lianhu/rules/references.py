"""Rules about names: what a record is called and what it refers to."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, cast

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town import corrections, marks
from lianhu.town.kinds import Group, Issue, Representative, TaskList, Village
from lianhu.town.register import Register
from lianhu.town.schemas import Filing, values_at
from lianhu.words import say
from lianhu.words.problems import quoted


@scope.of_each_record()
@scope.whatever_the_day
def ids_follow_paths(register: Register) -> Iterator[Finding]:
    """A record's id is its path in short, so no two records share one.

    Source: G2.
    """
    for document in register.documents:
        expected, data = document.id, cast("Mapping[str, Any]", document.data)
        found = data.get("id", data.get("year"))
        if found is not None and str(found) != expected:
            at = ("id",) if "id" in data else ("year",)
            yield Finding(
                register.record(document),
                at,
                say(
                    "The id is {found}, but this file's place means {expected}.", found=quoted(found), expected=expected
                ),
                say("Write {expected}, or move the file to the place of its id.", expected=expected),
            )


@scope.of_each_record()
@scope.whatever_the_day
def ids_inside_a_record_follow_it(register: Register) -> Iterator[Finding]:
    """The ids of a village's areas and officers begin with the village's id and stand once.

    Source: G2.
    """
    for document in register.documents:
        seen: set[str] = set()
        prefix = f"{document.id}-"
        for pattern, _ in document.kind.definitions:
            if len(pattern) == 1:
                continue
            for at, name in values_at(document.data, pattern):
                if document.kind.name == "village" and not name.startswith(prefix):
                    yield Finding(
                        register.record(document),
                        at,
                        say("The id {found} does not begin with {prefix}.", found=quoted(name), prefix=prefix),
                        say("Begin it with {prefix}.", prefix=prefix),
                    )
                elif name in seen:
                    yield Finding(
                        register.record(document),
                        at,
                        say("The id {found} stands twice in this file.", found=quoted(name)),
                        say("Give the second one a new id; ids are never used again."),
                    )
                seen.add(name)


@scope.of_each_record(Village, ids=(Group, Representative, Issue, TaskList))
@scope.whatever_the_day
def references_resolve(register: Register) -> Iterator[Finding]:
    """Whatever a record refers to exists, or did until it was removed.

    Source: R8, R9 (parents and contacts exist).
    """
    guesses = itertools.count()
    plans = {name: marks.plan(kind.references) for name, kind in register.schemas.kinds.items()}
    for document in register.documents:
        data, places = corrections.applied(document.data), document.kind.references
        named = marks.gathered(data, plans[document.kind.name])
        if all(names <= register.defined(kind).keys() for kind, names in named.items()):
            continue
        for pattern, kind in places:
            known = register.defined(kind)
            for at, name in values_at(data, pattern):
                if name not in known:
                    guess = next(guesses) < MOST_GUESSES
                    near = difflib.get_close_matches(name, _there(known), n=1, cutoff=0.6) if guess else []
                    yield Finding(
                        register.record(document),
                        at,
                        say("There is no {kind} {found}.", kind=KIND_NAMES[kind], found=quoted(name)),
                        say("Did you mean {near}?", near=near[0])
                        if near
                        else say("Create it first, or name one that exists."),
                    )


def _there(known: Mapping[str, Filing]) -> list[str]:
    """What may be suggested: not what was removed, though it may still be named."""
    return [name for name, filing in known.items() if filing.kind.name != "removal"]


# Each guess compares with every id of its kind, and a hostile record can name 18,000 that do not exist.
MOST_GUESSES = 20

KIND_NAMES = {
    "area": say("area"),
    "category": say("category"),
    "group": say("group"),
    "issue": say("issue"),
    "representative": say("representative"),
    "role": say("role"),
    "officer": say("officer"),
    "task_list": say("task list"),
    "village": say("village or community"),
}
