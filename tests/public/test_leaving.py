"""Who has left is shown with photo and telephone for the days that the town said, and not for one more."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from help.towns import Tree, consent, record
from lianhu import public
from lianhu.figures.due import due
from lianhu.public import posted
from lianhu.reading.files import TOWN_FILE
from lianhu.rules.check import readable
from lianhu.town.kinds import Representative
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing.yamltext import to_yaml

WHO = "records/villages/heping/representatives/g01-r02.yaml"
LEFT = datetime.date(2026, 5, 31)
DAY = datetime.timedelta(days=1)


def town(tree: Tree, schemas: Schemas, today: datetime.date, **changes: Any) -> Register:
    """The town on a day; whoever left on 31 May had agreed to have the telephone shown."""
    person = record(tree, WHO) | {"phone": "0730-0000077"} | changes
    person["consent"]["phone"] = consent(True, True)
    register = readable({**tree, WHO: to_yaml(person)}, schemas, today)
    assert register
    return register


def phone(register: Register, place: public.Place = "web") -> str | None:
    return posted(register, place).get(Representative, "heping-g01-r02").phone


@pytest.mark.parametrize("place", ["web", "wall"])
def test_the_telephone_is_shown_for_as_long_as_the_town_said(
    place: public.Place, town_tree: Tree, town_schemas: Schemas
) -> None:
    assert phone(town(town_tree, town_schemas, LEFT), place)
    assert phone(town(town_tree, town_schemas, LEFT + 30 * DAY), place)
    assert phone(town(town_tree, town_schemas, LEFT + 31 * DAY), place) is None


def test_a_town_that_said_nothing_shows_it_no_day_longer(town_tree: Tree, town_schemas: Schemas) -> None:
    silent = {**town_tree, TOWN_FILE: town_tree[TOWN_FILE].replace(b"    retention_days: 30\n", b"")}
    assert phone(town(silent, town_schemas, LEFT))
    assert phone(town(silent, town_schemas, LEFT + DAY)) is None


def test_who_serves_again_or_is_chosen_again_has_not_left(town_tree: Tree, town_schemas: Schemas) -> None:
    seats = [*record(town_tree, WHO)["groups"], {"group": "heping-g02", "since": "2026-12-01"}]
    assert phone(town(town_tree, town_schemas, LEFT + 60 * DAY, groups=seats))


def test_the_deletion_is_due_from_the_day_of_leaving(town_tree: Tree, town_schemas: Schemas) -> None:
    def told(today: datetime.date) -> list[str]:
        found = due(town(town_tree, town_schemas, today))
        return [f"{item.since} {item.sentence}" for item in found if item.kind == "deletion"]

    assert told(LEFT) == []
    assert told(LEFT + DAY) == told(LEFT + 200 * DAY)
    (once,) = told(LEFT + DAY)
    assert once.startswith("2026-05-31") and "2026-06-30" in once
