"""The command line: a shell that reads arguments, calls, prints, and decides nothing."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

# Each command's module, which holds `<name>_command`. It is imported when the command is called: drawing pages takes
# most of a second to import, and most commands draw none.
COMMANDS: Mapping[str, str] = {
    "check": "checking",
    "diff": "comparing",
    "build": "building",
    "show": "asking",
    "history": "asking",
    "due": "asking",
    "stats": "asking",
    "rules": "asking",
    "import": "making",
    "demo": "making",
    "hooks": "hooking",
    "merge": "hooking",
    "receive": "hooking",
    "withdraw": "withdrawing",
    "owners": "owning",
    "verify": "verifying",
}


__all__ = ["main"]


class Commands(click.Group):
    """The commands of the table above."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found = getattr(importlib.import_module(f"{__name__}.{COMMANDS[name]}"), f"{name}_command")
        assert isinstance(found, click.Command)
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianhu")
def main() -> None:
    """Records of a town's representatives: checked on every change, posted on the web and on the wall."""
    for stream in (sys.stdout, sys.stderr):
        # An old terminal that cannot show a character shows its number instead of ending the command.
        if stream:  # None where the caller has closed it
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
