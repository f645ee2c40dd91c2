"""What a server takes: the published branch only grows, and no pushed commit holds personal data, in no branch.

The published branch is the one that HEAD of the server's repository names. Other branches and tags are work in
progress: they may hold wrong records, be rewritten and deleted, but whatever was pushed can be fetched, so that
personal data is refused there too, also where a later commit of the same push takes it out again.

Source: hardening.md A1, A4, P7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lianhu import store as stores
from lianhu.git import CANNOT_JUDGE, NOTHING, Repository
from lianhu.proposals import proposal, publisher, retractions
from lianhu.proposals.judgement import Judgement, judged
from lianhu.proposals.owners import EDITORS
from lianhu.proposals.rules import dates
from lianhu.proposals.scan import Scan
from lianhu.reading import files
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

# Who pushes, as the server knows it: GitLab, Gitea and Forgejo, gitolite; else what the administrator has set.
ACCOUNT_VARIABLES = ("GL_USERNAME", "GITEA_PUSHER_NAME", "GL_USER", "LIANHU_AUTHOR")

OF_COMMITS = {
    rule.__name__ for rule in (dates.commits_are_dated_after_their_parents, dates.commits_are_not_dated_ahead)
}


@dataclass(frozen=True)
class Update:
    """What a push does to one branch or tag: its full name and the ids before and after; None: there is none."""

    old: str | None
    new: str | None
    name: str


def updates(lines: Iterable[str]) -> tuple[Update, ...]:
    """The updates as Git gives them to a hook: `old new name`, one a line. Raises ToolError for anything else."""
    pushed = []
    for line in lines:
        words = line.split()
        if len(words) != 3:
            raise ToolError(say("Git gives this command a line for each branch: old, new and name."))
        old, new, name = words
        pushed.append(Update(None if NOTHING.fullmatch(old) else old, None if NOTHING.fullmatch(new) else new, name))
    return tuple(pushed)


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
class Answer:
    """What the server says to an update: a judgement where records were judged, and sentences for who pushes."""

    is_taken: bool
    judgement: Judgement | None = None
    sentences: tuple[Text, ...] = ()


TAKEN = Answer(True)


def answer(repository: Repository, update: Update, today: date, author: str | None) -> Answer:
    """Whether the server takes an update: the function to point at. Raises ToolError when that cannot be judged."""
    reason = refusal(repository, update)
    is_the_site = update.name == publisher.branch(repository)
    if not reason and is_the_site:
        reason = publisher.refusal(repository, author)
    if reason:
        return Answer(False, None, (reason,))
    if update.new is None or is_the_site:  # what the build made was searched by the build
        return TAKEN
    head = repository.resolve(update.new)
    disclosed = Scan(repository, schemas.load(), head, update.name).problems()
    if disclosed:
        return Answer(False, Judgement(disclosed))
    if update.name != repository.published_branch:
        return TAKEN
    if update.old is None:
        tree, refused = repository.records(head)
        store = stores.of_git(repository.folder)
        problems = check(tree, schemas.load(), today, refused, store=store).problems
        return Answer(False, Judgement(problems)) if problems else TAKEN
    return _step(repository, update.old, head, today, author)


def _step(repository: Repository, old: str, head: str, today: date, author: str | None) -> Answer:
    """What the check says to the step from one commit of the published branch to the next."""
    if author is None and repository.file(old, EDITORS):
        raise ToolError(
            say(
                "The server does not say whose push this is, so nobody can tell who may change what. "
                "Its administrator sets {variable}.",
                variable=ACCOUNT_VARIABLES[-1],
            ),
            CANNOT_JUDGE,
        )
    judgement = judged(proposal.of_commits(repository, old, head, today, author))
    if judgement.caused:
        mend = say(
            "Mend it in the same commit (git commit --amend), then push again: every commit that is pushed "
            "becomes a published step."
        )
        # An amended commit would be dated rightly, those before it would not: how that is mended is said already.
        is_about_records = any(problem.rule not in OF_COMMITS for problem in judgement.caused)
        return Answer(False, judgement, (mend,) if is_about_records else ())
    repository.refuse_odd_folders(head, ["--all"], f"origin/{_short(repository.published_branch or update.name)}")
    taken_back = _taken_back(repository, old, head)
    return Answer(not taken_back, judgement, taken_back)


def _taken_back(repository: Repository, old: str, head: str) -> tuple[Text, ...]:
    if update.old and not repository.continues(update.old, head):
        return Answer(False, None, dates.past(update.old))
    """Every commit becomes a published step: one that takes back what another brought is refused, too."""
    since = repository.commit(old)
    steps = retractions.steps_since(since, head, repository)
    retracted = tuple(retractions.taken_back(steps, since, repository)) if len(steps) > 1 else ()
    if not retracted:
        return ()
    return (
        *retracted,
        say("Make one commit of your work: git reset --soft {old}, then git commit, and push that.", old=old[:12]),
    )


def town_record(repository: Repository, pushed: Sequence[Update]) -> bytes | None:
    """The town's record as it is published, else as this push publishes it: in its language the server speaks."""
    published = repository.published_branch
    tip = repository.tip(published) if published else None
    state = tip or next((update.new for update in pushed if update.name == published), None)
    return repository.file(state, files.TOWN_FILE) if state else None
