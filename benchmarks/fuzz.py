"""Give the reader, the importer and their like ever new bytes for a while, led by what code they reach: `make fuzz`.

    python benchmarks/fuzz.py [--seconds 60] [--keep] [TARGET...]

The targets are those of tests/help/targets.py. A fault ends its target, is printed with 1 as exit code, and its input
lies in tests/corpus/<target>/ from then on, where tests/whole/test_fuzz.py takes it up. With `--keep` what led a new
way is kept there too. Needs `pip install atheris`, which is no dependency: 35 MB, for Linux only.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"
CORPUS = TESTS / "corpus"
LONGEST = 6_000  # bytes; what is longer leads no new way and takes long
MEGABYTES, PATIENCE = 500, 5  # of one input; seconds
MOST_KEPT = 30  # of one run, the smallest first
INSIDE = "--inside"


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--seconds", type=int, default=60, help="for all targets together")
    options.add_argument("--keep", action="store_true", help="keep what led a new way in tests/corpus")
    options.add_argument("targets", nargs="*")
    given = options.parse_args()
    sys.path.insert(0, str(TESTS))
    from help.targets import TARGETS, seeds

    wanted = given.targets or list(TARGETS)
    faults = 0
    for target in wanted:
        with tempfile.TemporaryDirectory() as folder:
            new, good, kept = Path(folder) / "new", Path(folder) / "good", CORPUS / target
            for each in (new, good, kept):
                each.mkdir(parents=True, exist_ok=True)
            for number, seed in enumerate(seeds(target)):
                (good / f"{number}").write_bytes(seed)
            seconds = max(1, given.seconds // len(wanted))
            arguments = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={PATIENCE}"]
            limits = [f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={kept}/fault-", "-print_final_stats=1"]
            done = run(target, [*arguments, *limits, str(new), str(kept), str(good)])
            count = next((line for line in done.stderr.splitlines() if "number_of_executed_units" in line), "?")
            ways = sorted(new.iterdir(), key=lambda path: (path.stat().st_size, path.name))
            told = f"{count.split()[-1]} inputs, {len(ways)} led a new way, exit {done.returncode}"
            print(f"{target}: {told}", flush=True)
            if done.returncode:
                faults += 1
                print("\n".join(done.stdout.splitlines()[-30:] + done.stderr.splitlines()[-15:]))
            for path in ways[:MOST_KEPT] if given.keep else ():
                shutil.copy(path, kept)
    return int(faults > 0)


def run(target: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, __file__, INSIDE, target, *arguments]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def fuzz(target: str, arguments: list[str]) -> int:
    """In a process of its own, which libFuzzer ends."""
    import atheris

    sys.path.insert(0, str(TESTS))
    with atheris.instrument_imports(include=["lianhu"]):
        from help.targets import TARGETS

    atheris.Setup([sys.argv[0], *arguments], TARGETS[target])
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(fuzz(sys.argv[2], sys.argv[3:]) if sys.argv[1:2] == [INSIDE] else main())
