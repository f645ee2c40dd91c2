"""What was taken out of the records of the town, for who asks about one of them: only records that say so are read."""

from __future__ import annotations

from collections.abc import Sequence

from lianhu.history.steps import History
from lianhu.public import redacted
from lianhu.public.redacted import Redacted
from lianhu.rules.parts import Parts
from lianhu.town import redactions
from lianhu.town.register import Register


def taken_out(parts: Parts, earlier: History) -> Redacted:
    """The same as of all records; which say that something was taken out is known part by part."""
    of_villages = parts.in_each("redactions", _with_redactions)
    paths = {path for found in (*of_villages, _with_redactions(parts.of_the_town())) for path in found}
    return redacted.of((parts.documents[path] for path in sorted(paths)), earlier, parts.documents.filings)


def _with_redactions(register: Register) -> Sequence[str]:
    return [document.path for document in register.documents if redactions.made(document.data)]
