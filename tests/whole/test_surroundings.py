"""The same answer and the same bytes wherever it runs: locale, folder, clock, terminal, network.

Rows C9, C11, C12 and T28 of hardening.md.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import random
import shutil
import stat
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest

from help.built import new_root
from help.messages import FIRST, MAPPING, workbook
from help.program import anew, compiling, lianhu, needs
from help.towns import TODAY, TOWN
from lianhu.reading import clock

pytestmark = pytest.mark.slow

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2
OLD_TERMINAL = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
NFC = "村 小杨镇 é 䶮𠮷"
NFD = unicodedata.normalize("NFD", NFC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path / "town", TOWN)


def sealed(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file and folder with its mode, and the files' sha256."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.S_IMODE(path.stat().st_mode),
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in (folder, *sorted(folder.rglob("*")))
    }


def scattered(root: Path, seed: int) -> Path:
    """The tiny town again, its files made in another order, with other times and rights."""
    source = new_root(root.with_name(f"{root.name} as it was"), TOWN)
    chance = random.Random(seed)
    files = sorted(path for path in source.rglob("*") if path.is_file())
    chance.shuffle(files)
    for file in files:
        target = root / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        moment = chance.randrange(10**9)
        os.utime(target, (moment, moment))
        target.chmod(0o600)
    shutil.rmtree(source)
    return root


# -- the same bytes


def test_the_same_records_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    root = new_root(tmp_path / "town", TOWN)
    assert lianhu("build", "--root", root).returncode == CLEAN
    expected = sealed(root / "public")
    assert len(expected) > 100
    assert {mode for mode, content in expected.values() if content} == {0o644}, "a web server reads every file"
    assert {mode for mode, content in expected.values() if not content} == {0o755}

    assert lianhu("build", "--root", root).returncode == CLEAN
    assert sealed(root / "public") == expected, "a second run"

    empty = tmp_path / "temporary"
    empty.mkdir()
    surroundings: list[tuple[str, int, dict[str, str]]] = [
        (f"{NFC}/town", 0o077, {**OLD_TERMINAL, "TZ": "America/Anchorage", "PYTHONHASHSEED": "1"}),
        (f"{NFD}/a/b", 0o000, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}),
        ("other", 0o027, {"SOURCE_DATE_EPOCH": "0", "LANGUAGE": "zh_CN", "PYTHONHASHSEED": "random"}),
    ]
    for seed, (name, umask, changes) in enumerate(surroundings):
        root = scattered(tmp_path / name, seed)
        out = tmp_path / name / "some site"
        changes |= {"TMPDIR": str(empty), "HOME": str(tmp_path / "nobody")}
        done = anew("build", "--root", ".", "--out", out, changes=changes, cwd=root, umask=umask)
        assert done.returncode == CLEAN, done.stderr
        assert sealed(out) == expected, changes
        assert list(empty.iterdir()) == [], "nothing is left where other programs could have prepared something"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T15:59:59", "2026-12-31"),
        ("2026-12-31T16:00:00", "2027-01-01"),
        ("2028-02-28T15:59:59", "2028-02-28"),
        ("2028-02-28T16:00:00", "2028-02-29"),
        ("2028-02-29T16:00:00", "2028-03-01"),
        ("2027-02-28T16:00:00", "2027-03-01"),
        ("2038-01-19T03:14:08", "2038-01-19"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/Anchorage", "Pacific/Kiritimati"])
def test_a_day_ends_at_midnight_in_china(moment: str, day: str, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """16:00 UTC, wherever the computer stands."""
    now = datetime.datetime.fromisoformat(f"{moment}+00:00")
    monkeypatch.delenv(clock.VARIABLE, raising=False)
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr(clock, "datetime", SimpleNamespace(datetime=SimpleNamespace(now=now.astimezone)))
    assert clock.today().isoformat() == day


# -- languages, folders, terminals


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        (OLD_TERMINAL, NFC),
        (OLD_TERMINAL, NFD),
        ({"PYTHONIOENCODING": "gbk"}, NFC),
        ({"PYTHONIOENCODING": "ascii"}, NFD),
        ({"LC_ALL": "POSIX"}, NFC),
    ],
    ids=["C and NFC", "C and NFD", "GBK", "ASCII", "POSIX"],
)
def test_any_locale_and_any_folder(tmp_path: Path, changes: dict[str, str], name: str) -> None:
    root = new_root(tmp_path / name / "town", TOWN)
    assert anew("check", "--root", root, changes=changes).returncode == CLEAN
    person = root / "records/villages/heping/representatives/g01-r01.yaml"
    person.write_text(person.read_text(encoding="utf-8").replace("欧阳立秋", "䶮𠮷\u202e"), encoding="utf-8")
    for language in ("en", "zh_CN"):
        done = anew("check", changes={**changes, "LANGUAGE": language}, cwd=root / "records")
        assert done.returncode == PROBLEMS
        assert "g01-r01.yaml:2:" in done.stdout and done.stderr == ""
    done = anew("build", "--out", tmp_path / name / "站 点", changes=changes, cwd=root)
    assert done.returncode == PROBLEMS
    assert "Traceback" not in done.stderr and not (tmp_path / name / "站 点").exists()


def test_imports_and_demonstrations_in_any_folder(tmp_path: Path) -> None:
    folder = tmp_path / NFC
    root = new_root(folder / "town", TOWN)
    (folder / "对照 表.yaml").write_text(MAPPING, encoding="utf-8", newline="\n")
    book = workbook(folder / "留言 䶮.xlsx", [FIRST])
    for changes in (OLD_TERMINAL, {"PYTHONIOENCODING": "gbk"}):
        named = ("--mapping", folder / "对照 表.yaml", "--into", root)
        assert anew("import", "issues", book, *named, changes=changes).returncode == CLEAN
        place = folder / f"演示 {len(changes)}"
        assert anew("demo", place, "--scale", "tiny", changes=changes).returncode == CLEAN
        assert anew("check", "--root", place, changes=changes).returncode == CLEAN


COMMANDS = {
    "check": (),
    "show": ("heping-g01-r01",),
    "due": (),
    "stats": (),
    "rules": None,
    "build": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_takes_nothing(root: Path, command: str) -> None:
    """A full device is a sentence and exit 2; an output that the caller has closed is nobody's loss."""
    more = COMMANDS[command]
    words = (command,) if more is None else (command, *more, "--root", root)
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = anew(*words, stdout=full)
    assert done.returncode == CANNOT_RUN
    assert done.stderr.count("\n") == 1 and "the output cannot be read or written: the disk is full." in done.stderr

    closed = anew(*words, stdout=None, preexec_fn=lambda: os.close(1))
    assert (closed.returncode, closed.stderr) == (CLEAN, "")

    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = anew(*words, stdout=None, stderr=full, preexec_fn=lambda: os.close(1))
    assert done.returncode == CLEAN


