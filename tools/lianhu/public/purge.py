"""How a value or a photo is taken out of the whole history: the steps, in order, with their commands.

No step prints the value: what is shown on a screen is kept by terminals, logs and photographs of screens.
Sources: hardening.md P8; Personal Information Protection Law, deletion (art. 47), leaks (57); git-filter-repo's manual,
sensitive data removal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.words import Text, say

FILTER = "git filter-repo --sensitive-data-removal"
REPLACEMENTS = "../replace.txt"


@dataclass(frozen=True)
class PurgeStep:
    """What to do, and the commands to type, if any."""

    sentence: Text
    commands: tuple[str, ...] = ()


def of_a_file(*paths: str) -> tuple[PurgeStep, ...]:
    """The steps that take files out of every commit; `paths` as the repository has them."""
    named = " ".join(f"--path {path}" for path in paths)
    return (
        *_before(),
        PurgeStep(say("Take the file out of every commit."), (f"{FILTER} --invert-paths {named}",)),
        *_after(),
    )


def of_a_value(path: str, masked: str, instead: str) -> tuple[PurgeStep, ...]:
    """The steps that replace a text in every commit: `path` is where it stands, `masked` how it may be shown."""
    return (
        *_before(),
        PurgeStep(
            say(
                "Write a file {file}: one line for every value that ever stood there ({path}), now {masked}; behind "
                "each value ==>{instead}. Type no value into a command: the shell keeps what is typed.",
                file=REPLACEMENTS,
                path=path,
                masked=masked,
                instead=instead,
            ),
            (f"git log --patch --follow -- {path}",),
        ),
        PurgeStep(
            say("Replace the value in every commit, then destroy that file."),
            (f"{FILTER} --replace-text {REPLACEMENTS} --replace-message {REPLACEMENTS}", f"shred -u {REPLACEMENTS}"),
        ),
        *_after(),
    )


def of_a_record(path: str) -> tuple[PurgeStep, ...]:
    """The steps for what no text can be replaced for: the record's earlier states go, the present one is added anew."""
    return (
        *_before(),
        PurgeStep(
            say(
                "Take the record's earlier states out of every commit; after the last step add {path} again.", path=path
            ),
            (f"{FILTER} --invert-paths --path {path}",),
        ),
        *_after(),
    )


def _before() -> Iterator[PurgeStep]:
    yield PurgeStep(
        say("Commit and publish the change first. Then let everybody push what they have, and stop working.")
    )
    yield PurgeStep(
        say("Install git-filter-repo, and make a fresh copy of everything in a new folder."),
        ("git clone --mirror ADDRESS purge", "cd purge"),
    )


def _after() -> Iterator[PurgeStep]:
    yield PurgeStep(say("Put the new history in the place of the old one."), ("git push --force --mirror origin",))
    yield PurgeStep(
        say(
            "Ask whoever runs the forge to remove cached pages and what proposals still refer to; "
            "a forge keeps these however often one pushes."
        )
    )
    yield PurgeStep(
        say("Let everybody delete their copies and clone anew; an old copy that is pushed brings it all back.")
    )
    yield PurgeStep(
        say(
            "Every commit has a new id: announce the old and the new last commit, with the reason, "
            "so that whoever keeps a copy can tell this from tampering."
        )
    )
    yield PurgeStep(
        say("Where strangers could read the repository, treat it as leaked: tell the person, and who must know.")
    )
