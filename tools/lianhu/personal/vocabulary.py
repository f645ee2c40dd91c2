"""The words that a detector knows, as lists that anybody can read and mend: `words/`, one word a line, `#` comments."""

from __future__ import annotations

from pathlib import Path

from lianhu.personal.pattern import Words

FOLDER = Path(__file__).parent / "words"


def listed(name: str) -> list[str]:
    """The words of `words/<name>.txt`, in its order."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def words_of(name: str, *patterns: str) -> Words:
    """The family of the words listed under a name, and of patterns beside them."""
    return Words("|".join((*listed(name), *patterns)))
