"""The migration of a town's folder: its records of an older version brought to today's, all or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from lianhu.reading import files, yamldoc
from lianhu.town import migrating, schemas
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.writing import swap


def migrate(root: Path, finish: bool = False) -> dict[str, str]:
    """Bring the records of the town at `root` to today's version, all or none; the answer is what changed, each record
    with its kind, nothing where they are of today's version already.

    Raises ToolError for records of a newer version, for those that are partly brought to today's unless they are to be
    finished, and for files that cannot be taken. The caller holds the town's lock.
    """
    tree, refused = files.read_folder(root)
    town_schemas = schemas.load(root)
    unreadable = [
        path for path, _ in migrating.touched(tree, town_schemas) if yamldoc.read(path, tree[path])[0] is None
    ]
    if wrong := [*(problem.path for problem in refused), *unreadable]:
        raise ToolError(say("{path} cannot be read. See what is wrong with it: lianhu check", path=wrong[0]))
    if files.TOWN_FILE not in tree:
        raise ToolError(say("{path} is missing: every town begins with it.", path=files.TOWN_FILE))
    (outdated, *_) = (*migrating.problems(tree, town_schemas), None)
    if outdated is None:
        return {}
    if outdated.rule == migrating.MIXED and not finish:
        raise ToolError(say("{problem} {fix}", problem=outdated.message, fix=outdated.fix))
    now = migrating.migrated(tree, town_schemas)
    changed = [path for path in tree if now[path] != tree[path]]
    _put(root / files.RECORDS, {path.removeprefix(f"{files.RECORDS}/"): now[path] for path in changed})
    kinds = dict(migrating.touched(tree, town_schemas))
    return {path: kinds[path] for path in changed}


def _put(records: Path, changed: Mapping[str, bytes]) -> None:
    """The changed files in a copy of the folder, which then takes its place in one step."""
    with swap.fresh_folder(records) as fresh:
        shutil.copytree(records, fresh, symlinks=True, dirs_exist_ok=True)
        for path, content in changed.items():
            (fresh / path).write_bytes(content)
        os.sync()  # a power cut after the swap finds the new files whole
        swap.put_in_place(fresh, records)
