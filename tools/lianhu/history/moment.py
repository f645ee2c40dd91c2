"""The town as it was published at the end of a day, read by whoever asks about that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lianhu import git
from lianhu.history.steps import known
from lianhu.public import published, redacted
from lianhu.public.redacted import Redacted
from lianhu.rules import check
from lianhu.rules.check import Verdict
from lianhu.town import schemas


def at_the_end_of(root: Path, day: date) -> Verdict:
    """The records of the last commit of that day, which no rule of today judges; what was recorded later is not there.

    Words that were taken out of them since are not, either. Raises ToolError where no history knows that day.
    """
    repository = git.Repository(root, day)
    shown = published.at(repository, day.isoformat())
    assert shown.commit
    tree, refused = repository.records(shown.commit.id)
    verdict = check.as_it_was(tree, schemas.load(root), day, refused)
    if verdict.register is None:
        return verdict
    return Verdict(verdict.problems, taken_out_until_now(root, repository).without(verdict.register))


def taken_out_until_now(root: Path, repository: git.Repository) -> Redacted:
    """What the records of the present commit say was taken out of them: on no page and in no answer about the past."""
    head, own = repository.resolve("HEAD"), schemas.load(root)
    documents, _ = check.read(repository.records(head)[0], own)
    return redacted.of(documents, known(repository, head, own))
