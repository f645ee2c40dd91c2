"""A representative withdraws a consent: what is edited, what is named, what is refused, and what a purge leaves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from help.golden import TESTS, Golden
from help.repository import Repository
from help.towns import TODAY, TOWN
from lianhu.cli import main
from lianhu.public import posted
from lianhu.reading import files
from lianhu.rules.check import check
from lianhu.town import schemas
from lianhu.writing.yamltext import to_yaml

pytestmark = pytest.mark.slow

CLEAN, PROBLEMS, CANNOT_RUN = 0, 1, 2
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
PHOTO = "records/villages/heping/photos/g01-r01.jpg"
ITEMS = "name (姓名), photo (照片), phone (电话), background (身份)"
IDS = "heping-g01-r01 (representative), heping-o1 (officer), town-c1 (cadre) or heping-g01 (its head)"
AGREED = """\
photo: g01-r01.jpg   # taken at the office
consent:
  photo:   # asked on paper
    given_on: 2026-01-12
    web: true
    wall: true
"""


def photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((40, 40), 80).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def town_files(**settings: str) -> dict[str, bytes]:
    """The tiny town, its first representative with photo, background and a phone that all may see."""
    found = {path.relative_to(TOWN).as_posix(): path.read_bytes() for path in TOWN.rglob("*.yaml")}
    person = found[PERSON].decode().replace("consent:\n", AGREED).replace("web: false", "web: true")
    found |= {PERSON: person.encode(), PHOTO: photo()}
    if settings:
        found["records/town.yaml"] = found["records/town.yaml"].replace(b"repository: private", b"repository: public")
    return found


@pytest.fixture
def town(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "town", town_files())


def withdraw(root: Path, *arguments: str, language: str = "en") -> Result:
    environment = {"LANGUAGE": language, "LIANHU_TODAY": TODAY.isoformat()}
    result = CliRunner().invoke(main, ["withdraw", *arguments, "--root", str(root)], env=environment)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("item", ["name", "photo", "phone", "background"])
def test_what_a_withdrawal_says_and_changes(item: str, language: str, town: Repository, golden: Golden) -> None:
    result = withdraw(town.root, "heping-g01-r01", item, language=language)
    assert result.exit_code == CLEAN
    change = "\n".join(
        line for line in town.git("diff").splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")
    )
    golden(f"{result.output}\n{change}\n", TESTS / "withdraw" / f"{item}.{language}.txt")


def test_a_public_repository_keeps_nothing_of_it(tmp_path: Path, golden: Golden) -> None:
    """Where strangers read the records the value goes, too; other problems do not keep it there."""
    town = Repository(tmp_path / "town", town_files(repository="public"))
    said = ""
    for item in ("name", "phone", "background", "photo"):
        result = withdraw(town.root, "heping-g01-r01", item)
        assert result.exit_code == CLEAN
        said += result.output.split("Commit it by itself")[0]
        town.commit({})
    golden(f"{said}\n{(town.root / PERSON).read_text()}", TESTS / "withdraw" / "public.txt")


def public_town() -> dict[str, bytes]:
    """A repository that strangers read, in which nothing is wrong: what no page shows is not there."""
    found = town_files(repository="public")
    verdict = check(found, schemas.load(), TODAY)
    assert verdict.register
    shown = {document.path: document.data for document in posted(verdict.register, "web").documents}
    recorded = {document.path: document.data for document in verdict.register.documents}
    for path in {problem.path for problem in verdict.problems}:
        data: Any = {key: value for key, value in shown[path].items() if key != "name_withheld"}
        if "consent" in recorded[path]:
            data["consent"] = recorded[path]["consent"]
        found[path] = to_yaml(data)
    del found["records/villages/chengnan/issues/2026/g01-2026-0002.yaml"]  # a dispute, which keeps its reason
    return found


def test_what_was_said_is_said_again(tmp_path: Path) -> None:
    """Where it stood is known without what it was, and the steps are the same; the value is not said again."""
    town = Repository(tmp_path / "town", public_town())
    for item in ("name", "phone", "photo"):
        first = withdraw(town.root, "heping-g01-r01", item).output
        if item == "photo":  # which is another file to commit
            assert to_type(withdraw(town.root, "heping-g01-r01", item, "--again").output) == to_type(first)
        town.commit({})
        later = withdraw(town.root, "heping-g01-r01", item, "--again", "--today", "2026-12-24").output
        assert "Withdrawn on 2026-11-22" in later and "git commit" not in later
        assert places(later) == places(first) and len(places(first)) > 2
        assert steps(first).replace("073****0061", "***").endswith(steps(later))
        assert not [value for value in ("欧阳立秋", "0730", "061") if value in later]


def places(said: str) -> list[str]:
    """The pages and workstations that a command has listed."""
    return re.findall(r"^    (/.*|[a-z]+-g[0-9]+ .*)$", said, re.MULTILINE)


def to_type(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("    git ")]


def steps(said: str) -> str:
    """How it is taken out of the history."""
    return said[said.index("Earlier commits still hold it") :]


@pytest.mark.parametrize("item", ["name", "photo", "phone", "background"])
@pytest.mark.parametrize("repository", ["private", "public"])
def test_a_withdrawal_takes_nothing_that_is_kept(item: str, repository: str, tmp_path: Path) -> None:
    """A proposal that withdraws is one that may be merged."""
    town = Repository(tmp_path / "town", town_files(**({"repository": "public"} if repository == "public" else {})))
    assert withdraw(town.root, "heping-g01-r01", item).exit_code == CLEAN
    arguments = ["check", "--base", "HEAD", "--root", str(town.root)]
    result = CliRunner().invoke(main, arguments, env={"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()})
    assert result.exit_code == CLEAN, result.output


def test_comments_order_and_line_ends_stay(tmp_path: Path) -> None:
    before = town_files()[PERSON].replace(b"\n", b"\r\n")
    town = Repository(tmp_path / "town", {**town_files(), PERSON: before})
    assert withdraw(town.root, "heping-g01-r01", "photo").exit_code == CLEAN
    expected = before.replace(b"photo: g01-r01.jpg   # taken at the office\r\n", b"")
    given = b"    web: true\r\n    wall: true\r\n"
    place = expected.index(given) + len(given)
    assert (town.root / PERSON).read_bytes() == expected[:place] + b"    withdrawn_on: 2026-11-22\r\n" + expected[
        place:
    ]
    assert not (town.root / PHOTO).exists()


@pytest.mark.parametrize("item", ["name", "photo", "phone", "background"])
def test_the_records_are_in_order_afterwards(item: str, town: Repository) -> None:
    assert withdraw(town.root, "heping-g01-r01", item).exit_code == CLEAN
    tree, refused = files.read_folder(town.root)
    assert not refused and not check(tree, schemas.load(), TODAY).problems


def test_what_it_prints_does_not_hold_the_value(town: Repository) -> None:
    for item, value in (("name", "欧阳立秋"), ("phone", "0730-0000061"), ("phone", "07300000061")):
        town.git("checkout", "--quiet", "--", ".")
        assert value not in withdraw(town.root, "heping-g01-r01", item).output


def test_a_photo_that_was_left_over_goes(town: Repository) -> None:
    """Somebody wrote the day of the withdrawal by hand, and did not think of the file."""
    person = (town.root / PERSON).read_bytes()
    first = b"    wall: true\n"
    place = person.index(first) + len(first)
    town.commit({PERSON: person[:place] + b"    withdrawn_on: 2026-11-01\n" + person[place:]})
    result = withdraw(town.root, "heping-g01-r01", "photo")
    assert result.exit_code == CLEAN
    assert not (town.root / PHOTO).exists()
    assert b"withdrawn_on: 2026-11-01" in (town.root / PERSON).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("heping-g1-r01", "name"), "There is nobody heping-g1-r01. Did you mean heping-g01-r01?"),
        (("张三", "name"), f"There is nobody 张三; an id is like {IDS}."),
        (
            ("heping-g01-r01", "address"),
            f"Nobody can consent to address; it is one of these: {ITEMS}.",
        ),
        (
            ("heping-g02-r01", "name"),
            "heping-g02-r01 has never agreed to have this shown: 姓名. There is nothing to withdraw.",
        ),
    ],
)
def test_what_cannot_be_withdrawn(arguments: tuple[str, str], sentence: str, town: Repository) -> None:
    result = withdraw(town.root, *arguments)
    assert (result.exit_code, result.output) == (CANNOT_RUN, f"{sentence}\n")
    assert not town.git("status", "--porcelain")


def test_a_consent_is_withdrawn_once(town: Repository) -> None:
    assert withdraw(town.root, "heping-g01-r01", "姓名").exit_code == CLEAN
    town.commit({})
    result = withdraw(town.root, "heping-g01-r01", "name")
    assert (result.exit_code, result.output) == (
        CANNOT_RUN,
        "heping-g01-r01 withdrew this on 2026-11-22 already: 姓名. With --again it is said what is left to do.\n",
    )
    state = town.git("status", "--porcelain"), (town.root / PERSON).read_bytes()
    again = withdraw(town.root, "heping-g01-r01", "name", "--again", "--today", "2026-12-24")
    assert again.exit_code == CLEAN and "Withdrawn on 2026-11-22: heping-g01-r01, 姓名." in again.output
    assert "/representatives/heping-g01-r01/" in again.output and "欧阳**" in again.output
    assert (town.git("status", "--porcelain"), (town.root / PERSON).read_bytes()) == state
    never = withdraw(town.root, "heping-g01-r01", "phone", "--again")
    assert never.exit_code == CANNOT_RUN and "has not withdrawn this: 电话" in never.output


def test_a_withdrawal_for_later_can_be_brought_forward(town: Repository) -> None:
    assert withdraw(town.root, "heping-g01-r01", "name", "--today", "2026-12-24").exit_code == CLEAN
    town.commit({})
    assert withdraw(town.root, "heping-g01-r01", "name", "--today", "2026-11-22").exit_code == CLEAN
    assert b"withdrawn_on: 2026-11-22" in (town.root / PERSON).read_bytes()


def test_what_was_agreed_to_again_is_withdrawn_where_it_stands(town: Repository) -> None:
    """Below the first step, which stays as it was; what follows is room for the next."""
    again = "    again:\n      - given_on: 2026-11-20\n        how: signed\n        by: self\n        web: true\n"
    before = (town.root / PERSON).read_text(encoding="utf-8")
    first = before[before.index("  name:\n") : before.index("  phone:\n")]
    given = f"{first}    withdrawn_on: 2026-07-01\n{again}        wall: true\n"
    town.commit({PERSON: before.replace(first, given).encode()})
    assert withdraw(town.root, "heping-g01-r01", "name").exit_code == CLEAN
    ended = before.replace(first, f"{given}        withdrawn_on: 2026-11-22\n")
    assert (town.root / PERSON).read_text(encoding="utf-8") == ended
    town.commit({})
    assert "withdrew this on 2026-11-22 already" in withdraw(town.root, "heping-g01-r01", "name").output


def test_half_done_work_on_the_same_record_is_not_mixed_in(town: Repository) -> None:
    (town.root / PERSON).write_bytes((town.root / PERSON).read_bytes() + b"# a note\n")
    result = withdraw(town.root, "heping-g01-r01", "name")
    assert result.exit_code == CANNOT_RUN
    assert result.output.startswith(f"{PERSON} has changes that are not committed.")


def test_half_done_work_elsewhere_is_left_out(town: Repository) -> None:
    other = town.root / "records/roles.yaml"
    other.write_bytes(other.read_bytes() + b"# a note\n")
    result = withdraw(town.root, "heping-g01-r01", "name")
    assert result.exit_code == CLEAN
    assert "Other records have changes that are not committed; these commands leave them out." in result.output
    assert f"git add -- {PERSON}\n" in result.output


def test_a_town_without_git(tmp_path: Path) -> None:
    shutil.copytree(TOWN, tmp_path / "town")
    result = withdraw(tmp_path / "town", "heping-g01-r01", "name")
    assert result.exit_code == CLEAN
    assert "There is no Git history here" in result.output and "git commit" not in result.output


def test_records_that_cannot_be_read_are_told(town: Repository) -> None:
    (town.root / "records/roles.yaml").write_bytes(b"a: [")
    result = withdraw(town.root, "heping-g01-r01", "name")
    assert result.exit_code == PROBLEMS and "records/roles.yaml:" in result.output
    assert b"withdrawn" not in (town.root / PERSON).read_bytes()


# -- the purge, as the printed commands do it


def everything_in(repository: Path) -> bytes:
    """Every object of a repository that any reference leads to, one after another, and all names of files."""
    listing = subprocess.run(
        ["git", "-C", repository, "rev-list", "--all", "--objects"], capture_output=True, check=True
    )
    ids = b"\n".join(line.split(b" ", 1)[0] for line in listing.stdout.splitlines()) + b"\n"
    batch = ["git", "-C", repository, "cat-file", "--batch"]
    contents = subprocess.run(batch, input=ids, capture_output=True, check=True)
    return listing.stdout + contents.stdout


@pytest.mark.parametrize("item", ["photo", "phone", "name"])
def test_the_printed_purge_leaves_nothing(item: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """P8: a bare repository, two clones, a proposal's reference; afterwards no commit holds the value."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    clerk = Repository(tmp_path / "clerk", town_files())
    secret = {
        "phone": b"0730-0000061",
        "name": "欧阳立秋".encode(),
        "photo": (clerk.root / PHOTO).read_bytes()[100:400],
    }[item]
    clerk.commit({}, message="欧阳立秋 0730-0000061")
    origin = tmp_path / "origin.git"
    clerk.git("clone", "--quiet", "--mirror", ".", str(origin))
    clerk.git("remote", "add", "origin", str(origin))
    clerk.branch("proposal")
    clerk.commit({"records/roles.yaml": (clerk.root / "records/roles.yaml").read_bytes() + "# 欧阳立秋\n".encode()})
    clerk.switch("main")
    said = withdraw(clerk.root, "heping-g01-r01", item).output
    if item != "photo":  # what the office keeps goes as well, where it is to be gone from everywhere
        person = (clerk.root / PERSON).read_bytes()
        (clerk.root / PERSON).write_bytes(
            person.replace(secret, {"phone": b"0000-0000000", "name": "欧阳代表".encode()}[item])
        )
    clerk.commit({})
    clerk.git("push", "--quiet", "origin", "main", "proposal")
    assert secret in everything_in(origin)

    commands = [line.strip() for line in said.splitlines() if line.startswith("    git ") and "commit" not in line]
    commands = [line for line in commands if line.split()[1] in ("clone", "filter-repo", "push")]
    assert [line.split()[1] for line in commands] == ["clone", "filter-repo", "push"]
    if item != "photo":
        instead = next(line for line in said.splitlines() if "==>" in line).split("==>")[1].split(".")[0]
        (tmp_path / "replace.txt").write_bytes(secret + f"==>{instead}\n".encode())
    for command in commands:
        where = tmp_path if "clone" in command else tmp_path / "purge"
        done = subprocess.run(
            command.replace("ADDRESS", str(origin)).split(), cwd=where, capture_output=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr.decode())
    subprocess.run(["git", "-C", origin, "gc", "--quiet", "--prune=now"], check=True)
    assert secret not in everything_in(origin)
    anew = tmp_path / "anew"
    subprocess.run(["git", "clone", "--quiet", str(origin), str(anew)], check=True)
    tree, refused = files.read_folder(anew)
    assert not refused and not check(tree, schemas.load(), TODAY).problems, "the purged records are records still"


