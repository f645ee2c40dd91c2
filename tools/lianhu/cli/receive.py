"""Commands that Git calls, and the one that tells it to: `lianhu merge`, `lianhu receive`, `lianhu hooks`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from lianhu import git
from lianhu.changes import merging
from lianhu.cli.checking import check_command
from lianhu.cli.shell import (
    CANNOT_JUDGE,
    CLEAN,
    PROBLEMS,
    explained,
    reader_language,
    root_option,
    speak,
    town_language,
    town_root,
)
from lianhu.git import hooks
from lianhu.proof import verification
from lianhu.proposals import receiving
from lianhu.proposals.proposal import EDITORS
from lianhu.reading import clock, files
from lianhu.rules import check
from lianhu.town import schemas
from lianhu.words import LOCALE, reports, say
from lianhu.words.problems import Problem, ToolError

EXISTING = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("merge")
@click.argument("base", type=EXISTING)
@click.argument("ours", type=EXISTING)
@click.argument("theirs", type=EXISTING)
@click.argument("path")
@explained
def merge_command(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge what two branches added to a record; Git calls this with %O %A %B %P.

    The result is written to OURS. What is no addition is merged by lines, as Git does.
    """
    place = Path(path).resolve()
    root = files.town_folder(place.parent)
    filing = schemas.load(root).filing(place.relative_to(root).as_posix())
    sides = base.read_bytes(), ours.read_bytes(), theirs.read_bytes()
    content = merging.merged(filing.kind, *sides) if filing else None
    if content is not None:
        ours.write_bytes(content)  # a file that Git made for this answer
        return CLEAN
    if git.merge_lines(ours, base, theirs):
        return CLEAN
    speak(say("Both sides changed {path}; both stand in it, between marks.", path=path), reader_language(root))
    return PROBLEMS


@click.group("hooks")
def hooks_command() -> None:
    """What Git does by itself in this clone."""


@hooks_command.command("install")
@root_option
@explained
def install_command(root: Path | None) -> int:
    """Set up this clone: events merge by themselves, and every commit is checked."""
    root = town_root(root)
    language = reader_language(root)
    for done in hooks.install(root):
        speak(done, language)
    return CLEAN


@click.command("receive")
@click.option("--root", type=click.Path(path_type=Path), default=".", help="The server's repository.")
@explained
def receive_command(root: Path) -> int:
    """Judge a push before the server takes it; Git's pre-receive hook gives the updates on standard input.

    The published branch takes what the check accepts from the account that pushes; no branch takes personal data.
    """
    repository = git.Repository(root)
    pushed = receiving.updates(sys.stdin)
    published = repository.published_branch
    tip = repository.tip(published) if published else None
    state = tip or next((update.new for update in pushed if update.name == published), None)
    # Whoever pushes reads what is said here: the town's language counts, not that of the server.
    for variable in LOCALE:
        os.environ.pop(variable, None)
    language = town_language(repository.file(state, files.TOWN_FILE) if state else None)
    worst = CLEAN
    for update in pushed:
        try:
            worst = max(worst, _received(repository, root, update, language))
        except ToolError as error:
            speak(error.text, language)
            worst = max(worst, error.exit_code)
    if worst:
        speak(say("The push was refused; nothing of it was taken."), language)
    return worst


def _received(repository: git.Repository, root: Path, update: receiving.Update, language: str) -> int:
    refusal = receiving.refusal(repository, update)
    if refusal:
        speak(refusal, language)
        return PROBLEMS
    if update.new is None:
        return CLEAN
    head = repository.resolve(update.new)
    disclosed = receiving.Scan(repository, schemas.load(), head).problems()
    if disclosed:
        return _told(disclosed, language)
    if update.name != repository.published_branch:
        return CLEAN
    if update.old is None:
        tree, refused = repository.records(head)
        verdict = check.check(tree, schemas.load(), clock.today(None), refused)
        return _told(verdict.problems, language)
    author = receiving.account(os.environ)
    if author is None and repository.file(update.old, EDITORS):
        raise ToolError(
            say(
                "The server does not say whose push this is, so nobody can tell who may change what. "
                "Its administrator sets {variable}.",
                variable=receiving.ACCOUNT_VARIABLES[-1],
            ),
            CANNOT_JUDGE,
        )
    found = _checked(root, update.old, head, author)
    if found == PROBLEMS:
        speak(
            say(
                "Mend it in the same commit (git commit --amend), then push again: every commit that is pushed "
                "becomes a published step."
            ),
            language,
        )
    return found or _stepped(repository, update.old, head, language)


def _stepped(repository: git.Repository, old: str, head: str, language: str) -> int:
    """Every commit becomes a published step: one that takes back what another brought is refused, too."""
    since = repository.commit(old)
    steps = verification.steps_since(since, head, repository)
    found = list(verification.taken_back(steps, since, repository)) if len(steps) > 1 else []
    for sentence in found:
        speak(sentence, language)
    if found:
        fix = say("Make one commit of your work: git reset --soft {old}, then git commit, and push that.", old=old[:12])
        speak(fix, language)
    return PROBLEMS if found else CLEAN


def _checked(root: Path, old: str, new: str, author: str | None) -> int:
    """What `lianhu check` says to the step from one commit to the other."""
    arguments = ["--root", str(root), "--base", old, "--head", new, *(("--author", author) if author else ())]
    try:
        check_command.main(arguments, standalone_mode=False)
    except SystemExit as done:
        return int(done.code or CLEAN)
    return CLEAN


def _told(problems: tuple[Problem, ...], language: str) -> int:
    if problems:
        click.echo(reports.text(problems, language))
        click.echo(reports.summary(problems, True, language))
    return PROBLEMS if problems else CLEAN
