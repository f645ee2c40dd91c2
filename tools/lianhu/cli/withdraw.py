"""`lianhu withdraw`: a person no longer agrees to have something shown."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

import click

from lianhu import git
from lianhu import store as stores
from lianhu.cli import edited
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
from lianhu.public import withdrawal, withdrawn
from lianhu.public.withdrawal import Withdrawal
from lianhu.reading import clock
from lianhu.reading.contents import at_hand
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words import reports, say


@click.command("withdraw")
@click.argument("person", metavar="PERSON")
@click.argument("item", metavar="ITEM")
@click.option("--head", metavar="NAME", help="Which head of the group or area PERSON, where it is not the present one.")
@click.option("--again", is_flag=True, help="Say again what is left to do after a withdrawal; nothing is changed.")
@today_option
@root_option
@explained
def withdraw_command(
    person: str, item: str, head: str | None, again: bool, today: str | None, root: Path | None
) -> int:
    """Record that PERSON no longer agrees to have ITEM (name, photo, phone or background) shown.

    PERSON is the id of a representative, a village officer or a cadre, or of a group or area for its head. Who holds an
    office is named with it; the name can be withdrawn afterwards.

    Says what to build and print again, and how to take the item out of the history.
    """
    root = town_root(root)
    language = reader_language(root)
    with contextlib.nullcontext() if again else alone(root, language):
        store = stores.at(root)
        tree, refused = stores.read(root, store)
        verdict = check(tree, schemas.load(root), clock.today(today), refused, store=store)
        if verdict.register is None:
            click.echo(reports.text(verdict.problems, language))
            return PROBLEMS
        repository = git.existing(root)
        if again:
            done = withdrawn.withdrawn(tree, verdict.register, person, item, head)
            photo = (
                next((path for path in repository.uncommitted() if path in done.photos), None) if repository else None
            )
            done = replace(done, photo=photo)
            _tell(done, language)
            edited.tell_effects(root, withdrawn.undone(tree, done), tree, verdict.register.today, language, again=True)
            steps = withdrawal.purge_steps(done, repository.path_in) if repository else ()
            edited.tell_history(repository, done.files, done.commands, steps, language)
            return CLEAN
        done = withdrawal.withdrawal(tree, verdict.register, person, item, head)
        if repository:
            repository.refuse_uncommitted(done.files)
        before = at_hand(tree, done.files)
        withdrawal.write(root, done)
    _tell(done, language)
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
    edited.tell_effects(root, before, done.changed(before), verdict.register.today, language)
    steps = withdrawal.purge_steps(done, repository.path_in) if repository else ()
    edited.tell_history(repository, done.files, done.commands, steps, language)
    return CLEAN


def _tell(done: Withdrawal, language: str) -> None:
    speak(say("Withdrawn on {day}: {id}, {item}.", day=done.day, id=done.person.id, item=done.title), language)
