"""`lianhu history`: what was changed in a record."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import history
from lianhu.changes import wording
from lianhu.cli.register import shaped_parts
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, today_option, town_root
from lianhu.history.chronicle import Chronicle
from lianhu.history.taken_out import taken_out
from lianhu.reading import clock
from lianhu.rules import shown
from lianhu.words import say, spoken


@click.command("history")
@click.argument("record_id", metavar="ID")
@today_option
@root_option
@explained
def history_command(record_id: str, today: str | None, root: Path | None) -> int:
    """Tell what was changed in a record, when and by which commit; only what the web may show, for it may be copied."""
    root = town_root(root)
    language = reader_language(root)
    past = history.whole(root, clock.today(today))
    parts = shaped_parts(root, today, language)
    if parts is None:
        return PROBLEMS
    chronicle = Chronicle(parts.register(), shown.town(parts, "web"), past, taken_out(parts, past))
    for entry in chronicle.of_id(record_id).entries:
        when = {"day": entry.recorded_on, "commit": entry.commit[:7]}
        head = say("recorded {day}, commit {commit}", **when)
        if entry.at_latest:
            head = say("recorded by {day} (no clock says when), commit {commit}", **when)
        speak(head, language)
        for line in entry.lines:
            click.echo(f"    {spoken(wording.dated(line), language)}")
    return CLEAN
