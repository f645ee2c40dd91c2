"""How long a check and a build take, beside peers that do the same work: `make bench`.

Whole processes are timed, in turn with their peer, so that a drifting machine moves both; ratios are the
figures to quote. The imported town needs the messages of ../shared/data and is left out where they are absent.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import history

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
MESSAGES = ROOT.parent / "shared/data/resident-messages.xlsx"
MAPPING = ROOT / "examples/resident-messages.mapping.yaml"
TODAY = "2026-11-22"
RUNS = 3
# What an imported town begins without: the issues, and all that names them.
NAMING_ISSUES = ("issues", "visits", "meetings", "service-days", "reviews")


@dataclass(frozen=True)
class Timing:
    """One finished process: wall-clock and processor seconds."""

    wall: float
    processor: float


def timed(command: Sequence[str | Path], cwd: Path, expect: Sequence[int] = (0,)) -> Timing:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "LIANHU_TODAY": TODAY, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in expect:
        raise SystemExit(f"{command}: exit {done.returncode}\n{done.stderr}")
    return Timing(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def beside(name: str, ours: Callable[[], Timing], peer_name: str, peer: Callable[[], Timing]) -> None:
    """Prints medians of ours and the peer's, run in turn, and the median of the ratios pair by pair."""
    pairs = [(ours(), peer()) for _ in range(RUNS)]
    wall = statistics.median(pair[0].wall for pair in pairs)
    processor = statistics.median(pair[0].processor for pair in pairs)
    peer_wall = statistics.median(pair[1].wall for pair in pairs)
    ratio = statistics.median(pair[0].wall / pair[1].wall for pair in pairs)
    print(f"{name:<34}{wall:7.2f} s {processor:7.2f} s cpu   {peer_name:<38}{peer_wall:7.2f} s   ratio {ratio:.2f}")


def plain_mkdocs(town: Path, folder: Path) -> Path:
    """The peer of a build: the town's records as one Markdown page each, drawn by MkDocs and Material alone."""
    pages = folder / "docs"
    for record in sorted((town / "records").rglob("*.yaml")):
        page = pages / record.relative_to(town / "records").with_suffix(".md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {record.stem}\n\n```\n{record.read_text(encoding='utf-8')}```\n", encoding="utf-8")
    (pages / "index.md").write_text("# Home\n", encoding="utf-8")
    settings = {
        "site_name": "peer",
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "nav": ["index.md"],
        "not_in_nav": "*",
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def measure(name: str, town: Path, scratch: Path) -> None:
    records = len(list((town / "records").rglob("*.yaml")))
    print(f"\n{name}: {records} records")
    issues = sorted((town / "records").glob("villages/*/issues/*/*.yaml"))
    beside(
        "lianhu check (all rules)",
        lambda: timed([BIN / "lianhu", "check"], town),
        "check-jsonschema (shape of issues only)",
        lambda: timed([BIN / "check-jsonschema", "--schemafile", ROOT / "schemas/issue.schema.json", *issues], town),
    )
    peer = plain_mkdocs(town, scratch / f"peer-{records}")
    beside(
        "lianhu build",
        lambda: timed([BIN / "lianhu", "build", "--out", scratch / "public"], town),
        "mkdocs + Material, a page a record",
        lambda: timed([BIN / "mkdocs", "build", "-q", "-d", scratch / "peer-out"], peer),
    )


def alone(name: str, command: Sequence[str | Path], cwd: Path) -> None:
    """Prints one run of a long command; `peak` is the largest memory of any process so far."""
    timing = timed(command, cwd)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{name:<34}{timing.wall:7.2f} s {timing.processor:7.2f} s cpu   peak so far {peak:.0f} MB")


def start(scratch: Path) -> None:
    """What every command waits for before its own work."""
    print()
    for name in ("--help", "rules"):
        timings = [timed([BIN / "lianhu", name], scratch) for _ in range(RUNS)]
        wall, processor = (statistics.median(getattr(each, what) for each in timings) for what in ("wall", "processor"))
        print(f"{f'lianhu {name}':<34}{wall:7.2f} s {processor:7.2f} s cpu")


def town_year(scratch: Path) -> None:
    """The full size: 15 villages, 1,756 representatives and a year of everything they did."""
    town = scratch / "town-year"
    print("\ngenerated town, one year")
    alone("lianhu demo --scale town", [BIN / "lianhu", "demo", town, "--scale", "town", "--seed", "1"], scratch)
    print(f"records: {len(list((town / 'records').rglob('*.yaml')))}")
    alone("lianhu check", [BIN / "lianhu", "check"], town)
    alone("lianhu due", [BIN / "lianhu", "due"], town)
    alone("lianhu stats", [BIN / "lianhu", "stats"], town)
    alone("lianhu build", [BIN / "lianhu", "build"], town)
    pages = list((town / "public").rglob("*.html"))
    print(f"pages: {len(pages)}, {sum(page.stat().st_size for page in pages) / 1e6:.0f} MB")
    index = (town / "public/search/index.json").read_bytes()
    print(f"search index: {len(index) / 1000:.0f} kB, {len(gzip.compress(index)) / 1000:.0f} kB gzipped")


def town_copy(scratch: Path, *, with_issues: bool) -> Path:
    town = scratch / "town"
    ignored = None if with_issues else shutil.ignore_patterns(*NAMING_ISSUES)
    shutil.copytree(ROOT / "records", town / "records", ignore=ignored)
    shutil.copytree(ROOT / "site/pages", town / "site/pages")
    shutil.copy(ROOT / "mkdocs.yml", town)
    return town


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        start(scratch)
        town_year(scratch)
        measure("demonstration town", ROOT, scratch)
        history.measure(scratch)
        if not MESSAGES.is_file():
            print("\nimported town: left out, the messages are not here")
            return
        town = town_copy(scratch, with_issues=False)
        command = [BIN / "lianhu", "import", "issues", MESSAGES, "--mapping", MAPPING, "--into", town]
        imported = timed(command, town, expect=(0, 1))
        print(f"\nlianhu import of {MESSAGES.name}: {imported.wall:.2f} s")
        measure("imported town", town, scratch)


if __name__ == "__main__":
    main()
