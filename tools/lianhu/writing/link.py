"""A file that stays as it is, taken into another folder without writing it again where the disk can do that."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MODE = 0o644


def taken(old: Path, new: Path) -> None:
    """`old` at `new`, in place of what lies there: as another name of the same file, else as a copy of it.

    Neither may be written in place afterwards; a file is changed by putting another one under its name. Raises OSError.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        new.unlink()
        taken(old, new)
    except OSError:  # another disk, one without such names, somebody else's file: a copy says whether it can be read
        shutil.copyfile(old, new, follow_symlinks=False)
        new.chmod(MODE)
