"""Whether a published manifest is true: of itself, of the site beside it, and of the history it says it comes from.

A manifest that left the office (a copy of the site, another forge, the code on a wall) is a witness that whoever can
rewrite the repository cannot rewrite. Every difference is named; what could not be judged is said, never passed over.

Source: hardening.md A2-A6, A12, A13.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath

from lianhu import git
from lianhu.git import Commit, Repository
from lianhu.proof import manifest, recomputation
from lianhu.proof.manifest import Manifest, Written
from lianhu.proposals import retractions
from lianhu.public import data_files
from lianhu.reading import clock, jsondoc
from lianhu.town.month import told_in
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

HEAD = "HEAD"
LONGEST_NAME = 150


@dataclass
class Verification:
    """What was altered, what was verified, and what could not be; `judged` is whether the history was asked."""

    altered: list[Text] = field(default_factory=list)
    verified: list[Text] = field(default_factory=list)
    not_verified: list[Text] = field(default_factory=list)
    judged: bool = True


def verify(place: Path, repository: Repository | None, against: str = HEAD) -> Verification:
    """Judge the manifest at `place`, a file or a site's folder; without a repository only what it says of itself.

    Raises ToolError when there is no manifest to judge.
    """
    is_site = place.is_dir()
    written = manifest.of_json(jsondoc.read(place / manifest.ADDRESS if is_site else place))
    verification = Verification()
    _judge(verification, of_itself(written), say("The manifest agrees with itself."))
    if is_site:
        count = len(written.manifest.records)
        agrees = say("The site's data files agree with the manifest: {count} records.", count=count)
        _judge(verification, of_data(place / "data", written.manifest), agrees)
        verification.not_verified.append(say("The pages and photos were not compared, only the data files."))
    if repository is None:
        verification.not_verified.append(say("The history was not asked: there is no repository here."))
        verification.judged = is_site
        return verification
    try:
        _judge_history(verification, written.manifest, repository, against)
    except ToolError as error:
        if error.exit_code != git.CANNOT_JUDGE:
            raise
        verification.not_verified.append(error.text)
        verification.judged = False
    return verification


def _judge(verification: Verification, found: Iterable[Text], when_none: Text) -> bool:
    """Keeps what was found; `when_none` is then said instead."""
    named = list(found)
    verification.altered += named
    if not named:
        verification.verified.append(when_none)
    return not named


def of_itself(written: Written) -> Iterator[Text]:
    """Where the manifest contradicts itself."""
    if written.root != written.manifest.root:
        yield say("The root in the manifest is not that of its records: the root or a record's hash was altered.")
    elif written.checksum != written.manifest.checksum:
        yield say(
            "The checksum in the manifest is not that of what it says: its day, commit or another entry was altered."
        )


def of_data(folder: Path, stated: Manifest) -> Iterator[Text]:
    """Where a site's data files differ from the manifest."""
    kinds = {name.partition("/")[0] for name in stated.records}
    # A copy of before the files were divided has all records of a kind in one.
    whole = {kind for kind in kinds if (folder.parent / data_files.address(kind)).is_file()}
    expected: dict[str, dict[str, str]] = {}
    for path in folder.glob("*.json"):
        kind, _, period = path.stem.partition("-")
        if kind in kinds and (not period or told_in(period) == period):
            expected[f"{data_files.FOLDER}/{path.name}"] = {}
    for name, digest in stated.records.items():
        kind, _, record = name.partition("/")
        period = "" if kind in whole else data_files.period(kind, record)
        expected.setdefault(data_files.address(kind, period), {})[name] = digest
    for address, records in sorted(expected.items()):
        yield from _of_file(folder.parent, address, records)


def _of_file(root: Path, address: str, expected: Mapping[str, str]) -> Iterator[Text]:
    kind = PurePosixPath(address).stem.partition("-")[0]
    try:
        found = jsondoc.read(root / address)
    except ToolError as error:
        yield error.text
        return
    if not isinstance(found, dict):
        yield say("{path} holds no records.", path=address)
        return
    hashes = {f"{kind}/{record}": manifest.hash_of(content) for record, content in found.items()}
    yield from _differences(expected, hashes, say("{path} of the site", path=address))


def _differences(stated: Mapping[str, str], found: Mapping[str, str], where: Text) -> Iterator[Text]:
    for name in sorted({*stated, *found}):
        if name not in found:
            yield say("{record} is in the manifest, but missing in {where}.", record=_named(name), where=where)
        elif name not in stated:
            yield say("{record} is in {where}, but not in the manifest.", record=_named(name), where=where)
        elif stated[name] != found[name]:
            yield say("{record} is not the same in {where} as in the manifest.", record=_named(name), where=where)


def _named(record: str) -> str:
    """A record's name in full, unless it is none."""
    return record if manifest.RECORD.fullmatch(record) and len(record) < LONGEST_NAME else quoted(record)


def _judge_history(verification: Verification, stated: Manifest, repository: Repository, against: str) -> None:
    if stated.commit is None:
        why = stated.no_commit or "-"
        raise ToolError(
            say("The manifest names no commit ({why}), so no history can confirm it.", why=why), git.CANNOT_JUDGE
        )
    head = repository.resolve(against)
    commit = _commit_of(repository, stated.commit, head)
    if commit is None:
        verification.altered.append(
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
        verification.altered.append(say("The manifest says another time than {where} has.", where=where))
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
        verification.altered.append(say("At the manifest's time this history held no town."))
        return
    differing = _differences(stated.records, found, say("commit {commit}", commit=then[:12]))
    same = say("At the manifest's time, in commit {commit}, the public records were the same.", commit=then[:12])
    _judge_recomputed(verification, stated, differing, same)


def _at_commit(stated: Manifest, commit: Commit, repository: Repository) -> Iterator[Text]:
    """Where the manifest says something else than its own commit."""
    where = say("commit {commit}", commit=commit.id[:12])
    found = recomputation.of_commit(repository, commit.id, date.fromisoformat(stated.day))
    if found is None:
        yield say("The records of {where} cannot be read.", where=where)
        return
    yield from _differences(stated.records, found, where)
    before, _ = recomputation.previous(repository, commit)
    if stated.previous and before and stated.previous != before:
        yield say("The previous root in the manifest is not that of the step before {where}.", where=where)
