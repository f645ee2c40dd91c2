"""What is measured, beside whom, with which goal: the list to point at."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import boards, renderers, shape
from measure.goals import Goal
from measure.preview import Preview
from measure.timing import Absent, Timing
from measure.towns import EDITS, STORE, Town, git

Asked = Callable[[Town], Timing]
TIMES = functools.partial(Goal, "time", beside=True)
SECONDS = functools.partial(Goal, "time")
MEGABYTES = functools.partial(Goal, "memory")
# How much longer a larger town may take, for each file where it begins from nothing; and how much more memory.
LIKE_A_TOWN, MEMORY_OF_YEARS, MEMORY_OF_A_COUNTY = TIMES(1.2), 1.2, 1.1

UNSEARCHED = """
from lianhu.cli import main
from lianhu.rules import sightings
sightings.found_in = lambda text: ()
sightings.found_across = lambda first, second: ()
main()
"""


@dataclass(frozen=True)
class Peer:
    """Whom a task stands beside: its name, how it is asked, what we may need in its terms (else it is told)."""

    name: str
    asked: Asked
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Task:
    """One thing that is asked of the program; `is_cold`: nothing was worked out before, so that each file counts."""

    what: str
    asked: Asked
    goals: tuple[Goal, ...] = ()
    peers: tuple[Peer, ...] = ()
    is_cold: bool = False


def tasks(scratch: Path, preview: Preview) -> Iterator[Task]:
    """The goals of a town, in the order of the table in which they were set."""
    copies, sites = scratch / "copies", scratch / "sites"
    yield Task(
        "full check, cold",
        check_cold,
        (MEGABYTES(200),),
        (
            Peer("ajv-cli, shape alone, days in quotes", shape.by_ajv("yaml", copies), (TIMES(1.0),)),
            Peer("ajv-cli, shape alone, the same as JSON", shape.by_ajv("json", copies)),
            Peer("check-jsonschema, shape alone", shape.by_check_jsonschema, (TIMES(1 / 8),)),
            Peer("@sourcemeta/jsonschema, shape alone", shape.by_sourcemeta),
            # What the search for personal data costs: at most 15 in a hundred of the whole.
            Peer("ours, nothing searched for personal data", check_unsearched, (TIMES(1.18),)),
        ),
        is_cold=True,
    )
    yield Task("full check without a store", check_without_store, is_cold=True)
    yield Task(
        "full check, nothing changed", again("check"), (), (Peer("full check, cold", check_cold, (TIMES(1 / 20),)),)
    )
    for kind in EDITS:
        yield Task(f"{kind} changed: check", after(kind, asking("check")), (SECONDS(0.5),))
    yield Task(
        "a visit changed: pre-commit", after_staging("a visit", asking("check", "--before-commit")), (SECONDS(0.5),)
    )
    yield Task("a visit changed: desk", needs("desk", after("a visit", asking("desk"))), (SECONDS(0.5),))
    judged = asking("check", "--base", "HEAD~1", "--head", "HEAD")
    yield Task("proposal of a representative judged", after_commit("a representative", judged), (SECONDS(1),))
    yield Task("push of a representative received", after_commit("a representative", Town.push), (SECONDS(2),))
    yield Task(
        "clean build, whole site",
        build_clean,
        (MEGABYTES(400),),
        (
            Peer("Hugo, the same pages from Markdown", renderers.by_hugo(sites), (TIMES(3),)),
            Peer("MkDocs + Material, the same outside nav", renderers.by_mkdocs(sites), (TIMES(1 / 3),)),
            Peer("Zensical, the same", renderers.by_zensical(sites)),
        ),
        is_cold=True,
    )
    yield Task(
        "a visit changed: rebuild",
        after("a visit", asking("build")),
        (),
        (Peer("Hugo, its full render", renderers.by_hugo(sites), (TIMES(0.5),)),),
    )
    paper = scratch / "paper"
    yield Task(
        "every board printed",
        needs("board", boards.ours),
        (SECONDS(30),),
        (
            Peer("Typst alone, the same templates and data", boards.by_typst(paper), (TIMES(2),)),
            Peer("Chromium, the same boards from HTML", boards.by_chromium(paper)),
            Peer("WeasyPrint, the same", boards.by_weasyprint(paper)),
        ),
    )
    yield Task("saved record to refreshed page", preview.refreshed, (SECONDS(1),))
    yield Task("due, warm", again("due"), (SECONDS(0.7),))
    yield Task("stats, warm", again("stats"), (SECONDS(0.7),))
    yield Task("show ID, warm", show("show"), (SECONDS(0.7),))
    yield Task("history ID, warm", show("history"), (SECONDS(0.7),))
    yield Task("doctor", needs("doctor", asking("doctor")))


def like_a_town(task: Task, town: Callable[[], Town], name: str, memory: float) -> Task:
    """The same of a larger town, beside the town of one year; `memory`: so many times the town's."""
    more = (Goal("memory", memory, beside=True),) if task.is_cold else ()
    beside = Peer("the town, one year", lambda _: task.asked(town()), (LIKE_A_TOWN, *more))
    return Task(f"{name}: {task.what}", task.asked, (), (beside,), task.is_cold)


# -- how each is asked


def asking(*arguments: str) -> Asked:
    """A command in the town as it is."""
    return lambda town: town.lianhu(*arguments)


def again(*arguments: str) -> Asked:
    """A command that was answered just before."""

    def asked(town: Town) -> Timing:
        town.lianhu(*arguments)
        return town.lianhu(*arguments)

    return asked


def check_cold(town: Town) -> Timing:
    town.forget()
    return town.lianhu("check")


def check_without_store(town: Town) -> Timing:
    return town.lianhu("check", **{STORE: ""})


def check_unsearched(town: Town) -> Timing:
    """The cold check with detectors that find nothing."""
    town.forget()
    return town.python(UNSEARCHED, "check")


def build_clean(town: Town) -> Timing:
    """Into a new folder: no page is there, and nothing that was worked out."""
    town.forget()
    shutil.rmtree(town.root / "public", ignore_errors=True)
    return town.lianhu("build")


def after(kind: str, asked: Asked) -> Asked:
    """One record of this kind is changed since the same was asked, and answered, before."""

    def prepared(town: Town) -> Timing:
        asked(town)
        town.edit(kind)
        return asked(town)

    return prepared


def after_staging(kind: str, asked: Asked) -> Asked:
    def prepared(town: Town) -> Timing:
        asked(town)
        town.edit(kind)
        git(town.root, "add", "--all")
        return asked(town)

    return prepared


def after_commit(kind: str, asked: Asked) -> Asked:
    """The step of one record, committed on top of a published state that was judged before."""

    def prepared(town: Town) -> Timing:
        town.publish()
        town.lianhu("check")
        town.edit(kind)
        town.commit()
        return asked(town)

    return prepared


def show(command: str) -> Asked:
    """Of the first group."""

    def asked(town: Town) -> Timing:
        group = min((town.root / "records/villages").glob("*/groups/*.yaml"))
        return again(command, f"{group.parents[1].name}-{group.stem}")(town)

    return asked


def needs(command: str, asked: Asked) -> Asked:
    """Absent where the program has no such command yet."""

    def asked_if_there(town: Town) -> Timing:
        try:
            town.lianhu(command, "--help")
        except Absent as reason:
            raise Absent(f"there is no 'lianhu {command}'") from reason
        return asked(town)

    return asked_if_there


def named(word: str, found: Sequence[Task]) -> list[Task]:
    return [task for task in found if word in task.what or any(word in peer.name for peer in task.peers)]
