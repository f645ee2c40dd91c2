"""`lianhu check`: what is wrong with the records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lianhu import clock, files, git, report, schemas
from lianhu.check import Verdict, check
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, today_option, town_root
from lianhu.problems import Problem
from lianhu.words import say


@click.command("check")
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
