"""The folder in which the next site is put together: what lies there is used, and never believed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from help.built import new_root
from help.towns import TODAY
from help.walk import ROOT
from lianhu.site.build import build
from lianhu.site.lying import FOLDER_MODE, Lying, keep

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
PAGE = "representatives/heping-g01-r01/index.html"


def put(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_file_stays_that_is_another_name_of_the_one_that_stands(tmp_path: Path) -> None:
    out, spare = tmp_path / "public", tmp_path / "spare"
    put(out, "a/index.html", "b/index.html")
    put(spare, "b/index.html")
    (spare / "a").mkdir()
    (spare / "a/index.html").hardlink_to(out / "a/index.html")
    lying = Lying(spare)
    assert lying.holds("a/index.html", out)
    assert not lying.holds("b/index.html", out), "the same bytes are not the same file"
    assert not lying.holds("c/index.html", out)
    (out / "a/index.html").unlink()
    assert not lying.holds("a/index.html", out)


def test_what_is_no_file_and_no_folder_of_a_site_goes_at_once(tmp_path: Path) -> None:
    put(tmp_path, "outside/kept", "spare/open/a", "spare/closed/a")
    (tmp_path / "spare/link").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "spare/pipe")
    (tmp_path / "spare/open").chmod(FOLDER_MODE)
    (tmp_path / "spare/closed").chmod(0o700)
    Lying(tmp_path / "spare")
    assert tree(tmp_path / "spare") == {"open", "open/a"}
    assert (tmp_path / "outside/kept").exists()


def test_what_is_in_the_way_of_a_file_goes(tmp_path: Path) -> None:
    put(tmp_path, "page/index.html", "page/deeper/index.html", "other")
    lying = Lying(tmp_path)
    lying.place("page").unlink(missing_ok=True)
    (tmp_path / "page").write_text("a file now")
    lying.place("other/more/index.html").write_text("below what was a file")
    lying.leave(["page", "other/more/index.html"])
    assert tree(tmp_path) == {"page", "other", "other/more", "other/more/index.html"}


def test_folders_of_which_no_file_is_left_go(tmp_path: Path) -> None:
    put(tmp_path, "a/b/c/index.html", "a/d/index.html")
    Lying(tmp_path).leave(["a/d/index.html"])
    assert tree(tmp_path) == {"a", "a/d", "a/d/index.html"}


def test_of_the_site_before_only_what_still_stands_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "out/a", "out/b", "before/b", "before/gone/c")
    (tmp_path / "before/a").hardlink_to(tmp_path / "out/a")
    keep(tmp_path / "before", tmp_path / "out")
    assert tree(tmp_path / "before") == {"a"}


def test_a_withdrawn_name_lies_nowhere_after_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither on the site nor in the folder that is kept for the next one, which takes it with all of its folders; one
    that does not come to be leaves it as it is."""
    store = tmp_path / "store"
    monkeypatch.setenv("LIANHU_STORE", str(store))
    root, out = new_root(tmp_path / "town", ROOT / "tests/town"), tmp_path / "public"
    record = root / PERSON
    shown = record.read_text()
    name = next(line.removeprefix("name: ") for line in shown.splitlines() if line.startswith("name: "))
    assert not build(root, out, TODAY)
    assert name in (out / PAGE).read_text()
    record.write_text(shown.replace("web: true", "web: false", 1))
    assert not build(root, out, TODAY)
    (spare,) = (store / "sites").iterdir()
    for site in (out, spare):
        assert not [path for path in site.rglob("*.html") if name in path.read_text()]
    assert tree(spare) < tree(out)
    before = {path.relative_to(spare): path.stat().st_ino for path in spare.rglob("*") if path.is_dir()}
    record.write_text("no record")
    assert build(root, out, TODAY)
    assert {path.relative_to(spare) for path in spare.rglob("*") if path.is_dir()} == before.keys()
    record.write_text(shown)
    assert not build(root, out, TODAY)
    after = {path.relative_to(out): path.stat().st_ino for path in out.rglob("*") if path.is_dir()}
    assert before and before.items() <= after.items()
