"""Where a town lies in its repository: at the top, in a folder, or nowhere but in the objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from help.repository import Repository as Written
from lianhu import git
from lianhu.words.problems import ToolError


def test_paths_are_the_towns(tmp_path: Path) -> None:
    county = Written(tmp_path / "county", {"towns/east/records/a.yaml": b"a: b\n", "README": b"x"})
    town = git.Repository(county.root / "towns/east")
    assert (town.prefix, town.path_in("records/a.yaml")) == ("towns/east/", "towns/east/records/a.yaml")
    assert [entry.path for entry in town.entries(county.head)] == ["records/a.yaml"]
    assert list(town.records(county.head)[0]) == ["records/a.yaml"]


def test_a_servers_hook_finds_the_records_from_gits_own_folder(tmp_path: Path) -> None:
    """Git calls hooks there; taken for a place of the town, no record was ever found and no push searched."""
    written = Written(tmp_path / "town", {"records/a.yaml": b"a: b\n"})
    for place in (written.root / ".git", written.root / ".git/hooks"):
        assert list(git.Repository(place).records(written.head)[0]) == ["records/a.yaml"]
    written.git("clone", "-q", "--bare", str(written.root), str(tmp_path / "bare.git"))
    bare = git.Repository(tmp_path / "bare.git")
    assert bare.is_bare and list(bare.records(written.head)[0]) == ["records/a.yaml"]


def test_a_town_may_do_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git.existing(tmp_path) is None
    written = Written(tmp_path / "town", {"records/a.yaml": b"a: b\n"})
    assert git.existing(written.root) is not None
    monkeypatch.setenv("PATH", "")
    assert git.existing(written.root) is None
    with pytest.raises(ToolError, match="Git is not installed"):
        git.Repository(written.root)