def test_a_reader_that_has_seen_enough(root: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = anew("stats", "--root", root, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (CANNOT_RUN, "")


def test_without_a_network(root: Path) -> None:
    needs("unshare", "-rn")
    apart = ("unshare", "-rn")
    assert anew("check", "--root", root, before=apart).returncode == CLEAN
    done = anew("build", "--root", root, before=apart)
    assert done.returncode == CLEAN, done.stderr


def test_every_text_file_is_read_and_written_as_utf_8(root: Path, tmp_path: Path) -> None:
    """Python warns of every `open` without an encoding, which would follow the machine; ours give none."""
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8", newline="\n")
    book = workbook(tmp_path / "messages.xlsx", [FIRST])
    strict = (sys.executable, "-X", "warn_default_encoding", "-W", "always::EncodingWarning", "-m", "lianhu.cli")
    commands: tuple[tuple[object, ...], ...] = (
        *((name, "--root", root) for name in ("check", "due", "stats", "build")),
        ("show", "heping-g01-r01", "--root", root),
        ("rules",),
        ("import", "issues", book, "--mapping", tmp_path / "mapping.yaml", "--into", root),
        ("demo", tmp_path / "demo", "--scale", "tiny"),
    )
    package = str(Path(clock.__file__).parent.parent)
    for command in commands:
        environment = {**compiling(os.environ), "LIANHU_TODAY": TODAY.isoformat()}
        done = subprocess.run(
            [*strict, *map(str, command)], env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == CLEAN, done.stderr
        ours = [line for line in done.stderr.splitlines() if "EncodingWarning" in line and line.startswith(package)]
        assert ours == [], command
