"""What a change does to all that is public: the effects in words, figures, pages, and boards to be printed anew."""

from lianhu.difference.difference import Difference, PageChange, Reprint, between
from lianhu.difference.figure_change import FigureChange
from lianhu.difference.reports import FORMATS, Compared
from lianhu.difference.state import State, state

__all__ = [
    "FORMATS",
    "Compared",
    "Difference",
    "FigureChange",
    "PageChange",
    "Reprint",
    "State",
    "between",
    "compared",
    "state",
]
