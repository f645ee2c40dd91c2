"""Records as bytes and bytes as files: a record is written whole or not at all, and reads back as it was."""

from __future__ import annotations

import errno
import functools
import json
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lianhu.reading import files, yamldoc

NEW_LINE = "\n"


def write_atomically(root: Path, path: str, content: bytes, *, instead_of: bytes | None = None) -> None:
    """Put `content` at `root/path`, whole: whoever looks sees the old file or the new one, even after a power cut.

    `instead_of` is what the file held when it was read; without it nothing may lie there yet. Folders are made, the
    mode of a file is kept. Raises OSError (see `problems.refusal`): EEXIST where something lies, ESTALE where the file
    has changed meanwhile, ELOOP where it or a folder below `root` is a link. The old file then stands unchanged and
    nothing is left beside it; only after an error of the last step, the folder's own fsync, may the new one stand.
    """
    target = root / path
    for link in (step for step in (target, *target.parents) if step.is_relative_to(root) and step != root):
        if link.is_symlink():
            raise OSError(errno.ELOOP, "a link", str(link))
    _make_folder(target.parent)
    # `tempfile` would make the record readable for its owner only.
    temporary = target.with_name(f"{files.TEMPORARY}{secrets.token_hex(4)}-{target.name}")
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


def to_yaml(data: Mapping[str, Any]) -> bytes:
    """A record as the strict reader reads it back: block style, keys in the order given, UTF-8, LF.

    Texts are plain where the reader allows it, literal blocks where they have several lines, else in double quotes.
    Raises ValueError for data that no record can hold (a control character, a number of 16 digits).
    """
    # Not ruamel: it quotes dates, leaves null empty and takes most of an import's time.
    try:
        content = "".join(f"{line}\n" for line in lines(data)).encode()
    except UnicodeEncodeError:
        content = b""
    document, _ = yamldoc.read("", content)
    if not document or document.data != data:
        raise ValueError("this data cannot stand in a record")
    return content


def lines(value: Any) -> Iterator[str]:
    """The lines of a value that stands on its own, without line ends; those behind the first are indented."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            head = f"{_text(key)[0] if NEW_LINE not in key else _quoted(key)}:"
            if _has_entries(item):
                yield head
                yield from _indented(lines(item))
            else:
                first, *rest = lines(item)
                yield f"{head} {first}"
                yield from rest
    elif isinstance(value, list) and value:
        for item in value:
            first, *rest = lines(item)
            yield f"- {first}"
            yield from _indented(rest)
    else:
        yield from _text(value) if isinstance(value, str) else [json.dumps(value)]


def _has_entries(value: Any) -> bool:
    return isinstance(value, Mapping | list) and bool(value)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _text(text: str) -> list[str]:
    if _reads_back(text, text):
        return [text]
    literal = ["|-", *_indented(text.split(NEW_LINE))]
    if NEW_LINE in text and _reads_back(NEW_LINE.join(literal), text):
        return literal
    return [_quoted(text)]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@functools.lru_cache(maxsize=1024)  # keys and the words of a schema come again and again
def _reads_back(written: str, text: str) -> bool:
    """Whether the strict reader, the only judge of what needs quotes, takes `written` for `text`."""
    try:
        document, _ = yamldoc.read("", f"value: {written}\n".encode())
    except UnicodeEncodeError:  # half a character
        return False
    return document is not None and document.data == {"value": text}
