"""The command line: a shell that reads arguments, calls, prints, and decides nothing."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from lianhu import clock, files, git, report, rules, schemas
from lianhu.check import Verdict, check
from lianhu.problems import Problem, ToolError
from lianhu.words import CHINESE, ENGLISH, Text, language_of, say, spoken

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2


def speak(text: Text, language: str, *, error: bool = False) -> None:
    click.echo(spoken(text, language), err=error)


def reader_language(root: Path | None) -> str:
    """The locale's language, else the town's; a quick look, since the records may be what is wrong."""
    town_language = CHINESE
    if root and (root / files.TOWN_FILE).is_file():
        lines = (root / files.TOWN_FILE).read_bytes().splitlines()
        town_language = ENGLISH if b"language: en" in lines else CHINESE
    return language_of(os.environ, town_language)


def explained(command: Callable[..., int]) -> Callable[..., None]:
    """Ends the command with its exit code; what we cannot do is one sentence, never a traceback."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            sys.exit(command(*arguments, **options))
        except ToolError as error:
            speak(error.text, reader_language(None), error=True)
            sys.exit(error.exit_code)

    return run


root_option = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), help="The folder that holds records/."
)
today_option = click.option("--today", metavar="DATE", help="Judge as of this day (year-month-day).")


def town_root(given: Path | None) -> Path:
    return files.town_folder((given or Path()).resolve())


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianhu")
def main() -> None:
    """Records of a town's representatives: checked on every change, posted on the web and on the wall."""
    for stream in (sys.stdout, sys.stderr):
        # An old terminal that cannot show a character shows its number instead of ending the command.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


@main.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--base", metavar="REF", help="Tell problems that REF had already apart; only new ones fail.")
@click.option("--format", "format_name", type=click.Choice(sorted(report.FORMATS)), default="text", show_default=True)
@today_option
@root_option
@explained
def check_command(
    paths: Sequence[str], base: str | None, format_name: str, today: str | None, root: Path | None
) -> int:
    """Check the records; PATHS limit what is reported, never what is judged."""
    root = town_root(root)
    language, day = reader_language(root), clock.today(today)
    town_schemas = schemas.load(root)
    tree, refused = files.read_folder(root)
    verdict = check(tree, town_schemas, day, refused)
    found = [problem for problem in verdict.problems if not paths or _is_below(problem, paths, root)]
    older: list[Problem] = []
    if base is not None:
        base_tree, base_refused = git.read_commit(root, base)
        known = {_same(problem) for problem in check(base_tree, town_schemas, day, base_refused).problems}
        older = [problem for problem in found if _same(problem) in known]
        found = [problem for problem in found if _same(problem) not in known]
    _print_verdict(found, older, verdict, format_name, language)
    return PROBLEMS if found else CLEAN


def _print_verdict(
    found: Sequence[Problem], older: Sequence[Problem], verdict: Verdict, format_name: str, language: str
) -> None:
    text = report.FORMATS[format_name](found, language)
    if text:
        click.echo(text)
    if format_name == "text":
        if older:
            speak(say("Problems that were there before this change: {count}", count=len(older)), language)
            click.echo(report.text(older, language))
        click.echo(report.summary(found, verdict.relations_judged, language))


def _is_below(problem: Problem, paths: Sequence[str], root: Path) -> bool:
    place = root / problem.path
    return any(place == (named := Path(path).resolve()) or named in place.parents for path in paths)


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same one in two states of the records, wherever its line has moved."""
    return problem.path, problem.rule, str(problem.message)


@main.command("build")
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
    problems = build.build(root, target, day, tree)
    if problems:
        click.echo(report.text(problems, language))
        speak(
            say("Not built: problems: {count}. The old site is untouched.", count=len(problems)), language, error=True
        )
        return PROBLEMS
    speak(say("Built: {target}", target=str(target)), language)
    return CLEAN


@main.command("import")
@click.argument("kind", type=click.Choice(["issue", "issues"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), required=True, help="Which column means what.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The town's folder; found upwards.")
@today_option
@explained
def import_command(kind: str, file: Path, mapping: Path, into: Path | None, today: str | None) -> int:
    """Turn the rows of a spreadsheet into records; every row is accounted for, none is overwritten."""
    from lianhu.intake import import_issues  # only this command needs the spreadsheet reader

    root = town_root(into)
    language = reader_language(root)
    with progress_bar(say("Writing records"), language) as advance:
        outcome = import_issues(file, mapping, root, today=clock.today(today), progress=advance)
    for note in outcome.notes:
        sentence = spoken(note.message, language), spoken(note.fix, language)
        click.echo(f"{note.sheet}!{note.column}{note.row} {note.reference}: {sentence[0]}\n    {sentence[1]}")
    for told in (
        say("rows read: {count}", count=outcome.rows_read),
        say("new records: {count}", count=len(outcome.created)),
        say("unchanged: {count}", count=len(outcome.unchanged)),
        say("different from the record, left as they are: {count}", count=len(outcome.different)),
        say("not used, reported above: {count}", count=len(outcome.unusable)),
    ):
        speak(told, language)
    return CLEAN if outcome.is_clean else PROBLEMS


@contextlib.contextmanager
def progress_bar(label: Text, language: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing in a pipe; it is told how much is done of how much."""
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def advance(done: int, of: int) -> None:
            nonlocal bar
            if not sys.stderr.isatty():
                return
            if bar is None:
                bar = stack.enter_context(click.progressbar(length=of, label=spoken(label, language), file=sys.stderr))
            bar.update(done - bar.pos)

        yield advance


@main.command("rules")
def rules_command() -> None:
    """Print the rules that records are checked against, with their sources."""
    language = reader_language(None)
    for rule in rules.described(language):
        click.echo(f"{rule.name}\n    {rule.sentence}\n    {rule.source}")


if __name__ == "__main__":
    main()
