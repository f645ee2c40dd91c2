"""What each board of the wall showed when: the codes of its sheets, along the published line and its days.

A board changes with a commit, or with a day on which something begins or ends. An old state is put together from the
contents of files as the line has them, is read by today's schemas, and leaves through the wall's door of its own day;
of what left only codes are kept. They are kept by what they were made from, so that of a town in which one village
changed the others are not worked out again. A village that names another one is worked out with it, as in a check.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from lianhu import store as stores
from lianhu.git import Repository
from lianhu.history.steps import PublishedLine, published_line, read_texts
from lianhu.public import sheet
from lianhu.public.published import Published
from lianhu.public.sheet import Codes
from lianhu.reading import photos
from lianhu.reading.contents import Contents
from lianhu.reading.document import Document, Place, Where
from lianhu.rules.folders import TOWN, part_of
from lianhu.rules.parts import Parts
from lianhu.store import Kept
from lianhu.town import corrections, earlier
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.town.month import DAY
from lianhu.town.register import Register
from lianhu.town.schemas import Filed, Schemas
from lianhu.words.problems import ToolError

# The kinds that boards are made of; what else happens in a village changes none.
READ = frozenset(
    ("town", "categories", "duties", "roles", "procedure", "removal", "village", "group", "representative", "issue")
)
IN_VILLAGES = (Village, Group, Representative, Issue)
# The days of an issue are those of what has happened: tomorrow its line on the wall is the same.
DO_NOT_TURN = ("issue", "removal")
ANY_DAY = re.compile(r'"([0-9]{4}-[0-9]{2}-[0-9]{2})"')
BEGINNING = Where.known({(): Place(1, 1)})

Shown = Mapping[str, Codes]  # by board


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a board showed from a day until another one, on which it became something else; None: still.

    `commit` brought it; empty where that was a day on which something in the records began or ended.
    """

    codes: Codes
    since: date
    until: date | None
    commit: str


@dataclass(frozen=True)
class _State:
    """What files of a part and settings of the town a commit left, and the days from it to the next that changed any.

    Both days are included: on the last one it was shown until that commit.
    """

    commit: str
    ids: Mapping[str, str]
    first: date
    last: date


def of(repository: Repository, commit: str, town_schemas: Schemas, today: date) -> dict[str, tuple[Version, ...]]:
    """What every board of villages and groups showed up to a commit (its id) and a day, the oldest first, by its unit.

    What cannot be read today is left out. Raises ToolError when a part of the history that is needed is not here.
    """
    store = stores.of_git(repository.folder)
    tree, _ = repository.records(commit)
    parts = Parts(tree, town_schemas, today, store, is_past=True)
    states = _states(
        repository, published_line(repository, commit, store), parts.villages, tree.ids, town_schemas, today
    )
    kept = parts.kept
    keys = {villages: [_key(kept, one) for one in every] for villages, every in states.items()}
    whole = {villages: kept.key("versions of boards", own) for villages, own in keys.items()}
    unknown: list[_State] = []
    for villages in whole.keys() - kept.known(whole).keys():
        known = kept.plain(keys[villages])
        pairs = zip(states[villages], keys[villages], strict=True)
        unknown += [state for state, key in pairs if key not in known]
    reader = _Reader(repository, town_schemas, unknown)

    def work_out(villages: tuple[str, ...]) -> list[Any]:
        pairs = zip(states[villages], keys[villages], strict=True)
        return [kept.of(key, partial(reader.turns, one, villages)) for one, key in pairs]

    found: dict[str, tuple[Version, ...]] = {}
    for villages, turns in kept.of_each(whole, work_out).items():
        found |= _versions(states[villages], turns)
    kept.save()
    return found


def known(published: Published, town_schemas: Schemas, today: date) -> Mapping[str, tuple[Version, ...]]:
    """The same up to the commit that is shown; nothing where there is none, or a part of the history is not here."""
    if published.repository is None or published.commit is None:
        return {}
    try:
        return of(published.repository, published.commit.id, town_schemas, today)
    except ToolError:
        return {}


def _key(kept: Kept, state: _State) -> str:
    ids = [f"{path} {content_id}" for path, content_id in state.ids.items()]
    return kept.key("boards", ids, state.first.isoformat(), state.last.isoformat())


def _states(
    repository: Repository,
    line: PublishedLine,
    parts: Sequence[tuple[str, ...]],
    present: Mapping[str, str],
    town_schemas: Schemas,
    today: date,
) -> dict[tuple[str, ...], list[_State]]:
    """The states of each part of the town, the oldest first: found backwards, from what lies there now."""
    part_with = {village: villages for villages in parts for village in villages}
    ids: dict[str, dict[str, str]] = defaultdict(dict)
    for path, content_id in present.items():
        if _is_read(path, town_schemas):
            ids[part_of(path)][path] = content_id
    found: dict[tuple[str, ...], list[_State]] = {villages: [] for villages in parts}
    timed = {one.id: one for one in repository.line(line[0][0])} if line else {}
    ends = dict.fromkeys(parts, today)
    for step, changed in line:
        read = [file for file in changed if _is_read(file.path, town_schemas)]
        touched = {part_of(file.path) for file in read}
        day = timed[step].time.date()
        # A village that is gone is of no part: nobody asks for its boards.
        asked = parts if TOWN in touched else sorted({part_with[one] for one in touched if one in part_with})
        for villages in asked:
            state = {path: content_id for one in (TOWN, *villages) for path, content_id in ids[one].items()}
            found[villages].append(_State(step, state, min(day, ends[villages]), ends[villages]))
            ends[villages] = min(day, ends[villages])
        for file in read:
            if file.before is None:
                ids[part_of(file.path)].pop(file.path, None)
            else:
                ids[part_of(file.path)][file.path] = file.before
    return {villages: every[::-1] for villages, every in found.items()}


