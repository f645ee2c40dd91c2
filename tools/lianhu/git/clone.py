"""A clerk's clone with its owner's settings: what sets it up, and Git's own merge. What judges uses `Repository`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lianhu.git.program import ENVIRONMENT, gitpython
from lianhu.words import say
from lianhu.words.problems import ToolError

MOST_CONFLICTS = 127  # what `git merge-file` tells at most; above, it says that it failed


def configure(root: Path, settings: Mapping[str, str]) -> tuple[str, ...]:
    """Write settings into the clone that holds the town at `root`; gives the names of those that were different."""
    git = _owners(root).git
    different = []
    for name, value in settings.items():
        _, present, _ = git.config("--local", "--get", name, with_extended_output=True, with_exceptions=False)
        if present != value:
            git.config("--local", "--replace-all", name, value)
            different.append(name)
    return tuple(different)


def hooks_folder(root: Path) -> Path:
    """Where this clone's hooks lie, wherever its owner has put them."""
    clone = _owners(root)
    return Path(str(clone.working_dir), str(clone.git.rev_parse("--git-path", "hooks"))).resolve()


def _owners(root: Path) -> Any:
    library = gitpython()
    try:
        return library.Repo(root, search_parent_directories=True)
    except library.InvalidGitRepositoryError as error:
        raise ToolError(say("There is no Git clone at {root} to set up.", root=str(root))) from error


def merge_lines(ours: Path, base: Path, theirs: Path) -> bool:
    """Merge three files by lines, as Git does: into `ours`, with marks where both sides differ; whether without any.

    Raises ToolError when Git cannot.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    git = gitpython().Git()
    git.update_environment(**ENVIRONMENT)
    conflicts, _, _ = git.merge_file(
        *labels, "--", str(ours), str(base), str(theirs), with_extended_output=True, with_exceptions=False
    )
    if not 0 <= conflicts <= MOST_CONFLICTS:
        raise ToolError(say("Git could not merge the files by lines."))
    return bool(conflicts == 0)
