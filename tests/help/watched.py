"""A register that notices what a rule reads without having said so (`rules.scope`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from lianhu.rules import catalogue, finding, parts, scope, summaries
from lianhu.rules.finding import Rule
from lianhu.town.kinds import KINDS
from lianhu.town.register import PARTS, Register, Summary
from lianhu.town.schemas import Filed, Filing
from lianhu.words.problems import Problem

asked: list[Any] = []  # the rule or summary that is being asked; none while a record is made


class Watched(Register):
    """Raises AssertionError where the rule that asks has not declared what it asks for."""

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

    def judged(self, kind: Any) -> Any:
        if asked and scope.of(asked[-1]).reach != "each":
            self._note(kind)
        with nobody_asks():
            return super().judged(kind)

    def told(self, summary: Summary[Any]) -> tuple[Any, ...]:
        if asked:
            assert summary in scope.of(asked[-1]).summaries, f"{asked[-1].__name__} asks for {summary.__name__}"
        with nobody_asks():
            return super().told(summary)

    def find(self, kind: Any, record_id: Any) -> Any:
        self._note(kind)
        return super().find(kind, record_id)

    def defined(self, name: str) -> Mapping[str, Filing]:
        for kind in self.schemas.kinds.values():
            places = [at for at, defined in kind.definitions if defined == name]
            of_ids = scope.of(asked[-1]).ids if asked else ()
            if places and not (places == [("id",)] and KINDS[kind.name] in of_ids):
                self._note(KINDS[kind.name])
        return super().defined(name)

    @property
    def documents(self) -> tuple[Filed, ...]:
        self._note_all("documents")
        return super().documents

    @property
    def paths(self) -> Iterable[str]:
        self._note_all("paths")
        return super().paths

    def document_at(self, path: str) -> Filed | None:
        filing = self.schemas.filing(path)
        if filing:
            self._note(KINDS[filing.kind.name])
        return super().document_at(path)

    def _note(self, kind: type) -> None:
        """Beside the settings a rule reads the kinds of village records that it says, and the town's own if it says."""
        whole = PARTS.get(kind, kind)
        if not asked or self._is_whole or whole in scope.SETTINGS:
            return
        rule, reads = asked[-1], scope.of(asked[-1])
        if whole in scope.OF_VILLAGES:
            assert reads.kinds is None or whole in (*reads.kinds, reads.of), f"{rule.__name__} reads {whole.__name__}"
        elif reads.reach != "town":
            is_own = reads.reach == "each" and reads.of is None and not self._is_of_villages
            assert is_own, f"{rule.__name__} reads {whole.__name__} of the town"

    def _note_all(self, what: str) -> None:
        """All documents are those that are asked about, where a rule judges each by itself."""
        if not asked or self._is_whole:
            return
        reads = scope.of(asked[-1])
        is_said = reads.reach == "each" or reads.kinds is None or {*scope.OF_VILLAGES} <= {*reads.kinds}
        assert is_said, f"{asked[-1].__name__} reads {what}"

    @property
    def _is_whole(self) -> bool:
        """Whether a rule that judges records by themselves is asked of the whole again, and kept by the whole."""
        return scope.of(asked[-1]).alone and self._judged is None

    @property
    def _is_of_villages(self) -> bool:
        return self._judged is not None and any("/villages/" in path for path in self._paths())

    def _paths(self) -> list[str]:
        return [filing.path for filing in self._documents.filings.values() if self._is_judged(filing)]


@contextmanager
def nobody_asks() -> Iterator[None]:
    before = asked[:]
    asked.clear()
    yield
    asked[:] = before


@contextmanager
def watching() -> Iterator[None]:
    """Every check within has its rules watched."""

    def problems(rule: Rule, register: Register) -> list[Problem]:
        asked.append(rule)
        try:
            return finding.problems(rule, register)
        finally:
            asked.clear()

    def summarized(summary: Summary[Any], village: Register) -> list[Any]:
        asked.append(summary)
        try:
            return [*summary(village)]
        finally:
            asked.clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "Register", Watched)
        patch.setattr(summaries, "summarized", summarized)
        patch.setattr(catalogue, "problems", problems)
        yield


@contextmanager
def taken() -> Iterator[list[str]]:
    """The paths of the documents that a town judged in parts gives within, as often as it does."""
    found: list[str] = []
    take = parts.Parts._take

    def noted(self: parts.Parts, filings: Sequence[Filing]) -> Iterator[Filed]:
        found.extend(filing.path for filing in filings)
        return take(self, filings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts.Parts, "_take", noted)
        yield found
