"""`lianhu redact`: words that must not be public go, also from what was published."""

from __future__ import annotations

import sys
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
from lianhu.public import redaction
from lianhu.reading import clock
from lianhu.reading.contents import at_hand
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words import reports, say
from lianhu.writing import disk


@click.command("redact")
@click.argument("record", metavar="ID")
@click.argument("at", metavar="AT")
@click.option("--passage", metavar="TEXT", help="The words that go; '-' reads them from standard input.")
@click.option("--reason", metavar="REASON", required=True, help="Why, on one line, without the words.")
@click.option("--by", metavar="POST", required=True, help="Who decided it: village_officer or town_office.")
@today_option
@root_option
@explained
def redact_command(
    record: str, at: str, passage: str | None, reason: str, by: str, today: str | None, root: Path | None
) -> int:
    """Take words out of the text at AT (like events[1].note) of the record ID, for good; day, post and reason stay.

    Without --passage the whole text goes. Says what to build and print again, and how to take the words out of the
    history.
    """
    root = town_root(root)
    language = reader_language(root)
    if passage == "-":  # what is typed into a command is kept by the shell
        passage = sys.stdin.read().strip("\r\n")
    with alone(root, language):
        store = stores.at(root)
        tree, refused = stores.read(root, store)
        verdict = check(tree, schemas.load(root), clock.today(today), refused, store=store)
        if verdict.register is None:
            click.echo(reports.text(verdict.problems, language))
            return PROBLEMS
        done = redaction.redaction(tree, verdict.register, record, at, passage=passage, reason=reason, by=by)
        repository = git.existing(root)
        if repository:
            repository.refuse_uncommitted(done.files)
        before = at_hand(tree, done.files)
        disk.write_atomically(root, done.path, done.after, instead_of=done.before)
    speak(say("No longer public from {day}: {id}, {at}.", day=verdict.register.today, id=done.id, at=done.at), language)
    speak(say("Changed: {path}", path=done.path), language)
    if done.elsewhere:
        speak(say("The same words stand here still; take them out as well: {places}", places=done.elsewhere), language)
    edited.tell_effects(root, before, done.changed(before), verdict.register.today, language)
    steps = redaction.purge_steps(done, repository.path_in) if repository else ()
    edited.tell_history(repository, done.files, done.commands, steps, language)
    return CLEAN
