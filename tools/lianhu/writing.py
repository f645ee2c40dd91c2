"""Records as bytes and bytes as files: a record is written whole or not at all, and reads back as it was."""

from __future__ import annotations

import functools
import io
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from lianhu import files, yamldoc

NEVER_FOLD = 1_000_000


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`, whole: whoever looks sees the old file or the new one, even after a power cut.

    Folders are created. Raises OSError; the old file then stands unchanged and nothing is left beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # `tempfile` would make the record readable for its owner only.
    temporary = path.with_name(f"{files.TEMPORARY}{secrets.token_hex(4)}-{path.name}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)  # noqa: PTH105 (the tests break it here)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def to_yaml(data: Mapping[str, Any]) -> bytes:
    """A record as the strict reader reads it back: block style, keys in the order given, UTF-8, LF.

    Texts are plain where the reader allows it, literal blocks where they have several lines, else in double quotes.
    Raises ValueError for data that no record can hold (a control character, a number of 16 digits).
    """
    for styled in (_styled(data), _quoted(data)):  # the second way is for what the writer lays out differently
        content = _dumped(styled)
        document, _ = yamldoc.read("", content)
        if document and document.data == data:
            return content
    raise ValueError("this data cannot stand in a record")


class _RecordResolver(VersionedResolver):
    """Takes a plain date for a text, as the strict reader does; ruamel would put it in quotes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode and implicit[0] and _reads_back(value, value):
            return self.DEFAULT_SCALAR_TAG
        return super().resolve(kind, value, implicit)


class _RecordRepresenter(RoundTripRepresenter):
    """Writes `null` for nothing; ruamel would leave the place after the colon empty."""

    def represent_none(self, data: None) -> Any:
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_RecordRepresenter.add_representer(type(None), _RecordRepresenter.represent_none)


def _dumped(data: Any) -> bytes:
    yaml = YAML()
    yaml.Resolver = _RecordResolver
    yaml.Representer = _RecordRepresenter
    yaml.width = NEVER_FOLD
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.BytesIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _styled(value: Any) -> Any:
    # Lists and mappings are copied: ruamel writes an alias for one that stands twice.
    if isinstance(value, Mapping):
        return {_styled_text(key): _styled(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_styled(item) for item in value]
    return _styled_text(value) if isinstance(value, str) else value


def _styled_text(text: str) -> str:
    if _reads_back(text, text):
        return text
    if "\n" in text and _reads_back("|-\n  " + text.replace("\n", "\n  "), text):
        return _as(LiteralScalarString, text)
    return _as(DoubleQuotedScalarString, text)


def _as(style: Any, text: str) -> str:
    """The text with the style it is to be written in; ruamel's classes are not typed."""
    styled: str = style(text)
    return styled


def _quoted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_as(DoubleQuotedScalarString, key): _quoted(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_quoted(item) for item in value]
    return _as(DoubleQuotedScalarString, value) if isinstance(value, str) else value


@functools.lru_cache(maxsize=1024)  # keys and the words of a schema come again and again
def _reads_back(written: str, text: str) -> bool:
    try:
        document, _ = yamldoc.read("", f"value: {written}\n".encode())
    except UnicodeEncodeError:  # half a character
        return False
    return document is not None and document.data == {"value": text}
