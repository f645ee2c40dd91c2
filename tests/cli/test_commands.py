"""The commands: a module for each, a list that imports none, and no library that a command does not need."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from help.clones import Clone
from help.program import environment
from help.rooms import MODULES, imported
from help.towns import TOWN
from lianhu.cli import COMMANDS, main, module_of

pytestmark = pytest.mark.slow

# What takes a tenth of a second and more to import.
HEAVY = ("git", "pypinyin", "PIL", "jsonschema", "mkdocs", "jinja2", "python_calamine", "typst", "segno")
JUDGED = ("jsonschema",)  # whoever judges what is not valid beyond doubt
# What nobody needs who asks daily of a town without faults of which all was worked out before.
LATE = (
    *(*HEAVY, "yaml", "jsonschema_rs", "secrets"),
    *("lianhu.reading.strictyaml", "lianhu.personal.phrases", "lianhu.personal.numbers"),
    *("lianhu.git", "lianhu.history", "lianhu.changes", "lianhu.proposals.rules"),
)
REPRESENTATIVE = "heping-g02-r01"
# A call of each command in the tiny town, and what it may import.
CALLS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("--help",): (),
    ("--version",): (),
    ("rules",): (),
    ("rules", "--help"): (),
    ("check",): (),
    ("check", "--base", "HEAD"): ("git",),
    ("show", REPRESENTATIVE): (),
    ("due",): ("git",),
    ("stats",): (),
    ("migrate",): (),
    ("owners", "--check"): (),
    ("history", REPRESENTATIVE): ("git",),
    ("diff", "HEAD"): ("git", "jinja2"),
    ("withdraw", "heping-g01-r01", "phone"): ("git", "jinja2"),
    ("redact", "heping-g01-2026-0001", "title", "--reason", "a", "--by", "town_office"): (*JUDGED, "git", "jinja2"),
    ("retire", "chengnan-p1", "--on", "2026-11-22"): (*JUDGED, "git"),
    ("hooks", "install"): ("git",),
    ("merge", "a", "b", "c", "records/town.yaml"): ("git",),
    ("receive",): ("git",),
    ("verify", "."): ("git",),
    ("witness", "."): ("git",),
    ("doctor",): JUDGED,
    ("demo", "fictional", "--scale", "tiny"): (),
    ("import", "issues", "none.xlsx", "--mapping", "none.yaml"): ("python_calamine",),
    ("board", "print", "zzz"): (),
    ("board", "status"): ("git",),
    ("board", "post", "zzz"): ("git",),
    ("build", "--out", "public"): ("git", "jinja2", "mkdocs", "pypinyin", "PIL"),
}


def loaded(arguments: tuple[str, ...], where: Path) -> set[str]:
    """Which of the heavy libraries a command has imported when it ends, whatever it says."""
    program = (
        "import sys\nfrom lianhu.cli import main\n"
        "try:\n    main(sys.argv[1:], standalone_mode=False)\n"
        "except (SystemExit, Exception):\n    pass\n"
        f"sys.stderr.write('\\nloaded: ' + ' '.join(name for name in {HEAVY} if name in sys.modules))"
    )
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(
        command, cwd=where, env=environment(), capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL
    )
    assert "loaded: " in done.stderr, done.stderr
    return set(done.stderr.rpartition("loaded: ")[2].split())


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("town") / "town"
    clone = Clone.of_the_tiny_town(root)
    for name in "abc":
        shutil.copy(TOWN / "records/town.yaml", clone.root / name)
    return clone.root


def test_before_the_first_record_is_read_little_is_imported() -> None:
    daily = ", ".join(map(module_of, ("check", "due", "stats", "show")))
    program = f"import sys, {daily}\nprint(*(name for name in {LATE} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [], "import these where they are used"


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_a_command_imports_what_it_needs(arguments: tuple[str, ...], town: Path) -> None:
    needless = loaded(arguments, town) - set(CALLS[arguments])
    assert not needless, f"lianhu {' '.join(arguments)} does not need {sorted(needless)}: import it where it is used"


def test_every_command_is_called_above() -> None:
    assert {call[0] for call in CALLS} == {*COMMANDS, "--help", "--version"}


def test_the_list_of_commands_imports_no_other_module_of_ours() -> None:
    program = "import sys, lianhu.cli; print(*(name for name in sys.modules if name.startswith('lianhu')))"
    done = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["lianhu", "lianhu.cli"]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command and command.name == name
    lines = (command.help or "").split("\n")
    assert COMMANDS[name] == lines[0], f"the line of {name} in lianhu/cli/__init__.py and its docstring differ"
    assert lines[1:2] in ([], [""]), "the first line is a sentence of its own"


def test_every_module_is_named_after_its_command() -> None:
    there = {name for name in MODULES if name.startswith("lianhu.cli.")}
    shared = {"lianhu.cli.__main__", "lianhu.cli.shell", "lianhu.cli.register", "lianhu.cli.edited"}
    assert there - shared == {module_of(name) for name in COMMANDS}
    assert module_of("import") == "lianhu.cli.import_"


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_do_not_call_each_other(name: str) -> None:
    others = {module_of(other) for other in COMMANDS}
    asked = [where for _, where in imported(MODULES[module_of(name)]) for other in others if where.startswith(other)]
    assert asked == [], "what two commands do is a function of a room"
