"""A commit's pages, templates, theme, schemas and settings in a private folder, for as long as a build needs them.

Written from Git's objects, never checked out: no filter, hook or attribute of the repository has a part in it, and no
link or other repository is ever made.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from lianhu.git.objects import LINK, SUBMODULE, TreeEntry
from lianhu.git.repository import Repository
from lianhu.reading import files
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted, refusal

# What a site is made of beside the records; a link elsewhere in the town's folder is left out.
NEEDED = ("mkdocs.yml", "schemas/", "site/")


@contextmanager
def folder(repository: Repository, commit: str) -> Iterator[Path]:
    """The town's folder as the commit has it, without its records, which need no folder.

    Raises ToolError for a name that leads elsewhere, a link among what the site is made of, or a missing content.
    """
    with tempfile.TemporaryDirectory(prefix="lianhu-", ignore_cleanup_errors=True) as private:
        root = Path(private).resolve()
        wanted: dict[str, list[str]] = defaultdict(list)
        for entry in repository.entries(commit):
            if not entry.path.startswith(f"{files.RECORDS}/") and _is_file(entry):
                wanted[entry.id].append(entry.path)
        for content_id, content in repository.contents(wanted):
            for path in wanted[content_id]:
                _write(root, path, content)
        yield root


def _is_file(entry: TreeEntry) -> bool:
    if entry.mode not in (LINK, SUBMODULE):
        return True
    if entry.path.startswith(NEEDED):
        _refuse(entry.path)
    return False


def _write(root: Path, path: str, content: bytes) -> None:
    parts = path.split("/")
    target = root.joinpath(*parts)
    leads_elsewhere = any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts)
    if leads_elsewhere or not target.is_relative_to(root):
        _refuse(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as writable:  # two names that this disk takes for one are refused
            writable.write(content)
    except (FileExistsError, NotADirectoryError):
        _refuse(path)
    except OSError as error:
        message = say("The pages of that commit cannot be written out: {reason}.", reason=refusal(error))
        raise ToolError(message) from error


def _refuse(path: str) -> NoReturn:
    raise ToolError(
        say(
            "{path} of that commit is a link, another repository, or a name that cannot be written here, "
            "so its site cannot be built.",
            path=quoted(files.printable(path)),
        )
    )
