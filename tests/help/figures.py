"""The page of figures as readers get it."""

from __future__ import annotations

from help.walk import ROOT
from lianhu.public import Posted
from lianhu.reading import assets
from lianhu.site.pages import drawing, statistics


def page_of(town: Posted) -> str:
    environment = drawing.environment(assets.folders(assets.TEMPLATES, ROOT))
    return str(drawing.draw(statistics.statistics(town), environment, town, ""))
