"""What a server takes: the published branch only grows, and no pushed commit holds personal data, in no branch.

The published branch is the one that HEAD of the server's repository names. Other branches and tags are work in
progress: they may hold wrong records, be rewritten and deleted, but whatever was pushed can be fetched, so that
personal data is refused there too, also where a later commit of the same push takes it out again.

Source: hardening.md A1, A4, P7.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lianhu.git import NOTHING, Repository
from lianhu.personal import Found, found_in
from lianhu.reading import files, photos, yamldoc
from lianhu.reading.document import Document, Place
from lianhu.rules import privacy
from lianhu.town.schemas import Kind, Schemas
from lianhu.words import Text, say
from lianhu.words.problems import Problem, ToolError, quoted

RULE = "pushed_commits_hold_no_personal_data"
# Who pushes, as the server knows it: GitLab, Gitea and Forgejo, gitolite; else what the administrator has set.
ACCOUNT_VARIABLES = ("GL_USERNAME", "GITEA_PUSHER_NAME", "GL_USER", "LIANHU_AUTHOR")
# What is looked for in a file that cannot be read: its form alone tells what it is.
NUMBERS = frozenset(("identity_number", "bank_card", "number_plate", "e_mail"))


@dataclass(frozen=True)
class Update:
    """What a push does to one branch or tag: its full name and the ids before and after; None: there is none."""

    old: str | None
    new: str | None
    name: str


def updates(lines: Iterable[str]) -> tuple[Update, ...]:
    """The updates as Git gives them to a hook: `old new name`, one a line. Raises ToolError for anything else."""
    found = []
    for line in lines:
        words = line.split()
        if len(words) != 3:
            raise ToolError(say("Git gives this command a line for each branch: old, new and name."))
        old, new, name = words
        found.append(Update(None if NOTHING.fullmatch(old) else old, None if NOTHING.fullmatch(new) else new, name))
    return tuple(found)


def account(environment: Mapping[str, str]) -> str | None:
    """The account that pushes, where the server says it."""
    return next((environment[name] for name in ACCOUNT_VARIABLES if environment.get(name)), None)


def refusal(repository: Repository, update: Update) -> Text | None:
    """Why an update may not happen whatever it holds; None when it may."""
    published = repository.published_branch
    if not published:
        return say("The server's repository names no published branch: its HEAD leads to none.")
    short = _short(published)
    if update.name != published:
        if update.new and repository.tip(published) is None:
            return say(
                "The published branch of this repository is {branch}, and it does not exist yet. Push it first; "
                "if yours has another name, push it as this one: git push origin HEAD:{branch}",
                branch=short,
            )
        return None
    if update.new is None:
        return say("The published branch {branch} is never deleted.", branch=short)
    if update.old and not repository.is_ancestor(update.old, update.new):
        return say(
            "This push would rewrite what was published in {branch}. Fetch it and put your commits on top: "
            "git pull --rebase, then push again without --force.",
            branch=short,
        )
    return None


def _short(branch: str) -> str:
    return quoted(branch.removeprefix("refs/heads/"))


@dataclass(frozen=True)
class Scan:
    """The search for personal data in every commit that a push brings."""

    repository: Repository
    schemas: Schemas
    head: str

    def problems(self) -> tuple[Problem, ...]:
        """One problem for each finding in each content that was pushed, wherever it stands."""
        pushed: dict[str, dict[str, str]] = defaultdict(dict)  # by content: where it stands, and the newest such commit
        for commit, steps in self.repository.unknown_steps(self.head):
            for step in steps:
                if step.after and not photos.is_photo(step.path):
                    pushed[step.after].setdefault(step.path, commit.id)
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
        for found, place in _in_record(document, filing.kind if filing else None) if document else _in_lines(content):
            rule = privacy.RULE_OF[found.detector]
            if found.detector == "phone" and found.value in self._offices:
                continue
            if (path, rule, privacy.fingerprint(path, rule, found.value)) in self._exceptions:
                continue
            yield Problem(
                path=shown,
                line=place.line,
                column=place.column,
                rule=RULE,
                message=say(
                    "Commit {commit} holds {what}: {found}.",
                    commit=commit[:12],
                    what=privacy.WHAT[found.detector],
                    found=found.masked,
                ),
                fix=say(
                    "Whatever is pushed can be fetched by others, so it must not stand in any commit of the push: "
                    "take it out, make one new commit of your work (git reset --soft origin/{branch}, git add -A, "
                    "git commit), and push that.",
                    branch=_short(self.repository.published_branch or "HEAD"),
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
    return ((found, document.place_of(at)) for at, found in privacy.found_anywhere(document, kind))


def _in_lines(content: bytes) -> Iterator[tuple[Found, Place]]:
    """What stands in a file that no reader understands: numbers whose form alone tells what they are."""
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        yield from ((found, Place(number, 1)) for found in found_in(line) if found.detector in NUMBERS)
