"""Whether a copy's files are those in its list, the list is the one whose code was published, and the log joins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from lianhu.proof import log, sums, visible
from lianhu.proof.copies import Copy
from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

Told = TypeVar("Told")

# What is put beside the checkpoint by whoever signs it (docs/manifest.md).
SIGNATURE = f"{sums.OF_THE_CODE}{log.CHECKPOINT}.sig"


Differing = Iterator[tuple[str, Text]]


def of_files(copy: Copy, named: Iterable[str] = ()) -> Differing:
    """Where the files are not those of the list, by address; files of which this is `named` already are left out."""
    try:
        listed = sums.read(copy.list)
    except ToolError as error:
        yield sums.ADDRESS, error.text
        return
    found = {address: of_file for address, of_file in copy.found.sums.items() if sums.is_listed(address)}
    odd = {address: why for address, why in copy.found.odd.items() if sums.is_listed(address)}
    yield from _differing(copy, listed, found, odd, frozenset(named))


def of_code(copy: Copy) -> Differing:
    """Where what says the code says another than the list has, or the log is not whole."""
    try:
        of_list, kept = sums.digest(copy.list), copy.log
        its_list = copy.read(sums.ITS_ADDRESS)
        listed = sums.read(its_list, sums.ITS_ADDRESS)
    except ToolError as error:
        yield sums.OF_THE_CODE, error.text
        return
    last = kept.entries[-1] if kept.entries else None
    if last is None or last.list != of_list:
        told = say(
            "The list of files has the code {code}, but the last one in the log is {known}: the list or the log was "
            "altered, or a file and the list alike.",
            code=sums.code(of_list),
            known=last.code if last else "-",
        )
        yield sums.OF_THE_CODE, told
    if last and last.pages != sums.digest(its_list):
        yield sums.ITS_ADDRESS, say("{path} is not the one that the log knows: it was altered.", path=sums.ITS_ADDRESS)
    own = {f"{sums.OF_THE_CODE}{address}": content for address, content in kept.files()}
    expected = {**listed, **{address: sums.digest(content) for address, content in own.items()}}
    expected[sums.ITS_ADDRESS] = sums.digest(its_list)
    inside = _of_the_code(copy.found.sums)
    if _is_signed(copy, own):
        inside[f"{sums.OF_THE_CODE}{log.CHECKPOINT}"] = expected[f"{sums.OF_THE_CODE}{log.CHECKPOINT}"]
    yield from _differing(copy, expected, inside, _of_the_code(copy.found.odd), frozenset())


def _is_signed(copy: Copy, own: Mapping[str, bytes]) -> bool:
    """Whether only lines of signatures follow what the checkpoint says."""
    address = f"{sums.OF_THE_CODE}{log.CHECKPOINT}"
    said, signatures = own[address], copy.read(address)
    return signatures.startswith(said) and all(
        line.startswith("— ") for line in signatures[len(said) :].decode("utf-8", "replace").splitlines()
    )


def _of_the_code(found: Mapping[str, Told]) -> dict[str, Told]:
    return {
        address: of_file
        for address, of_file in found.items()
        if address.startswith(sums.OF_THE_CODE) and address != SIGNATURE
    }


def _differing(
    copy: Copy, listed: Mapping[str, str], found: Mapping[str, str], odd: Mapping[str, Text], named: frozenset[str]
) -> Differing:
    places = {of_file: address for address, of_file in sorted(listed.items(), reverse=True)}
    for address in sorted({*listed, *found, *odd} - named):
        if address in odd:
            yield address, say("{path} was altered: {reason}.", path=_shown(address), reason=odd[address])
        elif address not in found:
            yield address, say("{path} is missing: it was published.", path=_shown(address))
        elif address not in listed:
            yield address, _added(copy, address, places.get(found[address]))
        elif listed[address] != found[address]:
            yield address, _altered(copy, address, places.get(found[address]))


def _added(copy: Copy, address: str, of: str | None) -> Text:
    what = _page(address, copy.content(address))
    if of:
        return say("{page} was put in: the list does not have it. It holds what {other} does.", page=what, other=of)
    return say("{page} was put in: the list of files does not have it.", page=what)


def _altered(copy: Copy, address: str, of: str | None) -> Text:
    what = _page(address, copy.content(address))
    if of:
        return say("{page} was altered: it holds what belongs to {other}.", page=what, other=of)
    return say("{page} was altered: it is not what the list of files says.", page=what)


def told(address: str, was: bytes, now: bytes) -> Text:
    """A file that says another thing than it said, as a reader sees it."""
    what, seen = _page(address, was), visible.differing(address, was, now)
    if seen is None:
        return say("{page} was altered where no reader sees it.", page=what)
    if not seen.now:
        return say("{page} was altered: “{was}” was taken out.", page=what, was=quoted(seen.was))
    if not seen.was:
        return say("{page} was altered: “{now}” was put in.", page=what, now=quoted(seen.now))
    return say(
        "{page} was altered: it says “{now}” where “{was}” was published.",
        page=what,
        now=quoted(seen.now),
        was=quoted(seen.was),
    )


def _page(address: str, content: bytes | None) -> Text | str:
    """A file as a reader knows it: a page by its title, too."""
    title = visible.title(address, content) if content else ""
    if title:
        return say("{path} (the page “{title}”)", path=_shown(address), title=quoted(title))
    return _shown(address)


def _shown(address: str) -> str:
    return address if address.isascii() and address.isprintable() and len(address) < 200 else quoted(address)
