"""`lianhu migrate`: the records as today's Lianhu writes them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from lianhu.cli.shell import CLEAN, alone, explained, reader_language, root_option, speak, town_root
from lianhu.reading import files
from lianhu.town import migration
from lianhu.town.migrations import CURRENT
from lianhu.words import Term, say


@click.command("migrate")
@click.option("--finish", is_flag=True, help="Also bring records of which some are of today's version already.")
@root_option
@explained
def migrate_command(finish: bool, root: Path | None) -> int:
    """Bring the town's records to today's way of writing, all or none."""
    root = town_root(root)
    language = reader_language(root)
    with alone(root, language):
        changed = migration.migrate(root, finish)
    if not changed:
        speak(say("The records are of version {current} already; nothing was changed.", current=CURRENT), language)
        return CLEAN
    for path in sorted(changed):
        click.echo(path)
    for kind, count in sorted(Counter(changed.values()).items()):
        speak(say("{kind}: records {count}", kind=Term(kind), count=count), language)
    message = say("records are written as version {current}", current=CURRENT)
    speak(say("The records are of version {current} now. Look at the change: git diff", current=CURRENT), language)
    speak(
        say('Then record it alone: git commit -m "{message}" {folder}', message=message, folder=files.RECORDS), language
    )
    return CLEAN
