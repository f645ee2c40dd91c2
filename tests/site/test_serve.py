"""The live preview: a saved record shows, a bad one shows its problems instead of a broken page."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds; only a preview that hangs comes near it


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests/town/records", tmp_path / "records")
    shutil.copytree(ROOT / "site/pages", tmp_path / "site/pages")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


@pytest.fixture
def address(town: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{port}"],
        cwd=town,
        env={**os.environ, "LIANHU_TODAY": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def page_with(address: str, text: str) -> str:
    """The page once it shows `text`."""
    end, shown = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                shown = answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            shown = ""  # not up yet, or between two builds
        if text in shown:
            return shown
        time.sleep(0.05)
    raise AssertionError(f"{text!r} never showed; last seen: {shown[:500]!r}")


@pytest.mark.slow
def test_a_saved_record_shows_and_a_bad_one_shows_its_problems(town: Path, address: str) -> None:
    group = town / "records/villages/heping/groups/g01.yaml"
    good = group.read_text(encoding="utf-8")
    page = f"{address}groups/heping-g01/"
    page_with(page, "代表信息")

    group.write_text(good.replace("0730-", "0739-"), encoding="utf-8")
    page_with(page, "0739-")

    group.write_text(good.replace("name:", "nmae:", 1), encoding="utf-8")
    broken = page_with(page, "nmae")
    assert "records/villages/heping/groups/g01.yaml" in broken
    assert "代表信息" not in broken

    group.write_text(good, encoding="utf-8")
    assert "nmae" not in page_with(page, "代表信息")
