"""Bytes as files: a record is written whole or not at all, and what is half written is no record's neighbour."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from lianhu.reading import files

# Whoever looks at the records, adds them to a commit or copies them finds no half of a resident's words among them.
ASIDE = ".lianhu"
OF_GIT = ".git/lianhu"
UNFINISHED = re.compile(re.escape(files.TEMPORARY) + r"[0-9a-f]{8}-.+")
_MAY_NOT_WRITE = (errno.EROFS, errno.EACCES, errno.EPERM)


def write_atomically(root: Path, path: str, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Put `content` at `root/path`, whole: whoever looks sees the old file or the new one, even after a power cut.

    `instead_of` is what the file held when it was read; without it nothing may lie there yet. Folders are made, the
    mode of a file is kept. Raises OSError (see `problems.refusal`): EEXIST where something lies, ESTALE where the file
    has changed meanwhile, ELOOP where it or a folder below `root` is a link. The old file then stands unchanged and
    nothing is left of the new; only after an error of the last step, the folder's own fsync, may the new one stand.
    """
    target = root / path
    for link in (step for step in (target, *target.parents) if step.is_relative_to(root) and step != root):
        if link.is_symlink():
            raise OSError(errno.ELOOP, "a link", str(link))
    _make_folder(target.parent)
    with _folder_aside(root) as folder:
        # `tempfile` would make the record readable for its owner only.
        temporary = folder / f"{files.TEMPORARY}{os.urandom(4).hex()}-{target.name}"
        try:
            with temporary.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if instead_of is not None:
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            _refuse_changed(target, instead_of)  # as late as can be: an editor takes no lock
            os.replace(temporary, target)  # noqa: PTH105 (the tests break it here)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def _refuse_changed(target: Path, instead_of: bytes | None) -> None:
    if instead_of is None:
        if target.exists():
            raise FileExistsError(errno.EEXIST, "something lies there", str(target))
    elif target.read_bytes() != instead_of:
        raise OSError(errno.ESTALE, "changed meanwhile", str(target))


def _make_folder(folder: Path) -> None:
    """Like `mkdir -p`, and a power cut leaves no file in a folder that its parent has not heard of."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _folder_aside(root: Path) -> Iterator[Path]:
    """Where a file lies while it is written: on the same disk, gone when nothing is left in it.

    In Git's own folder, which `git add --all` does not look into; where there is none, beside the records.
    """
    folder = root / (OF_GIT if _is_of_git(root) else ASIDE)
    if folder.is_symlink():
        raise OSError(errno.ELOOP, "a link", str(folder))
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        yield folder
    finally:
        _remove_empty(folder)


def _is_of_git(root: Path) -> bool:
    own = (root / OF_GIT).parent
    is_there = own.is_dir() and not own.is_symlink() and os.access(own, os.W_OK)
    return is_there and own.stat().st_dev == root.stat().st_dev


def clear(root: Path) -> None:
    """Remove what killed commands left half written in the town at `root`; only for who holds the town's lock.

    Whoever may not write there leaves it to others.
    """
    try:
        for path in _unfinished(root):
            path.unlink()
    except OSError as error:
        if error.errno not in _MAY_NOT_WRITE:
            raise
    for folder in (root / ASIDE, root / OF_GIT):
        if folder.is_dir():
            _remove_empty(folder)


def _unfinished(root: Path) -> Iterator[Path]:
    """Earlier versions wrote beside the file itself."""
    below = [place for name in (ASIDE, OF_GIT, files.RECORDS) if not (place := root / name).is_symlink()]
    names = [Path(folder, name) for place in below for folder, _, names in os.walk(place) for name in names]
    for path in (*names, *root.iterdir()):
        if UNFINISHED.fullmatch(path.name) and path.is_file():
            yield path


def _remove_empty(folder: Path) -> None:
    # Another command's file may lie there, and an empty folder that stays is no harm.
    with contextlib.suppress(OSError):
        folder.rmdir()
