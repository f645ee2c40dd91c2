"""`lianhu build --as-of` and `--head` on real repositories: the site as it was, and the site that is proposed."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from help import walk
from help.old_writing import old_town
from help.program import CANNOT_JUDGE, CANNOT_RUN, CLEAN, run
from help.repository import Repository
from help.towns import TODAY, TOWN, Tree
from lianhu import git
from lianhu.git import snapshot
from lianhu.proof import manifest
from lianhu.reading.clock import TOWN_TIME
from lianhu.words.problems import ToolError

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
ISSUE_SCHEMA = "schemas/issue.schema.json"
# What a town may change, and the words that change.
EDITS = (
    (PERSON, "水渠轮管"),
    ("records/villages/heping/issues/2026/g01-2026-0002.yaml", "路口没有灯"),
    ("records/villages/chengnan/village.yaml", None),
    ("site/pages/about.md", "代表联户"),
    ("site/templates/data.html", "本站公开的记录"),
    ("site/theme/404.html", None),
    (ISSUE_SCHEMA, "title"),
    ("mkdocs.yml", "组织架构"),
)


def of_folder(folder: Path) -> Tree:
    """Every file of a site: `{address: content}`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def whole_town() -> Tree:
    """The tiny town with pages, templates, theme, schemas and settings of its own."""
    found = {f"records/{path.relative_to(TOWN / 'records')}": path for path in (TOWN / "records").rglob("*")}
    for folder in ("site", "schemas"):
        found |= {path.relative_to(walk.ROOT).as_posix(): path for path in (walk.ROOT / folder).rglob("*")}
    found["mkdocs.yml"] = walk.ROOT / "mkdocs.yml"
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A history of random legal edits: two commits a day, the first two without a town."""
    chosen = random.Random(7)
    town = Repository(tmp_path_factory.mktemp("as-of") / "town", {"README.md": b"not yet\n"})
    town.commit({"README.md": b"soon\n"})
    town.commit(whole_town(), when=datetime(2026, 11, 22, 23, 59, 59, tzinfo=TOWN_TIME))
    for day in range(23, 29):
        for hour in (0, 12):
            changed = {}
            for path, word in chosen.sample(EDITS, 2):
                content = (town.root / path).read_text(encoding="utf-8")
                changed[path] = edited(path, content, word, f"{day}{hour:02}").encode()
            town.commit(changed, when=datetime(2026, 11, day, hour, tzinfo=TOWN_TIME))
    return town


def edited(path: str, content: str, word: str | None, mark: str) -> str:
    if path == PERSON:
        lines = content.splitlines(keepends=True)
        at = lines.index("variable_duties:\n") + 1
        return "".join([*lines[:at], f"  - 水渠轮管{mark}\n", *lines[at + 1 :]])
    if path.endswith("village.yaml"):
        return content.rstrip("\n") + "\n\n"
    if path == ISSUE_SCHEMA:
        schema = json.loads(content)
        schema["description"] = f"群众反映的一件事。{mark}"
        return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if word is None:
        return content + f"<!-- {mark} -->\n"
    assert word in content
    return content.replace(word, f"{word}{mark}", 1)


def checkout(town: Repository, commit: str, folder: Path) -> Path:
    town.git("clone", "--quiet", str(town.root), str(folder))
    subprocess.run(["git", "-C", str(folder), "checkout", "--quiet", "--detach", commit], check=True)
    return folder


# -- the site as it was


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [(2026, 11, 22, 23, 50), (2001, 1, 1), (2036, 1, 1)])
def test_a_wrong_clock_does_not_bend_what_was_published(wrong: tuple[int, ...], tmp_path: Path) -> None:
    """Made on the 26th by a clock that says another day: as of the 25th is what was published on the 24th."""
    town = Repository(tmp_path / "town", whole_town())
    published = town.commit({"README.md": b"x"}, when=datetime(2026, 11, 24, 9, tzinfo=TOWN_TIME))
    path, word = EDITS[1]
    assert word
    later = (town.root / path).read_text(encoding="utf-8").replace(word, "路口还是没有灯").encode()
    town.commit({path: later}, when=datetime(*wrong, tzinfo=TOWN_TIME))  # type: ignore[misc]
    last = town.commit({"README.md": b"y"}, when=datetime(2026, 11, 26, 9, tzinfo=TOWN_TIME))
    for day, commit in (("2026-11-25", published), ("2026-11-26", last)):
        result = run("build", "--root", town.root, "--as-of", day, "--out", tmp_path / "as-of")
        assert result.exit_code == CLEAN, result.output
        built = of_folder(tmp_path / "as-of")
        assert json.loads(built[manifest.ADDRESS])["commit"] == commit
        assert ("路口还是没有灯".encode() in built["data/issue-2026.json"]) is (commit == last)
        assert not any(year in built["changes.atom"] for year in (b"2001-01-01", b"2036-01-01"))


@pytest.mark.slow
def test_as_of_equals_a_checkout_byte_for_byte(town: Repository, tmp_path: Path) -> None:
    line = town.git("rev-list", "--first-parent", "HEAD").split()
    for number, commit in enumerate(random.Random(3).sample(line[1:-2], 2)):
        there = checkout(town, commit, tmp_path / f"checkout{number}")
        day = town.git("show", "--no-patch", "--format=%cs", commit)
        built = run("build", "--root", there, "--today", day)
        assert built.exit_code == CLEAN, built.output
        result = run("build", "--root", town.root, "--as-of", commit, "--out", tmp_path / f"as-of{number}")
        assert result.exit_code == CLEAN, result.output
        expected, found = of_folder(there / "public"), of_folder(tmp_path / f"as-of{number}")
        assert found.keys() == expected.keys()
        assert [name for name in found if found[name] != expected[name]] == []
        stated = json.loads(found[manifest.ADDRESS])
        assert (stated["commit"], stated["day"], stated["no_commit"]) == (commit, day, None)
        assert str(tmp_path).encode() not in b"".join(found.values())
    assert not (town.root / "public").exists() and town.git("status", "--porcelain") == ""


@pytest.mark.slow
def test_a_restored_bundle_verifies_and_builds_the_same(town: Repository, tmp_path: Path) -> None:
    bundle, restored = tmp_path / "town.bundle", tmp_path / "restored"
    town.git("bundle", "create", "--quiet", str(bundle), "--all")
    town.git("clone", "--quiet", "--branch", "main", str(bundle), str(restored))
    for root, out in ((town.root, tmp_path / "first"), (restored, tmp_path / "second")):
        assert run("build", "--root", root, "--out", out).exit_code == CLEAN
    assert of_folder(tmp_path / "first") == of_folder(tmp_path / "second")
    for root in (town.root, restored):
        result = run("verify", tmp_path / "first", "--root", root, "--against", "main")
        assert result.exit_code == CLEAN, result.output


IN_TODAYS_PAGES = "用今天的样式显示"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unfit",
    [
        {"site/templates/representative.html": b"{{ representative.chosen.date }}\n"},
        {"mkdocs.yml": b"site_name: x\nno_such_setting: 1\n"},
        {"schemas/common.schema.json": b"{}"},
    ],
    ids=["template", "settings", "schema"],
)
def test_what_its_own_pages_cannot_draw_is_shown_in_todays(own: Repository, tmp_path: Path, unfit: Tree) -> None:
    """Each page says so; the records are those of then."""
    before = {path: (own.root / path).read_bytes() for path in unfit}
    commit = own.commit(dict(unfit))
    own.commit(dict(before))
    result = run("build", "--root", own.root, "--as-of", commit, "--out", tmp_path / "out")
    assert result.exit_code == CLEAN, result.output
    built = of_folder(tmp_path / "out")
    pages = [name for name in built if name.endswith("index.html")]
    assert [name for name in pages if IN_TODAYS_PAGES not in built[name].decode()] == []
    assert json.loads(built[manifest.ADDRESS])["commit"] == commit


@pytest.mark.slow
def test_the_past_is_shown_as_it_was_and_not_judged(own: Repository, tmp_path: Path) -> None:
    """Sixteen households were never allowed; they were published, and a town of version 1 had other keys."""
    text = (own.root / PERSON).read_text(encoding="utf-8").replace("household_count: 12", "household_count: 16")
    records = {path: (own.root / path).read_bytes() for path in own.git("ls-files", "records").split()}
    commit = own.commit({**old_town(records), PERSON: text.encode()})
    own.commit(dict(records))
    assert run("check", "--root", own.root).exit_code == CLEAN
    result = run("build", "--root", own.root, "--as-of", commit, "--out", tmp_path / "out")
    assert result.exit_code == CLEAN, result.output
    built = of_folder(tmp_path / "out")
    assert "16户" in built["representatives/heping-g01-r01/index.html"].decode()
    assert IN_TODAYS_PAGES not in built["index.html"].decode()


def test_a_template_of_the_town_that_no_longer_fits_is_named(own: Repository, tmp_path: Path) -> None:
    own.commit({"site/templates/representative.html": b"{{ representative.chosen.date }}\n"})
    result = run("build", "--root", own.root, "--out", tmp_path / "out")
    assert result.exit_code == CANNOT_RUN and "site/templates/representative.html does not fit" in result.output


def resolved(town: Repository, moment: str) -> str:
    from lianhu.public import published

    commit = published.at(git.Repository(town.root), moment).commit
    assert commit
    return commit.id


def test_a_day_is_its_last_commit_in_china(town: Repository) -> None:
    line = town.git("rev-list", "--reverse", "HEAD").split()
    assert resolved(town, "2026-11-22") == line[2]
    assert resolved(town, "2026-11-23") == line[4]
    assert resolved(town, "2026-11-24") == line[6]
    assert resolved(town, "2030-01-01") == line[-1] == resolved(town, "main")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-10-31", "On 2026-10-31 nothing was published yet: the history begins on 2026-11-01."),
        ("2026-11-01", "At 2026-11-01 there was no town yet: records/town.yaml is not in that commit."),
        ("2026-13-45", "2026-13-45 is not a day"),
        ("nowhere", "There is no commit nowhere here."),
        ("--output=x", "There is no commit --output=x here."),
    ],
)
def test_a_moment_without_a_town(town: Repository, tmp_path: Path, moment: str, said: str) -> None:
    result = run("build", "--root", town.root, f"--as-of={moment}", "--out", tmp_path / "out")
    assert result.exit_code in (CANNOT_RUN, CANNOT_JUDGE) and said in result.output
    assert len(result.output.strip().splitlines()) == 1 and not (tmp_path / "out").exists()


def test_a_shallow_clone_cannot_tell_an_earlier_day(town: Repository, tmp_path: Path) -> None:
    town.git("clone", "--quiet", "--depth=2", f"file://{town.root}", str(tmp_path / "shallow"))
    for moment in ("2026-11-03", "2026-11-01"):
        result = run("build", "--root", tmp_path / "shallow", "--as-of", moment)
        assert result.exit_code == CANNOT_JUDGE and "git fetch --unshallow" in result.output


# -- what a commit may not bring along


@pytest.fixture
def own(town: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository that a test may spoil."""
    shutil.copytree(town.root, tmp_path / "own", symlinks=True)
    copy = Repository.__new__(Repository)
    copy.root, copy.clock = tmp_path / "own", town.clock
    return copy


