"""Rules about the folders that records lie in (R8): what a village or group did lies with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianhu.rules.finding import Finding
from lianhu.town.kinds import Group, Meeting, ServiceFund, TaskList, Village, VillageServiceDay, Visits
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted


def names_of(register: Register, record: Any) -> Mapping[str, str]:
    """The parts of the record's path by name: `{"village": "xinhe", "month": "2026-03"}`.

    Rules ask the path and not the id: a wrong id is one problem, told by `ids_follow_paths`.
    """
    return register.filed(record).parts


def group_id(register: Register, record: Any) -> str:
    """The id of the group that the record's path names."""
    return register.filed(record).group


def records_lie_with_a_unit_that_exists(register: Register) -> Iterator[Finding]:
    """Task lists, meetings, service days and funds lie with a village, visits with a group, that exists.

    Source: R8.
    """
    of_villages = (TaskList, Meeting, VillageServiceDay, ServiceFund)
    for record in (record for kind in of_villages for record in register.all(kind)):
        village = names_of(register, record)["village"]
        if not register.find(Village, village):
            yield Finding(
                record,
                ("id",),
                say("There is no village {village}.", village=quoted(village)),
                say("Move the file to the folder of a village that exists."),
            )
    for visits in register.all(Visits):
        if not register.find(Group, group_id(register, visits)):
            yield Finding(
                visits,
                ("id",),
                say("There is no group {group}.", group=quoted(group_id(register, visits))),
                say("Move the file to the folder and number of a group that exists."),
            )
