"""A folder that is made beside another and put in its place whole, or not at all."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lianhu.reading.files import TEMPORARY
from lianhu.writing import lock

OLD = ".old"
# <fcntl.h> and <linux/fs.h>
_HERE, _EXCHANGE = -100, 2


@contextlib.contextmanager
def fresh_folder(out: Path, spare: Path | None = None) -> Iterator[Path]:
    """An empty folder beside `out`, gone at the end unless it has been put in place.

    What killed processes left of theirs goes too; the lock of a living one tells the two apart. Where there is a
    `spare` folder it is that one, with all that lies in it.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    ours = f"{TEMPORARY}{out.name}-"
    for left in [each for each in out.parent.iterdir() if each.name.startswith(ours)]:
        if left.name.endswith(OLD) and not out.exists():
            left.rename(out)
        elif not lock.is_held(left):
            shutil.rmtree(left)
    fresh = Path(tempfile.mkdtemp(prefix=ours, dir=out.parent))
    if spare:
        move(spare, fresh)
    try:
        with lock.held(fresh):
            yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def move(folder: Path, to: Path) -> None:
    """Move a folder to where none is, or an empty one; it stays where that cannot be, as onto another disk."""
    with contextlib.suppress(OSError):
        to.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(to)


def put_in_place(fresh: Path, out: Path) -> None:
    """Make `fresh` to `out`; a folder that was there is at `fresh` then, and goes with it."""
    fresh.chmod(0o755)
    if not out.exists():
        fresh.rename(out)
    elif not _exchanged(fresh, out):
        # Between these two renames there is no `out`; where a kill falls there, the next command puts the old one back.
        old = fresh.with_name(f"{fresh.name}{OLD}")
        out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step, as Linux can and Python does not offer; False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, "not exchanged", str(other))
