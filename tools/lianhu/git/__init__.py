"""The repository: the published line of commits, the objects behind it, a commit as a folder."""

from lianhu.git.clone import merge_lines
from lianhu.git.names import BRANCHES
from lianhu.git.objects import TreeEntry
from lianhu.git.program import CANNOT_JUDGE
from lianhu.git.repository import Repository, existing, read_commit
from lianhu.git.steps import NOTHING, Commit, FileStep

__all__ = [
    "BRANCHES",
    "CANNOT_JUDGE",
    "NOTHING",
    "Commit",
    "FileStep",
    "Repository",
    "TreeEntry",
    "dates",
    "existing",
    "hooks",
    "merge_lines",
    "read_commit",
    "snapshot",
]