# -- persons in office

GROUP, VILLAGE = "records/villages/heping/groups/g01.yaml", "records/villages/heping/village.yaml"
IN_OFFICE = (
    "heping-g01: whoever holds an office is named with it. "
    "The name can be withdrawn when the office is over, and 'until' says its last day."
)
PHONE = """\
    phone: 0730-0000108
    consent:
      phone:
        given_on: 2026-05-02
        web: true
        wall: true
"""


def offices() -> dict[str, bytes]:
    """The tiny town; the head of its first group and an officer have a phone that all may see."""
    found = town_files()
    for path, before in ((GROUP, "  - name: 安清和\n    since: 2026-05-01\n"), (VILLAGE, "    post: 村党支部书记\n")):
        text = found[path].decode()
        assert before in text
        found[path] = text.replace(before, f"{before}{PHONE}", 1).encode()
    return found


@pytest.mark.parametrize(
    ("path", "arguments", "change"),
    [
        (GROUP, ("heping-g01", "phone"), ["+        withdrawn_on: 2026-11-22"]),
        (VILLAGE, ("heping-o1", "phone"), ["+        withdrawn_on: 2026-11-22"]),
        (
            GROUP,
            ("heping-g01", "name", "--head", "安惊蛰"),
            ["+    consent:", "+      name:", "+        withdrawn_on: 2026-11-22"],
        ),
        (
            VILLAGE,
            ("heping-o2", "姓名"),
            ["+    consent:", "+      name:", "+        withdrawn_on: 2026-11-22"],
        ),
    ],
)
def test_who_holds_or_held_an_office_withdraws(
    path: str, arguments: tuple[str, ...], change: list[str], tmp_path: Path
) -> None:
    town = Repository(tmp_path / "town", offices())
    result = withdraw(town.root, *arguments)
    assert result.exit_code == CLEAN, result.output
    lines = [line for line in town.git("diff", "--", path).splitlines() if line[:1] in ("+", "-")]
    assert [line for line in lines if line[:3] not in ("+++", "---")] == change
    assert "安惊蛰" not in result.output and "0730-0000108" not in result.output
    tree, refused = files.read_folder(town.root)
    assert not refused and not check(tree, schemas.load(), TODAY).problems


