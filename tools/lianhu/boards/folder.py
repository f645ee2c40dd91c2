"""The folder into which PDFs are put. They show what the wall may show, which is more than the web may."""

from __future__ import annotations

from pathlib import Path

from lianhu.boards.volumes import Volume
from lianhu.reading.files import TEMPORARY


def put(out: Path, volume: Volume, pdf: bytes) -> None:
    """Put a volume's PDF below `out`, whole or not at all. Raises OSError.

    A folder that is made here keeps itself out of Git, which may be read by everybody.
    """
    if not out.is_dir():
        out.mkdir(parents=True)
        (out / ".gitignore").write_text("*\n", encoding="utf-8")
    target = out / f"{volume.path}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{TEMPORARY}{target.name}")
    try:
        unfinished.write_bytes(pdf)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
