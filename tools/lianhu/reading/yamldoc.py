"""A YAML file as plain data: JSON's types only, one possible reading only, and the place of every value.

What the rules guard against: `012` is octal 10, `12:30` is 750, `no` is False, dates become objects, a repeated key
silently wins, aliases explode, U+2028 starts a new key, 50,000 `[` kill libyaml's composer. Sources: yaml.org/type
(YAML 1.1 scalars), YAML 1.2.2 chapter 10 (JSON and core schema), RFC 8259 section 6 (numbers).
"""

from __future__ import annotations

from collections.abc import Callable

from lianhu.reading import plainyaml
from lianhu.reading.document import Document, Json, Places, Where
from lianhu.words.problems import Problem


def read(path: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """Read one file: the document, or every problem in it, sorted. Bad content never raises.

    What is plain throughout is read quickly; anything else, and whatever is to be refused, strictly.
    """
    data = plainyaml.read(content)
    return (known(path, data, lambda: content), []) if data is not None else strictly(path, content)


def known(path: str, data: Json, content: Callable[[], bytes]) -> Document:
    """The document of a readable file of which the data is known; its `content` is asked for when a place is."""

    def found() -> tuple[Places, Places]:
        document, _ = strictly(path, content())
        assert document, f"{path} was read and cannot be read again"
        return document.places, document.key_places

    return Document(path, data, Where(found))


def strictly(path: str, content: bytes) -> tuple[Document | None, list[Problem]]:
    """As `read`, by the one reader that can tell what is wrong.

    A problem of the structure ends the reading and stands alone; problems of values and keys are collected.
    """
    from lianhu.reading import strictyaml  # most commands read nothing that is odd, and libyaml takes long to import

    return strictyaml.read(path, content)
