"""`lianhu board`: the sheets that hang on the wall: printed, recorded as hung, and how they stand."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import git
from lianhu.boards import folder, papers, press, volumes
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    progress_bar,
    reader_language,
    root_option,
    speak,
    today_option,
    town_root,
)
from lianhu.public.sheet import PARTS, WHOLE, doors
from lianhu.reading import clock
from lianhu.rules import check, shown
from lianhu.words import reports, say
from lianhu.writing import disk


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
    town, size = doors(verdict.register), papers.PAPERS[paper]
    wanted = volumes.volumes(town, only or volumes.KINDS, boards, each=each)
    size = size.landscape if landscape else size
    with press.press(town.wall, size, root) as ready, progress_bar(say("Printing"), language) as advance:
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


@board_command.command("post")
@click.argument("board", metavar="BOARD")
@click.option("--part", default=WHOLE, show_default=True, help="The panel, where not the whole board was hung.")
@click.option("--on", "day", metavar="DATE", help="On which day it was hung; today without it.")
@click.option("--code", help="The check code on the sheet; without it that of what the board shows now.")
@click.option("--by", metavar="POST", help="Which post hung it; village_officer, of the town's own board town_office.")
@click.option("--late", metavar="REASON", help="Why it is recorded so late, where it is.")
@today_option
@root_option
@explained
def post_command(
    board: str,
    part: str,
    day: str | None,
    code: str | None,
    by: str | None,
    late: str | None,
    today: str | None,
    root: Path | None,
) -> int:
    """Record that a sheet of BOARD was hung; what hung in its place was taken down on that day.

    BOARD is the id of a group or village, or 'town'. Nothing is written of a code that was never printed.
    """
    from lianhu.proposals import hanging  # brings the history with it

    root, when = town_root(root), clock.today(today)
    language = reader_language(root)
    with alone(root, language):
        town = hanging.Town.of_folder(root, when)
        if not town.verdict.relations_judged:
            click.echo(reports.text(town.verdict.problems, language))
            return PROBLEMS
        done = town.hung(board, part, clock.today(day) if day else when, code, by, late)
        if done.refused:
            for sentence in done.refused:
                speak(sentence, language)
            speak(say("Nothing was written."), language, error=True)
            return PROBLEMS
        if caused := town.caused(done):
            click.echo(reports.text(caused, language))
            speak(say("Nothing was written: the change would cause these problems."), language, error=True)
            return PROBLEMS
        if repository := git.existing(root):
            repository.refuse_uncommitted([done.path])
        disk.write_atomically(root, done.path, done.after, instead_of=done.before)
    speak(say("Posted: {board}, {part}, {code}", board=done.board, part=PARTS[done.part], code=done.code), language)
    for ended in done.ended:
        speak(say("Taken down for it: {part}", part=PARTS[ended]), language)
    speak(say("Changed: {path}", path=done.path), language)
    speak(say("Commit it by itself:"), language)
    for command in done.commands:
        click.echo(f"    {command}")
    return CLEAN


@board_command.command("status")
@click.argument("boards", nargs=-1, metavar="[BOARD]...")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--print-list", is_flag=True, help="Only the ids of the boards to print anew, one a line.")
@today_option
@root_option
@explained
def status_command(
    boards: tuple[str, ...], format_name: str, print_list: bool, today: str | None, root: Path | None
) -> int:
    """Tell which boards hang as they are today, which do not, since when, and what changed since.

    BOARD is the id of a group or village, or 'town'; without it all are told of.
    """
    from lianhu import history  # it brings Git with it
    from lianhu.history import board_reports, chronicle, standing, taken_out

    root = town_root(root)
    language = reader_language(root)
    verdict = check.of_folder(root, clock.today(today))
    if verdict.parts is None:
        click.echo(reports.text(verdict.problems, language))
        return PROBLEMS
    parts = verdict.parts
    town = shown.town(parts, "web")
    whole = standing.chosen(standing.of_folder(root, town, parts), boards)
    if print_list:
        click.echo(board_reports.print_list(whole), nl=False)
        return CLEAN
    past = history.here(root, today=parts.today)
    told = chronicle.Chronicle(parts.register(), town, past, taken_out.taken_out(parts, past))
    click.echo(board_reports.FORMATS[format_name](town, whole, told, language))
    return CLEAN
