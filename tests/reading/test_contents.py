"""A tree with other files in some places is known by its contents, and none of the others is read for it."""

from __future__ import annotations

import hashlib

import pytest

from lianhu.reading.contents import Contents, at_hand, id_of, ids_of, replaced

FILES = {"a": b"one", "b": b"two", "c": b"three"}


def never(path: str) -> bytes:
    raise AssertionError(f"{path} is read")


def git_id(content: bytes, digits: int) -> str:
    """As `git hash-object` says it."""
    return hashlib.new("sha1" if digits == 40 else "sha256", b"blob %d\0" % len(content) + content).hexdigest()


@pytest.mark.parametrize("digits", [40, 64])
def test_what_is_replaced_is_known_and_the_rest_not_read(digits: int) -> None:
    tree = Contents({path: git_id(content, digits) for path, content in FILES.items()}, never)
    found = replaced(tree, {"b": b"new", "aa": b"more"}, gone=["c", "none"])
    assert list(found) == ["a", "aa", "b"], "in order of path"
    assert ids_of(found) == {
        path: git_id(content, digits) for path, content in (("a", b"one"), ("aa", b"more"), ("b", b"new"))
    }
    assert (found["aa"], found["b"]) == (b"more", b"new")
    assert dict(replaced(FILES, {"b": b"new", "aa": b"more"}, gone=["c"])) == {"a": b"one", "aa": b"more", "b": b"new"}
    with pytest.raises(AssertionError, match="a is read"):
        found["a"]


def test_what_was_at_hand_stays_as_it_was() -> None:
    files = dict(FILES)
    tree = at_hand(
        Contents({path: id_of(content) for path, content in files.items()}, files.__getitem__), ["b", "none"]
    )
    files["b"] = b"written meanwhile"
    assert dict(tree) == FILES
