"""`lianhu build`: the public site as a folder."""

from __future__ import annotations

from pathlib import Path

import click

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
from lianhu.reading import clock
from lianhu.site import build
from lianhu.words import reports, say
from lianhu.words.problems import ToolError


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes; public/ in the town's folder.")
@click.option("--as-of", metavar="DATE|REF", help="The whole site as it was at the end of a day, or at a commit.")
@click.option("--head", metavar="REF", help="The records that REF proposes, in this folder's pages and schemas.")
@click.option(
    "--log",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The published site, or its data/code/ alone, whose log of what was published is carried on; that of --out.",
)
@today_option
@root_option
@explained
def build_command(
    out: Path | None, as_of: str | None, head: str | None, log: Path | None, today: str | None, root: Path | None
) -> int:
    """Build the public site; with any problem the old site stays as it is."""
    root = town_root(root)
    language = reader_language(root)
    target = (out or root / build.PUBLIC).resolve()
    if as_of is not None and head is not None:
        raise ToolError(say("Give --as-of or --head, not both."))
    if log is not None and (as_of or head):
        raise ToolError(say("--log is for what is published; --as-of and --head are not."))
    with alone(root, language):
        if as_of is not None:
            problems = build.build_as_of(root, target, as_of, today)
        elif head is not None:
            problems = build.build_proposal(root, target, head, clock.today(today))
        else:
            problems = build.build(root, target, clock.today(today), log=log)
    if problems:
        click.echo(reports.text(problems, language))
        speak(
            say("Not built: problems: {count}. The old site is untouched.", count=len(problems)), language, error=True
        )
        return PROBLEMS
    speak(say("Built: {target}", target=str(target)), language)
    return CLEAN
