"""What was recorded when: the steps of each record, told as a chronicle."""

from lianhu.history.steps import ABSENT, History, Step, has_changed, here, of, whole

__all__ = ["ABSENT", "History", "Step", "chronicle", "has_changed", "here", "of", "whole"]
