"""`lianhu witness`: another town's codes, kept from its folder or its address on this machine."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from help.built import served
from help.program import CANNOT_RUN, CLEAN, PROBLEMS, run
from help.sealed import seal
from lianhu.proof import log, sums
from lianhu.proof.log import Log


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The folder of the town that keeps."""
    (tmp_path / "town/records").mkdir(parents=True)
    return tmp_path / "town"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of another town, of which only a page and the log matter."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "index.html").write_text("<title>x</title>")
    return folder


def published(site: Path, whole: Log | None = None, say: str = "") -> Log:
    (site / "index.html").write_text(f"<title>{say}</title>")
    return seal(site, whole)


def kept(town: Path, site: object, *more: object) -> tuple[int, str]:
    result = run("witness", str(site), "--root", town, *more)
    return result.exit_code, result.output


def test_each_publication_is_a_line(town: Path, site: Path) -> None:
    first = published(site)
    code, said = kept(town, site)
    assert code == CLEAN and f"publication 1, {first.entries[0].code}" in said
    file = town / "witness/other.txt"
    assert file.read_text().splitlines() == [
        "log example.cn/data/code",
        f"2026-11-22 1 {first.entries[0].code} {first.root()}",
    ]
    before = file.read_bytes()
    assert kept(town, site)[0] == CLEAN and file.read_bytes() == before, "nothing was published since"
    third = published(site, published(site, first, "a"), "b")
    assert kept(town, site / "data/code", "--name", "other")[0] == CLEAN
    assert file.read_bytes() == before + f"2026-11-22 3 {third.entries[2].code} {third.root()}\n".encode()


def test_a_log_that_was_written_anew_is_told_and_nothing_is_kept_of_it(town: Path, site: Path) -> None:
    first = published(site)
    second = published(site, first, "a")
    kept(town, site)
    before = (town / "witness/other.txt").read_bytes()
    forged = Log(second.origin, (replace(second.entries[0], pages="1" * 64),))
    published(site, published(site, forged, "b"), "c")
    code, said = kept(town, site)
    assert code == PROBLEMS and f"Kept was 2026-11-22, publication 2, {second.entries[1].code}." in said
    assert "it was written anew" in said and (town / "witness/other.txt").read_bytes() == before
    published(site, Log(second.origin))
    assert "it had 2 when its head was kept" in kept(town, site)[1]


def test_the_kept_codes_verify_a_copy(town: Path, tiny: Path) -> None:
    assert kept(town, tiny, "--name", "tiny")[0] == CLEAN
    result = run("verify", tiny, "--against", town / "witness/tiny.txt")
    assert result.exit_code == CLEAN and "Every code that was kept is in the log as it was." in result.output
    file = town / "witness/tiny.txt"
    last = file.read_text().splitlines()[-1].split(" ")
    file.write_text(file.read_text().replace(last[0], "2020-01-01"))
    result = run("verify", tiny, "--against", file)
    assert result.exit_code == PROBLEMS and "has another code or day" in result.output


@pytest.fixture
def tiny(tiny_site: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(tiny_site.folder, tmp_path / "tiny")  # type: ignore[attr-defined]
    return tmp_path / "tiny"


def test_an_address_is_read_like_a_folder(town: Path, site: Path) -> None:
    first = published(site)
    with served(site, "/a/path/") as address:
        for given in (address, address.rstrip("/"), f"{address}data/code/"):
            code, said = kept(town, given)
            assert code == CLEAN and first.entries[0].code in said, said
    assert [path.name for path in (town / "witness").iterdir()] == ["127.0.0.1.txt"]


class Strange(BaseHTTPRequestHandler):
    """A server that answers as no site does: by the first part of the address."""

    def do_GET(self) -> None:
        way = self.path.split("/")[1]
        if way == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        elif way == "large":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
        elif way == "short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"x")
        else:
            self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def strange() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Strange) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("elsewhere", "the server answers 302"),
        ("large", "it is larger than"),
        ("short", "cannot be read"),
        ("missing", "the server answers 404"),
    ],
)
def test_a_strange_server_is_one_sentence(way: str, said: str, strange: str, town: Path) -> None:
    code, told = kept(town, f"{strange}{way}/")
    assert code == CANNOT_RUN and said in told and len(told.strip().splitlines()) == 1, told
    assert not (town / "witness").exists()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("http://127.0.0.1:9/", "cannot be reached"),
        ("nowhere", "nowhere has no log"),
        ("file:///etc", "file:///etc has no log"),
        ("镇", "cannot name a file of codes"),
    ],
)
def test_what_is_no_site_is_one_sentence(place: str, said: str, town: Path) -> None:
    code, told = kept(town, place)
    assert code == CANNOT_RUN and said in told and len(told.strip().splitlines()) == 1, told


def test_a_file_of_codes_that_was_edited_is_told(town: Path, site: Path) -> None:
    published(site)
    kept(town, site)
    file = town / "witness/other.txt"
    whole = file.read_text()
    for edited, said in (
        (whole + "x\n", "Line 3"),
        ("x\n", "Line 1"),
        (whole + whole.splitlines()[1] + "\n", "Line 3"),
    ):
        file.write_text(edited)
        code, told = kept(town, site)
        assert code == CANNOT_RUN and said in told and file.read_text() == edited
    file.write_text(whole.replace("example.cn", "example.com"))
    assert "of the log example.com/data/code, this is example.cn/data/code" in kept(town, site)[1]


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not here")
def test_a_head_is_signed_with_the_tool_that_git_signs_with(site: Path, tmp_path: Path) -> None:
    """As docs/manifest.md says; who has no key verifies all the same."""
    published(site)
    head = site / sums.OF_THE_CODE / log.CHECKPOINT
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "town", "-f", key], check=True)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", key, "-n", "lianhu", head], check=True)
    (tmp_path / "signers").write_text(f"town {key.with_suffix('.pub').read_text()}")

    def verified() -> bool:
        command = ["ssh-keygen", "-q", "-Y", "verify", "-f", tmp_path / "signers", "-I", "town", "-n", "lianhu"]
        with head.open("rb") as signed:
            done = subprocess.run([*command, "-s", f"{head}.sig"], stdin=signed, capture_output=True, check=False)
        return done.returncode == 0

    assert verified()
    head.write_text(head.read_text().replace("example.cn", "example.com"))
    assert not verified()
