"""What became of units that ended: merged, divided, cut anew; asked forwards and back.

Source: domain.md section 1 (units are re-cut over time).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from lianhu.town.kinds.span import Unit
from lianhu.town.month import after

AUnit = TypeVar("AUnit", bound=Unit)


class Succession:
    """The units of one kind with what each of them goes on in; a successor that there is not is passed over."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._before: dict[str, list[Unit]] = defaultdict(list)
        for unit in self._units.values():
            for successor in unit.successors:
                self._before[successor].append(unit)

    def named(self, unit: AUnit) -> tuple[AUnit, ...]:
        """The units that the record itself names as its successors."""
        return tuple(self._units[name] for name in unit.successors if name in self._units)  # type: ignore[misc]

    def predecessors(self, unit: AUnit) -> tuple[AUnit, ...]:
        """The units that name this one as their successor."""
        return tuple(self._before[unit.id]) if unit.id in self._before else ()  # type: ignore[arg-type]

    def course(self, unit: AUnit, day: date) -> tuple[tuple[AUnit, date], ...]:
        """The unit and all in which it has gone on by `day`, each with the day from which it is meant."""
        found: dict[str, tuple[AUnit, date]] = {unit.id: (unit, unit.since)}
        ahead = [unit]
        while ahead:
            ended = ahead.pop()
            if ended.until is None or ended.until >= day:
                continue
            for successor in self.named(ended):
                if successor.id not in found:
                    found[successor.id] = successor, max(found[ended.id][1], after(ended.until))
                    ahead.append(successor)
        return tuple(found.values())

    def until(self, unit: AUnit, day: date) -> tuple[AUnit, ...]:
        """The unit and all in which it has gone on by `day`, one after another; before its end it is alone."""
        return tuple(one for one, _ in self.course(unit, day))

    def living(self, unit: AUnit, day: date) -> tuple[AUnit, ...]:
        """Those in which the unit goes on on `day`: itself until it has ended, nothing where no successor is named."""
        return tuple(one for one in self.until(unit, day) if one.tense(day) != "past")

    def ancestors(self, unit: AUnit) -> tuple[AUnit, ...]:
        """All that has gone on in the unit, however many changes ago."""
        found: dict[str, AUnit] = {}
        ahead = [unit]
        while ahead:
            for earlier in self.predecessors(ahead.pop()):
                if earlier.id not in found and earlier.id != unit.id:
                    found[earlier.id] = earlier
                    ahead.append(earlier)
        return tuple(found.values())
