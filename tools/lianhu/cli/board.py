"""`lianhu board`: the sheets that hang on the wall."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.boards import folder, papers, press, volumes
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    explained,
    progress_bar,
    reader_language,
    root_option,
    speak,
    today_option,
    town_root,
)
from lianhu.public import posted
from lianhu.reading import clock
from lianhu.rules import check
from lianhu.words import reports, say


@click.group("board")
def board_command() -> None:
    """The sheets that hang on the wall: printed from the records, each with its check code."""


@board_command.command("print")
@click.argument("boards", nargs=-1, metavar="[BOARD]...")
@click.option("--out", type=click.Path(path_type=Path), default=Path("boards"), show_default=True, help="The folder.")
@click.option("--paper", type=click.Choice(sorted(papers.PAPERS)), default="a3", show_default=True)
@click.option("--landscape", is_flag=True, help="The long side lies.")
@click.option("--only", type=click.Choice(list(volumes.KINDS)), multiple=True, help="These alone; may be repeated.")
@click.option("--each", is_flag=True, help="A PDF for each sheet, and not for each village.")
@today_option
@root_option
@explained
def print_command(
    boards: tuple[str, ...],
    out: Path,
    paper: str,
    landscape: bool,
    only: tuple[str, ...],
    each: bool,
    today: str | None,
    root: Path | None,
) -> int:
    """Print boards, their panels one by one, contact cards and certificates as PDF; BOARD is an id of a group or
    village, or 'town', and none means all.

    Nothing is printed of records with problems, as nothing is published of them.
    """
    root = town_root(root)
    language = reader_language(root)
    verdict = check.of_folder(root, clock.today(today))
    if verdict.problems or verdict.register is None:
        click.echo(reports.text(verdict.problems, language))
        speak(say("Nothing was printed: problems: {count}.", count=len(verdict.problems)), language, error=True)
        return PROBLEMS
    town, size = posted(verdict.register, "wall"), papers.PAPERS[paper]
    wanted = volumes.volumes(town, only or volumes.KINDS, boards, each=each)
    size = size.landscape if landscape else size
    with press.press(town, size, root) as ready, progress_bar(say("Printing"), language) as advance:
        for done, volume in enumerate(wanted, start=1):
            folder.put(out, volume, ready.printed(volume))
            advance(done, len(wanted))
    told = say(
        "Printed: {files} files with {sheets} sheets in {folder}",
        files=len(wanted),
        sheets=sum(len(volume.sheets) for volume in wanted),
        folder=str(out),
    )
    speak(told, language)
    return CLEAN
