"""What a commit's manifest must say, computed from the repository: for a build, and for whoever doubts one."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import date

from lianhu import git, public, store
from lianhu.proof import manifest
from lianhu.proof.manifest import Manifest
from lianhu.public import Posted, published
from lianhu.public.published import Published
from lianhu.rules import check
from lianhu.store import NONE, Store
from lianhu.town import migrating
from lianhu.words.problems import ToolError

FIRST, INCOMPLETE, UNREADABLE, NO_COMMIT = "first", "incomplete_history", "unreadable", "no_commit"
WRONG_DATE = "wrong_date"  # the step before was made by a wrong clock, and nobody knows on which day it was shown


def of_site(town: Posted, hashes: Mapping[str, str], source: Published) -> Manifest:
    """The manifest of a site that shows `town`, as the web may show it; `hashes` are those of its records."""
    own = store.of_git(source.repository.folder) if source.repository else NONE
    before, why_not = previous(source.repository, source.commit, own)
    return Manifest(
        town=town.town.name,
        day=town.today.isoformat(),
        software=manifest.software(),
        publication=manifest.publication(),
        drawing=manifest.drawing(),
        commit=source.commit.id if source.commit else None,
        committed=source.commit.time.isoformat() if source.commit and not source.commit.at_latest else None,
        no_commit=source.why,
        records=dict(sorted(hashes.items())),
        previous=before,
        no_previous=why_not,
    )


def previous(
    repository: git.Repository | None, commit: git.Commit | None, kept: Store = NONE
) -> tuple[str | None, str | None]:
    """The root of the step before the last one that changed records up to `commit`; or why there is none.

    On the day of that step, as `build --as-of` shows it: whatever the day of this build, that root was published.
    What is `kept` need not be worked out again; who doubts a manifest gives nothing.
    """
    if repository is None or commit is None:
        return None, NO_COMMIT
    try:
        steps = list(itertools.islice(repository.steps(commit.id, most=2), 2))
        if len(steps) < 2:
            return None, INCOMPLETE if repository.is_shallow else FIRST
        before, _ = steps[1]
        if before.at_latest:
            return None, WRONG_DATE
        root = _root_of(repository, before.id, before.time.date(), kept)
    except ToolError:
        return None, INCOMPLETE
    return (root, None) if root else (None, UNREADABLE)


def _root_of(repository: git.Repository, commit: str, day: date, kept: Store) -> str | None:
    """The root over the commit's records on a day, worked out once: neither ever becomes another."""
    key = f"root {commit} {day}"
    value = kept.get(key)
    if value is not None:
        return value.decode()
    town = of_commit(repository, commit, day)
    if town is None:
        return None
    root = manifest.root_of(town)
    kept.keep({key: root.encode()})
    return root


def of_commit(repository: git.Repository, commit: str, day: date) -> dict[str, str] | None:
    """The hashes of the commit's records on a day, by its own schemas; None where they were no readable town.

    Raises ToolError when contents are missing.
    """
    tree, refused = repository.records(commit)
    schemas = published.schemas_of(repository, commit)
    register = None if refused else check.readable(migrating.migrated(tree, schemas), schemas, day)
    return None if register is None else manifest.hashes(public.documents(register, "web"))
