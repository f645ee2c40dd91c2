"""Records' lines as effects: word for word what `/changes/` will have, under what the record is called there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianhu.changes import Change
from lianhu.changes.wording import dated
from lianhu.difference.effect import Effect, topic
from lianhu.difference.state import State
from lianhu.history import ABSENT, History, followed
from lianhu.history.chronicle import Chronicle, ToldStep
from lianhu.site.pages import Page, changes
from lianhu.words import Text, say


@dataclass(frozen=True)
class Teller:
    """Calls records as the site does; those of a state that has no site by name or id."""

    chronicle: Chronicle
    pages: Mapping[str, Page]  # of records that have one, by the record's path

    def lines(self, entries: Iterable[ToldStep]) -> Iterator[Effect]:
        """One effect a line."""
        for entry in entries:
            for line in entry.lines:
                yield self.effect(entry.path, line.what, dated(line))

    def effect(self, path: str, what: str, change: Text) -> Effect:
        """A sentence on the record at `path`, with its id, since two people may have one name."""
        kind, record_id = self.chronicle.subject(path)
        text = say("{record}: {change}", record=self.called(path), change=change)
        return Effect(topic=topic(kind, what), what=what, id=record_id, text=text)

    def called(self, path: str) -> object:
        """What the record at `path` is called, with its id."""
        kind, record_id = self.chronicle.subject(path)
        title = changes.title(self.chronicle, path, self.pages)
        is_said = record_id in (kind, *title.split()) or f"（{record_id}）" in title
        return title if is_said else say("{name} ({id})", name=title, id=record_id)


def teller_of(
    after: State, changed: Collection[Change], earlier: History = ABSENT, pages: Iterable[Page] = ()
) -> Teller:
    """Tells of a change as it will be told once it is published, after `earlier`; `pages` are those of the records of
    `after`, at least of all that differ, if it has a site."""
    web = after.whole.web
    assert after.register and web
    return Teller(Chronicle(after.register, web, followed(earlier, changed)), changes.by_source(pages))
