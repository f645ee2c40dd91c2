"""What a server takes: the published branch only grows, and no pushed commit holds personal data, in no branch.

The published branch is the one that HEAD of the server's repository names. Other branches are work in progress: they
may hold wrong records, be rewritten and deleted, but whatever was pushed can be fetched, so that personal data is
refused there too, also where a later commit of the same push takes it out again. Anything else may only be deleted.

Source: hardening.md A1, A4, P7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lianhu import store as stores
from lianhu.git import BRANCHES, CANNOT_JUDGE, NOTHING, Repository
from lianhu.proposals import branches, proposal, publisher, retractions
from lianhu.proposals.judgement import Judgement, judged
from lianhu.proposals.owners import EDITORS
from lianhu.proposals.rules import dates
from lianhu.proposals.scan import Scan
from lianhu.reading import files
from lianhu.rules.check import check
from lianhu.rules.dates import CLOCK
from lianhu.town import schemas
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

# Who pushes, as the server knows it: GitLab, Gitea and Forgejo, gitolite; else what the administrator has set.
ACCOUNT_VARIABLES = ("GL_USERNAME", "GITEA_PUSHER_NAME", "GL_USER", "LIANHU_AUTHOR")
# What Gitea and Forgejo say to a hook when they write themselves; who pushes cannot say it.
BY_THE_FORGE = "GITEA_INTERNAL_PUSH"

# What is said of clocks says already how it is mended.
OF_CLOCKS = {
    CLOCK,
    *(rule.__name__ for rule in (dates.commits_are_dated_after_their_parents, dates.commits_are_not_dated_ahead)),
}


@dataclass(frozen=True)
class Update:
    """What a push does to one branch or tag: its full name and the ids before and after; None: there is none."""

    old: str | None
    new: str | None
    name: str


@dataclass(frozen=True)
class Push:
    """A push: what it does to each branch, the account that makes it (where the server says it), and whether that is
    the forge itself."""

    updates: tuple[Update, ...]
    author: str | None = None
    by_the_forge: bool = False

    @classmethod
    def of(cls, lines: Iterable[str], environment: Mapping[str, str]) -> Push:
        """The push that Git tells a hook of, in the environment that the server gives it. Raises ToolError as
        `updates` does."""
        return cls(updates(lines), account(environment), environment.get(BY_THE_FORGE) == "true")


def updates(lines: Iterable[str]) -> tuple[Update, ...]:
    """The updates as Git gives them to a hook: `old new name`, one a line. Raises ToolError for anything else."""
    pushed = []
    for line in lines:
        words = line.removesuffix("\n").split(" ")
        if len(words) != 3:
            raise ToolError(say("Git gives this command a line for each branch: old, new and name."))
        old, new, name = words
        pushed.append(Update(None if NOTHING.fullmatch(old) else old, None if NOTHING.fullmatch(new) else new, name))
    return tuple(pushed)


def account(environment: Mapping[str, str]) -> str | None:
    """The account that pushes, where the server says it."""
    return next((environment[name] for name in ACCOUNT_VARIABLES if environment.get(name)), None)


def refusal(repository: Repository, update: Update, push: Push) -> Text | None:
    """Why an update of a push may not happen whatever it holds; None when it may."""
    published = repository.published_branch
    if not published:
        return say("The server's repository names no published branch: its HEAD leads to none.")
    if update.name != published:
        return _of_another(repository, update, push, published)
    if update.new is None:
        return say("The published branch {branch} is never deleted.", branch=_short(published))
    if update.old != repository.tip(published):
        return say(
            "{branch} is not where this push takes it to be. Fetch it and put your commits on top: git pull --rebase, "
            "then push again.",
            branch=_short(published),
        )
    if update.old and not repository.is_ancestor(update.old, update.new):
        return say(
            "This push would rewrite what was published in {branch}. Fetch it and put your commits on top: "
            "git pull --rebase, then push again without --force.",
            branch=_short(published),
        )
    return None


def _of_another(repository: Repository, update: Update, push: Push, published: str) -> Text | None:
    """The same for any other branch than the published one."""
    if other := repository.leads_to(update.name):
        return say(
            "{name} is another name for {branch} on this server. Push to that one: git push origin HEAD:{branch}",
            name=_short(update.name),
            branch=_short(other),
        )
    if update.new is None:
        return None
    if repository.tip(published) is None:
        return say(
            "The published branch of this repository is {branch}, and it does not exist yet. Push it first; "
            "if yours has another name, push it as this one: git push origin HEAD:{branch}",
            branch=_short(published),
        )
    others = [publisher.branch(repository), *(other.name for other in push.updates if other.new)]
    return branches.refusal(repository, update.name, others, push.by_the_forge)


def _short(branch: str) -> str:
    return quoted(branch.removeprefix(BRANCHES))


@dataclass(frozen=True)
class Answer:
    """What the server says to an update: a judgement where records were judged, and sentences for who pushes."""

    is_taken: bool
    judgement: Judgement | None = None
    sentences: tuple[Text, ...] = ()


TAKEN = Answer(True)


def answer(repository: Repository, update: Update, push: Push, today: date) -> Answer:
    """Whether the server takes an update of a push: the function to point at. Raises ToolError when that cannot be
    judged."""
    reason = refusal(repository, update, push)
    is_the_site = update.name == publisher.branch(repository)
    if not reason and is_the_site:
        reason = publisher.refusal(repository, push.author)
    if reason:
        return Answer(False, None, (reason,))
    if update.new is None or is_the_site:  # what the build made was searched by the build
        return TAKEN
    head = repository.resolve(update.new)
    repository.refuse_odd_folders(head, ["--all"], f"origin/{_short(repository.published_branch or update.name)}")
    disclosed = Scan(repository, schemas.load(), head, update.name).problems()
    if disclosed:
        return Answer(False, Judgement(disclosed))
    if update.name != repository.published_branch:
        return TAKEN
    if update.old and not repository.continues(update.old, head):
        return Answer(False, None, dates.past(update.old))
    if update.old is None:
        tree, refused = repository.records(head)
        store = stores.of_git(repository.folder)
        problems = check(tree, schemas.load(), today, refused, store=store).problems
        return Answer(False, Judgement(problems)) if problems else TAKEN
    return _step(repository, update.old, head, today, push.author)


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
        is_about_records = any(problem.rule not in OF_CLOCKS for problem in judgement.caused)
        return Answer(False, judgement, (mend,) if is_about_records else ())
    taken_back = _taken_back(repository, old, head)
    return Answer(not taken_back, judgement, taken_back)


def _taken_back(repository: Repository, old: str, head: str) -> tuple[Text, ...]:
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


def town_record(repository: Repository, push: Push) -> bytes | None:
    """The town's record as it is published, else as this push publishes it: in its language the server speaks."""
    published = repository.published_branch
    tip = repository.tip(published) if published else None
    state = tip or next((update.new for update in push.updates if update.name == published), None)
    return repository.file(state, files.TOWN_FILE) if state else None
