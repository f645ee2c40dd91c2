"""`lianhu demo`: a fictional town."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import demo
from lianhu.cli.shell import CLEAN, explained, progress_bar, reader_language, speak
from lianhu.words import say


@click.command("demo")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@click.option("--scale", type=click.Choice(["tiny", "small", "town", "county"]), default="small", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another town.")
@click.option(
    "--years",
    type=click.IntRange(1, demo.MOST_YEARS),
    help="How many years of records  [default: 3 for tiny and small, 1 for town and county]",
)
@explained
def demo_command(directory: Path, scale: str, seed: int, years: int | None) -> int:
    """Write a fictional town with its years of records into DIRECTORY, which must be empty or new."""
    language = reader_language(None)
    with progress_bar(say("Writing records"), language) as advance:
        count = demo.write(directory, scale, seed, advance, years)
    speak(say("files written: {count}", count=count), language)
    return CLEAN
