"""Hostile files, each put into a copy of the tiny town and judged in a process with little memory and time.

`python tests/help/hostile.py FOLDER` prints `{name: {"found": problems}}`, or `{"killed": why}`.
The reader never hands text to libyaml's composer, whose crash nothing can catch, so that one process judges all
records; a worker for each of them would cost a check more than all of its work (hardening.md T27).
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from help import limits
from lianhu.reading import files
from lianhu.reading.clock import today
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.words.problems import ToolError

TOWN = Path(__file__).parent.parent / "town"
VILLAGE = "records/villages/chengnan"
ISSUE = f"{VILLAGE}/issues/2026/g01-2026-0003.yaml"
PERSON = f"{VILLAGE}/representatives/g01-r01.yaml"
VISITS = "records/villages/heping/visits/2026-09/g01.yaml"
MEETING = "records/villages/heping/meetings/2026-08-14-evening_talk.yaml"
# Beside every hostile file stands this honest mistake, which must still be told.
MISTAKE, MISTAKEN = ("records/villages/heping/village.yaml", "known_key")

MEGABYTES = 160  # above what the process has when it begins
SECONDS = 4


@dataclass(frozen=True)
class Hostile:
    """One hostile entry: what it is, the rule that must refuse it, where it lies, and how it is made."""

    name: str
    rule: str
    make: Callable[[Path], object]
    path: str = ISSUE
    told_at: str = ""  # where the problem is told when that is another path
    problems: int = 1


def text(content: str | bytes) -> Callable[[Path], object]:
    """A file of this content, in place of what was there."""
    return lambda path: path.write_bytes(content if isinstance(content, bytes) else content.encode())


def with_line(line: str | bytes) -> Callable[[Path], object]:
    """The record with one more line at its end."""

    def make(path: Path) -> object:
        return path.write_bytes(path.read_bytes() + (line if isinstance(line, bytes) else line.encode()) + b"\n")

    return make


def replaced(old: str, new: str) -> Callable[[Path], object]:
    """The record with one text replaced."""

    def make(path: Path) -> object:
        content = path.read_text(encoding="utf-8")
        assert old in content, f"{old!r} is not in {path}"
        return path.write_text(content.replace(old, new, 1), encoding="utf-8", newline="\n")

    return make


def sparse(size: int) -> Callable[[Path], object]:
    return lambda path: os.truncate(path, size)


def in_place_of_the_record(make: Callable[[Path], object]) -> Callable[[Path], object]:
    def made(path: Path) -> object:
        path.unlink()
        return make(path)

    return made


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's address has 100 characters at most
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(here)


def beside(name: str | bytes) -> Callable[[Path], object]:
    """Another file in the record's folder, under this name."""
    return lambda path: (Path(os.fsdecode(os.fsencode(path.parent) + b"/" + os.fsencode(name)))).write_text("a: b\n")


