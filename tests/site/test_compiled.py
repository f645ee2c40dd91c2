"""Templates that were compiled before are drawn as they are now, whatever befalls what was kept of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from lianhu.site.pages.compiled import Compiled
from lianhu.site.pages.drawing import environment
from lianhu.store import FILE

NAME = "greeting.html"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANHU_STORE", str(tmp_path / "store"))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / NAME).write_text("{% for n in [1, 2] %}{{ n }}<b>{{ '<' }}</b>{% endfor %}")
    return tmp_path / "templates"


def drawn(folder: Path) -> str:
    """What a process draws that begins now."""
    environment.cache_clear()
    return environment((folder,)).get_template(NAME).render()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled."""
    names: list[str] = []
    dump = Compiled.dump_bytecode

    def noted(self: Compiled, bucket: object) -> None:
        names.append(NAME)
        dump(self, bucket)  # type: ignore[arg-type]

    monkeypatch.setattr(Compiled, "dump_bytecode", noted)
    return names


def test_the_next_process_compiles_nothing(folder: Path, compiled: list[str]) -> None:
    first = drawn(folder)
    assert first == "1<b>&lt;</b>2<b>&lt;</b>" and compiled == [NAME]
    assert drawn(folder) == first and compiled == [NAME]


def test_another_template_is_another(folder: Path, compiled: list[str]) -> None:
    drawn(folder)
    (folder / NAME).write_text("{{ 3 }}")
    assert drawn(folder) == "3" and drawn(folder) == "3" and compiled == [NAME, NAME]


def test_another_jinja_compiles_anew(folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(folder)
    monkeypatch.setattr("lianhu.site.pages.compiled.metadata.version", lambda name: "9")
    drawn(folder)
    assert compiled == [NAME, NAME]


def noise(file: Path) -> None:
    file.write_bytes(b"noise" * 1000)


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


@pytest.mark.parametrize("befall", [noise, cut_off, Path.unlink])
def test_what_is_kept_may_be_damaged(befall: Callable[[Path], None], folder: Path, compiled: list[str]) -> None:
    first = drawn(folder)
    befall(folder.parent / "store" / FILE)
    assert drawn(folder) == first and compiled == [NAME, NAME]
    assert drawn(folder) == first and compiled == [NAME, NAME]


def test_without_a_store_it_is_compiled(folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(folder)
    monkeypatch.setenv("LIANHU_STORE", "")
    drawn(folder)
    assert compiled == [NAME, NAME]


def test_a_town_does_not_bring_what_is_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder `.git` that somebody packed is not asked for code."""
    monkeypatch.delenv("LIANHU_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    drawn(folder)
    assert (tmp_path / "cache/lianhu" / FILE).is_file()