def test_in_a_public_repository_the_name_goes_with_the_withdrawal(tmp_path: Path) -> None:
    town = Repository(tmp_path / "town", town_files(repository="public"))
    assert withdraw(town.root, "heping-o2", "name").exit_code == CLEAN
    assert "name: 白干部" in (town.root / VILLAGE).read_text() and "白秋分" not in (town.root / VILLAGE).read_text()
    arguments = ["check", "--base", "HEAD", "--root", str(town.root)]
    result = CliRunner().invoke(main, arguments, env={"LANGUAGE": "en", "LIANHU_TODAY": TODAY.isoformat()})
    assert "published_entries_are_kept" not in result.output, result.output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("heping-g01", "name"),
            IN_OFFICE,
        ),
        (
            ("heping-g01", "name", "--head", "安小满"),
            "heping-g01 has no such head. Name one with --head: 安惊蛰, 安清和.",
        ),
        (("yangliu-g01", "name"), "yangliu-g01 has no head today. Name who was with --head: 鲁清明."),
        (
            ("town-c1", "phone"),
            "town-c1 has never agreed to have this shown: 电话. There is nothing to withdraw.",
        ),
        (
            ("heping-o1", "photo"),
            "Nobody can consent to photo; it is one of these: name (姓名), phone (电话).",
        ),
    ],
)
def test_what_cannot_be_withdrawn_in_office(arguments: tuple[str, ...], sentence: str, town: Repository) -> None:
    result = withdraw(town.root, *arguments)
    assert (result.exit_code, result.output) == (CANNOT_RUN, f"{sentence}\n")
    assert not town.git("status", "--porcelain")
