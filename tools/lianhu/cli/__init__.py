"""The command line: a shell that reads arguments, calls, prints, and decides nothing."""

from __future__ import annotations

import gc
import importlib
import keyword
import sys
from collections.abc import Mapping

import click

# Each command lies in a module of its name, in `<name>_command`, which is imported when the command is called: drawing
# pages takes most of a second to import, and most commands draw none. So the list of commands says here what each does.
COMMANDS: Mapping[str, str] = {
    "check": "Check the records; PATHS limit what is reported, never what is judged.",
    "diff": "Tell a change in the town's words: the lines that /changes/ will have, and which boards to print anew.",
    "board": "The sheets that hang on the wall: printed from the records, each with its check code.",
    "build": "Build the public site; with any problem the old site stays as it is.",
    "show": "Show one record: who holds it now, who did before, what belongs to it; only what the web may show.",
    "history": "Tell what was changed in a record, when and by which commit; only what the web may show, for it may be "
    "copied.",
    "due": "List what is missing or overdue on a day, unit by unit.",
    "stats": "Print every public figure with its numerator and denominator; of a day in the past as they were then.",
    "rules": "Print the rules for records with their sources, and what may change once it is shown.",
    "import": "Turn the rows of a spreadsheet into records; every row is accounted for, none is overwritten.",
    "demo": "Write a fictional town with its years of records into DIRECTORY, which must be empty or new.",
    "hooks": "What Git does by itself in this clone.",
    "merge": "Merge what two branches added to a record; Git calls this with %O %A %B %P.",
    "receive": "Judge a push before the server takes it; Git's pre-receive hook gives the updates on standard input.",
    "withdraw": "Record that PERSON no longer agrees to have ITEM (name, photo, phone or background) shown.",
    "migrate": "Bring the town's records to today's way of writing, all or none.",
    "redact": "Take words out of the text at AT (like events[1].note) of the record ID, for good; day, post and reason "
    "stay.",
    "retire": "End a village, area or group and let it go on in others; representatives and open issues go with it.",
    "owners": "Write CODEOWNERS: whom a forge asks to review a change, from the town's editors.",
    "doctor": "Compare the check by what is kept for speed with one that reads all anew; what is wrong is forgotten.",
    "verify": "Verify a published SITE, its folder or its manifest alone: that nothing in it was altered since.",
    "witness": "Keep the latest code of another town's site, at its ADDRESS or in a FOLDER, if it fits what was kept.",
}


__all__ = ["COMMANDS", "main", "module_of"]


def module_of(name: str) -> str:
    """The module of a command: its name, unless that is a word of Python (`import_`)."""
    return f"{__name__}.{name}{'_' if keyword.iskeyword(name) else ''}"


class Commands(click.Group):
    """The commands of the table above."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(module_of(name)), f"{name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """As click lists them, without importing any."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, click.Command(name, help=told).get_short_help_str(room)) for name, told in COMMANDS.items()]
            )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianhu")
def main() -> None:
    """Records of a town's representatives: checked on every change, posted on the web and on the wall."""
    for stream in (sys.stdout, sys.stderr):
        # An old terminal that cannot show a character shows its number instead of ending the command.
        if stream:  # None where the caller has closed it
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    # Records refer to each other by id and make no circles: Python looked through a million of them again and again.
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
