"""A folder with some of a site's files, listed and logged as a build does it."""

from __future__ import annotations

import shutil
from pathlib import Path

from lianhu.proof import copies, sums
from lianhu.proof.log import Entry, Log

PAGES = ("codes.atom", "codes.json", "index.html")


def seal(out: Path, log: Log | None = None, day: str = "2026-11-22", commit: str | None = None) -> Log:
    """Lists what lies there, whatever was listed before, and adds an entry to the log."""
    shutil.rmtree(out / f"{sums.OF_THE_CODE}tile", ignore_errors=True)
    found = copies.sums_of(out)
    of_list = sums.text({address: one for address, one in found.items() if sums.is_listed(address)}).encode()
    pages = {address: found[address] for name in PAGES if (address := sums.OF_THE_CODE + name) in found}
    its_list = sums.text(pages).encode()
    log = log or Log("example.cn/data/code")
    previous = log.entries[-1].list if log.entries else None
    log = log.with_entry(
        Entry(day=day, list=sums.digest(of_list), pages=sums.digest(its_list), commit=commit, previous=previous)
    )
    put(out, sums.ADDRESS, of_list)
    put(out, sums.ITS_ADDRESS, its_list)
    for address, content in log.files():
        put(out, sums.OF_THE_CODE + address, content)
    return log


def put(out: Path, address: str, content: bytes) -> None:
    (out / address).parent.mkdir(parents=True, exist_ok=True)
    (out / address).write_bytes(content)