def with_entry(town: Repository, mode: str, name: str, target: str) -> str:
    """A commit whose tree has one more entry, as no checkout would make it."""
    listing = town.git("ls-tree", "-z", "HEAD").encode()
    tree = town.git("mktree", "-z", entered=listing + f"{mode} {target}\t{name}\0".encode())
    return town.git("commit-tree", tree, "-p", "HEAD", "-m", "x")


def linked(town: Repository) -> str:
    (town.root / "site/pages/leak.md").symlink_to("/etc/passwd")
    return town.commit({})


def linked_folder(town: Repository) -> str:
    shutil.rmtree(town.root / "site/theme")
    (town.root / "site/theme").symlink_to("/etc")
    return town.commit({})


def other_repository(town: Repository) -> str:
    town.git("rm", "-r", "--quiet", "site/theme")
    town.git("update-index", "--add", "--cacheinfo", f"160000,{town.head},site/theme")
    town.git("commit", "--quiet", "-m", "x")
    return town.head


def out_of_the_folder(town: Repository) -> str:
    content = town.git("hash-object", "-w", "--stdin", entered=b"x")
    inner = town.git("mktree", entered=f"100644 blob {content}\tescaped\n".encode())
    return with_entry(town, "040000 tree", "..", inner)


def into_git(town: Repository) -> str:
    content = town.git("hash-object", "-w", "--stdin", entered=b"x")
    inner = town.git("mktree", entered=f"100644 blob {content}\tconfig\n".encode())
    return with_entry(town, "040000 tree", ".GIT", inner)


