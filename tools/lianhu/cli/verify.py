"""`lianhu verify`: whether what was published is still what the records say, and what somebody kept of it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import click

from lianhu import git
from lianhu.cli.shell import CANNOT_JUDGE, CLEAN, PROBLEMS, explained, reader_language, root_option, speak
from lianhu.proof import kept, verification
from lianhu.proof.copies import Copy
from lianhu.proof.kept import Kept
from lianhu.proof.manifest import Manifest
from lianhu.proof.verification import HEAD, Verification
from lianhu.reading import files
from lianhu.words import say
from lianhu.words.problems import ToolError


@click.command("verify")
@click.argument("site", type=click.Path(path_type=Path))
@click.option("--code", metavar="CODE", help="A code that somebody kept: is it this site's, or was it?")
@click.option(
    "--against",
    metavar="OTHER",
    help="Another copy, or a manifest or the head of the log that somebody kept; else the history that must hold it.",
)
@click.option("--redraw", is_flag=True, help="Draw the site again from its commit, and compare every file.")
@root_option
@explained
def verify_command(site: Path, code: str | None, against: str | None, redraw: bool, root: Path | None) -> int:
    """Verify a published SITE, its folder or its manifest alone: that nothing in it was altered since.

    A copy of the site alone is held against its own list of files and its log; in the town's folder also against the
    history.
    """
    other = Path(against) if against and Path(against).exists() else None
    reference = against if other is None else None
    held = [Kept(code=kept.code(code))] if code is not None else []
    held += [Kept(other=other)] if other is not None else []
    repository = _repository(root, is_needed=reference is not None or redraw)
    language = reader_language(root)
    copy, written = verification.opened(site)
    found = verification.verify(copy, written, repository, HEAD if reference is None else reference, held)
    if copy and repository and (redraw or found.altered):
        with tempfile.TemporaryDirectory(prefix="lianhu-") as folder:
            verification.drawn_again(found, copy, _drawn(written.manifest, repository, Path(folder) / "site"))
    _tell(found, language)
    if found.since and repository:
        _tell_changes(found.since.commit, written.manifest, repository, language)
    if found.altered:
        speak(say("Altered: {count}.", count=len(found.altered)), language)
        return PROBLEMS
    return CLEAN if found.judged else CANNOT_JUDGE


def _tell(found: Verification, language: str) -> None:
    for told in found.verified:
        speak(say("Verified: {what}", what=told), language)
    for told in found.not_verified:
        speak(say("Not verified: {what}", what=told), language)
    for told in found.changed:
        speak(say("Changed: {what}", what=told), language)
    for told in found.altered:
        speak(say("ALTERED: {what}", what=told), language)


def _tell_changes(since: str | None, now: Manifest, repository: git.Repository, language: str) -> None:
    """What changed from one publication to the other, in the words of `lianhu diff`."""
    from lianhu import difference  # which draws both
    from lianhu.difference import compared

    if since is None or now.commit is None or since == now.commit:
        return
    try:
        effects, states = compared.commits(repository.folder, since, now.commit, date.fromisoformat(now.day))
    except ToolError as error:
        speak(say("Not verified: {what}", what=error.text), language)
        return
    speak(say("What changed since that code:"), language)
    click.echo(difference.FORMATS["text"](effects, states, language))


def _drawn(stated: Manifest, repository: git.Repository, out: Path) -> Copy | None:
    """The site of a manifest as its commit gives it; None where this program would draw another."""
    from lianhu.site import build  # which brings MkDocs with it

    if stated.commit is None or not stated.is_drawn_alike:
        return None
    try:
        problems = build.build_as_of(repository.folder, out, stated.commit, stated.day)
        return None if problems else Copy(out)
    except ToolError:
        return None  # a commit that is not in this history, which has been told


def _repository(root: Path | None, *, is_needed: bool) -> git.Repository | None:
    """The repository of the town's folder; None outside of any, unless it is needed."""
    try:
        return git.Repository(files.town_folder((root or Path()).resolve()))
    except ToolError:
        if is_needed or root:
            raise
        return None
