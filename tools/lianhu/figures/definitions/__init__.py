"""All public figures in reading order, each with its definition in the words of the page; a module a chapter."""

from __future__ import annotations

from lianhu.figures.definitions import (
    cadence,
    days,
    incentives,
    issues,
    people,
    satisfaction,
    service_days,
    visits,
)
from lianhu.figures.figure import Figure

CHAPTERS = {
    "people": "组织",
    "issues": "问题办理",
    "days": "办理用时",
    "satisfaction": "住户评价",
    "visits": "走访",
    "cadence": "清单和会议",
    "service_days": "邻里服务日",
    "incentives": "培训、经费和表彰",
}

FIGURES: tuple[Figure, ...] = (
    *people.FIGURES,
    *issues.FIGURES,
    *days.FIGURES,
    *satisfaction.FIGURES,
    *visits.FIGURES,
    *cadence.FIGURES,
    *service_days.FIGURES,
    *incentives.FIGURES,
)
