"""What was recorded late says so, and why, wherever it is shown (R28; G5; G6)."""

from __future__ import annotations

import pytest

from help.drawn import Drawn, drawn_on, of, says
from help.late import WHY, recorded_late
from help.towns import TODAY, Tree, registered
from lianhu import public
from lianhu.town.case import case_of
from lianhu.town.kinds import Issue
from lianhu.town.schemas import Schemas

PLACES = {
    "issues/heping-g01-2026-0001/": 10,
    "meetings/heping-2026-03-27-monthly_analysis/": 1,
    "meetings/": 2,
    "service-days/heping-2026-10/": 8,
    "task-lists/heping-2026-03/": 2,
    "service-funds/heping-2026/": 4,
    "reviews/2026-q1/": 2,
    "incentives/": 1,
    "representatives/heping-g01-r01/": 3,
    "villages/heping/": 4,
}


@pytest.fixture
def late_files(town_tree: Tree, town_schemas: Schemas) -> dict[str, str | None]:
    late = recorded_late(town_tree, town_schemas)
    return {path.removeprefix("records/"): late[path].decode() for path in late if late[path] != town_tree[path]}


@pytest.mark.parametrize("address", PLACES)
def test_every_place_says_why_it_came_late(address: str, drawn: Drawn, late_files: dict[str, str | None]) -> None:
    page = drawn(address, files=late_files)
    assert page.text.count(WHY) >= PLACES[address], f"{address} says it {page.text.count(WHY)} times"
    assert "补记" in page.text and WHY not in drawn(address).text


def test_weeks_and_months_done_late_say_so(town_tree: Tree, town_schemas: Schemas) -> None:
    late = registered(recorded_late(town_tree, town_schemas), town_schemas, TODAY)
    says(of(late, "villages/heping/"), "做了（补记）")
    says(drawn_on(late, "2026-04-20", "representatives/heping-g01-r01/"), "走访了（补记）")


def test_a_dispute_tells_that_it_came_late_and_not_why(town_tree: Tree, town_schemas: Schemas) -> None:
    """Otherwise its closing would count as recorded in time."""
    late = recorded_late(town_tree, town_schemas)
    lamp = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    # With what repeats it: a dispute and its duplicate are both one.
    for path in (lamp, lamp.replace("0001.yaml", "0002.yaml")):
        late[path] = late[path].replace(b"category: street_light", b"category: neighbour_dispute")
    shown = public.posted(registered(late, town_schemas, TODAY), "web")
    case = case_of(shown, shown.get(Issue, "heping-g01-2026-0001"))
    assert case.late_for("closed") and {event.recorded_late for event in case.events} == {"原因不公开"}