def _is_read(path: str, town_schemas: Schemas) -> bool:
    if photos.is_photo(path):
        return True
    filing = town_schemas.filing(path)
    return filing is not None and filing.kind.name in READ


class _Reader:
    """Reads states: what they hold is fetched at once, since each differs from the next in a file."""

    def __init__(self, repository: Repository, town_schemas: Schemas, states: Iterable[_State]) -> None:
        self._repository, self._schemas = repository, town_schemas
        wanted: dict[str, str] = {}
        for state in states:
            for path, content_id in state.ids.items():
                if filing := town_schemas.filing(path):
                    wanted[content_id] = filing.kind.name
        self._texts = read_texts(repository, wanted, stores.of_git(repository.folder))
        self._filed: dict[tuple[str, str], Filed | None] = {}

    def turns(self, state: _State, villages: Sequence[str]) -> list[tuple[str, Shown]]:
        """The days from which the state showed something else, its first among them, each with what the boards of the
        villages showed; nothing of a state that cannot be read."""
        documents = [self._document(path, content_id) for path, content_id in sorted(state.ids.items())]
        found = [one for one in documents if one]
        is_town = any(one.kind.name == "town" for one in found)
        if not is_town or len(found) < sum(not photos.is_photo(path) for path in state.ids):
            return []
        told: list[tuple[str, Shown]] = []
        for day in (state.first, *self._turning(state)):
            shown = self._shown(state, found, day, villages)
            if not told or told[-1][1] != shown:
                told.append((day.isoformat(), shown))
        return told

    def _turning(self, state: _State) -> list[date]:
        """The days after the first on which something in the state may begin, or has ended the day before."""
        if state.first == state.last:
            return []
        named = {day for path, content_id in state.ids.items() for day in self._days(path, content_id)}
        first, last = (state.first - DAY).isoformat(), state.last.isoformat()
        days = {date.fromisoformat(day) for day in named if first <= day <= last}
        return sorted(day for day in days | {day + DAY for day in days} if state.first < day <= state.last)

    def _days(self, path: str, content_id: str) -> list[str]:
        filing = self._schemas.filing(path)
        may_turn = filing is not None and filing.kind.name not in DO_NOT_TURN
        return ANY_DAY.findall(self._texts[content_id]) if may_turn else []

    def _document(self, path: str, content_id: str) -> Filed | None:
        if (path, content_id) not in self._filed:
            self._filed[path, content_id] = self._read(path, content_id)
        return self._filed[path, content_id]

    def _read(self, path: str, content_id: str) -> Filed | None:
        filing = self._schemas.filing(path)
        if filing is None:
            return None
        document = Filed.of(filing, Document(path, json.loads(self._texts[content_id]), BEGINNING))
        wrong = not filing.kind.is_valid(document.data) or any(
            (*corrections.problems(document, filing.kind), *earlier.problems(document, filing.kind))
        )
        return None if wrong else document

    def _shown(self, state: _State, documents: Sequence[Filed], day: date, villages: Sequence[str]) -> Shown:
        of_photos = {path: content_id for path, content_id in state.ids.items() if photos.is_photo(path)}
        pictures = Contents(of_photos, lambda path: self._repository.content(of_photos[path]))
        register = Register(documents, self._schemas, day, pictures)
        shown = sheet.codes(sheet.doors(register))
        return {board: codes for board, codes in shown.items() if board.partition("-")[0] in villages}


def _versions(states: Sequence[_State], turns: Iterable[Sequence[Any]]) -> dict[str, tuple[Version, ...]]:
    found: dict[str, list[Version]] = defaultdict(list)
    open_now: dict[str, Version] = {}
    for state, told in zip(states, turns, strict=True):
        for number, (day, shown) in enumerate(told):
            since, commit = date.fromisoformat(day), "" if number else state.commit
            until = since - DAY if number else since
            for board in sorted({*open_now, *shown}):
                was, codes = open_now.get(board), shown.get(board)
                if was and was.codes != codes:
                    found[board].append(replace(open_now.pop(board), until=until))
                if codes and board not in open_now:
                    open_now[board] = Version(codes=codes, since=since, until=None, commit=commit)
    for board, version in open_now.items():
        found[board].append(version)
    return {board: tuple(every) for board, every in found.items()}
