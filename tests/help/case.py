"""Cases as files: `tests/cases/<rule>/<case>.yaml` changes the tiny town and lists the problems that must follow.

    why: One sentence, why this matters.
    edit:                        # in files of the tiny town; `find` stands there exactly once
      - path: records/town.yaml
        find: "groups: 3"
        replace: "groups: 4"
    files:                       # whole files: new, replaced, or null for one taken away
      records/x.yaml: "text"
      records/y.yaml: {encoding: latin-1, text: "name: café"}
    expect:                      # none for a near miss, which must be clean
      - records/town.yaml:7:11 declared_totals_add_up

A case of a rule for proposals begins with what is published, the tiny town unless it says otherwise; `edit` and
`files` are then the proposal, laid onto it, and may change files outside the records:

    before:                      # what is published: the tiny town with these changes
      edit: [...]
      files: {...}
    author: heping-clerk         # who proposes; nobody is named without it
    today: 2026-12-01            # the tests' day without it
    conflicts: [records/x.yaml]  # paths that others changed meanwhile
    aside: 1a2b3c4d              # what is published, where the line of the branch that is pushed leads past it
    shown:                       # what boards showed on the published line: since and until which day, with which codes
      heping-g01: [{since: 2026-11-01, until: 2026-11-10, codes: {board: 9CMQ-7AWP-QAM1}}]
    once_held: [records/y.yaml]  # paths of records that were there long ago
    schemas:                     # what the town's own schemas say otherwise than Lianhu's, by place
      issue: {properties.events: {x-changes: "a"}}
    commits:                     # what the proposal was made with: when each commit, and its parents, are dated, and
                                 # the work of its author, where that is another day (authored)
      - {dated: 2026-11-22T09:00, parents: [2026-11-21T09:00]}    # the present moment is the noon of today

What is said about the problems, in English and in Chinese, stands beside it in `<case>.expected.txt`. Where problems
lie moves with every line added to the tiny town, so `pytest --bless` rewrites `expect` in place. Which rules find
something is what a case is for: that is written by hand.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from lianhu.history.versions import Version
from lianhu.proposals.proposal import OutsideFile, Proposal, ProposedCommit
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.reading.clock import TOWN_TIME
from lianhu.town.schemas import ENDING, Schemas, as_written, loosened, shipped_texts
from lianhu.words.problems import Problem

CASES = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Edit:
    """One replacement in one file of the tiny town."""

    path: str
    find: str
    replace: str

    def applied(self, content: bytes) -> bytes:
        text = content.decode()
        assert text.count(self.find) == 1, f"{self.find!r} stands {text.count(self.find)} times in {self.path}"
        return text.replace(self.find, self.replace).encode()


@dataclass(frozen=True)
class Changes:
    """What is done to the tiny town: replacements in files, and whole files (None takes one away)."""

    edit: tuple[Edit, ...]
    files: dict[str, bytes | None]

    def applied(self, town: dict[str, bytes]) -> dict[str, bytes]:
        tree = dict(town)
        for edit in self.edit:
            tree[edit.path] = edit.applied(tree[edit.path])
        for path, content in self.files.items():
            if content is None:
                del tree[path]
            else:
                tree[path] = content
        return tree


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case file; `rule` is its folder."""

    path: Path
    why: str
    expect: tuple[str, ...]
    changes: Changes
    before: Changes
    author: str | None = None
    today: date | None = None
    conflicts: tuple[str, ...] = ()
    once_held: tuple[str, ...] = ()
    commits: tuple[ProposedCommit, ...] = ()
    aside: str = ""
    shown: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    schemas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.rule}/{self.path.stem}"

    @property
    def is_near_miss(self) -> bool:
        return not self.expect

    @property
    def expected_report(self) -> Path:
        return self.path.with_suffix(".expected.txt")

    @property
    def is_proposal(self) -> bool:
        return self.rule in {rule.__name__ for rule in PROPOSAL_RULES}

    def changed(self, town: dict[str, bytes]) -> dict[str, bytes]:
        """The town with the case's changes."""
        return self.changes.applied(self.before.applied(town))

    def proposal(self, town: dict[str, bytes], schemas: Schemas, today: date) -> Proposal:
        """The step from what is published to the changed town."""
        published = self.before.applied(town)
        changed = self.changes.applied(published)
        outside = sorted(path for path in {*published, *changed} if not path.startswith("records/"))
        return Proposal(
            published={path: content for path, content in published.items() if path not in outside},
            proposed={path: content for path, content in changed.items() if path not in outside},
            schemas=schemas,
            today=self.today or today,
            author=self.author,
            outside=tuple(OutsideFile(path, published.get(path), changed.get(path)) for path in outside),
            conflicts=self.conflicts,
            once_held=frozenset(self.once_held),
            fork="f" * 40,
            aside=self.aside,
            commits=self.commits,
            loosened=tuple(loosened(own_schemas(self.schemas), schemas, schemas)) if self.schemas else (),
            shown=lambda: self.shown,
            now=datetime.combine(self.today or today, time(12), TOWN_TIME),
        )


