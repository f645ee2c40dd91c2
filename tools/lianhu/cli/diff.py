"""`lianhu diff`: a change in the town's words."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import difference
from lianhu.cli.shell import CLEAN, explained, reader_language, root_option, today_option, town_root
from lianhu.difference import compared
from lianhu.reading import clock


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option("--format", "format_name", type=click.Choice(list(difference.FORMATS)), default="text", show_default=True)
@today_option
@root_option
@explained
def diff_command(base: str, head: str | None, format_name: str, today: str | None, root: Path | None) -> int:
    """Tell a change in the town's words: the lines that /changes/ will have, and which boards to print anew.

    Of each figure that moves it is said which records moved it; what they add makes the whole difference.

    Compared are the commit at which HEAD branched off from BASE, and HEAD; without HEAD the folder's records. Only what
    is public on the web or the wall is told; when nothing of it changes, Markdown is empty.
    """
    root = town_root(root)
    effects, states = compared.commits(root, base, head, clock.today(today))
    told = difference.FORMATS[format_name](effects, states, reader_language(root))
    if told:
        click.echo(told)
    return CLEAN
