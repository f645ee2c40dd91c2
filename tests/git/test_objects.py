"""The objects of a real repository: one reader for one content and for thousands, and an answer or an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from help.repository import Repository as Written
from lianhu.git import Repository
from lianhu.git.objects import ONE_BY_ONE
from lianhu.reading import files
from lianhu.words.problems import ToolError

SAME = b"a: b\n"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    tree = {f"records/{number}.yaml": SAME if number % 2 else b"%d" % number for number in range(12)}
    return Written(tmp_path / "town", tree)


def ids(repository: Repository, commit: str) -> dict[str, str]:
    return {entry.path: entry.id for entry in repository.entries(commit, files.RECORDS)}


def test_a_commit_has_the_records_that_its_folder_had(written: Written) -> None:
    repository = Repository(written.root)
    assert repository.records(written.head) == files.read_folder(written.root)
    assert list(repository.records(written.head)[0]) == sorted(files.read_folder(written.root)[0])


def test_contents_that_are_asked_for_twice_come_once(written: Written) -> None:
    repository = Repository(written.root)
    wanted = ids(repository, written.head)
    contents = list(repository.contents(wanted.values()))
    assert [content_id for content_id, _ in contents] == sorted(set(wanted.values()))
    assert {path: dict(contents)[content_id] for path, content_id in wanted.items()} == (
        repository.records(written.head)[0]
    )


def test_contents_are_what_was_committed_whatever_their_bytes(tmp_path: Path) -> None:
    hard = [b"", b"\n", b"\n\n", b"a missing\n", b"\0" * 70_000, bytes(range(256)), b"blob 5\n"]
    tree = {f"records/{number}": content for number, content in enumerate(hard)}
    town = Written(tmp_path / "town", tree)
    assert Repository(town.root).records(town.head)[0] == tree


def test_nothing_asked_nothing_read(written: Written) -> None:
    assert list(Repository(written.root).contents(())) == []


def test_few_processes_read_all_records_when_one_asks(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(written.root)
    asked: list[tuple[str, ...]] = []
    real = type(repository._git).execute

    def counted(self: object, command: list[str], *arguments: object, **options: object) -> object:
        asked.append(tuple(command[:2]))
        return real(self, command, *arguments, **options)

    monkeypatch.setattr(type(repository._git), "execute", counted)
    tree, _ = repository.records(written.head)
    assert asked == [("git", "ls-tree")]
    dict(tree)
    assert asked.count(("git", "cat-file")) <= min(len(tree), ONE_BY_ONE + 1)


def test_what_is_too_large_is_told_and_not_read(written: Written) -> None:
    head = written.commit({"records/large.yaml": b"x" * 1000, "records/just.yaml": b"y" * 999})
    repository = Repository(written.root)
    wanted = ids(repository, head)
    small = dict(repository.small_contents(wanted.values(), 999))
    assert small[wanted["records/large.yaml"]] is None
    assert small[wanted["records/just.yaml"]] == b"y" * 999


def _object(written: Written, content_id: str) -> Path:
    return written.root / ".git/objects" / content_id[:2] / content_id[2:]


@pytest.mark.parametrize("damage", ["gone", "cut off", "empty"])
def test_a_content_that_is_not_here_ends_the_reading(written: Written, damage: str) -> None:
    repository = Repository(written.root)
    last = max(ids(repository, written.head).values())
    place = _object(written, last)
    content = place.read_bytes()
    place.chmod(0o644)
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(content[: len(content) // 2] if damage == "cut off" else b"")
    with pytest.raises(ToolError, match="A part of the history is missing or damaged"):
        dict(repository.records(written.head)[0])
    with pytest.raises(ToolError, match="A part of the history is missing or damaged"):
        repository.content(last)


def test_a_reader_that_stops_early_leaves_no_process(written: Written) -> None:
    repository = Repository(written.root)
    contents = repository.contents(ids(repository, written.head).values())
    next(contents)
    contents.close()
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()
    assert "git" not in {Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip() for child in children}


def test_a_file_is_read_by_its_whole_path(written: Written) -> None:
    repository = Repository(written.root)
    assert repository.file(written.head, "records/1.yaml") == SAME
    assert repository.file(written.head, "records/1.yam") is None
    assert repository.file(written.head, "records") is None
