"""Figures as readers get them, and those that differ between two towns."""

from __future__ import annotations

from collections.abc import Iterator

from help.walk import ROOT
from lianhu.difference.figure_change import FigureChange, figure_changes
from lianhu.figures import Facts, Sources, Table
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.site.pages import statistics
from lianhu.site.pages.drawing import Drawing
from lianhu.site.standings import UNKNOWN


def page_of(town: Posted) -> str:
    drawing = Drawing(assets.folders(assets.TEMPLATES, ROOT), town)
    return str(drawing.draw(statistics.statistics(town), "", standings=UNKNOWN))


def changes_of_towns(before: Posted, after: Posted) -> Iterator[FigureChange]:
    """The figures that differ between two towns, each counted whole."""
    return figure_changes(Table.of(before), Table.of(after), Sources(Facts(before), Facts(after)))
