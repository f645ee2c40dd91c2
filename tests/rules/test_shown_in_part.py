"""What is shown of a record is the same, whether the whole town is asked or the record's own part."""

from __future__ import annotations

from pathlib import Path

import pytest

from help.towns import TODAY, Tree
from help.watched import taken
from lianhu import public
from lianhu.proposals.judgement import judged
from lianhu.proposals.proposal import Proposal
from lianhu.public import Place
from lianhu.rules import shown
from lianhu.rules.check import check, readable
from lianhu.rules.parts import Parts
from lianhu.store import NONE, Store
from lianhu.town.redactions import MARKER
from lianhu.town.schemas import Schemas

ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
# Of the other village, who agrees to be named no longer.
WITHHELD = "路大雪"
CORRECTED = """
corrections:
  - at: title
    date: 2026-03-22
    by: village_officer
    right: 一组路口路灯不亮
    reason: 不写姓名
""".lstrip()


def with_a_name(tree: Tree) -> Tree:
    """An issue whose title, corrected since, named a representative of another village."""
    content = tree[ISSUE].decode().replace("title: 一组路口路灯不亮", f"title: {WITHHELD}说路灯不亮")
    return {**tree, ISSUE: (content + CORRECTED).encode()}


@pytest.mark.parametrize("place", ["web", "wall"])
@pytest.mark.parametrize("names_somebody", [False, True])
def test_each_record_is_shown_as_the_whole_town_shows_it(
    place: Place, names_somebody: bool, town_tree: Tree, town_schemas: Schemas
) -> None:
    tree = with_a_name(town_tree) if names_somebody else town_tree
    whole = readable(tree, town_schemas, TODAY)
    assert whole
    parts = Parts(tree, town_schemas, TODAY, NONE)
    expected = public.posted(whole, place)
    assert shown.data(parts, tree, place) == {one.path: one.data for one in expected.documents}
    every = shown.town(parts, place)
    assert every.documents == expected.documents
    assert dict(every.photos) == dict(expected.photos)


def test_a_record_is_shown_when_somebody_asks_for_it(town_tree: Tree, town_schemas: Schemas, tmp_path: Path) -> None:
    store = Store(tmp_path)
    shown.town(Parts(town_tree, town_schemas, TODAY, store), "web")
    with taken() as paths:
        every = shown.town(Parts(town_tree, town_schemas, TODAY, store), "web")
        assert not [path for path in paths if "/villages/" in path], "what is there is kept"
        assert every.document_at(ISSUE)
    assert ISSUE in paths
    assert not [path for path in paths if "/chengnan/" in path], "the other village is another part"


def test_a_name_that_is_withheld_elsewhere_is_not_repeated(town_tree: Tree, town_schemas: Schemas) -> None:
    parts = Parts(with_a_name(town_tree), town_schemas, TODAY, NONE)
    found = shown.posted(parts, "heping-g01-2026-0001", "web")
    assert all("/chengnan/" not in path for path in found.filings), "the other village is another part"
    document = found.document_at(ISSUE)
    assert document
    (correction,) = document.data["corrections"]  # type: ignore[index, call-overload]
    assert correction["was"] == MARKER


def test_a_proposal_reads_the_parts_that_it_touches(town_tree: Tree, town_schemas: Schemas, tmp_path: Path) -> None:
    """Where the states were checked and another proposal judged, one reads of each the changed record's part."""
    store = Store(tmp_path)
    with_comment = {**town_tree, ISSUE: town_tree[ISSUE] + b"# seen\n"}

    def unseen(after: Tree) -> tuple[str, ...] | None:
        proposal = Proposal(published=town_tree, proposed=after, schemas=town_schemas, today=TODAY, store=store)
        return judged(proposal).unseen

    check(with_comment, town_schemas, TODAY, store=store)
    assert unseen(town_tree) == ()
    with taken() as paths:
        assert unseen(with_comment) == (ISSUE,), "a comment is nothing that the public sees"
    assert paths
    assert not [path for path in paths if "/chengnan/" in path]
