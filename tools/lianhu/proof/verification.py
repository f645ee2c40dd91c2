"""Whether a published manifest is true: of itself, of the site beside it, and of the history it says it comes from.

A manifest that left the office (a copy of the site, another forge, the code on a wall) is a witness that whoever can
rewrite the repository cannot rewrite. Every difference is named; what could not be judged is said, never passed over.

Source: hardening.md A2-A6, A12, A13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from lianhu import git
from lianhu.git import Commit, Repository
from lianhu.proof import data, kept, listed, manifest, recomputation
from lianhu.proof.copies import Copy
from lianhu.proof.kept import Kept
from lianhu.proof.log import Entry
from lianhu.proof.manifest import Manifest, Written
from lianhu.proposals import retractions
from lianhu.reading import clock, jsondoc
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

HEAD = "HEAD"


@dataclass
class Verification:
    """What was altered, what was verified, and what could not be; `judged` is whether the history was asked.

    `files` is what was altered in which file; `changed` what came since something that was kept, as it may; `since` the
    publication of a kept code.
    """

    contradictions: list[Text] = field(default_factory=list)
    files: dict[str, Text] = field(default_factory=dict)
    verified: list[Text] = field(default_factory=list)
    not_verified: list[Text] = field(default_factory=list)
    changed: list[Text] = field(default_factory=list)
    judged: bool = True
    since: Entry | None = None

    @property
    def altered(self) -> list[Text]:
        return [*self.contradictions, *self.files.values()]


def opened(place: Path) -> tuple[Copy | None, Written]:
    """The site in a folder and its manifest, or a manifest alone. Raises ToolError when there is none."""
    if place.is_dir():
        copy = Copy(place)
        return copy, copy.written
    return None, manifest.of_json(jsondoc.read(place))


def verify(
    copy: Copy | None,
    written: Written,
    repository: Repository | None,
    against: str = HEAD,
    held: Sequence[Kept] = (),
) -> Verification:
    """Judge a site by its manifest, or a manifest alone; without a repository only by what it says of itself.

    `held` is what somebody kept of the site.
    """
    verification = Verification()
    _judge(verification, of_itself(written), say("The manifest agrees with itself."))
    if copy:
        _judge_copy(verification, copy)
    for one in held:
        _judge_kept(verification, copy, written.manifest, one)
    if repository is None:
        verification.not_verified.append(say("The history was not asked: there is no repository here."))
        verification.judged = copy is not None or bool(held)
        return verification
    try:
        _judge_history(verification, written.manifest, repository, against)
    except ToolError as error:
        if error.exit_code != git.CANNOT_JUDGE:
            raise
        verification.not_verified.append(error.text)
        verification.judged = False
    return verification


def drawn_again(verification: Verification, copy: Copy, true: Copy | None) -> None:
    """Adds where the site is not the one that was drawn again from its commit, as a reader sees it."""
    if true is None:
        verification.not_verified.append(
            say(
                "The site was not drawn again: it names no commit, or this is not the program, with its libraries, "
                "that made it."
            )
        )
        verification.judged = False
        return
    if true.written.manifest.records != copy.written.manifest.records:
        verification.not_verified.append(
            say("The site was drawn again with other records, as told, so its pages were not compared with that.")
        )
        return
    same = say("Drawn again from the history, every file is the same.")
    _judge_files(verification, kept.of_files(copy, true), same)


def _judge(verification: Verification, found: Iterable[Text], when_none: Text) -> bool:
    """Keeps what was found; `when_none` is then said instead."""
    named = list(found)
    verification.contradictions += named
    if not named:
        verification.verified.append(when_none)
    return not named


def _judge_files(verification: Verification, found: Iterable[tuple[str, Text]], when_none: Text) -> bool:
    """Like `_judge` for files; what is found out later says more of a file."""
    named = dict(found)
    verification.files |= named
    if not named:
        verification.verified.append(when_none)
    return not named


def _judge_copy(verification: Verification, copy: Copy) -> None:
    """The files of a site: its data as records, everything by the list, and the code with its log."""
    stated = copy.written.manifest
    of_records = list(data.of_site(copy.folder, stated))
    agrees = say("The site's data files agree with the manifest: {count} records.", count=len(stated.records))
    _judge(verification, (told for _, told in of_records), agrees)
    if not copy.is_listed:
        verification.not_verified.append(
            say("The site has no list of its files, as an earlier program made it: pages and photos were not compared.")
        )
        return
    same = say("Every file is as the list of files says: {count} files.", count=len(copy.found.sums))
    _judge_files(verification, listed.of_files(copy, {address for address, _ in of_records}), same)
    joins = say("The log joins, and its last code is that of the files.")
    if _judge_files(verification, listed.of_code(copy), joins):
        verification.verified.append(
            say(
                "The code of this site is {code}. Publications in its log: {count}.",
                code=copy.code,
                count=len(copy.log.entries),
            )
        )


def _judge_kept(verification: Verification, copy: Copy | None, stated: Manifest, held: Kept) -> None:
    """What was kept, against the site. What the site's own list and log say wrong has been told."""
    try:
        found = kept.found(copy, stated, held)
    except ToolError as error:
        if not verification.altered:
            raise
        verification.not_verified.append(error.text)
        return
    verification.contradictions += found.altered
    verification.files |= found.files
    verification.verified += found.verified
    verification.changed += found.changed
    verification.since = verification.since or found.since


