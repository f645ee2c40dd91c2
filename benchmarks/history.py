"""How long the history of 10,000 commits takes, beside the `git log` that it cannot do without: `make bench-history`.

The demonstration town's records are edited 10,000 times, one record a commit, and end as they are. Cold is without
what is kept in Git's folder, warm with it. The history's own part is timed inside one process (from the records that
are read already to every page's lines, the town's changes and the feed); commands are timed whole, with their start
and the check of all records, which `lianhu show` has as well.
"""

from __future__ import annotations

import datetime
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TODAY = "2026-11-22"
COMMITS = 10_000
RUNS = 3
LOG = ("git", "log", "--first-parent", "--raw", "--no-renames", "--no-abbrev", "-z", "--format=%H", "--", "records")
# What an edit changes: one line of a group, a representative or an issue.
EDITED = re.compile(rb"^(household_count: |responsible_post: )(.*)$", re.MULTILINE)


def town(folder: Path, commits: int = COMMITS) -> Path:
    """A repository with so many commits, by way of `git fast-import`."""
    shutil.copytree(ROOT / "records", folder / "records")
    shutil.copytree(ROOT / "site/pages", folder / "site/pages")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
    stream = b"".join(_stream(folder, commits))
    subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input=stream, check=True)
    subprocess.run(["git", "-C", folder, "reset", "--quiet"], check=True)
    return folder


def _stream(folder: Path, commits: int) -> Iterator[bytes]:
    found = sorted((folder / "records").rglob("*.*"))
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
    seconds = int(datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC).timestamp())
    yield _commit(seconds) + b"".join(_file(path, content) for path, content in files.items())
    edited = [path for path, content in files.items() if EDITED.search(content) and "/villages/" in path]
    for number in range(1, commits):
        path = edited[number % len(edited)]
        is_last = number + len(edited) >= commits
        yield _commit(seconds + number * 3600)
        yield _file(path, files[path] if is_last else _changed(files[path], number))


def _changed(content: bytes, number: int) -> bytes:
    def other(line: re.Match[bytes]) -> bytes:
        value = str(number % 90 + 5) if line[1].startswith(b"household") else f"岗位{number}"
        return line[1] + value.encode()

    return EDITED.sub(other, content, count=1)


def _commit(seconds: int) -> bytes:
    return b"commit refs/heads/main\ncommitter Clerk <clerk@example.org> %d +0800\ndata 1\nx\n" % seconds


def _file(path: str, content: bytes) -> bytes:
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)


def part(root: Path) -> None:
    """Prints the seconds that the history takes in a build, to read, to tell, and of our processor: once, and again."""
    from lianhu import history
    from lianhu.reading import files
    from lianhu.rules.check import check
    from lianhu.site import site
    from lianhu.town import schemas

    register = check(files.read_folder(root)[0], schemas.load(root), datetime.date.fromisoformat(TODAY)).register
    assert register
    for _ in range(2):
        start, start_work = time.perf_counter(), time.process_time()
        found = history.here(root)
        read, read_work = time.perf_counter(), time.process_time() - start_work
        town_site = site.of(register, root, history=found)
        pages = [page for page in town_site.record_pages() if page.source]
        told_from, drawn = time.perf_counter(), time.process_time()
        lines = sum(len(town_site.chronicle.of_record(str(page.source)).entries) for page in pages)
        steps = len(town_site._newest)
        end, work = time.perf_counter(), read_work + time.process_time() - drawn
        assert lines and steps
        print(f"{read - start:.3f} {end - told_from:.3f} {work:.3f}")


def _part(root: Path) -> list[tuple[float, ...]]:
    done = subprocess.run([sys.executable, __file__, "part", root], check=True, capture_output=True, text=True)
    return [tuple(map(float, line.split())) for line in done.stdout.splitlines()]


def _wall(command: tuple[str | Path, ...], root: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(scratch: Path) -> None:
    """Prints medians of three runs, and ratios to one `git log` over the same history."""
    root = town(scratch / "history")
    kept = root / ".git/lianhu"
    print(f"\nhistory of {COMMITS} commits")
    log = statistics.median(_wall(LOG, root) for _ in range(RUNS))
    print(f"{'git log --raw (what it cannot do without)':<46}{log:7.2f} s")
    cold, warm = [], []
    for _ in range(RUNS):
        shutil.rmtree(kept, ignore_errors=True)
        cold.append(_part(root)[0])
        warm.append(_part(root))
    for name, runs in {
        "history in a build, cold": cold,
        "history in a build, warm": [run[0] for run in warm],
        "history in a preview, next save": [run[1] for run in warm],
    }.items():
        read, told, work = (statistics.median(values) for values in zip(*runs, strict=True))
        seconds = f"{read + told:7.2f} s {work:7.2f} s cpu"
        print(f"{name:<46}{seconds} (read {read:.2f}, told {told:.2f})   ratio {(read + told) / log:.1f}")
    size = sum(file.stat().st_size for file in kept.iterdir())
    print(f"{'kept in Git’s folder':<46}{size / 1e6:7.1f} MB")
    show = statistics.median(_wall((BIN / "lianhu", "show", "xinhe-g01"), root) for _ in range(RUNS))
    for name, is_cold in (("lianhu history ID, cold", True), ("lianhu history ID, warm", False)):
        walls = []
        for _ in range(RUNS):
            if is_cold:
                shutil.rmtree(kept, ignore_errors=True)
            walls.append(_wall((BIN / "lianhu", "history", "xinhe-g01"), root))
        whole = statistics.median(walls)
        print(f"{name:<46}{whole:7.2f} s, of which start and check {show:.2f} s   ratio {whole / show:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        part(Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))
