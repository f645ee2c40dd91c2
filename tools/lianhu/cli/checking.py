"""`lianhu check`: what is wrong with the records."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from lianhu import clock, files, git, report, schemas
from lianhu.check import Verdict, check
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, today_option, town_root
from lianhu.problems import Problem
from lianhu.register import Register
from lianhu.rules import privacy
from lianhu.words import say


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--base", metavar="REF", help="Tell problems that REF had already apart; only new ones fail.")
@click.option("--format", "format_name", type=click.Choice(sorted(report.FORMATS)), default="text", show_default=True)
@click.option("--exceptions", is_flag=True, help="Also draft exceptions for personal data; never in a public log.")
@today_option
@root_option
@explained
def check_command(
    paths: Sequence[str], base: str | None, format_name: str, exceptions: bool, today: str | None, root: Path | None
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
    if exceptions and verdict.register:
        _print_exceptions(verdict.register, language)
    return PROBLEMS if found else CLEAN


def _print_exceptions(register: Register, language: str) -> None:
    drafts = list(privacy.drafted_exceptions(register))
    if not drafts:
        speak(say("Nothing was found that an exception could excuse."), language)
        return
    speak(
        say(
            "Each needs a reason, an owner and a last day before it goes into records/town.yaml. Keep this output to "
            "yourself: from a fingerprint and a masked number the number can be found by trying."
        ),
        language,
    )
    empty = {"reason": "", "owner": "", "expires_on": ""}
    click.echo("exceptions:")
    for draft in drafts:
        lines = [f"{key}: {json.dumps(value)}" for key, value in {**draft, **empty}.items()]
        click.echo("\n".join([f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]))


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
