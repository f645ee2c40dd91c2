"""What somebody kept of a site, held against the site: a code, another copy, a manifest, the head of its log.

Whoever kept it is the witness: nobody who can write the site or rewrite its history can alter it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lianhu.proof import listed, log, manifest, sums, witness
from lianhu.proof.copies import Copy, reader
from lianhu.proof.log import Entry, Log
from lianhu.proof.manifest import HASH, Manifest
from lianhu.public import check_code
from lianhu.reading import jsondoc
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

# How the code was written before a site had a list of its files: the beginning of the root over its records.
OF_RECORDS = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Code:
    """A code as it was kept: the day's, or the whole SHA-256 of the list, or (`records`) the beginning of a root."""

    text: str
    records: str = ""

    def is_of(self, of_list: str) -> bool:
        return bool(self.text) and self.text in (of_list, sums.code(of_list))


@dataclass(frozen=True)
class Kept:
    """A code; or at `other` another copy, a manifest, or the head of a log."""

    code: Code | None = None
    other: Path | None = None


@dataclass
class Found:
    """What contradicts (of files by their address), what agrees, and what came since, as it may; `since` is the
    publication of a kept code."""

    altered: list[Text] = field(default_factory=list)
    files: dict[str, Text] = field(default_factory=dict)
    verified: list[Text] = field(default_factory=list)
    changed: list[Text] = field(default_factory=list)
    since: Entry | None = None


def code(text: str) -> Code:
    """Raises ToolError for what is none, or was mistyped."""
    plain = re.sub(r"[\s-]+", "", text).lower()
    if HASH.fullmatch(plain):
        return Code(plain)
    records = plain if OF_RECORDS.fullmatch(plain) else ""
    try:
        return Code(check_code.read(text, sums.LENGTH), records)
    except ToolError:
        if records:
            return Code("", records)
        raise


def found(copy: Copy | None, stated: Manifest, held: Kept) -> Found:
    """The site of which `stated` is the manifest against what was kept of it. Raises ToolError where one of the two
    says nothing of the other."""
    if held.code:
        if copy is None:
            raise ToolError(say("A manifest alone has no code: name the folder of the site."))
        return _of_code(copy, held.code)
    assert held.other
    if held.other.is_dir():
        if copy is None:
            raise ToolError(say("A manifest alone cannot be held against a copy: name the folder of the site."))
        return _of_copies(copy, Copy(held.other))
    content = reader(held.other.parent, sums.LARGEST)(held.other.name)
    if content.lstrip().startswith(b"{"):
        return _of_manifests(stated, manifest.of_json(jsondoc.read(held.other)).manifest)
    if witness.is_one(content) and copy:
        told = list(witness.contradictions(witness.read(content), copy.log))
        same = say("Every code that was kept is in the log as it was.")
        return Found(altered=told, verified=[] if told else [same])
    if copy is None:
        raise ToolError(say("A manifest alone has no log: name the folder of the site."))
    return _of_head(copy.log, content)


def _of_code(copy: Copy, held: Code) -> Found:
    if held.is_of(sums.digest(copy.list)):
        return Found(verified=[say("The kept code is that of this site.")])
    if held.records and copy.written.manifest.root.startswith(held.records):
        return Found(verified=[say("The kept code is that of this site's records.")])
    entries = copy.log.entries
    for number, entry in reversed([*enumerate(entries, 1)]):
        if held.is_of(entry.list):
            said = say(
                "The kept code is that of publication {number}, of {day}, as the log still says. Published since: "
                "{count}.",
                number=number,
                day=entry.day,
                count=len(entries) - number,
            )
            return Found(verified=[said], since=entry)
    said = say(
        "The kept code {code} is neither that of this site, {now}, nor one of the {count} in its log: the site was "
        "altered since, or denies what it published, or the code is of another site.",
        code=held.text or held.records,
        now=copy.code,
        count=len(entries),
    )
    return Found(altered=[said])


def _of_copies(one: Copy, other: Copy) -> Found:
    of_one_town(one.written.manifest, other.written.manifest)
    if one.list == other.list and one.log == other.log:
        files = dict(of_files(one, other))
        same = say("The two copies are the same: {code}.", code=one.code)
        return Found(files=files, verified=[] if files else [same])
    contradictions = list(log.parted(one.log, other.log))
    if not contradictions and one.list != other.list and len(one.log.entries) == len(other.log.entries):
        contradictions = [say("The two copies have one log and different files, so one of them is not what it says.")]
    if contradictions:
        if one.written.manifest.day == other.written.manifest.day:
            contradictions.append(
                say(
                    "Of one day, {day}, there are two sites, with the codes {code} and {other}, and neither log has "
                    "both: different readers were shown different sites, or one of the two was altered.",
                    day=one.written.manifest.day,
                    code=one.code,
                    other=other.code,
                )
            )
        return Found(altered=contradictions, files=dict(of_files(one, other)))
    later, earlier = sorted((one, other), key=lambda copy: -len(copy.log.entries))
    said = say(
        "The log of the one goes on from that of the other: publications {size} and {count}.",
        size=len(earlier.log.entries),
        count=len(later.log.entries),
    )
    return Found(verified=[said], changed=list(changed(later.written.manifest, earlier.written.manifest)))


def of_files(one: Copy, true: Copy) -> Iterator[tuple[str, Text]]:
    """Which files differ, by address, as a reader sees them."""
    mine, others = one.found.sums, true.found.sums
    for address in sorted(address for address in {*mine, *others} if sums.is_listed(address)):
        if address not in mine:
            yield address, say("{path} is missing here, and is there in the other.", path=address)
        elif address not in others:
            yield address, say("{path} is here, and is missing in the other.", path=address)
        elif mine[address] != others[address]:
            was, now = true.content(address), one.content(address)
            if was is None or now is None:
                yield address, say("{path} is not the same in both.", path=address)
            else:
                yield address, listed.told(address, was, now)


def _of_head(whole: Log, content: bytes) -> Found:
    _, size, root = log.read_checkpoint(content)
    if told := list(log.rewritten(whole, size, root)):
        return Found(altered=told)
    same = say("The log still begins with the {size} publications that it had when its head was kept.", size=size)
    return Found(verified=[same], since=whole.entries[size - 1] if size else None)


def _of_manifests(now: Manifest, then: Manifest) -> Found:
    of_one_town(now, then)
    if then.root == now.root:
        return Found(verified=[say("The records are those of the kept manifest, of {day}.", day=then.day)])
    differing = list(changed(now, then))
    if then.day == now.day and then.commit == now.commit and then.commit and then.publication == now.publication:
        said = say("Of one day and one commit, the kept manifest says other records.")
        return Found(altered=[said, *differing])
    said = say("The kept manifest is of {day}; what differs since then:", day=then.day)
    return Found(changed=[said, *differing])


def of_one_town(one: Manifest, other: Manifest) -> None:
    """Raises ToolError where two manifests are of two towns."""
    if one.town != other.town:
        raise ToolError(
            say(
                "The one is of {town}, the other of {other}: only what is of one town can be compared.",
                town=quoted(one.town),
                other=quoted(other.town),
            )
        )


def changed(now: Manifest, then: Manifest) -> Iterator[Text]:
    """Which records differ between two manifests."""
    for name in sorted({*now.records, *then.records}):
        if name not in then.records:
            yield say("{record} came since then.", record=name)
        elif name not in now.records:
            yield say("{record} is there no more.", record=name)
        elif now.records[name] != then.records[name]:
            yield say("{record} is another since then.", record=name)
