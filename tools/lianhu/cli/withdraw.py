"""`lianhu withdraw`: a representative no longer agrees to have something shown."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from lianhu import difference, git
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    reader_language,
    root_option,
    speak,
    today_option,
    town_root,
)
from lianhu.public import withdrawal
from lianhu.public.withdrawal import Withdrawal
from lianhu.reading import assets, clock, files
from lianhu.reading.files import Tree
from lianhu.rules.check import check
from lianhu.site.pages import drawing
from lianhu.site.site import Site
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.words import reports, say
from lianhu.words.problems import ToolError
from lianhu.writing import disk


@click.command("withdraw")
@click.argument("representative", metavar="REP")
@click.argument("item", metavar="ITEM")
@today_option
@root_option
@explained
def withdraw_command(representative: str, item: str, today: str | None, root: Path | None) -> int:
    """Record that REP no longer agrees to have ITEM (name, photo, phone or background) shown.

    Says what to build and print again, and how to take the item out of the history.
    """
    root = town_root(root)
    language = reader_language(root)
    with alone(root, language):
        tree, refused = files.read_folder(root)
        verdict = check(tree, schemas.load(root), clock.today(today), refused)
        if verdict.register is None:
            click.echo(reports.text(verdict.problems, language))
            return PROBLEMS
        done = withdrawal.withdrawal(tree, verdict.register, representative, item)
        repository = _repository(root)
        _refuse_half_done(repository, done)
        _write(root, done)
    speak(
        say(
            "Withdrawn on {day}: {id}, {item}.",
            day=verdict.register.today,
            id=done.representative.id,
            item=done.title,
        ),
        language,
    )
    _tell_effects(root, done, tree, verdict.register, language)
    _tell_history(repository, done, language)
    return CLEAN


def _repository(root: Path) -> git.Repository | None:
    try:
        return git.Repository(root)
    except ToolError:
        return None  # a town may do without; then there is no history to take anything out of


def _refuse_half_done(repository: git.Repository | None, done: Withdrawal) -> None:
    for path in repository.uncommitted() if repository else ():
        if path in done.files:
            raise ToolError(
                say(
                    "{path} has changes that are not committed. Commit them or undo them first: "
                    "a withdrawal is a change of its own.",
                    path=path,
                )
            )


def _write(root: Path, done: Withdrawal) -> None:
    """The record first: where it ends in between, a photo that no record names is a problem that says so."""
    if done.after != done.before:
        disk.write_atomically(root, done.path, done.after, instead_of=done.before)
    if done.photo:
        (root / done.photo).unlink(missing_ok=True)


def _tell_effects(root: Path, done: Withdrawal, tree: Tree, register: Register, language: str) -> None:
    speak(say("Changed: {path}", path=done.path), language)
    if done.photo:
        speak(say("Removed: {path}", path=done.photo), language)
    if done.stays:
        speak(
            say(
                "The record keeps it for the office's own use, out of the site's reach; take it out if nobody needs it."
            ),
            language,
        )
    templates = drawing.environment(assets.folders(assets.TEMPLATES, root))
    before, after = (
        difference.state(each, (), register.schemas, register.today) for each in (tree, done.changed(tree))
    )
    found = difference.between(before, after, register.schemas, lambda town: Site(town, templates))
    for sentence in found.left_out:
        speak(sentence, language)
    if after.problems:
        speak(say("The records have problems: until they are mended the site shows what it showed."), language)
    else:
        speak(say("Pages that the next 'lianhu build' changes: {count}", count=len(found.pages)), language)
    for page in found.pages:
        click.echo(f"    /{page.address}")
    speak(say("Workstations whose wall must be printed again: {count}", count=len(found.workstations)), language)
    for one in found.workstations:
        click.echo(f"    {one.group} {one.name}")


def _tell_history(repository: git.Repository | None, done: Withdrawal, language: str) -> None:
    if repository is None:
        speak(say("There is no Git history here; whoever copied the folder still has the old state."), language)
        return
    if any(path not in done.files for path in repository.uncommitted()):
        speak(say("Other records have changes that are not committed; these commands leave them out."), language)
    speak(say("Commit it by itself:"), language)
    paths = " ".join(map(shlex.quote, done.files))
    click.echo(f"    git add -- {paths}")
    message = shlex.quote(f"Consent withdrawn: {done.representative.id} {done.item}")
    click.echo(f"    git commit -m {message} -- {paths}")
    speak(
        say(
            "Earlier commits still hold it. To take it out of all of them, if the person asks or strangers can read it:"
        ),
        language,
    )
    for number, step in enumerate(withdrawal.purge_steps(done, repository.path_in), start=1):
        speak(say("{number}. {step}", number=number, step=step.sentence), language)
        for command in step.commands:
            click.echo(f"    {command}")
