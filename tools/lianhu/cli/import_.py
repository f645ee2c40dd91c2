"""`lianhu import`: rows of a spreadsheet into records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from lianhu.cli.shell import (
    CLEAN,
    PROBLEMS,
    alone,
    explained,
    progress_bar,
    reader_language,
    speak,
    today_option,
    town_root,
)
from lianhu.reading import clock
from lianhu.sheets import import_issues
from lianhu.words import Text, say, spoken


@click.command("import")
@click.argument("kind", type=click.Choice(["issue", "issues"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--mapping", type=click.Path(path_type=Path), required=True, help="Which column means what.")
@click.option("--answers", type=click.Path(path_type=Path), help="What was answered to what is asked; drafted here.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The town's folder; found upwards.")
@today_option
@explained
def import_command(
    kind: str, file: Path, mapping: Path, answers: Path | None, into: Path | None, today: str | None
) -> int:
    """Turn the rows of a spreadsheet into records; every row is accounted for, none is overwritten."""
    root = town_root(into)
    language = reader_language(root)
    with alone(root, language), progress_bar(say("Writing records"), language) as advance:
        outcome = import_issues(file, mapping, root, today=clock.today(today), answers=answers, progress=advance)
    for note in outcome.notes:
        sentence = spoken(note.message, language), spoken(note.fix, language)
        click.echo(f"{note.sheet}!{note.column}{note.row} {note.reference}: {sentence[0]}\n    {sentence[1]}")
    for told in (
        *outcome.remarks,
        say("rows read: {count}", count=outcome.rows_read),
        say("new records: {count}", count=len(outcome.created)),
        *_unclassified(outcome.unclassified),
        say("unchanged: {count}", count=len(outcome.unchanged)),
        say("given the category that they lacked: {count}", count=len(outcome.classified)),
        say("different from the record, left as they are: {count}", count=len(outcome.different)),
        say("asked, and not written before it is answered: {count}", count=len(outcome.asked)),
        say("not used, reported above: {count}", count=len(outcome.unusable)),
    ):
        speak(told, language)
    return CLEAN if outcome.is_clean else PROBLEMS


def _unclassified(matters: Mapping[str, int]) -> Iterator[Text]:
    if count := sum(matters.values()):
        yield say("of these not yet classified, listed by 'lianhu due': {count}", count=count)
    for matter, count in matters.items():
        yield say("    {matter}: {count}", matter=matter or say("no matter named"), count=count)
