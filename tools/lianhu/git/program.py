"""Git's program, asked at one repository; nothing that the repository or its owner has configured changes its answers.

GitPython is given constant arguments only; a reference is resolved to an object id first, so that a name which looks
like an option stays a name (hardening.md T23). Hooks, filters, replaced objects and grafts have no part in what is read
(T24). Without the history that a question needs there is no answer: every error here ends a command with "cannot
judge" (A5).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

from lianhu.words import Text, say
from lianhu.words.problems import ToolError

CANNOT_JUDGE = 3

_CONFIGURATION = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "protocol.allow": "never",
    # Containers run as another user than the one who owns the checkout; the folder was named by who runs us.
    "safe.directory": "*",
}
ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "GIT_CONFIG_COUNT": str(len(_CONFIGURATION)),
    **{f"GIT_CONFIG_KEY_{number}": key for number, key in enumerate(_CONFIGURATION)},
    **{f"GIT_CONFIG_VALUE_{number}": value for number, value in enumerate(_CONFIGURATION.values())},
}


def gitpython() -> ModuleType:
    """Git's library, for who asks Git: commands that read a folder only do not wait for its import."""
    # Without Git's program it ends every command that imports it; ours are told when they need it.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    import git

    return git


class Program:
    """Git at the repository that holds the town at `root`; paths are given and taken from the town's folder."""

    def __init__(self, root: Path) -> None:
        """Raises ToolError when there is no Git or no repository."""
        if shutil.which("git") is None:
            raise ToolError(say("Git is not installed here, so no earlier state can be read."), CANNOT_JUDGE)
        library = gitpython()
        try:
            self._repo = library.Repo(root, search_parent_directories=True)
        except (library.InvalidGitRepositoryError, library.NoSuchPathError) as error:
            message = say("There is no Git history at {root}, so no earlier state can be read.", root=str(root))
            raise ToolError(message, CANNOT_JUDGE) from error
        self._git: Any = self._repo.git
        self._git.update_environment(**ENVIRONMENT)
        top, own = (Path(str(place)).resolve() for place in (self._repo.working_tree_dir or "", self._repo.git_dir))
        # Git calls a server's hooks in its own folder, which is no place of a town: there the whole repository is one.
        is_inside = root.resolve().is_relative_to(own)
        self._prefix = "" if is_inside else "".join(f"{part}/" for part in root.resolve().relative_to(top).parts)

    @property
    def folder(self) -> Path:
        """Git's own folder, where what is kept for speed may lie."""
        return Path(str(self._repo.common_dir))

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing but history: no folder with files beside it."""
        return bool(self._repo.bare)

    @property
    def is_shallow(self) -> bool:
        """Whether a part of the history is not here."""
        return bool(self._git.rev_parse("--is-shallow-repository") == "true")

    @property
    def prefix(self) -> str:
        """Where the town's folder lies in the repository: empty, or like `"towns/east/"`."""
        return self._prefix

    def setting(self, name: str) -> str | None:
        """What the repository's owner has set for this program in its configuration, which no push changes."""
        _, value, _ = self._git.config("--local", "--get", name, with_extended_output=True, with_exceptions=False)
        return str(value) or None

    def path_in(self, path: str) -> str:
        """A path of the town's as the repository has it; the town may lie in a folder of it."""
        return self._prefix + path

    def _path(self, name: bytes) -> str:
        """A path of the repository as one of the town's; one outside leads out of it (`"../.gitattributes"`)."""
        path = name.decode("utf-8", "surrogateescape")
        if path.startswith(self._prefix):
            return path.removeprefix(self._prefix)
        return "../" * self._prefix.count("/") + path

    def _printed(self, command: str, *arguments: str) -> bytes:
        """What a command prints. Raises ToolError when it fails: then something that it needs is not here."""
        try:
            return bytes(getattr(self._git, command)(*arguments, stdout_as_string=False))
        except gitpython().GitCommandError as error:
            raise self._damaged() from error

    def _damaged(self) -> ToolError:
        return self._missing(say("A part of the history is missing or damaged."))

    def _missing(self, message: Text) -> ToolError:
        """The error for history that is not there; in a shallow clone the way to get it."""
        if self.is_shallow:
            message = say(
                "This clone holds only a part of the history, and the part that is needed is missing. "
                "Fetch all of it: git fetch --unshallow"
            )
        return ToolError(message, CANNOT_JUDGE)
