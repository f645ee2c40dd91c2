"""What every command needs: the reader's language, the town's folder, the exit code, a progress bar."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from lianhu.reading import files
from lianhu.words import CHINESE, ENGLISH, Text, language_of, say, spoken
from lianhu.words.problems import ToolError, refusal
from lianhu.writing import disk, lock

CLEAN, PROBLEMS, CANNOT_RUN, CANNOT_JUDGE = 0, 1, 2, 3
# How click ends a command, which is no fault.
_CLICKS = (click.ClickException, click.Abort, click.exceptions.Exit)


def speak(text: Text, language: str, *, error: bool = False) -> None:
    click.echo(spoken(text, language), err=error)


def reader_language(root: Path | None) -> str:
    """The locale's language, else the town's; a quick look, since the records may be what is wrong."""
    town = root / files.TOWN_FILE if root else None
    return town_language(town.read_bytes() if town and town.is_file() else None)


def town_language(town: bytes | None) -> str:
    """The locale's language, else that of the town's record."""
    return language_of(os.environ, ENGLISH if b"language: en" in (town or b"").splitlines() else CHINESE)


def explained(command: Callable[..., int]) -> Callable[..., None]:
    """Ends the command with its exit code; what we cannot do is one sentence, never a traceback."""

    @functools.wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            sys.exit(command(*arguments, **options))
        except ToolError as error:
            speak(error.text, reader_language(None), error=True)
            sys.exit(error.exit_code)
        except OSError as error:
            if not isinstance(error, BrokenPipeError):  # whoever reads the output has seen enough
                path = error.filename or say("the output")
                sentence = say("{path} cannot be read or written: {reason}.", path=path, reason=refusal(error))
                speak(sentence, reader_language(None), error=True)
            sys.exit(CANNOT_RUN)
        except Exception as error:
            from lianhu.town import faults  # no command that ends well needs it

            if isinstance(error, _CLICKS) or not faults.is_guarded(error):
                raise
            speak(faults.told(error), reader_language(None), error=True)
            sys.exit(CANNOT_RUN)

    return run


@contextlib.contextmanager
def alone(root: Path, language: str) -> Iterator[None]:
    """Commands that write do so one after another in a town; the second says what it waits for.

    What a killed one left half written goes first.
    """
    waits = say("Another command is writing in {folder}; waiting until it is done.", folder=str(root))
    with lock.held(root, lambda: speak(waits, language, error=True)):
        disk.clear(root)
        yield


Command = TypeVar("Command", bound=Callable[..., object])


def root_option(command: Command) -> Command:
    """Where the town lies, and whether what was kept of it is used."""
    which = click.option(
        "--root", type=click.Path(path_type=Path, file_okay=False), help="The folder that holds records/."
    )
    anew = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        callback=_keep_nothing,
        help="Work everything out anew; use and keep nothing beside the records.",
    )
    return which(anew(command))


def _keep_nothing(context: click.Context, _: click.Parameter, is_wanted: bool) -> None:
    if is_wanted:
        from lianhu.store import nowhere  # which brings SQLite with it

        context.with_resource(nowhere())


today_option = click.option("--today", metavar="DATE", help="Judge as of this day (year-month-day).")


def town_root(given: Path | None) -> Path:
    return files.town_folder((given or Path()).resolve())


@contextlib.contextmanager
def progress_bar(label: Text, language: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing in a pipe; it is told how much is done of how much."""
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def advance(done: int, of: int) -> None:
            nonlocal bar
            if not sys.stderr.isatty():
                return
            if bar is None:
                bar = stack.enter_context(click.progressbar(length=of, label=spoken(label, language), file=sys.stderr))
            bar.length = of  # which may only show on the way
            bar.update(done - bar.pos)

        yield advance
