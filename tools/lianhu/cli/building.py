"""`lianhu build`: the public site as a folder."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import clock, git, report
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
from lianhu.words import say


@click.command("build")
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes; public/ in the town's folder.")
@click.option("--as-of", metavar="REF", help="The records as they were at a commit.")
@today_option
@root_option
@explained
def build_command(out: Path | None, as_of: str | None, today: str | None, root: Path | None) -> int:
    """Build the public site; with any problem the old site stays as it is."""
    from lianhu import build  # MkDocs takes half a second to import, and most commands do not need it

    root = town_root(root)
    language, day = reader_language(root), clock.today(today)
    target = (out or root / build.PUBLIC).resolve()
    tree = git.read_commit(root, as_of) if as_of else None
    with alone(root, language):
        problems = build.build(root, target, day, tree)
    if problems:
        click.echo(report.text(problems, language))
        speak(
            say("Not built: problems: {count}. The old site is untouched.", count=len(problems)), language, error=True
        )
        return PROBLEMS
    speak(say("Built: {target}", target=str(target)), language)
    return CLEAN
