"""Meetings and service days that are to come, or were to come and are cancelled: what residents can still plan with."""

from __future__ import annotations

from typing import TypeAlias

from lianhu.public import Posted
from lianhu.town.activity import Activity
from lianhu.town.kinds import Meeting, Village, VillageServiceDay

Plan: TypeAlias = Meeting | VillageServiceDay


def is_announced(town: Posted, record: Plan) -> bool:
    """Whether its day is yet to come, today included, and nothing of it is recorded but the plan or that it is off."""
    return not record.is_held and record.date >= town.today


def announced(town: Posted, activity: Activity, village: Village) -> tuple[Plan, ...]:
    """What a village has announced, the next first."""
    recorded: tuple[Plan, ...] = (*activity.meetings_of(village), *activity.service_days_of(village))
    return tuple(sorted((one for one in recorded if is_announced(town, one)), key=lambda one: (one.date, one.id)))
