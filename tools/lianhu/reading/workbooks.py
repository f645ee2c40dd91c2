"""Workbooks: from a file to one of its sheets, or a sentence on why there is none.

calamine unpacks whatever a file holds, whatever its header says of the size. So the parts that hold cells are unpacked
and looked at here, and packed anew: it only ever sees what was checked, and no links, macros or pictures. Rows are
counted before anything is kept of them.
"""

from __future__ import annotations

import difflib
import functools
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import IO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
MOST_PARTS = 2_000
# calamine keeps a place for every cell up to the last row and column; a lone cell at XFD1048576 would end the process.
MOST_CELLS = 3_000_000
MOST_TAGS = 4 * MOST_CELLS
_PART = re.compile(r"(?!xl/(?:externalLinks|media|embeddings|drawings)/).+\.(?:xml|rels)")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row\b")
_ROW_OR_VALUE = re.compile(rb"<(?:[A-Za-z0-9]+:)?(row|v|is)\b")
_CHUNK, _LONGEST_TAG = 1024 * 1024, 64
_ROW_NUMBER = re.compile(rb"""[^>]{0,400}?\sr=["']([0-9]{1,7})""")
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def opened_sheet(path: Path, wanted: str | None, most_rows: int) -> CalamineSheet:
    """The sheet called `wanted` of the workbook at `path`, or its only visible one.

    Raises ToolError, also where any sheet has more than `most_rows` rows that hold a value.
    """
    workbook = _opened(path, most_rows)
    sheets = [each for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    names = tuple(each.name for each in sheets)
    shown = tuple(each.name for each in sheets if each.visible == SheetVisibleEnum.Visible)
    if wanted is not None and wanted not in names:
        near = difflib.get_close_matches(wanted, names, n=1) or names
        raise ToolError(
            say(
                "{path} has no sheet {sheet}; it has: {names}.", path=str(path), sheet=quoted(wanted), names=tuple(near)
            )
        )
    if wanted is None and len(shown) != 1:
        raise ToolError(
            say(
                "{path} has several sheets; name one in the mapping ('sheet: ...'): {names}.",
                path=str(path),
                names=shown,
            )
            if shown
            else say("{path} has no sheet of rows that is not hidden.", path=str(path))
        )
    try:
        return workbook.get_sheet_by_name(wanted or shown[0])
    except CalamineError:
        raise ToolError(
            say("{path} is damaged; open it in a spreadsheet program and save it again as .xlsx.", path=str(path))
        ) from None


def _opened(path: Path, most_rows: int) -> CalamineWorkbook:
    shown = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ToolError(say("{path} has more than {limit} bytes; split it.", path=shown, limit=MOST_BYTES))
        # From memory, so that the content decides and not the file's ending.
        content = path.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            content = _packed_anew(content, shown, most_rows)
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except FileNotFoundError:
        raise ToolError(say("There is no file {path}.", path=shown)) from None
    except OSError:
        raise ToolError(
            say("{path} cannot be read as a file; is it a folder, or not yours to read?", path=shown)
        ) from None
    except PasswordError:
        raise ToolError(say("{path} is locked with a password; save a copy without one.", path=shown)) from None
    except (CalamineError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise ToolError(
            say("{path} is not a spreadsheet; open it in a spreadsheet program and save it as .xlsx.", path=shown)
        ) from None


def _packed_anew(content: bytes, path: str, most_rows: int) -> bytes:
    """An .xlsx with only the parts that say what its cells hold; refuses another kind, and one without end."""
    if content.count(_DIRECTORY_ENTRY) > MOST_PARTS:
        raise ToolError(say("{path} holds more than {limit} parts; split it.", path=path, limit=MOST_PARTS))
    clean = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(clean, "w") as kept:
        wanted = {part.filename: part for part in parts.infolist() if _PART.fullmatch(part.filename)}
        if "xl/workbook.xml" not in wanted:
            raise zipfile.BadZipFile
        if sum(part.file_size for part in wanted.values()) > MOST_UNPACKED_BYTES:
            told = say("{path} unpacks to more than {limit} bytes; split it.", path=path, limit=MOST_UNPACKED_BYTES)
            raise ToolError(told)
        for part in wanted.values():
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise zipfile.BadZipFile  # spreadsheet programs use no other, and some ask for gigabytes
            with parts.open(part) as stream:
                refuse_long(_rows_of(stream, part.file_size), most_rows, path)
        for name, part in wanted.items():
            with parts.open(part) as stream:
                unpacked = stream.read(part.file_size)  # without a size all is unpacked, and only then cut
            if b"<!DOCTYPE" in unpacked:
                raise zipfile.BadZipFile  # no spreadsheet program writes one; it could define entities without end
            _refuse_wide(unpacked, path)
            kept.writestr(name, unpacked)
    return clean.getvalue()


def _rows_of(part: IO[bytes], size: int) -> Iterator[None]:
    """One item for each row with a value, as `size` bytes of a part are unpacked and forgotten again."""
    is_empty, cut = False, b""
    while size > 0 and (chunk := part.read(min(_CHUNK, size))):
        size -= len(chunk)
        text = cut + chunk
        last = text.rfind(b"<", len(text) - _LONGEST_TAG) if size else -1  # a tag that the next chunk may complete
        text, cut = (text[:last], text[last:]) if last >= 0 else (text, b"")
        for found in _ROW_OR_VALUE.finditer(text):
            if found[1] == b"row":
                is_empty = True
            elif is_empty:
                is_empty = False
                yield


def refuse_long(rows: Iterable[object], most_rows: int, path: str) -> None:
    """Raises ToolError where there are more than `most_rows`; the others are not asked for."""
    if any(True for _ in islice(rows, most_rows, None)):
        raise ToolError(
            say(
                "A sheet of {path} has more than {limit} rows; split it, for instance by year, "
                "and import the parts one after another.",
                path=path,
                limit=most_rows,
            )
        )


def _refuse_wide(part: bytes, path: str) -> None:
    """Refuse a part with more than there is room for, or a sheet with cells far away from all others."""
    if part.count(b"<") > MOST_TAGS:
        raise ToolError(say("{path} holds more than {limit} cells; split it.", path=path, limit=MOST_CELLS))
    starts = [row.end() for row in _ROW.finditer(part)]
    width, height = 1, len(starts)
    for start, end in pairwise([*starts, len(part)]):
        number = _ROW_NUMBER.match(part, start)
        height = max(height, int(number[1]) if number else 0)
        # A cell that names no place stands behind the one before.
        width = max(width, part.count(b"<c", start, end), part.count(b":c", start, end))
    for place in _CELL.finditer(part) if starts and width * height <= MOST_CELLS else ():
        width, height = max(width, _number(place[1])), max(height, int(place[2]))
    if starts and width * height > MOST_CELLS:
        raise ToolError(
            say(
                "A sheet of {path} reaches to column {column} and row {row}; "
                "delete the rows and columns behind the table.",
                path=path,
                column=letters_of(width),
                row=height,
            )
        )


@functools.cache
def _number(letters: bytes) -> int:
    """A column's number from its letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def letters_of(number: int) -> str:
    """A column's letters from its number: 1 is A, 27 is AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
