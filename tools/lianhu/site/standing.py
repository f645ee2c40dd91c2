"""What a build left in a folder, part by part, and whether it still stands there as it was written.

A file is believed to be unchanged by its state (size, times, inode, mode), as Git believes its index, and by its
content where the state does not say: it was written while states were taken, or the disk's clock is coarse.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lianhu.site.inspection import Number
from lianhu.store import NONE, Store, name_of
from lianhu.writing.link import MODE

# A change within this time of another may leave the same times: nanoseconds of a good clock, and of a coarse one.
RACY, RACY_ON_COARSE, COARSE = 20_000_000, 2_000_000_000, 1_000_000

State = tuple[int, ...]


@dataclass(frozen=True)
class WrittenFile:
    """A finished file: the hash of its content, and the numbers that the inspection found in it."""

    sum: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class WrittenPart:
    """A part as it was written: its files by path, and what other parts want to know of it, as plain data."""

    files: Mapping[str, WrittenFile]
    told: Any = None


@dataclass(frozen=True)
class Standing:
    """What the last build left in `out`: parts by key, each file's state when it was done, and when that was."""

    out: Path
    parts: Mapping[str, WrittenPart] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    taken_at: int = 0

    def part(self, key: str) -> WrittenPart | None:
        """The part under this key, if all of its files stand in the folder as they were written."""
        part = self.parts.get(key)
        return part if part and all(self._stands(path, file) for path, file in part.files.items()) else None

    def _stands(self, path: str, file: WrittenFile) -> bool:
        try:
            now = _state(self.out, path)
            if now is None:
                return False
            if now == self.states.get(path) and not self._is_racy(now):
                return True
            return hashed((self.out / path).read_bytes()) == file.sum
        except OSError:
            return False

    def _is_racy(self, state: State) -> bool:
        changed = max(state[-2:])
        grain = RACY if changed % COARSE else RACY_ON_COARSE
        return changed + grain > self.taken_at


def hashed(content: bytes) -> str:
    """In hexadecimal digits, as the site's list of files has it."""
    return hashlib.sha256(content).hexdigest()


def _state(out: Path, path: str) -> State | None:
    """Size, inode, device, times of content and of state; None for what no build leaves."""
    found = os.lstat(f"{out}/{path}")  # of thousands: a `Path` takes longer to make than to look at
    if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) != MODE or found.st_uid != os.geteuid():
        return None
    return (found.st_size, found.st_ino, found.st_dev, found.st_mtime_ns, found.st_ctime_ns)


def of(out: Path, store: Store) -> Standing:
    """What the store knows of the folder; nothing where it knows nothing."""
    value = store.get(_key(out)) if out.is_dir() else None
    if value is None:
        return Standing(out)
    plain = json.loads(value)
    parts = {key: _part(files, told) for key, (files, told) in plain["parts"].items()}
    return Standing(out, parts, {path: tuple(state) for path, state in plain["states"].items()}, plain["taken_at"])


def _part(files: Mapping[str, Any], told: Any) -> WrittenPart:
    def file(sum: str, numbers: Any) -> WrittenFile:
        return WrittenFile(sum, tuple(Number(*number) for number in numbers))

    return WrittenPart({path: file(*written) for path, written in files.items()}, told)


def keep(out: Path, parts: Mapping[str, WrittenPart], store: Store) -> None:
    """Notes what stands in `out` now. The numbers in these files are public: the site holds them."""
    if store is NONE:
        return
    paths = [path for part in parts.values() for path in part.files]
    states = {path: state for path in paths if (state := _state(out, path))}
    plain = {
        "parts": {
            key: [{path: [file.sum, file.numbers] for path, file in part.files.items()}, part.told]
            for key, part in parts.items()
        },
        "states": states,
        "taken_at": _now(out),
    }
    store.keep({_key(out): json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()})


def spare(out: Path, store: Store) -> Path | None:
    """Where the site goes that another one takes the place of, to be that place the next time; None without a store."""
    return store.folder / "sites" / name_of(out.resolve()) if store.folder else None


def _now(out: Path) -> int:
    """The time by the clock of the disk, which need not be this machine's."""
    with tempfile.TemporaryFile(dir=out.parent) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def _key(out: Path) -> str:
    return f"standing {name_of(out.resolve())}"
