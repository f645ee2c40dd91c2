"""How much our work costs, beside peers that do a part of it: `make bench`.

    python benchmarks/run.py [--small] [--one-year] [--runs N] [--only WORD] [--by cpu]

Whole processes are timed, in turn with their peers, so that a drifting machine moves both. What is measured and with
which goals stands in measure/tasks; peers are installed into benchmarks/.peers, as benchmarks/peers.json pins them.
Results go to benchmarks/results.json and benchmarks/RESULTS.md; those of a part, or of a small town, to the terminal
only.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import machine, peers, table
from measure.preview import Preview
from measure.results import Result, measured
from measure.tasks import MEMORY_OF_A_COUNTY, MEMORY_OF_YEARS, Task, like_a_town, named, tasks
from measure.towns import Town

HERE = Path(__file__).parent
LEAST_RUNS = 5
YEARS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a small town, three years, no county: minutes, not hours")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help=f"of each ({LEAST_RUNS})")
    parser.add_argument("--only", default="", metavar="WORD", help="tasks and peers with this word in their names")
    parser.add_argument("--by", choices=["wall", "cpu"], default="wall", help="what ratios and goals are judged by")
    parser.add_argument("--one-year", action="store_true", help="without five years and the county")
    given = parser.parse_args()
    absent = peers.install()
    told = machine.described(absent)
    with tempfile.TemporaryDirectory() as folder:
        results, records = [], dict[str, int]()
        for result in _results(Path(folder), given, absent, records):
            results.append(result)
            _tell(result)
    told["records"] = ", ".join(f"{name} {count}" for name, count in records.items())
    text = table.markdown(results, told, given.runs)
    print(f"\n{text}")
    if not (given.small or given.only or given.one_year):
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
        data = table.data(results, told, given.runs)
        (HERE / "results.json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _results(
    scratch: Path, given: argparse.Namespace, absent: dict[str, str], records: dict[str, int]
) -> Iterator[Result]:
    """Each result as it comes; how many records each town has goes into `records`."""

    def made(name: str, scale: str, years: int) -> Town:
        town = Town(scratch / name, scale, years)
        records[f"{scale}, {years} years" if years > 1 else scale] = town.files
        print(f"{name}: {town.files} records", flush=True)
        return town

    preview = Preview()
    scale = "small" if given.small else "town"
    town = made("town", scale, 1)
    wanted = named(given.only, list(tasks(scratch, preview)))

    def asked(task: Task, of: Town) -> Result:
        try:
            more = of.files / town.files if task.is_cold else 1
            return measured(task, of, given.runs, given.by, absent, more)
        finally:
            preview.end()

    yield from (asked(task, town) for task in wanted)
    if given.one_year:
        return
    years = made("years", scale, YEARS)
    yield from (asked(like_a_town(task, town, f"{YEARS} years", MEMORY_OF_YEARS), years) for task in wanted)
    if not given.small:
        county = made("county", "county", 1)
        name = f"county of {county.files / town.files:.0f} towns' size"
        cold = (task for task in wanted if task.is_cold)
        yield from (asked(like_a_town(task, town, name, MEMORY_OF_A_COUNTY), county) for task in cold)


def _tell(result: Result) -> None:
    """One result as soon as it is there."""
    for peer, verdicts in result.rows:
        side = peer or result.ours
        words = f"beside {peer.name}" if peer else result.what
        found = table.figures(side) if side.runs else (f"absent: {side.absent}",)
        goals = " ".join(
            f"{each.goal.words}: {each.found:.3g} {'met' if each.is_met else 'NOT MET'}" for each in verdicts
        )
        print(f"{words:<60} {'  '.join(found)}  {goals}", flush=True)


if __name__ == "__main__":
    main()
