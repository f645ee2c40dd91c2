"""Inputs that a fuzzer kept, and new ones near good examples: taken or refused, never a crash (Q1, Q3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.targets import TARGETS, seeds

CORPUS = Path(__file__).parent.parent / "corpus"
SLOW = ("photo", "workbook", "importer")


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_kept_still_passes(target: str) -> None:
    """Every input that once led a new way, and every one that was a fault."""
    for path in sorted((CORPUS / target).glob("*")):
        try:
            TARGETS[target](path.read_bytes())
        except BaseException as fault:
            raise AssertionError(f"{path.relative_to(CORPUS)}: {fault!r}") from fault


def changed(good: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """A good example with pieces cut out and others put in."""
    for at, length, piece in changes:
        at %= len(good) + 1
        good = good[:at] + piece + good[at + length :]
    return good


TELLING = (b"\n", b": ", b"- ", b"'", b'"', b"#", b"\xef\xbb\xbf", "　".encode(), b"<", b"\0", b"\r", b"&", b"*", b"..")
pieces = st.binary(max_size=4) | st.sampled_from(TELLING)
changes = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 12), pieces), min_size=1, max_size=4)


@pytest.mark.parametrize("target", TARGETS)
def test_near_a_good_example_nothing_crashes(target: str) -> None:
    good = seeds(target)

    @settings(max_examples=40 if target in SLOW else 150, deadline=None, derandomize=True, database=None)
    @given(st.sampled_from(good), changes)
    def check(example: bytes, made: list[tuple[int, int, bytes]]) -> None:
        TARGETS[target](changed(example, made))

    check()


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_are_taken_or_refused(target: str) -> None:
    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(st.binary(max_size=200))
    def check(content: bytes) -> None:
        TARGETS[target](content)

    check()
