"""What the rules find in a town, part by part; each finding is kept for as long as what the rule reads is the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeAlias

from lianhu.reading.files import VILLAGES
from lianhu.rules import catalogue, scope
from lianhu.rules.finding import Rule
from lianhu.rules.parts import TOWN, Parts
from lianhu.town.register import Register
from lianhu.words.packing import packed, unpacked
from lianhu.words.problems import Problem

Found: TypeAlias = "dict[str, list[Problem]]"  # by the rule's name


class Judging:
    """The rules asked of the parts of a town whose files are in shape."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._last: tuple[Sequence[str], Register] | None = None

    def found(self, rules: Sequence[Rule]) -> Found:
        """What the rules find in the whole town."""
        found: Found = {rule.__name__: [] for rule in rules}
        for villages in self._parts.villages:
            for name, problems in self._found_in(villages, rules).items():
                found[name] += problems
        for rule in rules:
            reach = scope.of(rule).reach
            if reach == "town":
                found[rule.__name__] = self._found_by(rule, "town", self._read_by(rule), self._whole)
            elif reach == "record":
                found[rule.__name__] += self._found_in_own(rule)
                if found[rule.__name__]:
                    # Other parts may hold what makes it vanish, or what the sentence is made from.
                    found[rule.__name__] = self._found_by(rule, "whole", list(self._parts.ids), self._whole)
        return found

    def _found_in(self, villages: Sequence[str], rules: Sequence[Rule]) -> Found:
        of_villages = [rule for rule in rules if scope.of(rule).reach != "town"]
        found: Found = {}
        for asks_day in (False, True):
            asked = [rule for rule in of_villages if scope.of(rule).asks_day == asks_day]
            names, turned = [rule.__name__ for rule in asked], self._parts.turned((TOWN, *villages))
            key = self._parts.key("village", self._parts.read_in(villages), names, turned, self._day(asks_day))

            def work_out(asked: Sequence[Rule] = asked) -> Any:
                register = self._register_of(villages)
                return {rule.__name__: packed(_within(rule, register, villages)) for rule in asked}

            found |= {name: unpacked(problems) for name, problems in self._parts.kept(key, work_out).items()}
        return found

    def _register_of(self, villages: Sequence[str]) -> Register:
        """Villages with the town's settings; the last are at hand, since their rules are asked in turn."""
        if self._last is None or self._last[0] != villages:
            own = {path for village in villages for path in self._parts.paths[village]}
            self._last = villages, self._parts.register_of(villages, own)
        return self._last[1]

    def _found_in_own(self, rule: Rule) -> list[Problem]:
        """What a rule about each record finds in the town's own."""
        found = self._found_by(rule, "own", self._read_by(rule), self._own)
        return [problem for problem in found if not problem.path.startswith(VILLAGES)]

    @cached_property
    def _whole(self) -> Register:
        return self._parts.register()

    @cached_property
    def _own(self) -> Register:
        return self._parts.register(frozenset(self._parts.paths[TOWN]))

    def _read_by(self, rule: Rule) -> list[str]:
        return self._parts.read_of_town(scope.of(rule).kinds)

    def _found_by(self, rule: Rule, about: str, read: Sequence[str], register: Register) -> list[Problem]:
        turned, day = self._parts.turned(self._parts.paths), self._day(scope.of(rule).asks_day)
        key = self._parts.key(about, read, rule.__name__, turned, day)
        return unpacked(self._parts.kept(key, lambda: packed(catalogue.problems(rule, register))))

    def _day(self, asks_day: bool) -> str:
        return self._parts.today.isoformat() if asks_day else ""


def _within(rule: Rule, register: Register, villages: Sequence[str]) -> list[Problem]:
    """What a rule finds in the villages' own files: what it finds in the town's is told once, of the town."""
    folders = tuple(f"{VILLAGES}{village}/" for village in villages)
    return [problem for problem in catalogue.problems(rule, register) if problem.path.startswith(folders)]
