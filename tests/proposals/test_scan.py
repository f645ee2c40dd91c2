"""Where personal data hides in what is pushed, beside the values of records; and what is searched without harm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from help.clones import FED_BACK, ISSUE, ROOT, Clone
from help.towns import TOWN
from lianhu import git
from lianhu.proposals import plain_text
from lianhu.proposals.scan import RULE, Scan
from lianhu.town import schemas
from lianhu.words.problems import Problem

NUMBER = "11010519491231002X"  # the example of GB 11643
MOBILE = "13800138000"
GROUP = "records/villages/heping/groups/g01.yaml"
VILLAGE = "records/villages/heping/village.yaml"
GROUPS_PHONE = "0730-0000053"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    return Clone.of_the_tiny_town(tmp_path_factory.mktemp("scan") / "town")


def found_in(clone: Clone, branch: str = "refs/heads/work") -> list[Problem]:
    """What the search says of the present commit, which is taken back: as in a hook, no branch leads to it."""
    head = clone.git("rev-parse", "HEAD")
    clone.git("reset", "-q", "--hard", "start")
    found = Scan(git.Repository(clone.root), schemas.load(), head, branch).problems()
    assert {problem.rule for problem in found} <= {RULE}
    return list(found)


def pushed(clone: Clone, files: Mapping[str, str | bytes | None], message: str = "修改") -> list[Problem]:
    clone.git("tag", "-f", "start")
    clone.commit(message, files)
    return found_in(clone)


def in_every_place(clone: Clone) -> list[Problem]:
    """One commit with a number in each place but in a value of a record."""
    clone.git("tag", "-f", "start")
    (clone.root / "to").symlink_to(f"/home/{MOBILE}")
    clone.commit(f"王大爷来电\n\n他的电话是 {MOBILE}，身份证 {NUMBER}", HIDING)
    return found_in(clone)


HIDING: Mapping[str, str | bytes | None] = {
    GROUP: (TOWN / GROUP).read_text(encoding="utf-8") + f"# 反映人身份证 {NUMBER}\n",
    VILLAGE: (TOWN / VILLAGE).read_text(encoding="utf-8").replace("\n", f" # 本人 {MOBILE}\n", 1),
    ISSUE: (TOWN / ISSUE).read_text(encoding="utf-8") + f'"{NUMBER}": 1\n',
    "site/pages/about.md": f"# 关于\n\n有事请打小王手机 {MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}。\n",
    "待办.txt": f"李某 {NUMBER}\n".encode("utf-16"),
    f"site/pages/{MOBILE}.md": "# 走访\n",
    f"records/photos/{NUMBER}.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
}


def test_a_number_hides_nowhere(clone: Clone) -> None:
    """In a comment, behind a value, in a key, a page, a note, a name, where a link leads, a message."""
    found = in_every_place(clone)
    lines = {problem.path: problem.line for problem in found}
    assert lines.keys() == {*HIDING, "to", *(path for path in lines if path.startswith("commit "))}
    assert (lines[GROUP], lines[VILLAGE], lines["待办.txt"]) == (HIDING_LINES, 1, 1)
    messages = [problem for problem in found if problem.path.startswith("commit ")]
    assert [problem.line for problem in messages] == [3]
    told = "".join(str(problem.message) for problem in found)
    assert NUMBER not in told and MOBILE not in told


HIDING_LINES = str(HIDING[GROUP]).count("\n")


def test_in_what_a_commit_has_been_given(clone: Clone) -> None:
    """A header that Git keeps and hardly shows, like that of a tag which was merged."""
    clone.git("tag", "-f", "start")
    clone.commit("merged")
    commit = clone.root / "commit"
    head, _, message = clone.git("cat-file", "commit", "HEAD").partition("\n\n")
    commit.write_text(f"{head}\nmergetag object {'a' * 40}\n type commit\n tag v1\n \n {NUMBER}\n\n{message}\n")
    clone.git("reset", "-q", clone.git("hash-object", "-t", "commit", "-w", str(commit)))
    commit.unlink()
    assert found_in(clone)


def test_what_a_later_commit_takes_out_again_and_what_a_merge_brings_by_itself(clone: Clone) -> None:
    clone.git("tag", "-f", "start")
    clone.commit("in", {"草稿.md": f"{NUMBER}\n"})
    clone.commit("out", {"草稿.md": None})
    clone.git("switch", "-q", "-C", "side", "start")
    clone.commit("side", {"a.md": "a\n"})
    clone.git("switch", "-q", "main")
    clone.git("merge", "-q", "--no-ff", "--no-commit", "side")
    clone.commit("evil", {"b.md": f"{MOBILE}\n"})
    assert [problem.path for problem in found_in(clone)] == ["b.md", "草稿.md"]


def test_in_the_name_of_the_branch(clone: Clone) -> None:
    assert found_in(clone, f"refs/heads/wang-{MOBILE}") and not found_in(clone, "refs/heads/wang-1380013")


# -- near misses


INNOCENT = {
    "a number of another length": "项目编号 1101051949123100",
    "a wrong check digit": "11010519491231002 5",
    "a hotline and an office": "请打 12345，或镇政府电话 0730-5720123",
    "an amount": "拨款 15000000000 元",
    "a checksum": "--hash=sha256:13912345678abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "an id": "b13812345678a0123456789abcdef0123456789a",
    "a share": "0.5912345678",
    "trailers": "Signed-off-by: Clerk <clerk@example.org>",
    "an exact time": "1764297600000",
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_what_is_no_number_of_a_person_is_taken(text: str) -> None:
    assert list(plain_text.numbers_in(text)) == []


def test_a_phone_that_the_records_publish_stays_in_a_comment(clone: Clone) -> None:
    mobile = clone.read(GROUP).replace(GROUPS_PHONE, MOBILE)
    assert mobile.count(MOBILE) == 1
    assert pushed(clone, {GROUP: mobile + f"# 工作站 {MOBILE}\n"}) == []


def test_what_a_value_of_the_record_holds_is_told_once(clone: Clone) -> None:
    assert len(pushed(clone, {ISSUE: clone.read(ISSUE) + FED_BACK + f"    note: {NUMBER}\n"})) == 1


def test_the_software_itself_is_taken() -> None:
    """What a town copies of it, its pages, styles and documents: whatever is no test and no example of a number."""
    examples = {"tools/lianhu/personal/numbers.py", "tools/lianhu/rules/sightings.py"}
    roots = ("docs", "site", "schemas", "hooks", ".ci", ".github", ".gitea", ".workflow")
    places = [place for root in roots for place in sorted((ROOT / root).rglob("*")) if place.is_file()]
    places += [place for place in ROOT.glob("*.*") if place.is_file()]
    told = {
        str(place.relative_to(ROOT))
        for place in places
        if list(plain_text.numbers_in(plain_text.text_of(place.read_bytes())))
    }
    assert not told - examples and len(places) > 100


def test_where_the_owner_says_so_only_records_are_searched(clone: Clone, tmp_path: Path) -> None:
    """The software's own repository, whose tests are full of invented numbers."""
    own = clone.copy(tmp_path / "town")
    own.git("config", "lianhu.searched", "records")
    found = {problem.path.partition("/")[0].partition(" ")[0] for problem in in_every_place(own)}
    assert found == {"records", "commit"}


def test_makers_names_and_addresses_are_left_to_the_forge(clone: Clone) -> None:
    clone.git("tag", "-f", "start")
    clone.git("commit", "-q", "--allow-empty", "--author", f"Clerk <{MOBILE}@139.com>", "-m", "修改")
    assert found_in(clone) == []
