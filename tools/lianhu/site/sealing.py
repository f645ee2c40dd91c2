"""What is put into a finished site last: the list of its files, the code of the day, and the log of what was published.

The log is that of the site which is replaced, with one entry more where the code is another: it is carried on, and
never written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from lianhu.proof import copies, log, sums
from lianhu.proof.log import Entry, Log
from lianhu.public import Posted
from lianhu.site import publications
from lianhu.site.frames import Frames
from lianhu.site.pages import Page
from lianhu.site.site import Site
from lianhu.words import say
from lianhu.words.problems import ToolError

Files = Mapping[str, bytes]


def carried(folder: Path) -> Log | None:
    """The log of the site in a folder; None where there is none yet. Raises ToolError for a damaged one."""
    place = copies.folder_of_log(folder)
    if not place.exists() and not (folder / sums.ADDRESS).exists():
        return None
    try:
        return log.read(copies.reader(place))
    except ToolError as error:
        raise ToolError(
            say(
                "The log of what was published in {folder} is damaged, so it cannot be carried on: {why} Take it from "
                "the published site or a copy, with --log.",
                folder=str(folder),
                why=error.text,
            )
        ) from error


def files(
    site: Site, frames: Frames, found: Mapping[str, str], earlier: Log | None, folder: Path
) -> Iterator[tuple[str, bytes]]:
    """`(address, content)` of all that is put in; `found` are the hashes of the site's files, `earlier` is the log in
    the `folder` that is replaced."""
    listed = {address: of_file for address, of_file in found.items() if sums.is_listed(address)}
    content = sums.text(listed).encode()
    yield sums.ADDRESS, content
    earlier = earlier or Log(_origin(site.town))
    of_list = sums.digest(content)
    whole, pages = _carried_on(site, frames, earlier, of_list, folder)
    yield from pages.items()
    yield from ((f"{sums.OF_THE_CODE}{address}", content) for address, content in whole.files())


def _carried_on(site: Site, frames: Frames, earlier: Log, of_list: str, folder: Path) -> tuple[Log, Files]:
    """The log with what is published now, and the pages of the code that its last entry knows."""
    last = earlier.entries[-1] if earlier.entries else None
    if last and last.list == of_list:  # nothing is published that was not before
        if kept := _kept(folder, last):
            return earlier, kept
        without = Log(earlier.origin, earlier.entries[:-1])
        entry, pages = _entry(site, frames, without, of_list)
        if entry == last:
            return earlier, pages
    entry, pages = _entry(site, frames, earlier, of_list)
    return earlier.with_entry(entry), pages


def _kept(folder: Path, entry: Entry) -> Files | None:
    """The pages of the code as the folder has them, if they are those that the entry knows."""
    read = copies.reader(folder)
    try:
        its_list = read(sums.ITS_ADDRESS)
        pages = {address: read(address) for address in sums.read(its_list)}
    except ToolError:
        return None
    whole = {**pages, sums.ITS_ADDRESS: its_list}
    return whole if _sum_of(pages) == entry.pages == sums.digest(its_list) else None


def _entry(site: Site, frames: Frames, before: Log, of_list: str) -> tuple[Entry, Files]:
    commit = site.published.commit if site.published else None
    entry = Entry(
        day=site.town.today.isoformat(),
        list=of_list,
        pages="",
        commit=commit.id if commit else None,
        previous=before.entries[-1].list if before.entries else None,
    )
    entries = (*before.entries, entry)
    page = _page(site.town, entries)
    pages = {f"{page.address}index.html": frames.pour(page, site.body(page))}
    pages |= {address: content.encode() for address, content in publications.files(site.town, entries)}
    its_list = sums.text({address: sums.digest(content) for address, content in pages.items()}).encode()
    return replace(entry, pages=sums.digest(its_list)), {**pages, sums.ITS_ADDRESS: its_list}


def _sum_of(pages: Files) -> str:
    return sums.digest(sums.text({address: sums.digest(content) for address, content in pages.items()}).encode())


def _page(town: Posted, entries: tuple[Entry, ...]) -> Page:
    told = list(enumerate(entries, 1))[: -publications.SHOWN - 1 : -1]
    return Page(
        address=publications.PAGE,
        title="今天的校验码",
        template="code.html",
        section="data/",
        description="网站每次公布的校验码",
        values={
            "entry": entries[-1],
            "line": publications.line(town, len(entries), entries[-1]),
            "published": told,
            "count": len(entries),
        },
    )


def _origin(town: Posted) -> str:
    """The name of a log that begins: the address at which it is read, else the town."""
    address = town.town.publishing.address
    place = re.sub("^[a-z]+://", "", address.rstrip("/")) if address else f"{town.town.county or ''}{town.town.name}"
    return re.sub(r"[\s+]", "", f"{place}/{sums.OF_THE_CODE.rstrip('/')}")
