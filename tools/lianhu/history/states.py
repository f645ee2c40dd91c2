"""The town as it was before a step of its history, put together from what has changed since.

Of thousands of records a day changes a few: the others are taken as they are, so that a state costs no reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianhu.history.steps import History, Step
from lianhu.reading.document import Document, Place, Where
from lianhu.reading.files import TOWN_FILE
from lianhu.rules import references
from lianhu.town import corrections, earlier, shape
from lianhu.town.register import Register
from lianhu.town.schemas import Filed

BEGINNING = Place(1, 1)


def before(register: Register, history: History, number: int) -> Register | None:
    """The records of `register` as they were before step `number`, on the register's day.

    None where they cannot be read today, or do not fit together: of such a state nothing is said.
    """
    if not _had_settings(history, number):
        return None
    documents = {document.path: document for document in register.documents}
    for path, steps in history.tracks.items():
        later = [step for step in steps if step.number >= number]
        if not later:
            continue
        documents.pop(path, None)
        if later[0].before:
            found = _filed(register, _place_before(steps, later[0]), history.document(later[0].before))
            if found is None:
                return None
            documents[found.path] = found
    ordered = [documents[path] for path in sorted(documents)]
    if not any(document.kind.name == "town" for document in ordered):
        return None
    state = Register(ordered, register.schemas, register.today, register.photos)
    return None if any(references.references_resolve(state)) else state


def _had_settings(history: History, number: int) -> bool:
    """Whether the town's own record was there before the step: every town begins with it."""
    later = (step for step in history.tracks.get(TOWN_FILE, ()) if step.number >= number)
    return next((step.before is not None for step in later), True)


def _place_before(steps: Sequence[Step], step: Step) -> str:
    """Where the record stood: it may have moved with the step."""
    at = steps.index(step)
    return steps[at - 1].path if at else step.path


def _filed(register: Register, path: str, data: Any) -> Filed | None:
    document = Document(path, data, Where.known({(): BEGINNING}))
    filed = register.schemas.filed(document)
    if filed is None or shape.shape_problems(document, filed.kind):
        return None
    return None if [*corrections.problems(document, filed.kind), *earlier.problems(document, filed.kind)] else filed
