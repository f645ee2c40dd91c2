"""The command line as a clerk and as a pipeline meet it: sentences, formats, exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from help.golden import TESTS, Golden
from help.messages import FIRST, MAPPING, SECOND, workbook
from help.old_writing import old_town
from help.program import CANNOT_JUDGE, CANNOT_RUN, CLEAN, PROBLEMS, run
from help.towns import TODAY, TOWN
from help.walk import ROOT
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.reading import files
from lianhu.rules.catalogue import RULES

TOO_MANY = "records/villages/heping/representatives/g01-r01.yaml:6:18"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    shutil.copytree(TOWN, tmp_path / "town")
    return tmp_path / "town"


@pytest.fixture
def bad_town(town: Path) -> Path:
    """One representative with sixteen households."""
    person = town / "records/villages/heping/representatives/g01-r01.yaml"
    person.write_text(person.read_text().replace("household_count: 12", "household_count: 16"))
    declared = town / "records/town.yaml"
    declared.write_text(declared.read_text().replace("households: 55", "households: 59"))
    return town


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


# -- check


def test_a_good_town(town: Path) -> None:
    result = run("check", "--root", town)
    assert (result.exit_code, result.output.strip(".\n").lower()) == (CLEAN, "no problems")


def test_a_bad_town(bad_town: Path) -> None:
    result = run("check", "--root", bad_town)
    assert result.exit_code == PROBLEMS
    assert result.output.startswith(f"{TOO_MANY}: 16 households; the town's limits are 5 to 15.")


def test_a_bad_town_in_chinese(bad_town: Path) -> None:
    result = run("check", "--root", bad_town, language="zh_CN")
    assert result.exit_code == PROBLEMS
    assert "16" in result.output and "households" not in re.sub(r"\[[a-z0-9_]+\]", "", result.output)


@pytest.mark.parametrize("name", ["text", "github", "json", "sarif", "junit"])
def test_every_format_can_be_read_by_its_reader(name: str, bad_town: Path) -> None:
    result = run("check", "--root", bad_town, "--format", name)
    assert result.exit_code == PROBLEMS
    if name in ("json", "sarif"):
        assert json.loads(result.output)
    if name == "junit":
        assert ElementTree.fromstring(result.output).attrib["failures"] == "1"
    if name == "github":
        assert result.output.startswith("::error file=records/villages/heping/")


def test_paths_limit_what_is_reported(bad_town: Path) -> None:
    inside = bad_town / "records/villages/heping"
    outside = bad_town / "records/villages/chengnan"
    assert run("check", "--root", bad_town, inside).exit_code == PROBLEMS
    assert run("check", "--root", bad_town, outside).exit_code == CLEAN


def test_only_new_problems_fail_with_a_base(bad_town: Path) -> None:
    git(bad_town, "init", "-q")
    git(bad_town, "add", ".")
    git(bad_town, "commit", "-q", "-m", "bad already")
    result = run("check", "--root", bad_town, "--base", "HEAD")
    assert result.exit_code == CLEAN
    assert TOO_MANY in result.output, "the old problem is told apart, not hidden"
    roles = bad_town / "records/villages/heping/representatives/g01-r02.yaml"
    roles.write_text(roles.read_text().replace("XY-2026-002", "XY-2026-001"))
    assert run("check", "--root", bad_town, "--base", "HEAD").exit_code == PROBLEMS


def test_an_exception_is_drafted_for_who_asks(town: Path) -> None:
    """Nobody can compute a fingerprint by hand; and no report holds one, since numbers can be found from it."""
    issue = town / "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    issue.write_text(issue.read_text().replace("一组路口路灯不亮", "张建国家门口路灯不亮"))
    assert "8689d3df940a836e" not in run("check", "--root", town).output
    drafted = run("check", "--root", town, "--exceptions")
    assert drafted.exit_code == PROBLEMS
    draft = drafted.output[drafted.output.index("exceptions:") :]
    assert 'fingerprint: "8689d3df940a836e"' in draft
    filled = draft.replace('reason: ""', "reason: 店名").replace('owner: ""', "owner: 镇").replace('""', "2026-12-31")
    declared = town / "records/town.yaml"
    declared.write_text(declared.read_text() + filled)
    assert run("check", "--root", town).exit_code == CLEAN
    assert "Nothing was found" in run("check", "--root", town, "--exceptions").output


def test_a_question_is_told_and_answered_in_the_record(town: Path) -> None:
    """What may be a person's circumstance stops no check; a proposal that brings it waits for the answer."""
    git(town, "init", "-q")
    git(town, "add", ".")
    git(town, "commit", "-q", "-m", "published")
    issue = town / "records/villages/heping/issues/2026/g01-2026-0001.yaml"
    issue.write_text(issue.read_text().replace("一组路口路灯不亮", "村民张桂英家的路灯不亮"))
    asked = run("check", "--root", town)
    assert (asked.exit_code, "Questions: 1." in asked.output) == (CLEAN, True)
    assert "张桂英" not in asked.output
    before = run("check", "--root", town, "--base", "HEAD").output
    assert "records_name_no_private_persons" in before
    drafted = run("check", "--root", town, "--exceptions").output
    draft = drafted[drafted.index("confirmed:") :].replace('by: ""', "by: village_officer")
    issue.write_text(issue.read_text() + draft.replace('reason: ""', "reason: 是店名"))
    assert "Questions" not in run("check", "--root", town).output
    after = run("check", "--root", town, "--base", "HEAD").output
    assert "records_name_no_private_persons" not in after


