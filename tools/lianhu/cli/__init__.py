"""The command line: a shell that reads arguments, calls, prints, and decides nothing."""

from __future__ import annotations

import sys

import click

from lianhu.cli.asking import due_command, history_command, rules_command, show_command, stats_command
from lianhu.cli.building import build_command
from lianhu.cli.checking import check_command
from lianhu.cli.comparing import diff_command
from lianhu.cli.hooking import hooks_command, merge_command, receive_command
from lianhu.cli.making import demo_command, import_command
from lianhu.cli.owning import owners_command
from lianhu.cli.verifying import verify_command
from lianhu.cli.withdrawing import withdraw_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lianhu")
def main() -> None:
    """Records of a town's representatives: checked on every change, posted on the web and on the wall."""
    for stream in (sys.stdout, sys.stderr):
        # An old terminal that cannot show a character shows its number instead of ending the command.
        if stream:  # None where the caller has closed it
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


for command in (
    check_command,
    diff_command,
    build_command,
    show_command,
    history_command,
    due_command,
    stats_command,
    rules_command,
    import_command,
    demo_command,
    hooks_command,
    merge_command,
    receive_command,
    withdraw_command,
    owners_command,
    verify_command,
):
    main.add_command(command)
