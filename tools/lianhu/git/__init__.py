"""The repository: the published line of commits, the objects behind it, a commit as a folder."""

from lianhu.git.repository import (
    CANNOT_JUDGE,
    NOTHING,
    Commit,
    Entry,
    FileStep,
    Repository,
    configure,
    hooks_folder,
    merge_lines,
    read_commit,
)

__all__ = [
    "CANNOT_JUDGE",
    "NOTHING",
    "Commit",
    "Entry",
    "FileStep",
    "Repository",
    "configure",
    "hooks",
    "hooks_folder",
    "merge_lines",
    "read_commit",
    "snapshot",
]
