"""`lianhu doctor`: whether what is kept for speed can be believed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from lianhu import store as stores
from lianhu.cli.shell import CLEAN, PROBLEMS, explained, reader_language, root_option, speak, today_option, town_root
from lianhu.reading import clock
from lianhu.rules.check import check
from lianhu.store import FILE, NONE, Store
from lianhu.town import schemas
from lianhu.words import Text, say
from lianhu.words.packing import packed


@click.command("doctor")
@today_option
@root_option
@explained
def doctor_command(today: str | None, root: Path | None) -> int:
    """Compare the check by what is kept for speed with one that reads all anew; what is wrong is forgotten."""
    root = town_root(root)
    language, day = reader_language(root), clock.today(today)
    store = stores.at(root)
    for sentence in _told(store):
        speak(sentence, language)
    if _found(root, day, store) == _found(root, day, NONE):
        speak(say("The check finds the same by what is kept and anew."), language)
        return CLEAN
    store.clear()
    wrong = say(
        "The check found something else by what is kept than anew. Everything kept was forgotten: run the command "
        "again whose answer you doubt, and report this as a fault of the program."
    )
    speak(wrong, language)
    return PROBLEMS


def _told(store: Store) -> list[Text]:
    """What lies in the store; one with a damaged value is forgotten."""
    if store.folder is None:
        return [say("Nothing is kept.")]
    file = store.folder / FILE
    if not file.is_file():
        return [say("Nothing is kept yet in {file}.", file=str(file))]
    whole = [is_whole for _, is_whole in store.values()]
    told = [
        say("Kept in {file}: {count} values, {size} bytes.", file=str(file), count=len(whole), size=file.stat().st_size)
    ]
    if not all(whole):
        store.clear()
        told.append(say("Damaged values: {count}. Everything kept was forgotten.", count=whole.count(False)))
    elif not whole:
        store.clear()
        told.append(say("None of it is this program's, or the file is damaged. It was forgotten."))
    return told


def _found(root: Path, day: date, store: Store) -> list[object]:
    """What the check finds with a store; without one every file is read."""
    tree, refused = stores.read(root, store)
    verdict = check(tree, schemas.load(root), day, refused, store=store)
    return [packed(verdict.problems), packed(verdict.warnings), verdict.relations_judged]
