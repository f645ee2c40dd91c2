"""`lianhu withdraw`: a person no longer agrees to have something shown."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import git
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
from lianhu.difference import compared
from lianhu.public import withdrawal
from lianhu.public.withdrawal import Withdrawal
from lianhu.reading import clock, files
from lianhu.reading.files import Tree
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.town.register import Register
from lianhu.words import reports, say


@click.command("withdraw")
@click.argument("person", metavar="PERSON")
@click.argument("item", metavar="ITEM")
@click.option("--head", metavar="NAME", help="Which head of the group or area PERSON, where it is not the present one.")
@today_option
@root_option
@explained
def withdraw_command(person: str, item: str, head: str | None, today: str | None, root: Path | None) -> int:
    """Record that PERSON no longer agrees to have ITEM (name, photo, phone or background) shown.

    PERSON is the id of a representative, a village officer or a cadre, or of a group or area for its head. Who holds an
    office is named with it; the name can be withdrawn afterwards.

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
        done = withdrawal.withdrawal(tree, verdict.register, person, item, head)
        repository = git.existing(root)
        withdrawal.write(root, done, repository.uncommitted() if repository else ())
    speak(
        say(
            "Withdrawn on {day}: {id}, {item}.",
            day=verdict.register.today,
            id=done.person.id,
            item=done.title,
        ),
        language,
    )
    _tell_effects(root, done, tree, verdict.register, language)
    _tell_history(repository, done, language)
    return CLEAN


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
    effects, after = compared.trees(root, tree, done.changed(tree), register.today)
    for sentence in effects.left_out:
        speak(sentence, language)
    if after.problems:
        speak(say("The records have problems: until they are mended the site shows what it showed."), language)
    else:
        speak(say("Pages that the next 'lianhu build' changes: {count}", count=len(effects.pages)), language)
    for page in effects.pages:
        click.echo(f"    /{page.address}")
    speak(say("Workstations whose wall must be printed again: {count}", count=len(effects.workstations)), language)
    for workstation in effects.workstations:
        click.echo(f"    {workstation.group} {workstation.name}")


def _tell_history(repository: git.Repository | None, done: Withdrawal, language: str) -> None:
    if repository is None:
        speak(say("There is no Git history here; whoever copied the folder still has the old state."), language)
        return
    if any(path not in done.files for path in repository.uncommitted()):
        speak(say("Other records have changes that are not committed; these commands leave them out."), language)
    speak(say("Commit it by itself:"), language)
    for command in done.commands:
        click.echo(f"    {command}")
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
