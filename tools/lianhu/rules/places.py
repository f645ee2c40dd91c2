"""Rules about the folders that records lie in (R8): what a village or group did lies with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import KINDS, Group, Meeting, ServiceFund, TaskList, Village, VillageServiceDay, Visits
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted

OF_VILLAGES = (TaskList, Meeting, VillageServiceDay, ServiceFund)


def names_of(register: Register, record: Any) -> Mapping[str, str]:
    """The parts of the record's path by name: `{"village": "xinhe", "month": "2026-03"}`.

    Rules ask the path and not the id: a wrong id is one problem, told by `ids_follow_paths`.
    """
    return register.filed(record).parts


def group_id(register: Register, record: Any) -> str:
    """The id of the group that the record's path names."""
    return register.filed(record).group


@scope.of_each_record(*scope.UNITS)
@scope.whatever_the_day
def records_lie_with_a_unit_that_exists(register: Register) -> Iterator[Finding]:
    """Task lists, meetings, service days and funds lie with a village, visits with a group, that exists.

    Source: R8.
    """
    for document in register.documents:
        kind = KINDS[document.kind.name]
        if kind in OF_VILLAGES and not register.find(Village, document.village):
            yield Finding(
                register.record(document),
                ("id",),
                say("There is no village {village}.", village=quoted(document.village)),
                say("Move the file to the folder of a village that exists."),
            )
        elif kind is Visits and not register.find(Group, document.group):
            yield Finding(
                register.record(document),
                ("id",),
                say("There is no group {group}.", group=quoted(document.group)),
                say("Move the file to the folder and number of a group that exists."),
            )
