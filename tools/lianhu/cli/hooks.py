"""`lianhu hooks`: what Git does by itself in a clone."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu.cli.shell import CLEAN, explained, reader_language, root_option, speak, town_root
from lianhu.git import hooks


@click.group("hooks")
def hooks_command() -> None:
    """What Git does by itself in this clone."""


@hooks_command.command("install")
@root_option
@explained
def install_command(root: Path | None) -> int:
    """Set up this clone: events merge by themselves, and every commit is checked."""
    root = town_root(root)
    language = reader_language(root)
    for done in hooks.install(root):
        speak(done, language)
    return CLEAN
