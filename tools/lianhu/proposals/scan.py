"""The search for personal data in every commit that a push brings, also in what a later commit takes out again.

Source: hardening.md P7.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lianhu.git import Repository
from lianhu.personal import Found, found_in
from lianhu.reading import files, photos, yamldoc
from lianhu.reading.document import Document, Place
from lianhu.rules import privacy
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import say
from lianhu.words.problems import Problem, quoted

RULE = "pushed_commits_hold_no_personal_data"
# What is looked for in a file that cannot be read: its form alone tells what it is.
NUMBERS = frozenset(("identity_number", "bank_card", "number_plate", "e_mail"))


@dataclass(frozen=True)
class Scan:
    """The search for personal data in every commit that a push brings."""

    repository: Repository
    schemas: Schemas
    head: str

    def problems(self) -> tuple[Problem, ...]:
        """One problem for each finding in each content that was pushed, wherever it stands."""
        pushed: dict[str, dict[str, str]] = defaultdict(dict)  # by content: where it stands, and the newest such commit
        for commit_id, steps in self.repository.unknown_steps(self.head):
            for step in steps:
                if step.after and not photos.is_photo(step.path):
                    pushed[step.after].setdefault(step.path, commit_id)
        return tuple(
            sorted(
                {
                    problem
                    for content_id, content in self.repository.contents(pushed)
                    for path, commit_id in pushed[content_id].items()
                    for problem in self._in(commit_id, path, content)
                }
            )
        )

    def _in(self, commit: str, path: str, content: bytes) -> Iterator[Problem]:
        shown = files.printable(path)
        filing = self.schemas.filing(path)
        document, _ = yamldoc.read(path, content)
        kind = filing.kind if filing else None
        for finding, place in _in_record(document, kind) if document else _in_lines(content):
            rule = privacy.RULE_OF[finding.detector]
            if finding.detector == "phone" and finding.value in self._offices:
                continue
            if (path, rule, privacy.fingerprint(path, rule, finding.value)) in self._exceptions:
                continue
            yield Problem(
                path=shown,
                line=place.line,
                column=place.column,
                rule=RULE,
                message=say(
                    "Commit {commit} holds {what}: {found}.",
                    commit=commit[:12],
                    what=privacy.WHAT[finding.detector],
                    found=finding.masked,
                ),
                fix=say(
                    "Whatever is pushed can be fetched by others, so it must not stand in any commit of the push: "
                    "take it out, make one new commit of your work (git reset --soft origin/{branch}, git add -A, "
                    "git commit), and push that.",
                    branch=quoted((self.repository.published_branch or "HEAD").removeprefix("refs/heads/")),
                ),
            )

    @cached_property
    def _exceptions(self) -> frozenset[tuple[str, str, str]]:
        """What the pushed town's own exceptions excuse; that they are allowed is for the check to judge."""
        content = self.repository.file(self.head, files.TOWN_FILE)
        document = yamldoc.read(files.TOWN_FILE, content)[0] if content else None
        town = document.data if document and isinstance(document.data, dict) else {}
        given = town.get("exceptions")
        return frozenset(
            (str(each.get("path")), str(each.get("rule")), str(each.get("fingerprint")))
            for each in (given if isinstance(given, list) else ())
            if isinstance(each, dict)
        )

    @cached_property
    def _offices(self) -> frozenset[str]:
        """Every number that the pushed records publish as an office's, digits only."""
        tree, _ = self.repository.records(self.head)
        return frozenset(
            re.sub("[^0-9]", "", number.decode())
            for path, content in tree.items()
            if (filing := self.schemas.filing(path)) and filing.kind.name != "representative"
            for number in re.findall(rb"^[ -]*phone: \"?([0-9-]+)", content, re.MULTILINE)
        )


def _in_record(document: Document, kind: Kind | None) -> Iterator[tuple[Found, Place]]:
    return ((finding, document.place_of(at)) for at, finding in privacy.found_anywhere(document, kind))


def _in_lines(content: bytes) -> Iterator[tuple[Found, Place]]:
    """What stands in a file that no reader understands: numbers whose form alone tells what they are."""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        yield from ((finding, Place(number, 1)) for finding in found_in(line) if finding.detector in NUMBERS)
