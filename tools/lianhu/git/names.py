"""What a reference names: a full name one thing whatever else there is, a short one only what nothing else is called.

Git takes the first that it finds of a short name, a tag before a branch, any file of its own folder before both; so
whoever may put a name there would choose what is judged. Full names are what begins with `refs/`, names of Git's own
like HEAD, and whole ids of commits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lianhu.git.program import CANNOT_JUDGE, Program
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

HEAD, REFS = "HEAD", "refs/"
BRANCHES = "refs/heads/"
OWN_NAME = re.compile(r"[A-Z_]*HEAD")
COMMIT_ID = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
PART_OF_AN_ID = re.compile(r"[0-9a-fA-F]{4,63}")
# Where Git looks for a short name; what it stands for in its own folder has a full name.
PLACES = ("refs/{}", "refs/tags/{}", f"{BRANCHES}{{}}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
# A name, then how to go on from there: `main~2`, `HEAD^{commit}`, `main@{yesterday}`. No name holds these characters.
REFERENCE = re.compile(r"(?P<name>.*?)(?P<steps>(?:[~^:]|@\{).*)?", re.DOTALL)


class Names(Program):
    """The names of a repository."""

    def resolve(self, reference: str) -> str:
        """The id of the commit that `reference` names. Raises ToolError when there is none, or more than one."""
        name, steps = self._parts(reference)
        # Without a name, `@{upstream}` and the like are about HEAD; anything else names nothing.
        found = self._full_names(name) if name else ("",) if steps.startswith("@{") else ()
        if len(found) > 1:
            message = say(
                "{found} is the name of more than one thing here: {names}. Write the full name of the one that you "
                "mean, as it stands here.",
                found=quoted(name),
                names=tuple(found),
            )
            raise ToolError(message, CANNOT_JUDGE)
        commit = self._commit(f"{found[0]}{steps}") if found else None
        if commit is None:
            message = say(
                "There is no commit {found} here. Name a branch, a tag or a commit.", found=quoted(reference) or "''"
            )
            raise self._missing(message)
        assert COMMIT_ID.fullmatch(commit), commit
        return commit

    def tip(self, branch: str) -> str | None:
        """The commit of a branch by its full name, or of HEAD; None while it does not exist."""
        asked = ("--verify", "--hash", "--", branch)
        code, commit, _ = self._git.show_ref(*asked, with_extended_output=True, with_exceptions=False)
        return None if code else str(commit)

    @property
    def published_branch(self) -> str | None:
        """The full name of the branch that HEAD names, whether it exists or not; None for a detached HEAD."""
        return self.leads_to(HEAD)

    def leads_to(self, name: str) -> str | None:
        """The full name that Git writes to in the place of this one; None for a name that stands for itself."""
        asked = ("--quiet", name)
        _, found, _ = self._git.symbolic_ref(*asked, with_extended_output=True, with_exceptions=False)
        return str(found) or None

    @property
    def upstream(self) -> str | None:
        """The full name of what the present branch is pushed to, as it was when somebody last looked: `origin/main` for
        `main`; None where that is a branch of another name, or none."""
        asked = ("--quiet", "--verify", "--symbolic-full-name", f"{HEAD}@{{upstream}}")
        _, upstream, _ = self._git.rev_parse(*asked, with_extended_output=True, with_exceptions=False)
        own = (self.published_branch or "").removeprefix(BRANCHES)
        return str(upstream) if own and str(upstream).endswith(f"/{own}") else None

    def called(self, short: str) -> tuple[str, ...]:
        """The full names of what a short name may mean here, in Git's order."""
        return self._existing([place.format(short) for place in PLACES])

    def branches(self) -> tuple[str, ...]:
        """The full names of all branches."""
        return self._listed(BRANCHES)

    def _parts(self, reference: str) -> tuple[str, str]:
        parts = REFERENCE.fullmatch(reference)
        assert parts  # any text has this form
        name, steps = parts["name"], parts["steps"] or ""
        return HEAD if name == "@" else name, steps

    def _full_names(self, name: str) -> Sequence[str]:
        """The full names of all that a name may mean."""
        if COMMIT_ID.fullmatch(name):
            return (name,)
        if name == HEAD:
            return (HEAD,) if self.tip(HEAD) else ()
        if OWN_NAME.fullmatch(name):
            return (name,) if Path(str(self._repo.git_dir), name).exists() else ()
        if name.startswith(REFS):
            return self._existing([name])
        return (*self.called(name), *self._ids(name))

    def _existing(self, full_names: Sequence[str]) -> tuple[str, ...]:
        """Those that exist. Git takes each for the beginning of names and for a pattern, so it tells of others, too."""
        there = self._listed(*full_names)
        return tuple(name for name in full_names if name in there)

    def _listed(self, *beginnings: str) -> tuple[str, ...]:
        listing = self._printed("for_each_ref", "--format=%(refname)", *beginnings)
        return tuple(name for name in listing.decode("utf-8", "surrogateescape").split("\n") if name)

    def _ids(self, beginning: str) -> tuple[str, ...]:
        """The ids of the commits that begin so."""
        if not PART_OF_AN_ID.fullmatch(beginning):
            return ()
        ids = self._printed("rev_parse", f"--disambiguate={beginning}").decode("ascii").split()
        return tuple(self._printed("rev_list", "--no-walk", *ids, "--").decode("ascii").split()) if ids else ()

    def _commit(self, revision: str) -> str | None:
        """The id of the commit at a full name with what follows it."""
        asked = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        code, commit, _ = self._git.rev_parse(*asked, with_extended_output=True, with_exceptions=False)
        return None if code else str(commit)
