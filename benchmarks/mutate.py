"""Change one thing in the sources, again and again, and tell which changes no test notices.

    python benchmarks/mutate.py [--room ROOM...] [--sample N | --all]

A sample of every room, templates and scripts included; `--all` tries every change. Ends with 1 when more than one in
ten of a room's survives, or one that `tests/mutants.yaml` does not explain. See tests/help/mutants.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from help import mutants
from help.mutants import Mutant, explained, rules
from help.mutants.trial import Broken, trial

MOST_SURVIVORS = 0.1


def chosen(room: str, count: int | None) -> list[Mutant]:
    found = [mutant for file in mutants.files(room) for mutant in mutants.of(file)]
    return mutants.sampled(found, len(found) if count is None else count)


def survivors(room: str, tried: Sequence[Mutant], folder: Path) -> Iterator[Mutant]:
    """Those that no test notices. A rule is tried in this process first: a case notices most of its changes at once."""
    names = {f"tools/{name.replace('.', '/')}.py": name for name in rules.modules()}
    left = [one for one in tried if one.file not in names or rules.survives(names[one.file], one.text)]
    if left:
        with trial(room, folder) as judge:
            yield from (mutant for mutant in left if judge.survives(mutant))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", nargs="+", choices=list(mutants.ROOMS), default=list(mutants.ROOMS))
    parser.add_argument("--sample", type=int, default=mutants.SAMPLE, help="changes of each room")
    parser.add_argument("--all", action="store_const", const=None, dest="sample", help="every change")
    given = parser.parse_args()
    known, failed = {entry.name for entry in explained.read()}, False
    for room in given.room:
        begin, tried = time.perf_counter(), chosen(room, given.sample)
        try:
            with tempfile.TemporaryDirectory() as folder:
                alive = list(survivors(room, tried, Path(folder)))
        except Broken as broken:
            print(f"{room}: {broken}", flush=True)
            failed = True
            continue
        print(f"{room}: {len(alive)} of {len(tried)} survive, {time.perf_counter() - begin:.0f} s", flush=True)
        for mutant in alive:
            told = "explained" if mutant.name in known else "unexplained"
            print(f"  {mutant.file}:{mutant.line}: {mutant.change}  ({told})", flush=True)
        failed |= len(alive) > MOST_SURVIVORS * len(tried) or any(mutant.name not in known for mutant in alive)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
