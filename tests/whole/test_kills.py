"""Loses no data, with real kills, real full disks and several processes at once (hardening.md C2-C6)."""

from __future__ import annotations

import random
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from help.built import new_root
from help.faults import but_publications, files_below, leftovers, renewed
from help.messages import MAPPING, workbook
from help.program import lianhu, on_disk, started
from help.towns import TOWN
from lianhu.writing import lock, swap

pytestmark = pytest.mark.slow

CLEAN, CANNOT_RUN = 0, 2
MANY = [[number, "", f"停水{number}", f"2019/1/{1 + number % 28}", "", "", ""] for number in range(1, 121)]
TIGHT = 'mount -t tmpfs -o size="$1" none "$place"; cp -r "$2" "$place/town"'
READ_ONLY = 'mount --bind "$place" "$place" && mount -o remount,ro,bind "$place"'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path / "town", TOWN)


@pytest.fixture
def messages(tmp_path: Path) -> tuple[object, ...]:
    """The words behind `lianhu import` for 120 messages; `--into` is missing."""
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8", newline="\n")
    book = workbook(tmp_path / "messages.xlsx", MANY)
    return ("import", "issues", book, "--mapping", tmp_path / "mapping.yaml", "--into")


def moments(seconds: float, count: int) -> list[float]:
    """When to kill a command that takes so long: later rather than sooner, since it writes at its end."""
    chance = random.Random(6)
    return [chance.uniform(0.4, 1.0) * seconds for _ in range(count)]


def uncommitted(root: Path) -> str:
    """What `git add --all` would take, in a repository that ignores nothing."""
    listing = ["git", "-C", root, "status", "--porcelain", "-uall"]
    return subprocess.run(listing, capture_output=True, check=True, encoding="utf-8").stdout


# -- killed


def test_an_import_killed_at_any_moment(root: Path, messages: tuple[object, ...]) -> None:
    old = files_below(root)
    begun = time.monotonic()
    assert lianhu(*messages, root).returncode == CLEAN
    lasted = time.monotonic() - begun
    new = files_below(root)
    subprocess.run(["git", "init", "-q", root], check=True)
    for moment in moments(lasted, 6):
        for path in new.keys() - old.keys():
            (root / path).unlink(missing_ok=True)
        command = started(*messages, root)
        time.sleep(moment)
        command.kill()
        command.communicate()
        found = files_below(root / "records")
        assert leftovers(root / "records") == [] and ".tmp-" not in uncommitted(root)
        assert {f"records/{path}": content for path, content in found.items()}.items() <= new.items()
        assert lianhu("check", "--root", root).returncode == CLEAN
        assert lianhu(*messages, root).returncode == CLEAN
        assert leftovers(root) == []
        assert files_below(root / "records") == {
            path.removeprefix("records/"): content for path, content in new.items() if path.startswith("records/")
        }


def test_a_build_killed_at_any_moment(root: Path) -> None:
    begun = time.monotonic()
    assert lianhu("build", "--root", root).returncode == CLEAN
    lasted = time.monotonic() - begun
    new = but_publications(files_below(root))
    assert lianhu("build", "--root", root, "--today", "2026-12-01").returncode == CLEAN
    old = but_publications(files_below(root))
    assert old != new
    for moment in moments(lasted, 6):
        command = started("build", "--root", root)
        time.sleep(moment)
        command.kill()
        command.communicate()
        assert but_publications(files_below(root)) in (old, new)
    assert lianhu("build", "--root", root).returncode == CLEAN
    assert but_publications(files_below(root)) == new
    assert leftovers(root) == []


def test_a_signal_to_end_leaves_nothing(root: Path) -> None:
    command = started("build", "--root", root)
    while not leftovers(root) and command.poll() is None:
        time.sleep(0.01)
    command.send_signal(signal.SIGINT)
    _, told = command.communicate()
    assert command.returncode != CLEAN and "Aborted" in told
    assert leftovers(root) == [] and not (root / "public").exists()
    assert "Traceback" not in told