@pytest.mark.parametrize("spoil", [linked, linked_folder, other_repository, out_of_the_folder, into_git])
def test_links_and_names_that_lead_elsewhere_are_refused(own: Repository, spoil: Callable[[Repository], str]) -> None:
    commit = spoil(own)
    with (
        pytest.raises(ToolError, match="so its site cannot be built"),
        snapshot.folder(git.Repository(own.root), commit),
    ):
        pass
    assert not (own.root.parent / "escaped").exists()


def test_a_link_that_is_no_part_of_the_site_is_left_out(own: Repository) -> None:
    (own.root / "latest").symlink_to("/etc/passwd")
    commit = own.commit({".gitattributes": b"*.md filter=run export-ignore\n"})
    with snapshot.folder(git.Repository(own.root), commit) as folder:
        assert not (folder / "latest").exists() and not (folder / "records").exists()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "site/pages/about.md").read_bytes() == (own.root / "site/pages/about.md").read_bytes()
    assert not folder.exists()


def proposal(town: Repository, canary: Path) -> str:
    """A stranger's branch that changes a record, loosens a schema, and brings code."""
    town.branch("proposal")
    person = (town.root / PERSON).read_text(encoding="utf-8").replace("name: 欧阳立秋", "name: 欧阳立冬")
    return town.commit(
        {
            PERSON: person.encode(),
            "mkdocs.yml": (town.root / "mkdocs.yml").read_bytes() + b"hooks:\n  - hook.py\n",
            "hook.py": f"open({str(canary)!r}, 'w').close()\n".encode(),
            "site/templates/data.html": "被改的模板".encode(),
        }
    )


@pytest.mark.slow
def test_the_code_of_a_proposal_is_never_run(own: Repository, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    commit = proposal(own, canary)
    own.switch("main")
    refused = run("build", "--root", own.root, "--as-of", commit, "--out", tmp_path / "out")
    assert refused.exit_code == CANNOT_RUN and "with --head" in refused.output
    result = run("build", "--root", own.root, "--head", "proposal", "--out", tmp_path / "out", "--today", TODAY)
    assert result.exit_code == CLEAN, result.output
    built = of_folder(tmp_path / "out")
    assert "欧阳立冬" in built["data/representative.json"].decode()
    assert "被改的模板" not in built["data/index.html"].decode() and not canary.exists()
    stated = json.loads(built[manifest.ADDRESS])
    assert (stated["commit"], stated["no_commit"], stated["no_previous"]) == (None, "proposal", "no_commit")


def test_one_or_the_other(town: Repository, tmp_path: Path) -> None:
    result = run("build", "--root", town.root, "--head", "main", "--as-of", "main", "--out", tmp_path / "out")
    assert result.exit_code == CANNOT_RUN and "not both" in result.output
