"""`lianhu check`: what is wrong with the records, or with a step from what is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lianhu import git
from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    explained,
    reader_language,
    root_option,
    speak,
    today_option,
    town_language,
    town_root,
)
from lianhu.proposals import owners, proposal
from lianhu.proposals.judgement import Judgement, judged
from lianhu.reading import clock, files
from lianhu.rules import privacy
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words import Text, reports, say
from lianhu.words.problems import Problem, ToolError


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--base", metavar="REF", help="Judge the step from REF, which is published, to the records here.")
@click.option("--head", metavar="REF", help="Judge the step from the base to REF; only Git's objects are read.")
@click.option("--author", metavar="ACCOUNT", help="Who makes the step: judge also who may change what.")
@click.option("--format", "format_name", type=click.Choice(sorted(reports.FORMATS)), default="text", show_default=True)
@click.option("--exceptions", is_flag=True, help="Also draft exceptions for personal data; never in a public log.")
@today_option
@root_option
@explained
def check_command(
    paths: Sequence[str],
    base: str | None,
    head: str | None,
    author: str | None,
    format_name: str,
    exceptions: bool,
    today: str | None,
    root: Path | None,
) -> int:
    """Check the records; PATHS limit what is reported, never what is judged.

    With --base only problems that the step causes fail; those that were there before are listed apart.
    """
    day = clock.today(today)
    if base is not None:
        root, judgement, language = _of_step(root, base, head, author, day)
    elif head is not None or author is not None:
        raise ToolError(say("--head and --author are about a step: name with --base what is published."))
    else:
        root = town_root(root)
        judgement, language = _of_folder(root, day), reader_language(root)
    found = [problem for problem in judgement.caused if _is_below(problem, paths, root)]
    older = [problem for problem in judgement.older if _is_below(problem, paths, root)]
    text = reports.FORMATS[format_name](found, language)
    if text:
        click.echo(text)
    if format_name == "text":
        if older:
            speak(say("Problems that were there before this change: {count}", count=len(older)), language)
            click.echo(reports.text(older, language))
        for note in _notes(judgement, base is not None and author is None):
            speak(note, language)
        click.echo(reports.summary(found, judgement.relations_judged, language))
    if exceptions:
        _print_exceptions(root, day, language)
    return PROBLEMS if found else CLEAN


def _print_exceptions(root: Path, day: date, language: str) -> None:
    tree, refused = files.read_folder(root)
    register = check(tree, schemas.load(root), day, refused).register
    drafts = list(privacy.drafted_exceptions(register)) if register else []
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


def _of_folder(root: Path, day: date) -> Judgement:
    tree, refused = files.read_folder(root)
    verdict = check(tree, schemas.load(root), day, refused)
    found = [*verdict.problems, *(owners.problems(_codeowners(root), verdict.register) if verdict.register else ())]
    return Judgement(tuple(sorted(found)), (), verdict.relations_judged, ())


def _of_step(
    given: Path | None, base: str, head: str | None, author: str | None, day: date
) -> tuple[Path, Judgement, str]:
    """The judgement, with the town's folder and the reader's language; a bare repository is its own folder."""
    start = (given or Path()).resolve()
    repository = git.Repository(start)
    root = start if repository.is_bare and head else town_root(start)
    if root != start:
        repository = git.Repository(root)
    folder = None if head else (*files.read_folder(root), _codeowners(root))
    step = proposal.of_commits(repository, base, head, day, author, folder)
    return root, judged(step), town_language(step.published.get(files.TOWN_FILE))


def _codeowners(root: Path) -> bytes | None:
    path = root / owners.CODEOWNERS
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _notes(judgement: Judgement, authorless: bool) -> list[Text]:
    """What a reader of the result should know beside the problems."""
    notes = []
    if judgement.unseen:
        notes.append(say("The public sees nothing of these changes: {paths}", paths=judgement.unseen))
    if authorless:
        notes.append(say("Who may change what was not judged: --author names who proposes the change."))
    return notes


def _is_below(problem: Problem, paths: Sequence[str], root: Path) -> bool:
    place = root / problem.path
    return not paths or any(place == (named := Path(path).resolve()) or named in place.parents for path in paths)
