"""What the detectors find in sentences that were written blind, by somebody who knew no rule (`tests/corpus/said`).

A row has a class, or `innocent:<class>` for what only looks like it; `||` parts two fields of a record, and `\\n` is a
line break. Recall counts what is refused or asked. Precision is asked of the class's own rows and all innocent ones:
what a sentence of another class says besides is not labelled.
"""

from __future__ import annotations

import functools
from itertools import pairwise

import pytest

from help.said import CIRCUMSTANCES, JUDGING, JUDGING_MORE, MORE, NAMED, PERSONS, TUNING, said
from lianhu.personal import found_across, found_in

CLASSES = (
    *("identity_number", "bank_card", "phone", "e_mail", "chat_account", "number_plate", "link"),
    *("home", "minor", "accusation", "health", "hardship", "reporter", "private_name"),
)
ROWS = (*said(TUNING), *said(MORE), *said(PERSONS), *said(CIRCUMSTANCES), *said(NAMED))
LEAST_FOUND, LEAST_RIGHT_REFUSED, LEAST_RIGHT_ASKED = 0.9, 0.95, 0.8
# Of sentences that no rule was tuned on.
LEAST_FOUND_UNSEEN = 0.85
UNSEEN = (*said(JUDGING), *said(JUDGING_MORE))


@functools.cache
def found(text: str) -> dict[str, bool]:
    """The classes that are found in a row, and of each whether it is refused."""
    fields = [field.replace("\\n", "\n") for field in text.split(" || ")]
    findings = [each for field in fields for each in found_in(field)]
    findings += [each for first, second in pairwise(fields) for each in found_across(first, second)]
    return {
        detector: any(each.is_sure for each in findings if each.detector == detector)
        for detector in {each.detector for each in findings}
    }


@pytest.mark.parametrize("detector", CLASSES)
def test_what_is_said_is_found_and_hardly_anything_else(detector: str) -> None:
    own = [text for label, text in ROWS if label == detector]
    innocent = [text for label, text in ROWS if label.startswith("innocent:")]
    missed = [text for text in own if detector not in found(text)]
    assert len(missed) <= (1 - LEAST_FOUND) * len(own), missed
    for refused, least in ((True, LEAST_RIGHT_REFUSED), (False, LEAST_RIGHT_ASKED)):
        right = [text for text in own if found(text).get(detector) is refused]
        wrong = [text for text in innocent if found(text).get(detector) is refused]
        assert len(wrong) <= (1 - least) * len(right + wrong), wrong


@pytest.mark.parametrize("detector", CLASSES)
def test_what_nobody_tuned_on_is_found_too(detector: str) -> None:
    own = [text for label, text in UNSEEN if label == detector]
    innocent = [text for label, text in UNSEEN if label.startswith("innocent:")]
    assert sum(detector in found(text) for text in own) >= LEAST_FOUND_UNSEEN * len(own)
    right, wrong = ([text for text in rows if found(text).get(detector) is False] for rows in (own, innocent))
    assert len(wrong) <= (1 - LEAST_RIGHT_ASKED) * len(right + wrong)


def test_what_is_refused_is_somebodys() -> None:
    """Of all classes together: of one by one there are too few."""
    rows = [(label, text) for label, text in UNSEEN if any(found(text).values())]
    wrong = [text for label, text in rows if label.startswith("innocent:")]
    assert len(rows) > 100
    assert len(wrong) <= (1 - LEAST_RIGHT_REFUSED) * len(rows)
