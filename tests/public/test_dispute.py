"""What was said of a dispute between persons leaves by no door: a canary in every text of it, then and now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from help.program import CLEAN, run
from help.repository import Repository
from help.towns import TODAY, Tree, record
from lianhu import difference, history
from lianhu.figures import listing
from lianhu.public import posted
from lianhu.public.wall import boards
from lianhu.reading import files
from lianhu.rules.check import check
from lianhu.site import site
from lianhu.town.schemas import Kind, Schemas, holds_words
from lianhu.writing.yamltext import to_yaml

DISPUTE = "records/villages/chengnan/issues/2026/g01-2026-0002.yaml"
ID = "chengnan-g01-2026-0002"
CANARY = "金丝雀"
DEFERRED = {"stage": "deferred", "date": "2026-07-06", "by": "village_officer", "look_again_on": "2026-07-20"}
COMMANDS = [
    ("show", ID),
    ("history", ID),
    *(("due", "--format", form) for form in (*listing.FORMATS, "ics")),
    *(("diff", "HEAD^", "HEAD", "--format", form) for form in difference.FORMATS),
]


def words_in(schema: Any) -> list[str]:
    """The keys of a mapping that take words."""
    return [
        key
        for key, inner in schema["properties"].items()
        if inner.get("type") == "string" and key not in ("id", "reference") and holds_words(inner)
    ]


def with_canaries(data: Any, kind: Kind, when: str) -> Any:
    """The record with a canary wherever its schema takes words, also in keys that it does not have."""
    own, of_events = words_in(kind.schema), words_in(kind.at(("events", 0)))
    assert {"title", "responsible_post", "statement"} <= {*own} and {"note", "reason", "to_post"} <= {*of_events}
    events = [
        {**event, **{key: f"{CANARY}{when}{number}{key}" for key in of_events}}
        for number, event in enumerate([data["events"][0], DEFERRED, *data["events"][1:]])
    ]
    correction = {"date": "2026-10-10", "by": "town_office", "reason": f"{CANARY}{when}因"}
    right = {"title": f"{CANARY}{when}题", "responsible_post": f"{CANARY}{when}岗"}
    corrections = [{**correction, "at": at, "right": text} for at, text in right.items()]
    return {**data, **{key: f"{CANARY}{when}{key}" for key in own}, "events": events, "corrections": corrections}


@pytest.fixture
def town(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> Repository:
    """A dispute told in every text, and told otherwise in the next commit."""
    data, kind = record(town_tree, DISPUTE), town_schemas.kinds["issue"]
    first, second = (to_yaml(with_canaries(data, kind, when)) for when in "一二")
    town = Repository(tmp_path / "town", {**town_tree, DISPUTE: first})
    town.commit({DISPUTE: second})
    return town


def leaving(town: Repository, town_schemas: Schemas) -> str:
    """Every page, file and board, and all that the commands print."""
    found = check(files.read_folder(town.root)[0], town_schemas, TODAY).register
    assert found
    made = site.of(found, town.root, history=history.here(town.root))
    pages = [str(made.body(page)) for page in (*made.section_pages(), *made.record_pages())]
    printed = []
    for arguments in COMMANDS:
        done = run(*arguments, "--root", town.root)
        assert done.exit_code == CLEAN, done.output
        printed.append(done.output)
    hung = str(boards(posted(found, "wall")))
    return "\n".join([*pages, *(text for _, text in made.files()), hung, *printed])


def test_a_dispute_is_told_by_no_door(town: Repository, town_schemas: Schemas) -> None:
    told = leaving(town, town_schemas)
    assert CANARY not in told
    assert "邻里纠纷调解" in told and ID in told, "that there is one is told"
    other = town.root / DISPUTE
    other.write_text(other.read_text().replace("neighbour_dispute", "street_light"))
    assert f"{CANARY}二" in leaving(town, town_schemas), "what is none is told"
