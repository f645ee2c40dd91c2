"""A sheet that was hung, prepared as one change of the records: an entry more, and the end of what hung there."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lianhu import git
from lianhu import store as stores
from lianhu.history import standing, versions
from lianhu.history.versions import Version
from lianhu.proposals.printed import Printed
from lianhu.public import check_code, sheet
from lianhu.public.sheet import PARTS, WHOLE, Codes
from lianhu.reading import yamldoc
from lianhu.reading.contents import replaced
from lianhu.reading.files import Tree
from lianhu.rules.check import Verdict, check
from lianhu.store import Store
from lianhu.town import postings, schemas
from lianhu.town.schemas import Schemas
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError, quoted
from lianhu.writing import edits, yamltext


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """A change that is ready to be written to the record at `path`: what it held (None for a new one) and will hold.

    `ended` are the parts of the sheets that are taken down for it; `refused` why it may not be, with how to mend it.
    """

    board: str
    part: str
    code: str
    path: str
    before: bytes | None
    after: bytes
    ended: tuple[str, ...]
    refused: tuple[Text, Text] | None

    @property
    def commands(self) -> tuple[str, str]:
        """What commits it by itself, to be typed in the town's folder."""
        path, message = shlex.quote(self.path), shlex.quote(f"Posted: {self.board} {self.part} {self.code}")
        return f"git add -- {path}", f"git commit -m {message} -- {path}"


@dataclass(frozen=True)
class Town:
    """The records of a folder in which it is recorded what hangs."""

    root: Path
    tree: Tree
    left_out: Sequence[Problem]
    schemas: Schemas
    store: Store
    verdict: Verdict
    today: date

    @classmethod
    def of_folder(cls, root: Path, today: date) -> Town:
        """Raises ToolError as `check` does."""
        store, known = stores.at(root), schemas.load(root)
        tree, left_out = stores.read(root, store)
        verdict = check(tree, known, today, list(left_out), store=store)
        return cls(root, tree, left_out, known, store, verdict, today)

    def hung(
        self, board: str, part: str, day: date, code: str | None = None, by: str | None = None, late: str | None = None
    ) -> Hanging:
        """What it does to the records that a sheet was hung; without `code` the one of what the board shows now.

        The same part ends on that day, and with the whole board every panel. Raises ToolError for a board or part that
        there is not, a code that is none, and where the record cannot be edited without touching more.
        """
        codes = self._codes(board)
        _refuse_unknown(board, part, codes)
        code = check_code.read(code) if code else codes[board][part]
        entry = {"part": part, "code": code, "posted_on": day.isoformat(), "recorded_late": late}
        entry["by"] = by or ("town_office" if board == postings.TOWN else "village_officer")
        path = postings.place(board)
        after, ended = self._with(path, {key: value for key, value in entry.items() if value})
        return Hanging(
            board=board,
            part=part,
            code=code,
            path=path,
            before=self.tree.get(path),
            after=after,
            ended=tuple(ended),
            refused=self._printed(codes).why_not(board, part, code, day),
        )

    def caused(self, done: Hanging) -> list[Problem]:
        """The problems that would be there for it."""
        changed = replaced(self.tree, {done.path: done.after})
        after = check(changed, self.schemas, self.today, list(self.left_out), store=self.store)
        known = {(one.path, one.rule, str(one.message)) for one in self.verdict.problems}
        return [one for one in after.problems if (one.path, one.rule, str(one.message)) not in known]

    def _codes(self, board: str) -> Mapping[str, Codes]:
        """Those of what every board shows now; of the town's own, which tells of all villages, where that is meant."""
        assert self.verdict.parts
        parts = self.verdict.parts
        return standing.town_codes(parts) if board == postings.TOWN else standing.codes_in(parts, parts.villages)

    def _printed(self, now: Mapping[str, Codes]) -> Printed:
        assert self.verdict.register
        days = self.verdict.register.town.limits.posting_days
        return Printed(shown=self._shown, now=now, made=self.today, days=days)

    @property
    def _shown(self) -> Mapping[str, Sequence[Version]]:
        """What boards showed up to the folder's commit; nothing without a history."""
        repository = git.existing(self.root)
        head = repository.tip("HEAD") if repository else None
        return versions.of(repository, head, self.schemas, self.today) if repository and head else {}

    def _with(self, path: str, entry: Mapping[str, str]) -> tuple[bytes, list[str]]:
        """The record with the entry, and the parts that end with it."""
        content = self.tree.get(path)
        if content is None:
            filing = self.schemas.filing(path)
            assert filing
            return yamltext.to_yaml({"id": filing.id, "postings": [entry]}), []
        document, _ = yamldoc.read(path, content)
        data: Any = document.data if document else {}
        listed, ended = data["postings"], list[str]()
        for number, before in enumerate(listed):
            if "until" not in before and entry["part"] in (before["part"], WHOLE):
                content = edits.with_value(path, content, ("postings", number, "until"), entry["posted_on"])
                ended.append(before["part"])
        return edits.with_value(path, content, ("postings", len(listed)), dict(entry)), ended


def _refuse_unknown(board: str, part: str, codes: Mapping[str, Codes]) -> None:
    sheet.refuse_unknown(board, codes)
    if part not in codes[board]:
        known = tuple(one for one in PARTS if one in codes[board])
        raise ToolError(
            say("The board {board} has no part {found}; it has {known}.", board=board, found=quoted(part), known=known)
        )
