"""`lianhu board print`: which files it writes, and what it says when it cannot."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from help.towns import TODAY, TOWN
from lianhu.boards import fonts
from lianhu.cli import main

pytestmark = pytest.mark.slow


def run(*arguments: object) -> Result:
    command = ["board", "print", *map(str, arguments), "--root", str(TOWN), "--today", TODAY.isoformat()]
    return CliRunner().invoke(main, command, env={"LANGUAGE": "en"})


def files(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_the_print_shop_gets_a_file_for_each_village_and_kind(tmp_path: Path) -> None:
    out = tmp_path / "boards"
    result = run("--out", out)
    assert result.exit_code == 0
    assert result.output == f"Printed: 9 files with 26 sheets in {out}\n"
    kinds = ("boards", "cards", "certificates", "sheets")
    villages = [f"{village}/{kind}.pdf" for village in ("chengnan", "heping") for kind in kinds]
    assert files(out) == [".gitignore", *villages, "town/boards.pdf"]


def test_the_folder_that_is_made_keeps_itself_out_of_git(tmp_path: Path) -> None:
    """A sheet may show what the web may not; a folder that was there is the owner's."""
    run("town", "--out", tmp_path / "new")
    run("town", "--out", tmp_path)
    assert (tmp_path / "new/.gitignore").read_text() == "*\n"
    assert not (tmp_path / ".gitignore").exists()


def test_each_sheet_is_a_file_if_that_is_asked_for(tmp_path: Path) -> None:
    run("heping-g01", "--each", "--only", "boards", "--only", "sheets", "--only", "cards", "--out", tmp_path)
    panels = [f"heping/sheets/heping-g01-{panel}.pdf" for panel in ("duties", "issues", "procedure", "representatives")]
    cards = [f"heping/cards/heping-g01-{person}.pdf" for person in ("r01", "r03")]
    assert files(tmp_path) == ["heping/boards/heping-g01.pdf", *cards, *panels]


def test_what_was_printed_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "town").mkdir()
    (tmp_path / "town/boards.pdf").write_bytes(b"old")
    assert run("town", "--out", tmp_path).exit_code == 0
    assert (tmp_path / "town/boards.pdf").read_bytes().startswith(b"%PDF")
    assert files(tmp_path) == ["town/boards.pdf"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("town", "--out", tmp_path / "file/boards")
    assert result.exit_code == 2
    assert re.fullmatch(r".*/file/boards cannot be read or written: .+\.\n", result.output)


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.import_module

    def import_module(name: str, package: str | None = None) -> Any:
        if name == "typst":
            raise ModuleNotFoundError(name)
        return found(name, package)

    monkeypatch.setattr(importlib, "import_module", import_module)
    result = run("town", "--out", tmp_path / "boards")
    assert result.exit_code == 2
    assert result.output == "Printing needs typst, which is not installed: pip install 'lianhu[print]'.\n"
    assert not (tmp_path / "boards").exists()


def test_without_a_font_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "WANTED", {"sans": ("No Such Font",), "serif": ()})
    result = run("town", "--out", tmp_path / "boards")
    assert result.exit_code == 2
    assert result.output.startswith("No font for Chinese was found. On Debian install fonts-noto-cjk")
    assert not (tmp_path / "boards").exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("heping-g03", "There is no board 'heping-g03'. Did you mean heping-g0"),
        ("hepin", "There is no board 'hepin'. Did you mean heping?"),
        ("???", "There is no board '???'. A board has the id of its group or village; the town's own is 'town'."),
    ],
)
def test_a_board_that_is_not_there_is_told(tmp_path: Path, name: str, told: str) -> None:
    result = run(name, "--out", tmp_path / "boards")
    assert result.exit_code == 2
    assert result.output.startswith(told.replace(f"'{name}'", name))
    assert not (tmp_path / "boards").exists()
