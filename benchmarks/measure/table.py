"""The results for people and for programs: RESULTS.md and results.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from measure.goals import Goal, Spread
from measure.results import Result, Side, Verdict, spreads

HEAD = ("what", "runs", "clock, s", "CPU, s", "MB", "beside", "its clock, s", "its CPU, s", "ratio", "goal", "met")
EXPLAINED = """Whole processes with their start, ours and its peers in turn, as many runs as the row says: the
median, and in brackets the least and the most. MB is the largest memory of one process, and at least what the measuring
process had when it was started: after the renderers about 200. A ratio is the median of ours
to theirs pair by pair, {by}; of a larger town's cold figures it is the ratio for each file.
`load` is how many processes waited when the row began.
`ajv-cli` takes an unquoted day of a YAML file for a date: it is given copies with days in quotes. Peers check shape
alone, or render Markdown that is ready; what is absent says why."""
COUNTED_BY = {"wall": "by the clock", "cpu": "by CPU seconds, as the machine was busy"}


def markdown(results: Sequence[Result], machine: Mapping[str, Any]) -> str:
    by = results[0].by if results else "wall"
    lines = [
        "# What was measured",
        "",
        EXPLAINED.format(by=COUNTED_BY[by]),
        "",
        "| the machine | |",
        "|---|---|",
    ]
    told = {**machine, **{f"peer {name}": version for name, version in machine["peers"].items()}}
    lines += [f"| {name} | {value} |" for name, value in told.items() if name != "peers"]
    lines += ["", f"| {' | '.join(HEAD)} | load |", "|" + "---|" * (len(HEAD) + 1)]
    lines += [f"| {' | '.join(cells)} |" for result in results for cells in _rows(result)]
    met, judged = score(results)
    return "\n".join([*lines, "", f"{met} of {judged} goals met.", ""])


def score(results: Sequence[Result]) -> tuple[int, int]:
    """How many goals are met, of how many that could be judged here."""
    verdicts = [verdict for result in results for _, found in result.rows for verdict in found]
    return sum(verdict.is_met for verdict in verdicts), len(verdicts)


def _rows(result: Result) -> Iterator[tuple[str, ...]]:
    ours = figures(result.ours)
    for number, (peer, verdicts) in enumerate(result.rows):
        shown = (str(len(result.ours.runs)), *ours) if number == 0 else ("", "", "", "")
        side = result.ours if peer is None else peer
        beside = ("", "", "", "") if peer is None else (peer.name, *figures(peer)[:2], _ratio(result, peer))
        goals = ", ".join(goal.words for goal in side.goals)
        yield (result.what if number == 0 else "", *shown, *beside, goals, _met(side, verdicts), f"{result.load:g}")


def figures(side: Side) -> tuple[str, str, str]:
    if not side.runs:
        return f"absent: {side.absent}" if side.absent else "", "", ""
    found = spreads(side)
    return _seconds(found["wall"]), _seconds(found["cpu"]), f"{found['memory'].median:.0f}"


def _seconds(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f}–{spread.most:.2f})"


def _ratio(result: Result, peer: Side) -> str:
    return f"{result.ratio(peer):.2f}" if peer.runs and result.ours.runs else ""


def _met(side: Side, verdicts: Sequence[Verdict]) -> str:
    if side.goals and not verdicts:
        return "not judged"
    return ", ".join("yes" if each.is_met else f"**no**: {each.found:.3g}" for each in verdicts)


def data(results: Sequence[Result], machine: Mapping[str, Any]) -> dict[str, Any]:
    """The same for programs; seconds and megabytes, median, least and most of so many runs."""
    met, judged = score(results)
    return {"machine": machine, "met": met, "judged": judged, "results": [*map(_result, results)]}


def _result(result: Result) -> dict[str, Any]:
    (_, own), *beside = result.rows
    return {
        "what": result.what,
        "load": result.load,
        "by": result.by,
        "files_to_peer": round(result.more, 3),
        **_side(result.ours, own),
        "peers": [
            {"name": peer.name, **_side(peer, verdicts), "ratio": _rounded(result, peer)}
            for peer, verdicts in beside
            if peer
        ],
    }


def _rounded(result: Result, peer: Side) -> float | None:
    return round(result.ratio(peer), 4) if peer.runs and result.ours.runs else None


def _side(side: Side, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    judged = verdicts or [None] * len(side.goals)
    goals = [_judged(goal, verdict) for goal, verdict in zip(side.goals, judged, strict=True)]
    return {"absent": side.absent or None, "runs": len(side.runs), **_spreads(side), "goals": goals}


def _spreads(side: Side) -> dict[str, dict[str, float]]:
    found = spreads(side) if side.runs else {}
    return {name: {key: round(value, 3) for key, value in asdict(spread).items()} for name, spread in found.items()}


def _judged(goal: Goal, verdict: Verdict | None) -> dict[str, Any]:
    """A goal as data; `found` and `met` are null where nothing could be judged."""
    found = (round(verdict.found, 4), verdict.is_met) if verdict else (None, None)
    return {"goal": goal.words, **asdict(goal), "found": found[0], "met": found[1]}
