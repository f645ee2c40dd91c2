"""A town, a mapping and a workbook to import messages from."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from help.messages import HEADINGS, MAPPING
from help.towns import TODAY
from lianhu.reading import files, yamldoc
from lianhu.sheets.intake import import_issues
from lianhu.sheets.outcomes import ImportReport
from lianhu.words.problems import ToolError

TESTS = Path(__file__).parent.parent


class Desk:
    """A town, a mapping and a workbook to import from."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.town = folder / "town"
        self.workbook = folder / "messages.xlsx"
        self.mapping = folder / "mapping.yaml"
        self.mapping.write_text(MAPPING, encoding="utf-8", newline="\n")
        for name in ("categories.yaml", "villages/heping/village.yaml"):
            self.copy(name)
        for number in ("g01", "g02"):
            self.copy(f"villages/heping/groups/{number}.yaml")

    def copy(self, name: str) -> None:
        target = self.town / "records" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TESTS / "town" / "records" / name, target)

    def map(self, old: str, new: str) -> None:
        text = self.mapping.read_text(encoding="utf-8")
        assert old in text
        self.mapping.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def run(self, *rows: list[Any], answers: Path | None = None) -> ImportReport:
        with xlsxwriter.Workbook(str(self.workbook), {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            date = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
            for number, row in enumerate([HEADINGS, *rows]):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(number, column, cell, date)
                    elif isinstance(cell, str):
                        sheet.write_string(number, column, cell)
                    else:
                        sheet.write(number, column, cell)
        return import_issues(self.workbook, self.mapping, self.town, today=TODAY, answers=answers)

    def records(self) -> dict[str, bytes]:
        return {path: each for path, each in files.read_folder(self.town)[0].items() if "/issues/" in path}

    def issue(self, number: str) -> Any:
        group, year, serial = number.split("-")[1:]
        path = f"records/villages/heping/issues/{year}/{group}-{year}-{serial}.yaml"
        document, problems = yamldoc.read(path, self.records()[path])
        assert document, problems
        return document.data

    def refusal(self, *rows: list[Any]) -> str:
        before = self.records()
        with pytest.raises(ToolError) as caught:
            self.run(*rows)
        assert caught.value.exit_code == 2
        assert self.records() == before
        return str(caught.value)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    found = (len(report.created), len(report.unchanged), len(report.different), len(report.unusable))
    assert report.rows_read == sum(found) + len(report.asked) + len(report.classified) == len(report.outcomes)
    return found
