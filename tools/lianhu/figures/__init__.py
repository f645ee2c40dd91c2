"""The public figures, one function each with its definition (`FIGURES` lists them); what is due; charts."""

from lianhu.figures.definitions import CHAPTERS, FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import SMALL_CELLS, SMALLEST_CELL, Cell, Figure, Value
from lianhu.figures.period import MONTHS_BACK, TWELVE_MONTHS, WINDOWS
from lianhu.figures.sources import Sources
from lianhu.figures.table import FigureLine, Table

__all__ = [
    "CHAPTERS",
    "FIGURES",
    "MONTHS_BACK",
    "SMALLEST_CELL",
    "SMALL_CELLS",
    "TWELVE_MONTHS",
    "WINDOWS",
    "Cell",
    "Facts",
    "Figure",
    "FigureLine",
    "Sources",
    "Table",
    "Value",
    "behind",
    "charts",
    "due",
    "entry",
    "figure",
    "issues",
    "kept",
    "listing",
    "parts",
    "period",
    "row_file",
    "row_files",
    "rows",
    "share",
    "stats",
    "table",
    "work",
]
