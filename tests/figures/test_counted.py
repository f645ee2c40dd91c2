"""What the figures read of records, told by the records themselves: whoever corrects it moves a figure."""

from __future__ import annotations

import re
from datetime import date

import pytest

from help.reading import Reading
from help.towns import TODAY, TOWN
from help.walk import ROOT
from lianhu.figures.facts import Facts
from lianhu.figures.table import counted
from lianhu.public import posted
from lianhu.reading import files
from lianhu.reading.document import Location
from lianhu.rules.check import readable
from lianhu.town import earlier, schemas
from lianhu.town.counted import COUNTED
from lianhu.town.kinds import Meeting
from lianhu.town.schemas import Kind

KINDS = schemas.load().kinds
VILLAGES = {name for name, kind in KINDS.items() if kind.schema["x-territory"] == "village"}
PRESENT = date(2026, 11, 22)

# What belongs to a person, who may take it back; figures count how many agree to have it shown.
A_PERSONS_OWN = {("representative", "background")}


def place(kind: Kind, at: str) -> Location:
    """A place of a kind's records, the first entry of each list that it leads through."""
    found: Location = ()
    for step in at.split("."):
        found = (*found, step)
        if "properties" in kind.at(found).get("items", {}):
            found = (*found, 0)
    return found


def read_by_the_figures(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    """Every place that figures, and the rows that anybody can count anew, read in two towns, and in one that does not
    say since when it keeps records: there they look for the first day.
    """
    tiny, demonstration = (files.read_folder(root)[0] for root in (TOWN, ROOT))
    says_no_day = re.sub(rb"(?m)^records_since: .*\n", b"", tiny[files.TOWN_FILE])
    found: set[tuple[str, str]] = set()
    for tree, day in ((tiny, TODAY), (demonstration, PRESENT), (tiny | {files.TOWN_FILE: says_no_day}, TODAY)):
        found |= _read(tree, day, monkeypatch)
    return {one for one in found if not one[1].startswith(("id", "corrections", "redactions"))}


def _read(tree: files.Tree, day: date, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    register = readable(tree, schemas.load(), day)
    assert register
    town = posted(register, "web")
    with monkeypatch.context() as noting:
        reading = Reading(noting)
        facts = Facts(town)
        assert counted(town).lines and facts.villages
    return reading.places


@pytest.mark.slow
def test_whatever_a_figure_reads_is_counted_and_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_by_the_figures(monkeypatch)
    missing = {(kind, at) for kind, at in read if kind in VILLAGES and at not in COUNTED.get(kind, ())}
    assert not missing, f"figures read this; tools/lianhu/town/counted.py does not say so: {sorted(missing)}"
    told = {(kind, at) for kind, names in COUNTED.items() for at in names}
    assert told - read <= {("issue", "kind")}, "no figure reads this any more"
    for kind, at in sorted(read - A_PERSONS_OWN):
        where = place(KINDS[kind], at)
        is_dated = earlier.is_dated(KINDS[kind], where)
        assert KINDS[kind].is_kept(where) or is_dated, f"a figure reads {kind} {at}, which may change"


def test_a_record_notes_what_is_read_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a figure that reads a new value is found."""
    register = readable(files.read_folder(TOWN)[0], schemas.load(), TODAY)
    assert register
    meeting = register.all(Meeting)[0]
    reading = Reading(monkeypatch)
    assert meeting.place and hash(meeting) and meeting.issues
    assert reading.places == {("meeting", "place"), ("meeting", "issues")}
