"""The search for personal data in every commit that a push brings, also in what a later commit takes out again.

Records are searched as records are, with all that their schema and the town's exceptions say. What is no record (files
beside them, comments, names of files and branches, messages of commits) is searched for numbers, see `plain_text`.

Source: hardening.md P7.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lianhu.git import BRANCHES, Repository
from lianhu.personal import Found, found_in
from lianhu.proposals import plain_text
from lianhu.reading import files, photos, yamldoc
from lianhu.reading.document import Document, Place
from lianhu.rules import excuses, sightings, wording
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import Text, say
from lianhu.words.problems import Problem, quoted

RULE = "pushed_commits_hold_no_personal_data"
# What is looked for in a file that cannot be read: its form alone tells what it is.
NUMBERS = frozenset(("identity_number", "bank_card", "number_plate", "e_mail"))
# How the owner of a server says that what lies beside the records is not a town's: the software's own repository,
# whose tests are full of invented numbers.
SEARCHED, RECORDS_ONLY = "lianhu.searched", "records"


@dataclass(frozen=True)
class Scan:
    """The search for personal data in every commit that a push brings to the branch `name`."""

    repository: Repository
    schemas: Schemas
    head: str
    name: str

    def problems(self) -> tuple[Problem, ...]:
        """One problem for each finding in each content that was pushed, wherever it stands."""
        pushed: dict[str, dict[str, str]] = defaultdict(dict)  # by content: where it stands, and the newest such commit
        commits: dict[str, None] = {}
        for commit_id, steps in self.repository.unknown_steps(self.head):
            commits[commit_id] = None
            for step in steps:
                if step.after and (_is_record(step.path) or not self._is_records_only):
                    pushed[step.after].setdefault(step.path, commit_id)
        return tuple(sorted({*self._in_files(pushed), *self._in_messages(commits), *self._in_name()}))

    def _in_files(self, pushed: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
        for content_id, content in self.repository.contents(pushed):
            for path, commit_id in pushed[content_id].items():
                told = say("Commit {commit} holds {what}: {found}.", commit=commit_id[:12])
                for finding, place in self._in(path, content):
                    if not self._is_excused(path, finding):
                        yield self._problem(path, place, finding, told)

    def _in_messages(self, commits: Iterable[str]) -> Iterator[Problem]:
        for commit_id, content in self.repository.contents(commits):
            told = say("The message of commit {commit} holds {what}: {found}.", commit=commit_id[:12])
            for finding, place in plain_text.numbers_in(plain_text.told_by(content)):
                if not self._is_excused(commit_id, finding):
                    yield self._problem(f"commit {commit_id[:12]}", place, finding, told)

    def _in_name(self) -> Iterator[Problem]:
        for finding, place in plain_text.numbers_in(self.name):
            told = say("The name of the branch holds {what}: {found}. Give it another name.")
            yield self._problem(self.name, place, finding, told)

    def _in(self, path: str, content: bytes) -> Iterator[tuple[Found, Place]]:
        is_record = _is_record(path) and not photos.is_photo(path)
        document = yamldoc.read(path, content)[0] if is_record else None
        if document:
            filing = self.schemas.filing(path)
            yield from _in_record(document, filing.kind if filing else None)
            yield from _beside_values(document, content)
            return
        yield from plain_text.numbers_in(path)
        yield from _in_lines(content) if is_record else plain_text.numbers_in(plain_text.text_of(content))

    def _is_excused(self, path: str, finding: Found) -> bool:
        rule = excuses.RULE_OF[finding.detector]
        if finding.detector == "phone" and finding.value in self._offices:
            return True
        return (path, rule, excuses.fingerprint(path, rule, finding.value)) in self._exceptions

    def _problem(self, path: str, place: Place, finding: Found, told: Text) -> Problem:
        what = wording.WHAT[finding.detector]
        return Problem(
            path=files.printable(path),
            line=place.line,
            column=place.column,
            rule=RULE,
            message=replace(told, values=(*told.values, ("what", what), ("found", finding.masked))),
            fix=say(
                "Whatever is pushed can be fetched by others, so it must not stand in any commit of the push: "
                "take it out, make one new commit of your work (git reset --soft origin/{branch}, git add -A, "
                "git commit), and push that.",
                branch=quoted((self.repository.published_branch or "HEAD").removeprefix(BRANCHES)),
            ),
        )

    @cached_property
    def _is_records_only(self) -> bool:
        return self.repository.setting(SEARCHED) == RECORDS_ONLY

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


def _is_record(path: str) -> bool:
    return path.startswith(f"{files.RECORDS}/")


def _in_record(document: Document, kind: Kind | None) -> Iterator[tuple[Found, Place]]:
    return ((finding, document.place_of(at)) for at, finding in sightings.found_anywhere(document, kind))


def _beside_values(document: Document, content: bytes) -> Iterator[tuple[Found, Place]]:
    """What stands in a record and in none of its values: in a comment, a key."""
    found = list(plain_text.numbers_in(plain_text.text_of(content)))
    if found:
        values = (str(value) for _, value in document.values() if not isinstance(value, dict | list))
        of_values = {each.value for value in values for each in found_in(value)}
        yield from ((finding, place) for finding, place in found if finding.value not in of_values)


def _in_lines(content: bytes) -> Iterator[tuple[Found, Place]]:
    """What stands in a file that no reader understands: numbers whose form alone tells what they are."""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        found = (each for each in found_in(line) if each.is_sure and each.detector in NUMBERS)
        yield from ((finding, Place(number, 1)) for finding in found)
