"""Brings the catalogues of translations up to date with the sentences in the source: `make translations`.

Sentences are what `say(...)` is called with, and the docstrings of the rules, which people read as well.
What has no translation yet is printed and ends the command with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules.catalogue import RULES, docstring

SOURCE = Path(__file__).parent / "lianhu"
CATALOGUES = SOURCE / "words/languages"
BEGINNING = datetime(2026, 11, 22, tzinfo=UTC)


def sentences() -> Iterator[str]:
    """Every English sentence that people may read, sorted, each once."""
    found = {
        message
        for _, _, message, *_ in extract_from_dir(SOURCE, [("**.py", "python")], keywords={"say": None})
        if isinstance(message, str)
    }
    yield from sorted(found | {docstring(rule) for rule in (*RULES, *PROPOSAL_RULES)})


def template() -> Catalog:
    """The catalogue that every language is brought up to date with."""
    catalogue = Catalog(
        project="lianhu",
        version="0",
        charset="utf-8",
        fuzzy=False,
        header_comment="# The sentences of Lianhu for its readers.",
        last_translator="Lianhu",
        language_team="Lianhu",
        msgid_bugs_address="-",
        # A date here would make every run a change.
        creation_date=BEGINNING,
        revision_date=BEGINNING,
    )
    for sentence in sentences():
        catalogue.add(sentence)
    return catalogue


def update(path: Path) -> list[str]:
    """Rewrites one language's catalogue; the answer is the sentences that still need a translation."""
    with path.open("rb") as readable:
        known = read_po(readable, locale=path.parent.parent.name)
    fresh = template()
    fresh.locale = known.locale
    for message in fresh:
        old = known.get(message.id) if message.id else None
        if old and not old.fuzzy:
            message.string = old.string
    with path.open("wb") as writable:
        write_po(writable, fresh, width=0, no_location=True, omit_header=False, sort_output=True)
    return [str(message.id) for message in fresh if message.id and not message.string]


def main() -> int:
    missing = 0
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        for sentence in update(path):
            print(f"{path.name}: {sentence}")
            missing += 1
    return min(missing, 1)


if __name__ == "__main__":
    sys.exit(main())
