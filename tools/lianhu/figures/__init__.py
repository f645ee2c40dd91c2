"""The public figures: one function each, with its definition; `FIGURES` lists all of them in reading order."""

from lianhu.figures.definitions import CHAPTERS, FIGURES
from lianhu.figures.facts import Facts
from lianhu.figures.figure import SMALL_CELLS, SMALLEST_CELL, Cell, Figure, Value
from lianhu.figures.table import Line, Table

__all__ = ["CHAPTERS", "FIGURES", "SMALLEST_CELL", "SMALL_CELLS", "Cell", "Facts", "Figure", "Line", "Table", "Value"]
