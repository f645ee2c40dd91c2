"""`lianhu diff`: a change in the town's words."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import difference, git, history
from lianhu.cli.shell import CLEAN, explained, reader_language, root_option, today_option, town_root
from lianhu.reading import assets, clock, files
from lianhu.site.pages import drawing
from lianhu.site.site import Site
from lianhu.town import schemas


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@click.option("--format", "format_name", type=click.Choice(list(difference.FORMATS)), default="text", show_default=True)
@today_option
@root_option
@explained
def diff_command(base: str, head: str | None, format_name: str, today: str | None, root: Path | None) -> int:
    """Tell a change in the town's words: the lines that /changes/ will have, and which boards to print anew.

    Compared are the commit at which HEAD branched off from BASE, and HEAD; without HEAD the folder's records. Only
    what is public on the web or the wall is told; when nothing of it changes, Markdown is empty.
    """
    root = town_root(root)
    language, day, town_schemas = reader_language(root), clock.today(today), schemas.load(root)
    repository = git.Repository(root)
    newer = repository.resolve(head) if head else None
    older = repository.merge_base(repository.resolve(base), newer or repository.resolve("HEAD"))
    before, after = (
        difference.state(*taken, town_schemas, day)
        for taken in (repository.records(older), repository.records(newer) if newer else files.read_folder(root))
    )
    templates = drawing.environment(assets.folders(assets.TEMPLATES, root))
    earlier = history.known(repository, older, town_schemas)
    compared = difference.between(before, after, town_schemas, lambda town: Site(town, templates), earlier)
    told = difference.FORMATS[format_name](compared, difference.Compared(older, newer), language)
    if told:
        click.echo(told)
    return CLEAN
