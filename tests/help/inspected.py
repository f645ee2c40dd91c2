"""What the inspection of a finished site finds in the files of a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lianhu.public import Posted
from lianhu.site.inspection import Allowed, Inspector, phones
from lianhu.town.kinds.town import PrivacyException
from lianhu.words.problems import Problem


def inspected(folder: Path, town: Posted, exceptions: Iterable[PrivacyException] = ()) -> list[Problem]:
    inspector, allowed = Inspector(town), Allowed(phones(town.documents, town.schemas), exceptions)
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    numbers = {name: inspector.numbers_in(name, path.read_bytes()) for name, path in files.items()}
    return [problem for name in sorted(numbers) for problem in allowed.problems(name, numbers[name])]
