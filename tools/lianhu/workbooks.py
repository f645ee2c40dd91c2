"""Workbooks: from a file to one of its sheets, or a sentence on why there is none."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lianhu.problems import ToolError, quoted
from lianhu.words import say

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED_BYTES = 400 * 1024 * 1024
# calamine keeps a place for every cell up to the last row and column; a lone cell at XFD1048576 would end the process.
MOST_CELLS = 20_000_000
_CELL = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")


def opened_sheet(path: Path, wanted: str | None) -> CalamineSheet:
    """The sheet called `wanted` of the workbook at `path`, or its only visible one. Raises ToolError."""
    workbook = _opened(path)
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


def _opened(path: Path) -> CalamineWorkbook:
    shown = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ToolError(say("{path} has more than {limit} bytes; split it.", path=shown, limit=MOST_BYTES))
        # From memory, so that the content decides and not the file's ending.
        content = path.read_bytes()
        _refuse_wide(content, shown)
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except FileNotFoundError:
        raise ToolError(say("There is no file {path}.", path=shown)) from None
    except OSError:
        raise ToolError(
            say("{path} cannot be read as a file; is it a folder, or not yours to read?", path=shown)
        ) from None
    except PasswordError:
        raise ToolError(say("{path} is locked with a password; save a copy without one.", path=shown)) from None
    except (CalamineError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        raise ToolError(
            say("{path} is not a spreadsheet; open it in a spreadsheet program and save it as .xlsx.", path=shown)
        ) from None


def _refuse_wide(content: bytes, path: str) -> None:
    """Refuse an .xlsx that would fill the memory: cells far away from all others, or a bomb."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
            raise ToolError(
                say("{path} unpacks to more than {limit} bytes; split it.", path=path, limit=MOST_UNPACKED_BYTES)
            )
        for part in parts.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", part):
                continue
            cells = set(_CELL.findall(parts.read(part)))
            width = max((len(column), column) for column, _ in cells)[1].decode() if cells else "A"
            height = max((int(row) for _, row in cells), default=1)
            if _number(width) * height > MOST_CELLS:
                raise ToolError(
                    say(
                        "A sheet of {path} reaches to column {column} and row {row}; "
                        "delete the rows and columns behind the table.",
                        path=path,
                        column=width,
                        row=height,
                    )
                )


def _number(letters: str) -> int:
    """A column's number from its letters: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