# -- a folder in another's place


def test_without_an_exchange_a_killed_swap_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that cannot exchange two folders take two renames; the kill falls between them."""
    out = tmp_path / "public"
    out.mkdir()
    (out / "index.html").write_text("old")

    class Killed(BaseException):
        pass

    monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    honest = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if target == out:
            raise Killed
        return honest(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(Killed), swap.fresh_folder(out) as fresh:
        swap.put_in_place(fresh, out)
    assert not out.exists()
    monkeypatch.setattr(Path, "rename", honest)
    with swap.fresh_folder(out) as fresh:
        assert (out / "index.html").read_text() == "old"
        (fresh / "index.html").write_text("new")
        swap.put_in_place(fresh, out)
    assert (out / "index.html").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_only_what_nobody_holds_is_cleared(tmp_path: Path) -> None:
    out = tmp_path / "public"
    kept = [tmp_path / name for name in ("public.old", "public-2", ".tmp-other-1", "publicity")]
    for folder in (*kept, tmp_path / ".tmp-public-dead", tmp_path / ".tmp-public-dead.old"):
        folder.mkdir()
    out.mkdir()
    with swap.fresh_folder(out) as living:
        with swap.fresh_folder(out):
            assert living.exists()
        assert not (tmp_path / ".tmp-public-dead").exists()
    assert sorted(tmp_path.iterdir()) == sorted([out, *kept])


@pytest.mark.parametrize("name", ["records", ".", "notes.txt", "papers"])
def test_a_site_never_takes_the_place_of_something_else(root: Path, name: str) -> None:
    (root / "papers").mkdir()
    for path in ("papers/a.odt", "notes.txt"):
        (root / path).write_text("mine")
    before = files_below(root)
    done = lianhu("build", "--root", root, "--out", root / name)
    assert done.returncode == CANNOT_RUN
    assert "holds something that is no site" in done.stderr
    assert files_below(root) == before


# -- disks that are full, small or closed


def test_a_full_disk_during_a_build(root: Path, tmp_path: Path) -> None:
    assert lianhu("build", "--root", root, "--today", "2026-12-01").returncode == CLEAN
    used = sum(-(-len(content) // 4096) * 4 + 4 for content in files_below(root).values())
    (tmp_path / "disk").mkdir()
    script = '$lianhu build --root "$place/town"; echo "code $?"; cp -r "$place/town" "$3"'
    done = on_disk(TIGHT, tmp_path / "disk", script, f"{used + 300}k", root, tmp_path / "after")
    assert "the disk is full. The old site is untouched." in done.stderr
    assert "code 2" in done.stdout and "Traceback" not in done.stderr
    assert files_below(tmp_path / "after") == files_below(root)
    assert leftovers(tmp_path / "after") == []


def test_a_full_disk_during_an_import(root: Path, tmp_path: Path, messages: tuple[object, ...]) -> None:
    old = files_below(root)
    used = sum(-(-len(content) // 4096) * 4 + 4 for content in old.values())
    (tmp_path / "disk").mkdir()
    script = 'from="$2"; to="$3"; shift 3; $lianhu "$@" "$place/town"; echo "code $?"; cp -r "$place/town" "$to"'
    done = on_disk(TIGHT, tmp_path / "disk", script, f"{used + 150}k", root, tmp_path / "after", *messages)
    assert "the disk is full" in done.stderr and "import again to go on" in done.stderr
    assert "code 2" in done.stdout and "Traceback" not in done.stderr
    part = files_below(tmp_path / "after")
    assert lianhu(*messages, root).returncode == CLEAN
    whole = files_below(root)
    assert old.items() < part.items() < whole.items()
    assert lianhu("check", "--root", tmp_path / "after").returncode == CLEAN
    assert lianhu(*messages, tmp_path / "after").returncode == CLEAN
    assert files_below(tmp_path / "after") == whole


def test_a_share_of_the_disk_that_is_used_up(root: Path, tmp_path: Path, messages: tuple[object, ...]) -> None:
    """As a quota does it: no file may grow beyond 200 bytes."""
    old = files_below(root)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))

    for command in ((*messages, root), ("build", "--root", root), ("demo", tmp_path / "demo")):
        done = lianhu(*command, preexec_fn=limited)
        assert done.returncode == CANNOT_RUN
        assert "your share of the disk is used up" in done.stderr and "Traceback" not in done.stderr
    assert files_below(root) == old
    assert files_below(tmp_path / "demo") == {}


def test_a_checkout_that_can_only_be_read(root: Path, tmp_path: Path, messages: tuple[object, ...]) -> None:
    """Its records are checked, its site is built elsewhere, and nothing is written to it."""
    script = """
        $lianhu check --root "$place"; echo "check $?"
        $lianhu build --root "$place" --out "$1"; echo "build elsewhere $?"
        $lianhu build --root "$place"; echo "build $?"
        shift; $lianhu "$@" "$place"; echo "import $?"
        $lianhu demo "$place/demo"; echo "demo $?"
    """
    done = on_disk(READ_ONLY, root, script, tmp_path / "site", *messages)
    told = [line for line in done.stdout.splitlines() if line[-1].isdigit() and ":" not in line]
    assert told == ["check 0", "build elsewhere 0", "build 2", "import 2", "demo 2"]
    assert done.stderr.count("the folder can only be read") == 3
    assert "Traceback" not in done.stderr
    assert (tmp_path / "site/index.html").is_file()


# -- several at once


def test_imports_at_once_write_every_message_once(root: Path, messages: tuple[object, ...]) -> None:
    commands = [started(*messages, root) for _ in range(4)]
    told = [command.communicate()[0] for command in commands]
    assert [command.returncode for command in commands] == [CLEAN] * 4
    assert sorted("new records: 120" in each for each in told) == [False, False, False, True]
    assert sum("unchanged: 120" in each for each in told) == 3
    found = files_below(root)
    renewed(root)
    assert lianhu(*messages, root).returncode == CLEAN
    assert found == files_below(root)


def test_one_of_two_demonstrations_at_once_is_written(tmp_path: Path) -> None:
    commands = [started("demo", tmp_path / "town", "--scale", "tiny", "--seed", seed) for seed in "12"]
    told = [command.communicate()[1] for command in commands]
    assert sorted(command.returncode for command in commands) == [CLEAN, CANNOT_RUN]
    assert "is not empty" in "".join(told)
    assert lianhu("check", "--root", tmp_path / "town").returncode == CLEAN
    assert leftovers(tmp_path) == []


def test_builds_at_once_leave_one_whole_site(root: Path, tmp_path: Path) -> None:
    days = ("2026-11-22", "2026-12-01")
    whole = []
    for day in days:
        assert lianhu("build", "--root", root, "--out", tmp_path / day, "--today", day).returncode == CLEAN
        whole.append(but_publications(files_below(tmp_path / day)))
    shutil.copytree(tmp_path / days[0], root / "public")
    commands = [started("build", "--root", root, "--today", day) for day in days * 2]
    while any(command.poll() is None for command in commands):
        seen = (root / "public/index.html").read_bytes()
        assert seen in [site["index.html"] for site in whole]
        time.sleep(0.001)
    for command in commands:
        assert (command.communicate(), command.returncode)[1] == CLEAN
    assert but_publications(files_below(root / "public")) in whole
    assert leftovers(root) == []


def test_a_command_says_what_it_waits_for(root: Path) -> None:
    with lock.held(root):
        command = started("build", "--root", root)
        assert command.stderr and "Another command is writing" in command.stderr.readline()
        assert command.poll() is None
    command.communicate()
    assert command.returncode == CLEAN
