"""How much our work costs, beside peers that do a part of it: `make bench`.

    python benchmarks/run.py [--small] [--one-year] [--runs N] [--only WORD] [--by cpu] [--minutes N] [--anew]

Whole processes are timed, in turn with their peers, so that a drifting machine moves both. What is measured and with
which goals stands in measure/tasks; peers are installed into benchmarks/.peers, as benchmarks/peers.json pins them.
Results go to benchmarks/results.json and benchmarks/RESULTS.md, those of a part, or of a small town, to the terminal
only. The runs are noted as they come: asked again, an interrupted benchmark of the same program goes on.
"""

from __future__ import annotations

import argparse
import functools
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import before, machine, peers, table
from measure.kept import Kept
from measure.preview import Preview
from measure.results import Result, measured, unmeasured
from measure.tasks import MEMORY_OF_A_COUNTY, MEMORY_OF_YEARS, Task, like_a_town, named, tasks
from measure.towns import ROOT, Town

HERE = Path(__file__).parent
KEPT = HERE / ".peers"
LEAST_RUNS = 5
YEARS = 5
# A larger town is asked less often: what begins from nothing takes minutes there, of a county each more than ten.
RUNS_OF_YEARS, COLD_RUNS_OF_YEARS, RUNS_OF_A_COUNTY = 2, 1, 1
ENOUGH = 45  # minutes, after which no task of a larger town begins


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", action="store_true", help="a small town, three years, no county: minutes, not hours")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS, help=f"of each in the town ({LEAST_RUNS})")
    parser.add_argument("--only", default="", metavar="WORD", help="tasks and peers with this word in their names")
    parser.add_argument("--by", choices=["wall", "cpu"], default="wall", help="what ratios and goals are judged by")
    parser.add_argument("--one-year", action="store_true", help="without five years and the county")
    parser.add_argument("--minutes", type=float, default=ENOUGH, help=f"then nothing more of a larger town ({ENOUGH})")
    parser.add_argument("--anew", action="store_true", help="forget the runs that were made before")
    given = parser.parse_args()
    absent = peers.install()
    told = machine.described(absent)
    asked = {"program": before.head(ROOT), "small": given.small, "runs": given.runs, "by": given.by}
    file = KEPT / f"runs{'-small' if given.small else ''}.json"
    file.parent.mkdir(exist_ok=True)
    if given.anew:
        file.unlink(missing_ok=True)
    kept, results = Kept(file, asked), list[Result]()
    with tempfile.TemporaryDirectory() as folder:
        for result in _results(Path(folder), given, absent, kept):
            results.append(result)
            _tell(result)
            told["records"] = ", ".join(f"{name} {count}" for name, count in kept.records.items())
            if not (given.small or given.only or given.one_year):
                _write(results, told)
    print(f"\n{table.markdown(results, told)}")


def _write(results: list[Result], told: dict[str, object]) -> None:
    """What is there so far: an interrupted benchmark has left its table."""
    (HERE / "RESULTS.md").write_text(table.markdown(results, told), encoding="utf-8")
    data = json.dumps(table.data(results, told), indent=1, ensure_ascii=False)
    (HERE / "results.json").write_text(f"{data}\n", encoding="utf-8")


def _results(scratch: Path, given: argparse.Namespace, absent: dict[str, str], kept: Kept) -> Iterator[Result]:
    """Each result as it comes, or as it came before."""
    preview, scale, end = Preview(), "small" if given.small else "town", time.monotonic() + 60 * given.minutes

    def making(name: str, scale: str, years: int) -> Callable[[], Town]:
        @functools.cache
        def made() -> Town:
            town = Town(scratch / f"{scale}-{years}", scale, years)
            print(f"{name}: {town.files} records", flush=True)
            kept.note(name, town.files)
            return town

        return made

    def asked(task: Task, of: Callable[[], Town], name: str, runs: int) -> Result:
        if before := kept.restore(unmeasured(task, of, given.by, absent, _more(task, name))):
            return before
        if of is not town and time.monotonic() > end:
            return _without_time(unmeasured(task, of, given.by, absent))
        of()
        try:
            result = measured(task, of(), runs, given.by, absent, _more(task, name))
        finally:
            preview.end()
        kept.add(result)
        return result

    def _more(task: Task, name: str) -> float:
        return kept.records.get(name, 1) / kept.records.get(scale, 1) if task.is_cold and name != scale else 1

    town = making(scale, scale, 1)
    wanted = named(given.only, list(tasks(scratch, preview)))
    yield from (asked(task, town, scale, given.runs) for task in wanted)
    if given.one_year:
        return
    name = f"{scale}, {YEARS} years"
    years = making(name, scale, YEARS)
    for task in wanted:
        runs = COLD_RUNS_OF_YEARS if task.is_cold else RUNS_OF_YEARS
        yield asked(like_a_town(task, town, f"{YEARS} years", MEMORY_OF_YEARS), years, name, min(runs, given.runs))
    if not given.small:
        county = making("county", "county", 1)
        for task in (task for task in wanted if task.is_cold):
            its = like_a_town(task, town, "county of 32 towns", MEMORY_OF_A_COUNTY)
            yield asked(its, county, "county", RUNS_OF_A_COUNTY)


def _without_time(result: Result) -> Result:
    for side in (result.ours, *result.peers):
        side.absent = "no time was left: ask again to go on"
    return result


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