# -- what cannot run is a sentence and exit 2


def test_a_missing_town_yaml(town: Path) -> None:
    (town / "records/town.yaml").unlink()
    result = run("check", "--root", town)
    assert result.exit_code == CANNOT_RUN
    assert "records/town.yaml is missing" in result.output


def test_no_town_at_all(tmp_path: Path) -> None:
    result = run("check", "--root", tmp_path)
    assert result.exit_code == CANNOT_RUN
    assert "records" in result.output and "Traceback" not in result.output


@pytest.mark.parametrize("reference", ["no-such-branch", "deadbeef", "--output=x", "HEAD:records", "a..b"])
def test_an_unknown_commit(town: Path, reference: str) -> None:
    git(town, "init", "-q")
    git(town, "add", ".")
    git(town, "commit", "-q", "-m", "one")
    result = run("check", "--root", town, f"--base={reference}")
    assert result.exit_code == CANNOT_JUDGE
    assert len(result.output.strip().splitlines()) == 1
    assert not (town / "x").exists()


def test_a_base_without_git(town: Path) -> None:
    result = run("check", "--root", town, "--base", "HEAD")
    assert result.exit_code == CANNOT_JUDGE
    assert "Traceback" not in result.output


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "22.11.2026"])
def test_no_day(town: Path, day: str) -> None:
    result = run("check", "--root", town, "--today", day)
    assert result.exit_code == CANNOT_RUN
    assert day in result.output


# -- rules, build, and the real program


def test_the_rules_are_printed() -> None:
    result = run("rules")
    assert result.exit_code == CLEAN
    rules, _, changing = result.output.partition("What is shown and may change all the same, and why:\n")
    assert "说明有期限，到期删去\n    村(居)民小组·没有代表联系的户 " in changing
    assert [line for line in rules.splitlines() if not line.startswith(" ")] == [
        rule.__name__ for rule in (*RULES, *PROPOSAL_RULES)
    ]


def test_a_bad_town_is_not_built(bad_town: Path) -> None:
    (bad_town / "mkdocs.yml").write_text("site_name: x\ndocs_dir: records\nplugins: [lianhu]\n")
    result = run("build", "--root", bad_town, "--out", bad_town / "public")
    assert result.exit_code == PROBLEMS
    assert TOO_MANY in result.output
    assert not (bad_town / "public").exists()


def test_without_mkdocs_yml_nothing_is_built(town: Path) -> None:
    result = run("build", "--root", town)
    assert result.exit_code == CANNOT_RUN
    assert "mkdocs.yml" in result.output


@pytest.mark.parametrize(("language", "encoding"), [("en", "utf-8"), ("zh_CN", "utf-8"), ("zh_CN", "ascii")])
def test_the_program_itself(bad_town: Path, language: str, encoding: str) -> None:
    """In a process of its own, in the town's folder, on terminals that can show Chinese and that cannot."""
    environment = {**os.environ, "LANGUAGE": language, "PYTHONIOENCODING": encoding, "LIANHU_TODAY": TODAY.isoformat()}
    command = [sys.executable, "-m", "lianhu.cli", "check"]
    done = subprocess.run(command, cwd=bad_town / "records/villages", env=environment, capture_output=True, check=False)
    assert done.returncode == PROBLEMS
    assert done.stdout.startswith(TOO_MANY.encode())
    assert done.stderr == b""


# -- every exit code


