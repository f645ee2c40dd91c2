"""What meetings and reviews decided and nobody has settled yet, for the pages of villages and of meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from lianhu.public import Posted
from lianhu.town.deadlines import decision_due
from lianhu.town.kinds import Decision, Meeting, Review

Decided: TypeAlias = tuple[Meeting | Review, Decision]


def open_decisions(town: Posted, gatherings: Iterable[Meeting | Review]) -> tuple[Decided, ...]:
    """Those without an outcome, the first due first."""
    found = [(one, decision) for one in gatherings for decision in one.decisions if not decision.outcome]
    return tuple(sorted(found, key=lambda decided: (_due(town, decided), decided[0].id)))


def overdue_decisions(town: Posted, gatherings: Iterable[Meeting | Review]) -> tuple[Decided, ...]:
    """Those of which nothing is told although their day is over."""
    return tuple(decided for decided in open_decisions(town, gatherings) if _due(town, decided) < town.today)


def _due(town: Posted, decided: Decided) -> date:
    gathering, decision = decided
    return decision_due(town, gathering.date, decision)
