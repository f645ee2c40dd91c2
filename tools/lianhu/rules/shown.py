"""What is shown of some records, as the whole town shows them: it is asked of their own part of the town.

A record's part says nearly all of what may be shown of it. What other parts decide are names alone, which no record of
the town may repeat; they are known part by part.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from lianhu import public
from lianhu.public import Place, Posted, Showing
from lianhu.public.persons import Names
from lianhu.rules.folders import TOWN, part_of
from lianhu.rules.parts import Parts
from lianhu.town import offices
from lianhu.town.documents import Documents
from lianhu.town.kinds import Cadre
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Filing

Villages: TypeAlias = "tuple[str, ...]"  # of a part, in order; none for the town's own records


def posted(parts: Parts, record_id: str, place: Place) -> Posted:
    """The part of the town in which the record with this id lies as `place` shows it; else the whole town."""
    villages = parts.together_with(record_id.partition("-")[0])
    if not villages:
        return public.posted(parts.register(), place)
    return public.posted(parts.register_of(villages), place, names(parts, place)[villages])


def town(parts: Parts, place: Place, villages: Container[str] | None = None) -> Posted:
    """The whole town as `place` shows it, or of the parts that lie in some villages with the town's own records; a
    record is shown, of its part, when somebody asks for it."""
    named, whole = names(parts, place), parts.register()
    wanted = (part for part in parts.villages if villages is None or any(village in villages for village in part))
    found = [_shown_in(parts, part, place, named[part]) for part in ((), *wanted)]
    parts.kept.save()

    @functools.cache
    def showing(villages: Villages) -> Showing:
        return _showing(parts, villages, place, named[villages])

    def take(filings: Sequence[Filing]) -> Iterator[Filed]:
        for filing in filings:
            of_part = showing(parts.together_with(part_of(filing.path)))
            yield from public.shown(of_part, [parts.documents[filing.path]])

    paths = sorted(path for one in found for path in one["paths"])
    pictures = {address: file for one in found for address, file in one["pictures"].items()}
    documents = Documents(lambda: {path: whole.filings[path] for path in paths}, take)
    return public.as_shown(whole, documents, pictures, None)


def _shown_in(parts: Parts, villages: Villages, place: Place, names: Names) -> Any:
    """Of which records of a part anything is shown, and the photos of persons among them."""
    sums = parts.sums_of(villages) if villages else parts.sums_of_town(())
    own = frozenset(parts.folders.paths(parts.folders.of(villages or (TOWN,))))
    asked = [sorted(found) for found in (names.withheld, names.given_back, () if villages else names.named)]

    def work_out() -> Any:
        showing = _showing(parts, villages, place, names)
        documents = list(public.shown(showing, (one for one in showing.register.documents if one.path in own)))
        pictures = dict(picture for document in documents for picture in public.photo_of(document))
        return {"paths": [document.path for document in documents], "pictures": pictures}

    return parts.kept.of(parts.kept.key("which are shown", sums, place, parts.today.isoformat(), *asked), work_out)


def _showing(parts: Parts, villages: Villages, place: Place, names: Names) -> Showing:
    register = parts.register_of(villages) if villages else parts.of_the_town()
    return Showing.of(register, place, names)


def data(parts: Parts, paths: Iterable[str], place: Place) -> Mapping[str, Any]:
    """What `place` shows of the records at these paths; one of which nothing is shown is left out."""
    by_part: dict[Villages, list[str]] = defaultdict(list)
    for path in paths:
        by_part[parts.together_with(part_of(path))].append(path)
    named = names(parts, place)
    found: dict[str, Any] = {}
    for villages, own in by_part.items():
        showing = _showing(parts, villages, place, named[villages])
        documents = (document for path in own if (document := showing.register.document_at(path)))
        found |= {one.path: one.data for one in public.shown(showing, documents)}
    return found


def names(parts: Parts, place: Place) -> Mapping[Villages, Names]:
    """What each part needs to know of the names in the whole town, by its villages."""
    own = parts.of_the_town()
    every = [_of_plain(plain) for plain in parts.in_each("names", lambda part: _plain(Names.of(part, place)), place)]
    of_town = Names.of(own, place)
    withheld = of_town.withheld.union(*(names.withheld for names in every))
    given_back = of_town.given_back.union(*(names.given_back for names in every))
    named: dict[Villages, frozenset[str]] = {(): frozenset(_cadres(own, every))}
    named |= {villages: names.named for villages, names in zip(parts.villages, every, strict=True)}
    return {villages: Names(withheld, given_back, there) for villages, there in named.items()}


def _cadres(own: Register, every: Iterable[Names]) -> Iterator[str]:
    """The representatives who are named and hold an office of the town's: their records lie in villages."""
    cadres = {one.holder.representative for one in offices.held(own) if isinstance(one.holder, Cadre)}
    return (name for names in every for name in names.named if name in cadres)


def _plain(names: Names) -> Any:
    return {name: sorted(found) for name, found in vars(names).items()}


def _of_plain(plain: Mapping[str, Iterable[str]]) -> Names:
    return Names(**{name: frozenset(found) for name, found in plain.items()})