@pytest.mark.slow
def test_every_exit_code(town: Path, tmp_path: Path, golden: Golden) -> None:
    """0 clean, 1 problems, 2 cannot run, 3 cannot judge: what each command answers to what, and its first words."""
    bad, bare, empty, odd = (tmp_path / name for name in ("bad", "bare", "empty", "odd"))
    for folder in (bad, bare, odd):
        shutil.copytree(town, folder)
    old, newer = (tmp_path / name for name in ("old", "newer"))
    for folder in (old, newer):
        shutil.copytree(town / "records", folder / "records")
    written = old_town(files.read_folder(old)[0])
    for file, content in written.items():
        (old / file).write_bytes(content)
    record = newer / "records/town.yaml"
    record.write_bytes(record.read_bytes().replace(b"schema_version: 2", b"schema_version: 3"))
    person = bad / "records/villages/heping/representatives/g01-r01.yaml"
    person.write_text(person.read_text(encoding="utf-8").replace("household_count: 12", "household_count: 16"))
    (bare / "records/town.yaml").unlink()
    empty.mkdir()
    for root in (town, bad, bare, odd):
        shutil.copy(ROOT / "mkdocs.yml", root)
        shutil.copytree(ROOT / "site/pages", root / "site/pages")
    with (odd / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("theme_of_ours: none\n")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    workbook(tmp_path / "good.xlsx", [FIRST])
    workbook(tmp_path / "odd.xlsx", [SECOND, ["", *FIRST[1:]]])
    situations = [
        ["--help"],
        ["--version"],
        ["no-such-command"],
        *(["check", "--root", root] for root in (town, bad, bare, empty, tmp_path / "nowhere")),
        ["check", "--root", town, "--base", "HEAD"],
        ["diff", "main", "--root", town],
        ["check", "--root", town, "--today", "2026-02-30"],
        ["check", "--root", town, "--no-such-option"],
        ["show", "heping-g01-r01", "--root", town],
        ["show", "no-such-id", "--root", town],
        ["show", "heping-g01-r01", "--root", bare],
        *([name, "--root", root] for name in ("due", "stats") for root in (town, bad, bare, empty)),
        ["rules"],
        *(["build", "--root", root] for root in (town, bad, bare, empty, odd)),
        ["build", "--root", town, "--as-of", "HEAD"],
        ["board", "print", "hepin-g01", "--root", town, "--out", tmp_path / "boards"],
        ["board", "print", "--root", bad, "--out", tmp_path / "boards"],
        ["board", "print", "--root", bare],
        ["board", "status", "hepin-g01", "--root", town],
        ["board", "status", "--root", bad],
        ["board", "post", "hepin-g01", "--root", town],
        ["board", "post", "heping-g01", "--code", "9CMQ-7AWP-QAM2", "--root", town],
        ["board", "post", "heping-g01", "--part", "rules", "--root", town],
        ["board", "post", "heping-g01", "--on", "22.11.2026", "--root", town],
        ["board", "post", "heping-g01", "--root", bare],
        ["build", "--root", town, "--out", town / "records"],
        *(["migrate", "--root", root] for root in (town, old, old, newer, bare)),
        ["withdraw", "heping-g01-r01", "name", "--root", odd],
        ["withdraw", "heping-g01-r01", "name", "--root", odd],
        ["withdraw", "heping-g01-r99", "name", "--root", town],
        ["withdraw", "heping-g01-r01", "address", "--root", town],
        ["withdraw", "heping-g01-r01", "name", "--root", bare],
        ["retire", "heping-g02", "--into", "heping-g01", "--on", "2026-11-22", "--root", odd],
        ["retire", "hepin", "--into", "chengnan", "--on", "2026-11-22", "--root", town],
        ["retire", "heping", "--into", "chengnan", "--on", "22.11.2026", "--root", town],
        ["retire", "heping", "--into", "chengnan", "--on", "2026-11-22", "--map", "heping-g01", "--root", town],
        ["retire", "heping", "--into", "chengnan", "--on", "2026-11-22", "--root", bad],
        ["retire", "heping", "--into", "chengnan", "--on", "2026-11-22", "--root", bare],
        *(
            ["import", "issues", tmp_path / book, "--mapping", tmp_path / "mapping.yaml", "--into", into]
            for book, into in (("good.xlsx", town), ("odd.xlsx", town), ("none.xlsx", town), ("good.xlsx", empty))
        ),
        ["import", "issues", tmp_path / "good.xlsx", "--mapping", tmp_path / "none.yaml", "--into", town],
        ["demo", tmp_path / "demo", "--scale", "tiny"],
        ["demo", tmp_path / "demo", "--scale", "tiny"],
        ["demo", tmp_path / "good.xlsx"],
    ]
    told = []
    for arguments in situations:
        result = run(*arguments)
        first = next(iter(result.output.splitlines()), "")
        words = " ".join(map(str, arguments))
        told.append(f"{result.exit_code}  lianhu {words}\n     {first}".rstrip().replace(str(tmp_path), "TMP"))
    table = "\n".join(told).replace(metadata.version("lianhu"), "VERSION")
    golden(re.sub(r"files written: \d+", "files written: N", table) + "\n", TESTS / "exit-codes.txt")


def test_a_check_without_a_base_says_what_it_does_not_judge(town: Path) -> None:
    """On the other stream, where history is there; reports for programs are as they were."""
    assert "--base" not in run("check", "--root", town, language="en").output
    (town / ".git").mkdir()
    assert "is not judged without --base" in run("check", "--root", town, language="en").output
    assert "--base" not in run("check", "--root", town, "--format", "json", language="en").output
