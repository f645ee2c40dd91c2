"""What was recorded when: the steps of each record, told as a chronicle."""

from lianhu.history.proposed import PROPOSED, followed
from lianhu.history.steps import ABSENT, History, Step, has_changed, here, known, of, whole

__all__ = [
    "ABSENT",
    "PROPOSED",
    "History",
    "Step",
    "board_reports",
    "boards_due",
    "chronicle",
    "followed",
    "has_changed",
    "here",
    "known",
    "moment",
    "of",
    "standing",
    "states",
    "taken_out",
    "versions",
    "whole",
]
