"""One writing command at a time: a lock on a folder itself, which leaves no file and needs no right to write.

It ends with its process, however that ends. Editors and other programs do not know of it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

# Network shares that know no locks are used without: every file is still written whole.
_UNKNOWN = (errno.EBADF, errno.ENOLCK, errno.EOPNOTSUPP)


@contextlib.contextmanager
def held(folder: Path, when_busy: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold `folder`; while another process does, `when_busy` is called once and the call waits."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        if not _taken(handle):
            when_busy()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether somebody holds `folder` now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        return not _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _UNKNOWN:
            raise
    return True
