"""Templates into HTML. Every value is escaped: a record's text is shown as text, whatever it contains."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from lianhu.figures import SMALLEST_CELL
from lianhu.personal import surname
from lianhu.public import Posted, photo_address
from lianhu.public.sheet import PARTS
from lianhu.reading import assets
from lianhu.site.pages import formats, years
from lianhu.site.pages.addresses import address
from lianhu.site.pages.compiled import Compiled
from lianhu.site.pages.page import Page
from lianhu.site.pages.service_days import UNTIL_NOTICE, basis, confirmation_rate, delivery_rate
from lianhu.town import gathering, kinds, loop
from lianhu.town.case import case_of
from lianhu.town.deadlines import decision_due
from lianhu.town.kinds.span import coming, former, holding, present
from lianhu.town.kinds.visit import Visitor
from lianhu.town.offices import answering, vacancies, vacant
from lianhu.words import say
from lianhu.words.problems import ToolError
from lianhu.words.terms import REPRESENTATIVES, STATES, TERMS

BY_VALUE = (str, int, date, Visitor)  # small, and the same again and again


@functools.lru_cache(maxsize=2)  # a preview draws at every save; Jinja sees for itself when a template has changed
def environment(folders: tuple[Path, ...]) -> Environment:
    """The environment of `site/templates`; the first folder that has a template gives it."""
    drawing = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(),
    )
    drawing.globals.update(
        address=address,
        kinds=kinds,
        loop_of=loop,
        gathering=gathering,
        case_of=case_of,
        term=TERMS.__getitem__,
        state_term=STATES.__getitem__,
        representative_term=REPRESENTATIVES.__getitem__,
        delivery_rate=delivery_rate,
        confirmation_rate=confirmation_rate,
        decision_due=decision_due,
        smallest_cell=SMALLEST_CELL,
        until_notice=UNTIL_NOTICE,
        shown_words=years.SHOWN,
        board_parts=PARTS,
    )
    written = (
        formats.day,
        formats.weekday,
        formats.month,
        formats.quarter,
        formats.yuan,
        formats.paragraphs,
        formats.chinese,
        formats.cited,
    )
    asked = (
        surname,
        photo_address,
        present,
        former,
        coming,
        holding,
        vacancies,
        vacant,
        answering,
        basis,
        years.by_month,
    )
    drawing.filters.update({form.__name__: form for form in (*written, *asked)})
    return drawing


def sources(folders: tuple[Path, ...]) -> Iterator[str]:
    """Every template in these folders, its name before it."""
    shared = environment(folders)
    for name in shared.list_templates():
        assert shared.loader
        yield from (name, shared.loader.get_source(shared, name)[0])


class _Once:
    """What macros draw of these values, drawn once for all pages that show it.

    A record is the same by its identity, for comparing whole records takes longer than drawing; all live as long.
    """

    def __init__(self) -> None:
        self._drawn: dict[Callable[..., Markup], dict[Any, tuple[Markup, Any]]] = defaultdict(dict)

    def once(self, macro: Callable[..., Markup], *given: Any) -> Markup:
        """`once(macro, ...)` is what the macro draws of all of these."""
        drawn, key = self._drawn[macro], tuple(one if isinstance(one, BY_VALUE) else id(one) for one in given)
        if key not in drawn:
            drawn[key] = macro(*given), given
        return drawn[key][0]

    def each(self, macro: Callable[..., Markup], things: Iterable[Any], between: str = "") -> Markup:
        """`each(macro, things)` is what the macro draws of one after the other, each drawn once."""
        drawn, found = self._drawn[macro], []
        for thing in things:
            key = thing if isinstance(thing, BY_VALUE) else id(thing)
            if key not in drawn:
                drawn[key] = macro(thing), thing
            found.append(drawn[key][0])
        return Markup(str(escape(between)).join(found))  # all of it is drawn: `Markup.join` would look at each again


class Drawing:
    """Draws the pages of `town` by the templates in `folders`.

    What the parts of a page ask beside what they are given, the town and the way to its root, are the environment's
    own: so each part is made once, and not once for each page that imports it.
    """

    def __init__(self, folders: tuple[Path, ...], town: Posted) -> None:
        self._folders, self._shared, self._town = folders, environment(folders), town
        self._of_depth: dict[str, Environment] = {}

    def of(self, town: Posted) -> Drawing:
        return Drawing(self._folders, town)

    def sources(self) -> Iterator[str]:
        """All that is drawn by, as of the function of this name."""
        return sources(self._folders)

    def _environment(self, base: str) -> Environment:
        if base not in self._of_depth:
            own = self._shared.overlay(auto_reload=False)
            drawn = _Once()
            of_town = {"town": self._town, "today": self._town.today, "base": base}
            own.globals = {**own.globals, **of_town, "once": drawn.once, "each": drawn.each}
            self._of_depth[base] = own
        return self._of_depth[base]

    def draw(self, page: Page, correction: str, **of_site: object) -> Markup:
        """The page's own HTML, without the frame around it; `correction` is where its record can be corrected.

        `of_site` is what every page may show of the site itself, like what has changed in its record.
        Raises ToolError for a town's own template that this program cannot fill.
        """
        template = self._environment(page.base).get_template(page.template)
        try:
            return Markup(template.render(page.values, page=page, correction_address=correction, **of_site))
        except (TemplateError, AttributeError, LookupError, TypeError, ValueError) as error:
            if str(template.filename).startswith(str(assets.SHIPPED)):
                raise  # our own mistake
            message = say(
                "The town's own template {name} does not fit this Lianhu: {words}. Bring it up to the one that comes "
                "with Lianhu, or take it away; that one is then used.",
                name=f"{assets.TEMPLATES}/{page.template}",
                words=str(error),
            )
            raise ToolError(message) from error
