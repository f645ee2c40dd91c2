"""Sentences that were written blind, by somebody who knew no rule (`tests/corpus/said`)."""

from __future__ import annotations

import functools
from pathlib import Path

CORPORA = Path(__file__).parent.parent / "corpus" / "said"
# By five hands: the second wrote the harder classes only, the third what is said of persons, the last two what
# befalls them, and who tells and who is named.
TUNING, MORE, PERSONS, CIRCUMSTANCES, NAMED = (
    CORPORA / f"{name}.tsv"
    for name in ("tuning", "tuning-more", "tuning-persons", "tuning-circumstances", "tuning-named")
)
# By a sixth, of all classes, and a seventh, of those that are hardest to find: no rule is tuned on these, nor do those
# who write rules read them.
JUDGING, JUDGING_MORE = CORPORA / "judging.tsv", CORPORA / "judging-more.tsv"


@functools.cache
def said(corpus: Path) -> list[tuple[str, str]]:
    """The rows of a corpus: the class of each, and what it says."""
    lines = (line for line in corpus.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]