def of_itself(written: Written) -> Iterator[Text]:
    """Where the manifest contradicts itself."""
    if written.root != written.manifest.root:
        yield say("The root in the manifest is not that of its records: the root or a record's hash was altered.")
    elif written.checksum != written.manifest.checksum:
        yield say(
            "The checksum in the manifest is not that of what it says: its day, commit or another entry was altered."
        )


def _judge_history(verification: Verification, stated: Manifest, repository: Repository, against: str) -> None:
    if stated.commit is None:
        why = stated.no_commit or "-"
        raise ToolError(
            say("The manifest names no commit ({why}), so no history can confirm it.", why=why), git.CANNOT_JUDGE
        )
    head = repository.resolve(against)
    commit = _commit_of(repository, stated.commit, head)
    if commit is None:
        verification.contradictions.append(
            say(
                "Commit {commit} of the manifest is not in the history of {reference}: either that history was "
                "rewritten, or the manifest comes from another one.",
                commit=stated.commit[:12],
                reference=quoted(against),
            )
        )
        _judge_elsewhere(verification, stated, repository, head)
        return
    belongs = say(
        "Commit {commit} of the manifest belongs to the history of {reference}.",
        commit=commit.id[:12],
        reference=quoted(against),
    )
    verification.verified.append(belongs)
    if stated.committed not in (None, commit.time.isoformat(), commit.dated.isoformat()):
        where = say("commit {commit}", commit=commit.id[:12])
        verification.contradictions.append(say("The manifest says another time than {where} has.", where=where))
    same = say("Computed again at that commit on {day}, every hash is the same.", day=stated.day)
    _judge_recomputed(verification, stated, _at_commit(stated, commit, repository), same)
    steps = retractions.steps_since(commit, head, repository)
    keeps = say("Steps since then that changed records: {count}. All keep what was published.", count=len(steps))
    _judge(verification, retractions.taken_back(steps, commit, repository), keeps)


def _judge_recomputed(verification: Verification, stated: Manifest, found: Iterable[Text], when_none: Text) -> None:
    """Like `_judge` for what was computed again; of another program's manifest a difference tells nothing."""
    named = list(found)
    if named and not stated.is_by_same_rules:
        other = say(
            "The manifest was made by another version of the program, so computing its hashes again tells nothing. "
            "It was made by {then}, and this is {now}: verify it with {then}.",
            then=stated.software,
            now=manifest.software(),
        )
        verification.not_verified.append(other)
        verification.judged = False
    else:
        _judge(verification, named, when_none)


def _commit_of(repository: Repository, commit_id: str, head: str) -> Commit | None:
    """The manifest's commit, if it belongs to the history of `head`. Raises ToolError when that cannot be told."""
    try:
        found = repository.resolve(commit_id)
    except ToolError:
        if repository.is_shallow:
            raise
        return None
    return repository.commit(found) if repository.is_ancestor(found, head) else None


def _judge_elsewhere(verification: Verification, stated: Manifest, repository: Repository, head: str) -> None:
    """What differs between the manifest and what this history had at the manifest's time."""
    end_of_day = datetime.combine(date.fromisoformat(stated.day), time.max, clock.TOWN_TIME)
    then = repository.last_before(datetime.fromisoformat(stated.committed) if stated.committed else end_of_day, head)
    found = recomputation.of_commit(repository, then, date.fromisoformat(stated.day)) if then else None
    if then is None or found is None:
        verification.contradictions.append(say("At the manifest's time this history held no town."))
        return
    differing = data.differences(stated.records, found, say("commit {commit}", commit=then[:12]))
    same = say("At the manifest's time, in commit {commit}, the public records were the same.", commit=then[:12])
    _judge_recomputed(verification, stated, differing, same)


def _at_commit(stated: Manifest, commit: Commit, repository: Repository) -> Iterator[Text]:
    """Where the manifest says something else than its own commit."""
    where = say("commit {commit}", commit=commit.id[:12])
    found = recomputation.of_commit(repository, commit.id, date.fromisoformat(stated.day))
    if found is None:
        yield say("The records of {where} cannot be read.", where=where)
        return
    yield from data.differences(stated.records, found, where)
    before, _ = recomputation.previous(repository, commit)
    if stated.previous and before and stated.previous != before:
        yield say("The previous root in the manifest is not that of the step before {where}.", where=where)
