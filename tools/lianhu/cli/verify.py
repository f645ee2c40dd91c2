"""`lianhu verify`: whether what was published is still what the records say."""

from __future__ import annotations

from pathlib import Path

import click

from lianhu import git
from lianhu.cli.shell import CANNOT_JUDGE, CLEAN, PROBLEMS, explained, reader_language, root_option, speak
from lianhu.proof import verification
from lianhu.reading import files
from lianhu.words import say
from lianhu.words.problems import ToolError


@click.command("verify")
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option("--against", metavar="REF", help="The history that must hold it; this folder's commit.")
@root_option
@explained
def verify_command(manifest: Path, against: str | None, root: Path | None) -> int:
    """Verify a published MANIFEST, a file or a site's folder: that nothing in it was altered since.

    A copy of the site alone is held against its own manifest; in the town's folder also against the history.
    """
    repository = _repository(root, is_needed=against is not None)
    language = reader_language(root)
    findings = verification.verify(manifest, repository, verification.HEAD if against is None else against)
    for told in findings.verified:
        speak(say("Verified: {what}", what=told), language)
    for told in findings.not_verified:
        speak(say("Not verified: {what}", what=told), language)
    for told in findings.altered:
        speak(say("ALTERED: {what}", what=told), language)
    if findings.altered:
        speak(say("Altered: {count}.", count=len(findings.altered)), language)
        return PROBLEMS
    return CLEAN if findings.judged else CANNOT_JUDGE


def _repository(root: Path | None, *, is_needed: bool) -> git.Repository | None:
    """The repository of the town's folder; None outside of any, unless it is needed."""
    try:
        return git.Repository(files.town_folder((root or Path()).resolve()))
    except ToolError:
        if is_needed or root:
            raise
        return None
