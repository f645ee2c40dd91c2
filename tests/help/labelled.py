"""Sentences with what the detectors must find in each, or `none`; all of them are invented."""

from __future__ import annotations

from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus" / "personal-data.tsv"
LABELLED = [
    tuple(line.split("\t")) for line in CORPUS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