def own_schemas(changes: Mapping[str, Mapping[str, Any]]) -> Schemas:
    """Lianhu's schemas, as a town writes them that says something else at some places; None takes a keyword away."""
    texts = dict(shipped_texts())
    for kind, places in changes.items():
        source = json.loads(texts[f"{kind}{ENDING}"])
        for place, said in places.items():
            here = functools.reduce(lambda inner, step: inner[step], place.split("."), source)
            here |= said
            for keyword in [keyword for keyword, value in here.items() if value is None]:
                del here[keyword]
        texts[f"{kind}{ENDING}"] = json.dumps(source)
    return as_written(texts)


def read(path: Path) -> Case:
    return made(path, yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


def made(path: Path, data: dict[str, Any]) -> Case:
    return Case(
        path=path,
        why=data.pop("why"),
        expect=tuple(data.pop("expect", ())),
        changes=_changes(data),
        before=_changes(data.pop("before", {})),
        conflicts=tuple(data.pop("conflicts", ())),
        once_held=tuple(data.pop("once_held", ())),
        commits=tuple(_commit(number, **given) for number, given in enumerate(data.pop("commits", ()))),
        shown={board: tuple(map(_version, given)) for board, given in data.pop("shown", {}).items()},
        **data,  # what is left is not known
    )


def _changes(data: dict[str, Any]) -> Changes:
    return Changes(
        edit=tuple(Edit(**edit) for edit in data.pop("edit", ())),
        files={name: _content(given) for name, given in data.pop("files", {}).items()},
    )


def _version(given: Mapping[str, Any]) -> Version:
    return Version(codes=given["codes"], since=given["since"], until=given.get("until"), commit="")


def _commit(number: int, dated: str, parents: list[str], authored: str | None = None) -> ProposedCommit:
    written, moment, *before = (
        datetime.fromisoformat(text).replace(tzinfo=TOWN_TIME) for text in (authored or dated, dated, *parents)
    )
    return ProposedCommit(f"{number}c" * 20, "records/town.yaml", moment, written, tuple(before))


def _content(given: Any) -> bytes | None:
    if isinstance(given, dict):
        text: str = given["text"]
        return text.encode(given["encoding"])
    return None if given is None else str(given).encode()


def found(problem: Problem) -> str:
    """A problem as `expect` writes it."""
    return f"{problem.path}:{problem.line}:{problem.column} {problem.rule}"


def rules_of(expect: Iterable[str]) -> set[str]:
    """The rules that find something in a case."""
    return {line.rpartition(" ")[2] for line in expect}


EXPECT = re.compile(r"^expect:.*\n(?:(?:  - |  #).*\n)*", re.MULTILINE)
ITEM = re.compile(r"^  - [^#\n]*?(?= *(?:#.*)?$)", re.MULTILINE)


def expecting(text: str, lines: tuple[str, ...]) -> str:
    """A case file's text with these lines under `expect`; all else stands as it was.

    Remarks in the list stay with their lines as long as the number of lines is the same.
    """
    (block,) = EXPECT.finditer(text)
    if len(ITEM.findall(block[0])) == len(lines):
        coming = iter(lines)
        written = ITEM.sub(lambda _: f"  - {next(coming)}", block[0])
    else:
        written = "".join(["expect:\n", *(f"  - {line}\n" for line in lines)]) if lines else "expect: []\n"
    return text[: block.start()] + written + text[block.end() :]


ALL = tuple(read(path) for path in sorted(CASES.glob("*/*.yaml")))
