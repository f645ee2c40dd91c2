"""The log of what was published: its tree as every such log has it, its files, its chain."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from help.built import new_root
from help.program import CANNOT_RUN, CLEAN, run
from help.towns import TOWN
from help.walk import ROOT
from lianhu.proof import copies, log, sums, tree
from lianhu.proof.log import Entry, Log
from lianhu.words.problems import ToolError

VECTORS: dict[str, Any] = json.loads((ROOT / "docs/vectors/log.json").read_text(encoding="utf-8"))
# The reference tree of Certificate Transparency's own tests: entries in hexadecimal, and the root over so many of them.
REFERENCE = (
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
)


def root_by_another(entries: Sequence[bytes]) -> bytes:
    """The root by merging from the left as entries come, as logs that never keep a whole tree do it."""
    stack: list[tuple[int, bytes]] = []
    for entry in entries:
        size, found = 1, hashlib.sha256(b"\x00" + entry).digest()
        while stack and stack[-1][0] == size:
            found = hashlib.sha256(b"\x01" + stack.pop()[1] + found).digest()
            size *= 2
        stack.append((size, found))
    if not stack:
        return hashlib.sha256(b"").digest()
    whole = stack.pop()[1]
    while stack:
        whole = hashlib.sha256(b"\x01" + stack.pop()[1] + whole).digest()
    return whole


def logged(count: int, each_day: int = 1) -> Log:
    """A log of so many publications, one every so many days."""
    whole, first = Log("example.cn/data/code"), date(2026, 1, 1)
    for number in range(count):
        whole = whole.with_entry(
            Entry(
                day=(first + timedelta(days=each_day * number)).isoformat(),
                list=hashlib.sha256(f"{number}".encode()).hexdigest(),
                pages="0" * 64,
                commit=None,
                previous=whole.entries[-1].list if whole.entries else None,
            )
        )
    return whole


def reader(files: dict[str, bytes]) -> log.Read:
    def read(address: str) -> bytes:
        if address not in files:
            raise ToolError(log.say("{path} is not there.", path=address))
        return files[address]

    return read


def test_the_reference_tree() -> None:
    leaves = [tree.leaf(bytes.fromhex(entry)) for entry, _ in REFERENCE]
    for size, (_, root) in enumerate(REFERENCE, 1):
        assert tree.root(leaves[:size]).hex() == root
    assert tree.root([]) == hashlib.sha256(b"").digest()


def test_the_vectors_beside_the_documentation() -> None:
    """Those of the numbers were made by another implementation, pymerkle."""
    leaves = [tree.leaf(str(number).encode()) for number in range(300)]
    for one in VECTORS["numbers"]["roots"]:
        assert base64.b64encode(tree.root(leaves[: one["size"]])).decode() == one["root"]
    for one in VECTORS["numbers"]["proofs"]:
        found = tree.path(leaves[: one["size"]], one["index"])
        assert [base64.b64encode(each).decode() for each in found] == one["hashes"]
    listed = sums.text({address: sums.digest(said.encode()) for address, said in VECTORS["files"].items()})
    assert (listed, sums.digest(listed.encode())) == (VECTORS["list"], VECTORS["list_sha256"])
    assert sums.code(VECTORS["list_sha256"]) == VECTORS["code"]
    entries = [Entry(**json.loads(one["entry"])) for one in VECTORS["entries"]]
    assert [entry.content.decode() for entry in entries] == [one["entry"] for one in VECTORS["entries"]]
    assert [tree.leaf(entry.content).hex() for entry in entries] == [one["leaf"] for one in VECTORS["entries"]]
    assert [entry.code for entry in entries] == [one["code"] for one in VECTORS["entries"]]
    made = dict(Log(VECTORS["checkpoint"].partition("\n")[0], tuple(entries)).files())
    assert made == {
        "checkpoint": VECTORS["checkpoint"].encode(),
        "latest.tlog-proof": VECTORS["proof"].encode(),
        "tile/entries/000.p/3": bytes.fromhex(VECTORS["bundle"]),
        "tile/0/000.p/3": bytes.fromhex(VECTORS["tile"]),
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_any_tree_is_that_of_another_implementation_and_every_entry_is_proved(
    entries: list[bytes], data: st.DataObject
) -> None:
    leaves = [tree.leaf(entry) for entry in entries]
    assert tree.root(leaves) == root_by_another(entries)
    index = data.draw(st.integers(0, len(entries) - 1))
    path = tree.path(leaves, index)
    assert tree.leads_to(leaves[index], index, len(entries), path) == tree.root(leaves)
    other = data.draw(st.integers(0, len(entries) + 1).filter(lambda one: one != index))
    if other >= len(entries) or leaves[other] != leaves[index]:
        wrong = leaves[other] if other < len(entries) else tree.leaf(b"something else")
        assert tree.leads_to(wrong, index, len(entries), path) != tree.root(leaves)
    assert tree.leads_to(leaves[index], index, len(entries), [*path, b"\x00" * 32]) is None
    assert tree.leads_to(leaves[index], len(entries), len(entries), path) is None


@pytest.mark.parametrize(
    ("size", "tiles"),
    [
        (1, ["000.p/1"]),
        (255, ["000.p/255"]),
        (256, ["000"]),
        (70_000, [f"{number:03}" for number in range(273)] + ["273.p/112"]),
    ],
)
def test_tiles_are_called_as_the_specification_says(size: int, tiles: list[str]) -> None:
    assert [address for address, _, _ in log.tiles(size)] == tiles
    assert [address for address, _, _ in log.tiles(1234068 * 256)][-1] == "x001/x234/067" if size == 1 else True


@pytest.mark.parametrize("each_day", [1, 3], ids=["every day", "days between are skipped"])
@pytest.mark.parametrize("count", [1, 2, 100, 256, 257, 300])
def test_the_chain_joins_over_many_publications(count: int, each_day: int) -> None:
    whole = logged(count, each_day)
    files = dict(whole.files())
    assert log.read(reader(files)) == whole
    assert list(log.broken(whole.entries)) == []
    if count == 257:
        assert files["tile/1/000.p/1"] == root_by_another([entry.content for entry in whole.entries[:256]])
        assert len(files["tile/0/000"]) == 8192 and len(files["tile/0/001.p/1"]) == 32
    if count == 300:
        assert sum(map(len, files.values())) < 110_000, "a log of 300 publications is small"


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda entries: entries[:40] + entries[41:], "publication 41 (2026-02-11) names another code before it than"),
        (lambda entries: entries[1:], "begins with an entry that names one before it"),
        (lambda entries: [*entries[:10], entries[11], entries[10], *entries[12:]], "publication 11 (2026-01-12) names"),
        (lambda entries: [*entries[:10], entries[9], *entries[10:]], "publication 11 (2026-01-10) names another code"),
        (
            lambda entries: [*entries[:50], replace(entries[50], list="1" * 64), *entries[51:]],
            "publication 52 (2026-02-21) names another code before it than publication 51 (2026-02-20)",
        ),
    ],
    ids=["a gap", "the first is gone", "two changed places", "one twice", "one is another"],
)
def test_a_chain_that_does_not_join_is_named(tamper: Callable[[Any], Any], said: str) -> None:
    """Although root and tiles were computed again for it."""
    files = dict(Log("example.cn/data/code", tuple(tamper(list(logged(100).entries)))).files())
    with pytest.raises(ToolError) as refused:
        log.read(reader(files))
    assert said in str(refused.value)


def test_a_log_that_was_written_anew_is_told_by_who_kept_its_head() -> None:
    """Nothing of it contradicts itself."""
    kept = logged(60)
    anew = log.Log(kept.origin)
    for number, entry in enumerate(logged(100).entries):
        own = "f" * 64 if number == 20 else entry.list
        anew = anew.with_entry(replace(entry, list=own, previous=anew.entries[-1].list if anew.entries else None))
    assert log.read(reader(dict(anew.files()))) == anew
    (said,) = log.rewritten(anew, 60, kept.root())
    assert "it was written anew" in str(said)
    (said,) = log.parted(anew, kept)
    assert "tell publication 21 differently" in str(said)
    assert list(log.rewritten(logged(100), 60, kept.root())) == list(log.parted(logged(100), kept)) == []


@pytest.mark.parametrize(
    ("address", "content", "said"),
    [
        ("checkpoint", b"", "cannot be read"),
        ("checkpoint", b"\xff\n1\nx\n\n", "cannot be read"),
        ("checkpoint", b"x\n01\n" + base64.b64encode(b"0" * 32) + b"\n\n", "cannot be read"),
        ("checkpoint", b"x\n1000000\n" + base64.b64encode(b"0" * 32) + b"\n\n", "cannot be read"),
        ("tile/entries/000.p/2", b"", "ends within publication 1"),
        ("tile/entries/000.p/2", b"\x00\x02{}\x00\x02{}", "Publication 1 in the log cannot be read"),
        ("tile/entries/000.p/2", b"\x00\x05[[[[[", "Publication 1 in the log cannot be read"),
    ],
)
def test_what_is_no_log_is_one_sentence(address: str, content: bytes, said: str) -> None:
    files = {**dict(logged(2).files()), address: content}
    with pytest.raises(ToolError) as refused:
        log.read(reader(files))
    assert said in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x", "line 1"),
        (b"0" * 64 + b"  a\n" + b"0" * 64 + b" b\n", "line 2"),
        (b"0" * 64 + b"  b\n" + b"0" * 64 + b"  a\n", "once, in order"),
        (b"0" * 64 + b"  a\n" + b"0" * 64 + b"  a\n", "once, in order"),
        (b"0" * 64 + b"  ../a\n", "line 1"),
        (b"0" * 64 + b"  /a\n", "line 1"),
        (b"0" * 64 + b"  a", "line 1"),
        (b"\xff", "line 1"),
    ],
)
def test_what_is_no_list_of_files_is_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(ToolError) as refused:
        sums.read(content)
    assert said in str(refused.value) and "\n" not in str(refused.value)


# -- as builds write it


@pytest.mark.slow
def test_builds_carry_the_log_on(tmp_path: Path) -> None:
    """Each build that publishes something else adds an entry; one that does not leaves every byte."""
    root, out, days = new_root(tmp_path / "town", TOWN), tmp_path / "site", ("2026-11-22", "2026-11-22", "2026-11-25")
    for day in days:
        result = run("build", "--root", root, "--out", out, "--today", day)
        assert result.exit_code == CLEAN, result.output
    whole = log.read(copies.reader(out / sums.OF_THE_CODE))
    assert [entry.day for entry in whole.entries] == ["2026-11-22", "2026-11-25"]
    assert whole.entries[1].previous == whole.entries[0].list
    elsewhere = tmp_path / "elsewhere"
    assert run("build", "--root", root, "--out", elsewhere, "--log", out, "--today", "2026-11-26").exit_code == CLEAN
    carried = log.read(copies.reader(elsewhere / sums.OF_THE_CODE))
    assert carried.entries[:2] == whole.entries and len(carried.entries) == 3
    fresh = tmp_path / "fresh"
    assert run("build", "--root", root, "--out", fresh, "--today", "2026-11-25").exit_code == CLEAN
    assert log.read(copies.reader(fresh / sums.OF_THE_CODE)).entries[0].list == whole.entries[1].list


@pytest.mark.slow
@pytest.mark.parametrize(
    "damage",
    [
        lambda code: (code / "checkpoint").unlink(),
        lambda code: (code / "checkpoint").write_text("x"),
        lambda code: shutil.rmtree(code / "tile"),
        shutil.rmtree,
    ],
    ids=["no head", "another head", "no tiles", "all of it is gone"],
)
def test_a_damaged_log_is_never_begun_anew(damage: Callable[[Path], object], tmp_path: Path) -> None:
    root, out = new_root(tmp_path / "town", TOWN), tmp_path / "site"
    assert run("build", "--root", root, "--out", out).exit_code == CLEAN
    damage(out / sums.OF_THE_CODE)
    before = sorted(path.relative_to(out) for path in out.rglob("*"))
    result = run("build", "--root", root, "--out", out)
    assert result.exit_code == CANNOT_RUN and "so it cannot be carried on" in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert sorted(path.relative_to(out) for path in out.rglob("*")) == before
