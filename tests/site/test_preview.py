"""The preview shows at each address what a whole drawing of the records as they are saved has there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from help.built import new_root
from help.towns import TODAY, TOWN
from lianhu import store
from lianhu.site.checked import checked
from lianhu.site.frame import CLOSE, FRAME_ADDRESS, OPEN, cut
from lianhu.site.frames import Frames
from lianhu.site.order import Order
from lianhu.site.pages import POURED_SECTIONS, SECTIONS
from lianhu.site.pages.drawing import Drawing
from lianhu.site.preview import Preview
from lianhu.store import Held, Store

VILLAGES = "records/villages"
GROUP, VISITS = f"{VILLAGES}/chengnan/groups/g01.yaml", f"{VILLAGES}/heping/visits/2026-03/g01.yaml"
# An issue that nothing else names.
ISSUE = f"{VILLAGES}/chengnan/issues/2026/g01-2026-0003.yaml"
FRAMES = Frames(
    {
        address: cut(f"{address}|{OPEN}title{CLOSE}|{OPEN}root{CLOSE}|{OPEN}body{CLOSE}")
        for address in (*SECTIONS, *(FRAME_ADDRESS.format(section=section) for section in POURED_SECTIONS))
    },
    {},
)


class Previewed:
    """A preview of the tiny town, whose pages are put into `out`."""

    def __init__(self, folder: Path) -> None:
        self.root, self.out, self.preview = new_root(folder / "town", TOWN), folder / "out", Preview()
        self.out.mkdir()
        (self.out / "about").mkdir()
        (self.out / "about/index.html").write_text("by hand")
        self.preview.look(self.root)
        self.preview.framed(FRAMES, self.out)

    def shown(self, path: str) -> bytes | None:
        self.preview.put(path)
        place = self.out / path / ("index.html" if path.endswith("/") or not path else "")
        return place.read_bytes() if place.is_file() else None

    def change(self, path: str, change: Callable[[str], str]) -> None:
        place = self.root / path
        place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[Held]:
    """The stores that previews hold."""
    found: list[Held] = []
    held_at = store.held_at

    def noted(root: Path) -> Held:
        found.append(held_at(root))
        return found[-1]

    monkeypatch.setattr(store, "held_at", noted)
    return found


@pytest.fixture
def previewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: list[Held]) -> Previewed:
    monkeypatch.setenv("LIANHU_TODAY", TODAY.isoformat())
    monkeypatch.setenv("LIANHU_STORE", str(tmp_path / "store"))
    return Previewed(tmp_path)


def assert_as_a_whole(previewed: Previewed) -> None:
    site = checked(previewed.root, Order(), TODAY, preview=True).site
    assert site
    for page in site.pages():
        assert previewed.shown(page.address) == FRAMES.pour(page, site.body(page)), page.address
    for address, content in site.all_files():
        assert previewed.shown(address) == content, address
    assert previewed.shown("about/") == b"by hand"


def assert_unchanged(held: Held) -> None:
    """Whoever was given what is held for the next save has changed nothing in it."""
    keys = [key for key, _ in held.values() if not key.startswith("template")]
    assert keys and held.plain(keys) == Store(held.folder).plain(keys)


@pytest.mark.slow
def test_after_a_save_it_is_the_whole(previewed: Previewed, held: list[Held]) -> None:
    previewed.shown("groups/chengnan-g01/")
    previewed.shown("search/index.json")
    previewed.change(GROUP, lambda text: text.replace("0730-", "0739-"))
    previewed.change(VISITS, lambda text: text.replace("household_count: 4", "household_count: 5"))
    assert_as_a_whole(previewed)
    assert_unchanged(*held)


def test_a_template_of_the_town_is_noticed(previewed: Previewed) -> None:
    previewed.shown("groups/chengnan-g01/")
    (previewed.root / "site/templates").mkdir(parents=True)
    (previewed.root / "site/templates/group.html").write_text("own words")
    assert b"own words" in (previewed.shown("groups/chengnan-g01/") or b"")


def test_a_record_that_is_gone_has_no_page(previewed: Previewed) -> None:
    address = "issues/chengnan-g01-2026-0003/"
    assert previewed.shown(address)
    (previewed.root / ISSUE).unlink()
    assert previewed.shown(address) is None and previewed.shown("issues/nowhere-g01-2026-0003/") is None
    assert previewed.shown("../town/mkdocs.yml") and (previewed.root / "mkdocs.yml").is_file()


def test_while_a_record_is_wrong_every_page_says_so(previewed: Previewed) -> None:
    good = (previewed.root / GROUP).read_text(encoding="utf-8")
    previewed.change(GROUP, lambda text: text.replace("name:", "nmae:", 1))
    for address in ("", "groups/heping-g01/", "groups/chengnan-g01/", "changes/", "meetings/"):
        assert b"nmae" in (previewed.shown(address) or b""), address
    previewed.change(GROUP, lambda _: good)
    assert b"nmae" not in (previewed.shown("groups/chengnan-g01/") or b"nmae")


def test_one_page_is_drawn_for_one_question(previewed: Previewed, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    draw = Drawing.draw

    def noted(self: Drawing, page: object, *others: object, **more: object) -> object:
        drawn.append(page.address)  # type: ignore[attr-defined]
        return draw(self, page, *others, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Drawing, "draw", noted)
    previewed.change(GROUP, lambda text: text.replace("0730-", "0739-"))
    assert b"0739-" in (previewed.shown("groups/chengnan-g01/") or b"")
    previewed.shown("groups/chengnan-g01/")
    previewed.shown("assets/nothing.css")
    assert drawn == ["groups/chengnan-g01/"]
