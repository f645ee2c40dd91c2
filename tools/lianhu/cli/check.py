"""`lianhu check`: what is wrong with the records, or with a step from what is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    explained,
    progress_bar,
    reader_language,
    root_option,
    speak,
    today_option,
    town_language,
    town_root,
)
from lianhu.proposals import judgement, reports
from lianhu.reading import clock, files
from lianhu.rules import exceptions as excepted
from lianhu.words import say
from lianhu.words.problems import ToolError


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--base", metavar="REF", help="Judge the step from REF, which is published, to the records here.")
@click.option("--head", metavar="REF", help="Judge the step from the base to REF; only Git's objects are read.")
@click.option("--author", metavar="ACCOUNT", help="Who makes the step: judge also who may change what.")
@click.option("--format", "format_name", type=click.Choice(sorted(reports.FORMATS)), default="text", show_default=True)
@click.option("--before-commit", is_flag=True, help="Judge also the date of the commit that Git is about to make.")
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
    before_commit: bool,
    exceptions: bool,
    today: str | None,
    root: Path | None,
) -> int:
    """Check the records; PATHS limit what is reported, never what is judged.

    With --base only problems that the step causes fail; those that were there before are listed apart.
    """
    day = clock.today(today)
    if base is not None:
        from lianhu.proposals import proposal

        root, step = proposal.at((root or Path()).resolve(), base, head, day, author)
        verdict, language = judgement.judged(step), town_language(step.published.get(files.TOWN_FILE))
    elif head is not None or author is not None:
        raise ToolError(say("--head and --author are about a step: name with --base what is published."))
    else:
        root = town_root(root)
        of_folder = judgement.before_commit if before_commit else judgement.of_folder
        language = reader_language(root)
        with progress_bar(say("Judging village by village"), language) as advance:
            verdict = of_folder(root, day, advance)
    if paths:
        verdict = verdict.below(root, [Path(path).resolve() for path in paths])
    told = reports.FORMATS[format_name](verdict, language)
    if told:
        click.echo(told)
    if base is None and format_name == "text" and not before_commit and _has_history(root):
        # Right records may still be others than those that were published; a step alone tells.
        speak(
            say("Whether what was published was altered is not judged without --base: 'lianhu check --base REF'."),
            language,
            error=True,
        )
    if exceptions:
        _print_exceptions(root, day, language)
    return PROBLEMS if verdict.caused else CLEAN


def _has_history(root: Path) -> bool:
    """Whether the records could be compared with earlier ones; Git itself is not asked, which takes time."""
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def _print_exceptions(root: Path, day: date, language: str) -> None:
    drafts = excepted.of_folder(root, day)
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
    click.echo(drafts)
