"""A register that notices what a rule reads without having said so (`rules.scope`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from lianhu.rules import catalogue, finding, parts, scope
from lianhu.rules.finding import Rule
from lianhu.town.kinds import KINDS
from lianhu.town.register import PARTS, Origin, Register
from lianhu.town.schemas import Filed, Filing
from lianhu.words.problems import Problem

asked: list[Rule] = []  # the rule that is being asked; none while a record is made


class Watched(Register):
    """Raises AssertionError where the rule that asks has not declared what it asks for."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_of_villages = self._judged is not None and any("/villages/" in path for path in self._paths())

    def _paths(self) -> list[str]:
        return [filing.path for filing in self._documents.filings.values() if self._is_judged(filing)]

    @property
    def today(self) -> date:
        assert not asked or scope.of(asked[-1]).asks_day, f"{asked[-1].__name__} asks which day it is"
        return self._today

    @today.setter
    def today(self, day: date) -> None:
        self._today = day

    def _make(self, document: Filed) -> Any:
        with nobody_asks():
            return super()._make(document)

    def all(self, kind: Any) -> Any:
        self._note(kind)
        return super().all(kind)

    def find(self, kind: Any, record_id: Any) -> Any:
        self._note(kind)
        return super().find(kind, record_id)

    def defined(self, name: str) -> Mapping[str, Origin]:
        for kind in self.schemas.kinds.values():
            if any(defined == name for _, defined in kind.definitions):
                self._note(KINDS[kind.name])
        return super().defined(name)

    def _note(self, kind: type) -> None:
        """Within villages there is nothing else to read; of the town a rule reads what it says."""
        whole = PARTS.get(kind, kind)
        if not asked or self._is_of_villages or whole not in scope.OF_VILLAGES:
            return
        rule = asked[-1]
        if scope.of(rule).reach == "record" and self._judged is None:
            return  # asked of the whole, kept by the whole
        assert whole in scope.of(rule).kinds, f"{rule.__name__} reads {whole.__name__} of the whole town"


@contextmanager
def nobody_asks() -> Iterator[None]:
    before = asked[:]
    asked.clear()
    yield
    asked[:] = before


@contextmanager
def watching() -> Iterator[None]:
    """Every check within has its rules watched."""

    def problems(rule: Rule, register: Register) -> Iterator[Problem]:
        found = finding.problems(rule, register)
        while True:
            asked.append(rule)
            try:
                problem = next(found, None)
            finally:
                asked.clear()
            if problem is None:
                return
            yield problem

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "Register", Watched)
        patch.setattr(catalogue, "problems", problems)
        yield


@contextmanager
def taken() -> Iterator[list[str]]:
    """The paths of the documents that a town judged in parts gives within, as often as it does."""
    found: list[str] = []
    take = parts.Parts._take

    def noted(self: parts.Parts, filing: Filing) -> Filed:
        found.append(filing.path)
        return take(self, filing)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.Parts, "_take", noted)
        yield found
