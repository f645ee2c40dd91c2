"""The demonstration town in which 汇丰社区 was merged into 枫林村 on a day, as `lianhu retire` prepares it."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping

import pytest

from help.towns import Tree
from help.walk import ROOT
from lianhu.proposals.retirement import Retirement, retirement
from lianhu.reading import files
from lianhu.rules.check import check, read
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.town.schemas import Filed

OLD, NEW = "huifeng", "fenglin"
DAY = datetime.date(2026, 11, 27)
LAST = DAY - datetime.timedelta(days=1)


@functools.cache
def demonstration() -> Tree:
    """The demonstration town's records; skips where they are not."""
    if not (ROOT / files.TOWN_FILE).is_file():
        pytest.skip("the demonstration town is not here")
    return files.read_folder(ROOT)[0]


def register_of(tree: Mapping[str, bytes], today: datetime.date = DAY) -> Register:
    verdict = check(dict(tree), schemas.load(ROOT), today)
    assert verdict.register and not verdict.problems, verdict.problems
    return verdict.register


@functools.cache
def merger() -> Retirement:
    return retirement(demonstration(), register_of(demonstration()), OLD, [NEW], DAY, {})


@functools.cache
def merged() -> Tree:
    """The records after it."""
    return {**demonstration(), **merger().after}


@functools.cache
def _documents(town: Callable[[], Tree]) -> tuple[Filed, ...]:
    return tuple(read(town(), schemas.load(ROOT))[0])


def on(town: Callable[[], Tree], day: datetime.date) -> Register:
    """One of the two towns on a day, read once; whether its records are right on that day is the check's to say."""
    return Register(_documents(town), schemas.load(ROOT), day, town())