def folders(path: Path) -> None:
    """A hundred times deeper than a path may be long."""
    at = os.open(path.parent, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("a", dir_fd=at)
        inner = os.open("a", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)


def many_events(count: int, event: str) -> Callable[[Path], object]:
    head = "id: chengnan-g01-2026-0003\ntitle: x\nkind: help_request\ncategory: street_light\nsource: visit\nevents:\n"
    return text(head + f"  - {event}\n" * count)


def attendance(items: str) -> Callable[[Path], object]:
    return with_line(f"  representatives:\n{items}")


BOMB = "a0: &a0 x\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9))
MERGES = "".join(f"k{n}: &k{n} {{x{n}: 1}}\n" for n in range(300)) + "".join(f"<<: *k{n}\n" for n in range(300))
CANARY = "canary-of-a-tag"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\ufe0f\U000e0041\ue000"
RULE_OF_TEXT = "forbidden_character"
NAMES = (
    *("aux.yaml", "CON", "nul.tar.yaml", "com1.yaml", "lpt9", "a.", "a b.yaml", "-x.yaml", "x:y.yaml", "x\\y.yaml"),
    *("名单.yaml", ".git", "a\nb.yaml", "a\x1b]0;b.yaml", "a\u202eb.yaml", "ａ.yaml", "~x.yaml", "a*.yaml"),
)


def _cases() -> Iterator[Hostile]:
    yield Hostile("alias bomb of nine levels", "yaml_feature", text(BOMB))
    yield Hostile("alias to itself", "yaml_feature", text("a: &a [*a]\n"))
    yield Hostile("merge key", "yaml_feature", text("<<: {a: 1}\n"))
    yield Hostile("300 merge keys of 300 anchors", "yaml_feature", text(MERGES))
    for depth in (13, 1_000, 50_000, 200_000):
        yield Hostile(f"{depth} brackets", "too_deep", text("[" * depth))
    for depth in (13, 1_000, 50_000):
        yield Hostile(f"{depth} braces", "too_deep", text("{a: " * depth))
    yield Hostile("100,000 dashes", "too_deep", text("- " * 100_000))
    yield Hostile("700 mappings by indentation", "too_deep", text("".join(" " * n + "a:\n" for n in range(700))))
    yield Hostile("5,000 mappings by indentation", "too_large", text("".join(" " * n + "a:\n" for n in range(5000))))
    for tag in (
        f'!!python/object/apply:os.system ["touch {CANARY}"]',
        "!!python/name:os.system",
        f'!!python/object/new:os.system ["touch {CANARY}"]',
        "!!binary aGk=",
        "!!set {x}",
        "!!timestamp 2026-01-01",
        "!ENV HOME",
        "!include /etc/passwd",
    ):
        yield Hostile(f"tag {tag.split()[0]}", "yaml_feature", with_line(f"note: {tag}"))
    yield Hostile("directive %YAML", "yaml_feature", text("%YAML 1.1\n---\na: 1\n"))
    yield Hostile("directive %TAG", "yaml_feature", text("%TAG ! tag:yaml.org,2002:python/\n---\na: !x 1\n"))
    yield Hostile("second document", "yaml_feature", with_line("---\na: 1"))

    yield Hostile("sparse file of 100 MB", "too_large", sparse(100_000_000))
    yield Hostile("sparse file of 2 GB", "too_large", sparse(2_000_000_000))
    yield Hostile("comment of 10 MB", "too_large", with_line("#" + "x" * 10_000_000))
    yield Hostile("line of 200 kB", "too_large", with_line("note: " + "x" * 200_000))
    yield Hostile("a million keys", "too_large", text("".join(f"k{n}: 1\n" for n in range(1_000_000))))
    yield Hostile("37,000 keys", "too_large", text("".join(f"{n:x}z: \n" for n in range(37_000))))
    yield Hostile("100,000 items", "too_large", text("a: [" + "b," * 100_000 + "]\n"))
    yield Hostile("number of 4,000 digits", "ambiguous_scalar", with_line("note: " + "9" * 4000))
    for word in ("1e999999999", ".nan", "-.inf", "0x" + "F" * 4000, "1:" * 60 + "0"):
        yield Hostile(f"number {word[:8]}", "ambiguous_scalar", with_line(f"note: {word}"))
    yield Hostile("key twice", "duplicate_key", with_line("title: yy"))
    yield Hostile("key twice but for its composition", "duplicate_key", with_line('"\u00e9": 1\n"e\u0301": 2'))
    yield Hostile("a value in each of 4,500 wrong places", "", many_events(4500, "{a: b}"), problems=101)
    yield Hostile("2,500 wrong dates", "", many_events(2500, "{stage: x, date: y, by: z}"), problems=101)
    yield Hostile(
        "4,500 unknown long keys", "", text("".join(f"{'k' * 40}{n}: 1\n" for n in range(4500))), problems=101
    )
    distinct = "".join(f"    - {{a{n}: b}}\n" for n in range(4900))
    yield Hostile("4,900 mappings that must differ", "", attendance(distinct), MEETING, problems=101)

    yield Hostile("not UTF-8", "not_utf8", with_line(b"# caf\xe9"))
    yield Hostile("overlong UTF-8", "not_utf8", with_line(b"# \xc0\xaf"))
    yield Hostile("half a character in UTF-8", "not_utf8", with_line(b"# \xed\xa0\x80"))
    yield Hostile("GBK", "not_utf8", with_line("# 路灯".encode("gbk")))
    yield Hostile("UTF-16", "not_utf8", text("title: x\n".encode("utf-16")))
    yield Hostile("byte order mark", "byte_order_mark", text(b"\xef\xbb\xbftitle: x\n"))
    yield Hostile("only zeros", "not_utf8", text(b"\0" * 1000))
    for name, characters in (("bidi", BIDI), ("invisible", INVISIBLE), ("line break", "\r\x85\u2028\u2029")):
        for sign in characters:
            yield Hostile(f"{name} U+{ord(sign):04X}", RULE_OF_TEXT, with_line(f"note: a{sign}b: c"))
            yield Hostile(f"{name} \\U{ord(sign):08x}", RULE_OF_TEXT, with_line(f'note: "a\\U{ord(sign):08x}b"'))
    for sign in "\0\x07\x1b\x7f\x9b\ufffe":
        yield Hostile(f"control U+{ord(sign):04X}", RULE_OF_TEXT, with_line(f"note: a{sign}b"))
        yield Hostile(f"control \\x{ord(sign):04x}", RULE_OF_TEXT, with_line(f'note: "a\\U{ord(sign):08x}b"'))
    yield Hostile("escaped half a character", RULE_OF_TEXT, with_line('note: "\\ud800"'))

    for number in (
        "chengnаn-g01-r01",
        "ｃhengnan-g01-r01",
        "chengnan-g01-r０1",
        "Chengnan-g01-r01",
        "chengnan\u2010g01-r01",
    ):
        yield Hostile(
            f"look-alike id {number!a}", "expected_form", replaced("id: chengnan-g01-r01", f"id: {number}"), PERSON
        )
    for number in (
        "../../../etc/passwd",
        "/etc/passwd",
        "a/../b",
        ".git",
        "con",
        "a.",
        "-rf",
        "a" * 300,
        "..%2f..%2fx",
    ):
        yield Hostile(f"id {number[:20]}", "expected_form", replaced("id: chengnan-g01-r01", f"id: {number}"), PERSON)
    yield Hostile(
        "id with a line break", "expected_form", replaced("id: chengnan-g01-r01", 'id: "chengnan-g01-r01\\n"'), PERSON
    )
    for path in (
        "../../../../etc/passwd",
        "/etc/passwd",
        "..\\\\..\\\\x.jpg",
        "g01-r01.jpg/../../x.jpg",
        "g01-r01.svg",
        "con.jpg",
    ):
        yield Hostile(f"photo {path}", "expected_form", with_line(f'photo: "{path}"'), PERSON)
    for name in ("../x", "/etc", "x\\n"):
        yield Hostile(f"reference {name}", "expected_form", replaced("category: street_light", f'category: "{name}"'))

    records = "records/town.yaml"
    for name in NAMES:
        shown = files.printable(name)
        yield Hostile(f"name {shown}", "plain_file_names", beside(name), records, f"records/{shown}")
    yield Hostile("name that is no text", "plain_file_names", beside(b"caf\xe9.yaml"), records, "records/caf\\xe9.yaml")
    yield Hostile("name of 200 letters", "plain_file_names", beside("a" * 200), records, f"records/{'a' * 200}")
    yield Hostile("name in capitals too", "plain_file_names", beside("town.YAML"), records, "records/town.YAML")
    reserved = "records/con/x.yaml"
    yield Hostile(
        "folder of a Windows name",
        "plain_file_names",
        lambda path: (path.parent.mkdir(), path.write_text("a: 1\n")),
        reserved,
        "records/con",
    )
    yield Hostile("5,000 folders deep", "plain_file_names", folders, records, "records" + "/a" * 72)

    special = "plain_files_only"
    yield Hostile("pipe", special, in_place_of_the_record(os.mkfifo))
    yield Hostile("socket", special, in_place_of_the_record(a_socket))
    for target in ("/dev/zero", "/dev/random", "/etc/passwd", "/", "../../../../..", "nowhere", "g01-2026-0003.yaml"):
        yield Hostile(f"link to {target}", special, in_place_of_the_record(lambda path, to=target: path.symlink_to(to)))
    village = f"{VILLAGE}/village.yaml"
    yield Hostile("village that is a link", special, in_place_of_the_record(lambda path: path.symlink_to("/")), village)
    yield Hostile(
        "photo of 100 MB",
        "too_large",
        lambda path: (path.parent.mkdir(exist_ok=True), path.touch(), os.truncate(path, 100_000_000)),
        f"{VILLAGE}/photos/g01-r01.jpg",
    )


ALL = tuple(_cases())


def judged(folder: Path) -> list[tuple[str, str]]:
    """Path and rule of every problem of the town in `folder`."""
    tree, refused = files.read_folder(folder)
    try:
        return [(problem.path, problem.rule) for problem in check(tree, schemas.load(), today(), refused).problems]
    except ToolError as error:
        return [("", str(error))]


def main(folder: Path) -> None:
    town = folder / "town"
    shutil.copytree(TOWN, town)
    replaced("name: ", "nmae: x\nname: ")(town / MISTAKE)
    judged(town)  # schemas and the other records are read once, and handed on to each fork
    found = {}
    for number, case in enumerate(ALL):
        copy = folder / str(number)
        shutil.copytree(town, copy)
        case.make(copy / case.path)
        found[case.name] = limits.within(lambda town=copy: judged(town), MEGABYTES, SECONDS)
        subprocess.run(["rm", "-rf", copy], check=True)  # Python's own way does not reach the bottom of 5,000 folders
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
