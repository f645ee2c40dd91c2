"""The page of figures as readers get it."""

from __future__ import annotations

from help.walk import ROOT
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.site.pages import statistics
from lianhu.site.pages.drawing import Drawing


def page_of(town: Posted) -> str:
    drawing = Drawing(assets.folders(assets.TEMPLATES, ROOT), town)
    return str(drawing.draw(statistics.statistics(town), ""))
