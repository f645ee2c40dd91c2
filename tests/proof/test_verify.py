"""`lianhu verify` on real repositories: what was published is held against itself, its site and its history."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from help import hostile_files
from help.program import CANNOT_JUDGE, CANNOT_RUN, CLEAN, PROBLEMS, run
from help.repository import Repository
from help.sealed import seal
from help.towns import TESTS, TODAY, TOWN, Tree
from lianhu import demo, git
from lianhu.proof import manifest, recomputation, sums
from lianhu.public import data_files, published
from lianhu.reading import assets, files
from lianhu.reading.clock import TOWN_TIME
from lianhu.rules import check
from lianhu.site import site
from lianhu.town import schemas

pytestmark = pytest.mark.slow

ISSUE = "records/villages/heping/issues/2026/g01-2026-0001.yaml"
PERSON = "records/villages/heping/representatives/g01-r01.yaml"
OTHER = "records/villages/heping/issues/2026/g02-2026-0001.yaml"
NAME = "issue/heping-g01-2026-0001"
TEXT = "晚上去看，灯不亮。".encode()


def event(number: int) -> bytes:
    """One more event of an issue, told by its day."""
    lines = (
        "  - stage: disputed",
        f"    date: 2026-11-{number:02}",
        "    by: group_head",
        f"    note: 第{number}次又问。",
    )
    return "\n".join([*lines, ""]).encode()


@pytest.fixture
def town(tmp_path: Path) -> Repository:
    """The tiny town, committed once."""
    tree, _ = files.read_folder(TOWN)
    return Repository(tmp_path / "town", tree)


def posted(root: Path, out: Path, day: date = TODAY) -> Path:
    """What a build puts beside the pages, without drawing them."""
    tree, refused = files.read_folder(root)
    register = check.check(tree, schemas.load(root), day, refused).register
    assert register
    for address, content in site.of(register, root, published.of_folder(root, tree, day)).files():
        (out / address).parent.mkdir(parents=True, exist_ok=True)
        (out / address).write_text(content, encoding="utf-8")
    shutil.rmtree(out / sums.OF_THE_CODE, ignore_errors=True)
    seal(out)
    return out


def kept_copy(town: Repository, name: str = "kept.json", day: date = TODAY) -> Path:
    """The manifest of the present commit, outside of the repository."""
    out = posted(town.root, town.root.parent / "site", day)
    copy = town.root.parent / name
    shutil.copy(out / manifest.ADDRESS, copy)
    return copy


def verified(town: Repository, what: Path, *more: object, language: str = "en") -> Result:
    return run("verify", what, "--root", town.root, *more, language=language)


def append(town: Repository, number: int, path: str = ISSUE) -> str:
    return town.commit({path: (town.root / path).read_bytes() + event(number)})


def change(town: Repository, old: bytes, new: bytes, path: str = ISSUE) -> str:
    content = (town.root / path).read_bytes()
    assert old in content
    return town.commit({path: content.replace(old, new, 1)})


# -- what is true


def test_every_published_manifest_verifies_later(town: Repository) -> None:
    copies = [kept_copy(town, "0.json")]
    for number in range(1, 4):
        append(town, number, (ISSUE, OTHER)[number % 2])
        copies.append(kept_copy(town, f"{number}.json"))
    for number, copy in enumerate(copies):
        result = verified(town, copy)
        assert result.exit_code == CLEAN, result.output
        assert f"Steps since then that changed records: {3 - number}." in result.output
        assert "ALTERED" not in result.output


def test_the_root_of_a_step_is_worked_out_once(town: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """And by whoever doubts a manifest from the repository alone, whatever is kept."""
    append(town, 1)
    second = json.loads(kept_copy(town).read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr("lianhu.proof.recomputation.of_commit", lambda *_: pytest.fail("it is worked out again"))
        assert json.loads(kept_copy(town).read_bytes()) == second
    monkeypatch.setattr("lianhu.store.of_git", lambda *_: pytest.fail("what is kept is believed"))
    repository = git.Repository(town.root)
    commit = repository.commit(repository.resolve("HEAD"))
    assert recomputation.previous(repository, commit) == (second["previous"], None)


def test_previous_is_the_root_of_the_step_before(town: Repository) -> None:
    first = json.loads(kept_copy(town).read_bytes())
    assert (first["previous"], first["no_previous"]) == (None, "first")
    append(town, 1)
    second = json.loads(kept_copy(town).read_bytes())
    town.commit({"README.md": b"nothing of the records"})
    third = json.loads(kept_copy(town).read_bytes())
    assert (second["previous"], second["no_previous"]) == (first["root"], None)
    assert (third["previous"], third["root"], third["commit"]) == (first["root"], second["root"], town.head)


AGREEMENT = """consent:
  name:
    given_on: 2026-01-12
    web: true
    wall: true
"""
WITH_PHOTO = """photo: g01-r01.jpg
consent:
  name:
    given_on: 2026-01-12
    withdrawn_on: 2026-11-12
    web: true
    wall: true
  photo:
    given_on: 2026-01-12
    web: true
    wall: true
"""


@pytest.fixture
def pictured(town: Repository) -> Repository:
    """The tiny town with a photo on the web, of somebody whose name is shown until 11 November."""
    content = (town.root / PERSON).read_text(encoding="utf-8")
    assert AGREEMENT in content
    town.commit(
        {
            PERSON: content.replace(AGREEMENT, WITH_PHOTO).encode(),
            "records/villages/heping/photos/g01-r01.jpg": hostile_files.jpeg(),
        },
        when=datetime(2026, 11, 10, 9, tzinfo=TOWN_TIME),
    )
    return town


def test_a_town_with_photos_is_not_accused(pictured: Repository, tmp_path: Path) -> None:
    copies = [posted(pictured.root, tmp_path / "site"), kept_copy(pictured)]
    assert '"photo"' in (copies[0] / "data/representative.json").read_text(encoding="utf-8")
    append(pictured, 1)
    copies.append(kept_copy(pictured, "next.json"))
    for copy in copies:
        result = verified(pictured, copy)
        assert result.exit_code == CLEAN, result.output


@pytest.mark.parametrize("seed", [None, 1, 2], ids=["this repository's town", "seed 1", "seed 2"])
def test_an_untouched_demonstration_town_is_not_accused(seed: int | None, tmp_path: Path) -> None:
    """With photos and hidden fields, in a folder of a larger repository, its site copied to another place."""
    tree = files.read_folder(TESTS.parent)[0] if seed is None else demo.town("tiny", seed)
    records = {path: content for path, content in tree.items() if path.startswith("records/")}
    county = Repository(tmp_path / "county", {f"towns/east/{path}": content for path, content in records.items()})
    root = county.root / "towns/east"
    copy = posted(root, tmp_path / "site")
    assert run("verify", copy, "--root", root, language="en").exit_code == CLEAN
    shutil.move(copy, tmp_path / "elsewhere")
    result = run("verify", tmp_path / "elsewhere", "--root", root, language="en")
    assert result.exit_code == CLEAN and "every hash is the same" in result.output, result.output


@pytest.mark.parametrize("year", [2001, 2036])
def test_a_wrong_clock_is_no_witness(year: int, pictured: Repository) -> None:
    """The manifest says no time and no root of a day that nobody knows, and is true for ever."""
    right = pictured.clock
    pictured.commit({ISSUE: (pictured.root / ISSUE).read_bytes() + event(1)}, when=right.replace(year=year))
    copy = kept_copy(pictured)
    stated = json.loads(copy.read_bytes())
    assert (stated["commit"], stated["committed"]) == (pictured.head, None)
    assert verified(pictured, copy).exit_code == CLEAN
    pictured.commit({ISSUE: (pictured.root / ISSUE).read_bytes() + event(2)}, when=right + timedelta(days=2))
    assert verified(pictured, copy).exit_code == CLEAN
    following = json.loads(kept_copy(pictured, "following.json").read_bytes())
    assert (following["previous"], following["no_previous"]) == (None, "wrong_date")
    assert following["committed"].startswith("2026-11-")


@pytest.mark.parametrize("skipped", [0, 1, 5], ids=lambda days: f"{days} days without a step")
def test_each_build_names_the_root_that_the_last_one_published(pictured: Repository, skipped: int) -> None:
    """Built on the day of each commit: the roots join into a chain, whatever consents began or ended since."""
    day = date(2026, 11, 10)
    published_roots = [json.loads(kept_copy(pictured, day=day).read_bytes())["root"]]
    for number in range(1, 5):
        day += timedelta(days=1 + skipped)
        content = (pictured.root / ISSUE).read_bytes() + event(number)
        pictured.commit({ISSUE: content}, when=datetime(day.year, day.month, day.day, 16, tzinfo=TOWN_TIME))
        copy = kept_copy(pictured, f"{number}.json", day)
        stated = json.loads(copy.read_bytes())
        assert (stated["previous"], stated["no_previous"]) == (published_roots[-1], None)
        assert verified(pictured, copy).exit_code == CLEAN
        published_roots.append(stated["root"])
    later = json.loads(kept_copy(pictured, "later.json", day + timedelta(days=9)).read_bytes())
    assert later["previous"] == published_roots[-2], "another day of building names no other step"
    assert len(set(published_roots)) == 5


def test_same_commit_and_day_give_the_same_bytes(town: Repository) -> None:
    append(town, 1)
    assert kept_copy(town, "a.json").read_bytes() == kept_copy(town, "b.json").read_bytes()


def test_an_edited_folder_names_no_commit(town: Repository) -> None:
    town.write({ISSUE: (town.root / ISSUE).read_bytes() + event(1)})
    stated = json.loads((copy := kept_copy(town)).read_bytes())
    assert (stated["commit"], stated["no_commit"], stated["no_previous"]) == (None, "records_differ", "no_commit")
    result = verified(town, copy)
    assert result.exit_code == CANNOT_JUDGE and "names no commit (records_differ)" in result.output


def test_a_folder_with_other_schemas_names_no_commit(town: Repository) -> None:
    town.write({"schemas/issue.schema.json": (schemas.assets.SHIPPED / "schemas/issue.schema.json").read_bytes()})
    assert json.loads(kept_copy(town).read_bytes())["no_commit"] == "records_differ"


def test_a_branch_merged_in_order_verifies(town: Repository) -> None:
    copy = kept_copy(town)
    town.branch("proposal")
    append(town, 2, OTHER)
    aside = kept_copy(town, "aside.json")
    town.switch("main")
    append(town, 1)
    town.merge("proposal")
    for one in (copy, aside, kept_copy(town, "merged.json")):
        assert verified(town, one).exit_code == CLEAN
    town.git("switch", "--quiet", "--detach", "HEAD")
    assert verified(town, aside).exit_code == CLEAN


def test_removals_and_corrections_are_no_alterations(town: Repository) -> None:
    copy = kept_copy(town)
    removal = "\n".join(
        [
            "id: issue-heping-g01-2026-0001",
            "kind: issue",
            "record: heping-g01-2026-0001",
            "removed_on: 2026-11-20",
            "by: town_office",
            "reason: legal_order",
            "",
        ]
    )
    correction = "\n".join(
        [
            "corrections:",
            "  - at: events[1].date",
            "    right: 2026-03-11",
            "    date: 2026-11-20",
            "    by: town_office",
            "    reason: 日期写错。",
            "",
        ]
    )
    town.commit({ISSUE: None, "records/removals/issue-heping-g01-2026-0001.yaml": removal.encode()})
    town.commit({OTHER: (town.root / OTHER).read_bytes() + correction.encode()})
    result = verified(town, copy)
    assert result.exit_code == CLEAN, result.output


def test_a_moved_record_is_followed(town: Repository) -> None:
    copy = kept_copy(town)
    moved = "records/villages/heping/issues/2026/g02-2026-0008.yaml"
    content = (town.root / OTHER).read_bytes().replace(b"id: heping-g02-2026-0001", b"id: heping-g02-2026-0008")
    lines = ["id: issue-heping-g02-2026-0001", "kind: issue", "record: heping-g02-2026-0001", "removed_on: 2026-11-20"]
    removal = "\n".join([*lines, "by: town_office", "reason: moved", "moved_to: heping-g02-2026-0008", ""]).encode()
    where = "records/removals/issue-heping-g02-2026-0001.yaml"
    start = town.head
    town.commit({OTHER: None, moved: content, where: removal})
    assert verified(town, copy).exit_code == CLEAN
    town.git("reset", "--quiet", "--hard", start)
    town.commit({OTHER: None, moved: content.replace(b"date: 2026-0", b"date: 2025-0", 1), where: removal})
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS
    assert "issue/heping-g02-2026-0001 is said to be heping-g02-2026-0008 now, which does not hold all" in result.output


# -- a copy of the site alone


def test_a_copy_of_the_site_needs_no_git(town: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = posted(town.root, tmp_path / "site")
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    monkeypatch.chdir(alone)
    result = run("verify", copy)
    assert result.exit_code == CLEAN, result.output
    assert "Verified: The site's data files agree with the manifest" in result.output
    assert "Not verified: The history was not asked" in result.output
    assert run("verify", copy / manifest.ADDRESS).exit_code == CANNOT_JUDGE
    assert run("verify", copy, "--against", "HEAD").exit_code == CANNOT_RUN  # there is no town to hold it against


def test_every_altered_character_of_the_site_is_named(
    town: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the data, and of the manifest itself; only what no JSON reader sees may differ."""
    copy = posted(town.root, tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    stated = json.loads((copy / manifest.ADDRESS).read_bytes())
    kinds = {name.split("/")[0] for name in stated["records"]}
    chosen = random.Random(4)
    for name in (*sorted(kinds - {"visit", *data_files.BY_YEAR})[::3], "issue-2026", "manifest"):
        path = copy / f"data/{name}.json"
        text = path.read_text(encoding="utf-8")
        for place in chosen.sample(range(len(text)), 12):
            other = chosen.choice('0a 镇"{') if text[place] != "0" else "1"
            altered = text[:place] + other + text[place + 1 :]
            try:
                is_same = json.loads(altered) == json.loads(text)
            except ValueError:
                is_same = False
            if is_same:
                continue
            path.write_text(altered, encoding="utf-8")
            result = run("verify", copy)
            at_fault = "manifest" if name == "manifest" else f"{name}.json"
            assert result.exit_code in ((PROBLEMS, CANNOT_RUN) if name == "manifest" else (PROBLEMS,)), altered[:200]
            assert at_fault in result.output
        path.write_text(text, encoding="utf-8")
    assert run("verify", copy).exit_code == CLEAN


def test_the_altered_record_is_named(town: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = posted(town.root, tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    path = copy / "data/issue-2026.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("一组路口路灯不亮", "一组路口路灯不暗"), encoding="utf-8")
    chinese, english = run("verify", copy, language="zh_CN"), run("verify", copy)
    assert english.exit_code == PROBLEMS
    assert f"ALTERED: {NAME} is not the same in data/issue-2026.json of the site as in the manifest." in english.output
    assert NAME in chinese.output and "改动" in chinese.output
    assert not {"manifest", "ALTERED", "Verified"} & set(chinese.output.replace(".", " ").split())
    records = json.loads(text)
    gone = records.pop("heping-g01-2026-0001")
    records["heping-g01-2026-0999"] = gone
    path.write_text(json.dumps(records), encoding="utf-8")
    said = run("verify", copy).output
    assert f"{NAME} is in the manifest, but missing in" in said
    assert "issue/heping-g01-2026-0999 is in data/issue-2026.json of the site, but not in the manifest" in said
    path.unlink()
    assert "issue-2026.json cannot be read" in run("verify", copy).output


def test_a_copy_of_before_the_files_were_divided_still_verifies(
    town: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy that somebody kept is the witness; and a file of a year beside it is one too many."""
    copy = posted(town.root, tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    for kind in ("visit", *data_files.BY_YEAR):
        divided = sorted((copy / "data").glob(f"{kind}-*.json"))
        whole = {name: one for path in divided for name, one in json.loads(path.read_bytes()).items()}
        (copy / f"data/{kind}.json").write_text(json.dumps(whole), encoding="utf-8")
        for path in divided:
            path.unlink()
    whole = json.loads((copy / manifest.ADDRESS).read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    first = manifest.Manifest(records=whole["records"], **{**own, "publication": None, "drawing": None})
    (copy / manifest.ADDRESS).write_text(first.text(), encoding="utf-8")
    shutil.rmtree(copy / sums.OF_THE_CODE)
    (copy / sums.ADDRESS).unlink()
    result = run("verify", copy)
    assert result.exit_code == CLEAN and "as an earlier program made it" in result.output
    (copy / "data/issue-2019.json").write_text('{"heping-g01-2019-0001": {}}', encoding="utf-8")
    said = run("verify", copy)
    assert said.exit_code == PROBLEMS
    assert "issue/heping-g01-2019-0001 is in data/issue-2019.json of the site, but not in the manifest" in said.output


# -- a history that was altered


def test_an_amended_commit_is_named(town: Repository) -> None:
    append(town, 1)
    copy = kept_copy(town)
    content = (town.root / ISSUE).read_bytes()
    town.write({ISSUE: content.replace("第1次又问。".encode(), "没有再问。".encode())})
    town.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS
    assert "is not in the history of HEAD" in result.output
    assert f"ALTERED: {NAME} is not the same in commit {town.head[:12]} as in the manifest." in result.output
    assert result.output.count("is not the same") == 1


@pytest.mark.parametrize("forget", [False, True], ids=["old commits still there", "old commits gone"])
def test_a_rewritten_history_is_named(town: Repository, forget: bool) -> None:
    append(town, 1)
    copy = kept_copy(town)
    old, tree = town.head, (town.root / ISSUE).read_bytes()
    append(town, 2, OTHER)
    town.git("checkout", "--quiet", "--orphan", "anew")
    start = datetime(2026, 11, 1, 9, tzinfo=TOWN_TIME)
    town.commit({ISSUE: tree.replace(TEXT, "没有去看。".encode())}, when=start)
    town.git("branch", "--force", "main", "anew")
    town.git("switch", "--quiet", "main")
    if forget:
        town.git("branch", "-D", "anew")
        town.git("reflog", "expire", "--expire=now", "--all")
        town.git("gc", "--quiet", "--prune=now")
        with pytest.raises(subprocess.CalledProcessError):
            town.git("cat-file", "-e", old)
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS
    assert f"Commit {old[:12]} of the manifest is not in the history" in result.output
    assert f"{NAME} is not the same" in result.output


def test_a_record_left_out_of_a_rewritten_history_is_named(town: Repository) -> None:
    copy = kept_copy(town)
    town.write({ISSUE: None})
    town.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    assert f"ALTERED: {NAME} is in the manifest, but missing in commit" in verified(town, copy).output


def test_a_manifest_with_recomputed_hashes_is_found_out(town: Repository) -> None:
    """Who alters the site and its manifest alike is told by the history."""
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    records = {**whole["records"], NAME: "0" * 64}
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    forged = manifest.Manifest(records=records, **own)
    copy.write_text(forged.text(), encoding="utf-8")
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS and f"{NAME} is not the same in commit {town.head[:12]}" in result.output
    for name, value, said in (
        ("committed", "2026-11-01T10:00:01+08:00", "another time"),
        ("commit", "0" * 40, "is not in the history"),
    ):
        forged = manifest.Manifest(records=whole["records"], **{**own, name: value})
        copy.write_text(forged.text(), encoding="utf-8")
        result = verified(town, copy)
        assert result.exit_code == PROBLEMS and said in result.output


def test_a_false_previous_root_is_named(town: Repository) -> None:
    append(town, 1)
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    copy.write_text(manifest.Manifest(records=whole["records"], **{**own, "previous": "0" * 64}).text())
    assert "previous root in the manifest is not that of the step before" in verified(town, copy).output


def test_what_another_version_published_cannot_be_judged(town: Repository) -> None:
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    own |= {"software": "lianhu 0.0.1", "publication": "0" * 32}
    copy.write_text(manifest.Manifest(records=whole["records"], **own).text())
    assert verified(town, copy).exit_code == CLEAN
    copy.write_text(manifest.Manifest(records={**whole["records"], NAME: "0" * 64}, **own).text())
    result = verified(town, copy)
    assert result.exit_code == CANNOT_JUDGE and "another version of the program" in result.output
    assert "lianhu 0.0.1" in result.output and "ALTERED" not in result.output
    culprit = change(town, TEXT, "没有去看。".encode())
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS and result.output.count("ALTERED") == 1
    assert culprit[:12] in result.output, "what a step took back is told without computing it again"


def test_another_versions_site_of_a_rewritten_history_accuses_no_record(town: Repository) -> None:
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    own |= {"software": "lianhu 0.0.1", "publication": "0" * 32}
    copy.write_text(manifest.Manifest(records={**whole["records"], NAME: "0" * 64}, **own).text())
    town.git("commit", "--quiet", "--amend", "--message", "Anew")
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS and "is not in the history" in result.output
    assert NAME not in result.output and "another version of the program" in result.output


def test_a_program_that_was_updated_elsewhere_is_judged_as_the_same(town: Repository) -> None:
    """Its number and its pages are others; what is public is decided as before."""
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    own["software"] = "lianhu 0.0.1"
    copy.write_text(manifest.Manifest(records=whole["records"], **own).text())
    assert verified(town, copy).exit_code == CLEAN
    copy.write_text(manifest.Manifest(records={**whole["records"], NAME: "0" * 64}, **own).text())
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS and f"{NAME} is not the same in commit" in result.output


def test_a_manifest_of_the_first_format_is_still_read(town: Repository) -> None:
    """It named the whole program alone."""
    copy = kept_copy(town)
    whole = json.loads(copy.read_bytes())
    own = {name: whole[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    own |= {"publication": None, "drawing": None}
    first = manifest.Manifest(records=whole["records"], **own)
    copy.write_text(first.text())
    assert '"format": 1' in first.text() and "publication" not in first.text()
    assert verified(town, copy).exit_code == CLEAN
    altered = {**whole["records"], NAME: "0" * 64}
    copy.write_text(manifest.Manifest(records=altered, **own).text())
    assert verified(town, copy).exit_code == PROBLEMS
    copy.write_text(manifest.Manifest(records=altered, **{**own, "software": "lianhu 0.0.1"}).text())
    assert verified(town, copy).exit_code == CANNOT_JUDGE


@pytest.mark.parametrize(
    ("alter", "is_another", "decides_otherwise"),
    [
        (lambda town, own: None, False, False),
        (lambda town, own: (own / "public/view.py").write_text("# another rule\n"), True, True),
        (lambda town, own: (own / "public/view.py").rename(own / "public/door.py"), True, True),
        (lambda town, own: (town / "schemas/issue.schema.json").write_text("{}"), True, True),
        (lambda town, own: (own / "site/atom.py").write_text("# another page\n"), True, False),
        (lambda town, own: (own / "personal/words/health.txt").write_text("感冒\n"), True, True),
        (lambda town, own: (own / "notes.md").write_text("no part of the program"), False, False),
    ],
    ids=["nothing", "a module", "a module's name", "a schema", "a page", "a list of words", "something else"],
)
def test_a_program_is_told_by_what_it_is(
    alter: Callable[[Path, Path], object],
    is_another: bool,
    decides_otherwise: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not by its number, which stays while it changes; nor by the place where it lies."""
    here, decided = manifest.software(), manifest.publication()
    own = tmp_path / "tools/lianhu"
    shutil.copytree(assets.PACKAGE, own, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(assets.SHIPPED / "schemas", tmp_path / "schemas")
    alter(tmp_path, own)
    monkeypatch.setattr(assets, "PACKAGE", own)
    monkeypatch.setattr(assets, "SHIPPED", tmp_path)
    assets.program.cache_clear()
    try:
        assert (manifest.software() != here) == is_another
        assert (manifest.publication() != decided) == decides_otherwise
    finally:
        assets.program.cache_clear()


def test_what_decides_what_is_public_is_all_that_computing_it_again_needs() -> None:
    """A module that it needs and that is not among these could change what is public, and nobody would be told."""
    asked = "import sys, lianhu.proof.recomputation; print(*sys.modules)"
    needed = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    paths = [name.removeprefix("lianhu.").replace(".", "/") for name in needed if name.startswith("lianhu.")]
    missing = [path for path in paths if not f"{path}/".startswith(manifest.DECIDING)]
    assert [path for path in missing if f"{path}.py" not in manifest.DECIDING] == ["proof"]  # the room's own door


# -- steps that take back what was published


def test_an_edit_pushed_directly_is_named_with_its_step(town: Repository) -> None:
    copy = kept_copy(town)
    append(town, 1)
    culprit = change(town, TEXT, "没有去看。".encode())
    append(town, 2)
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS
    (line,) = [line for line in result.output.splitlines() if line.startswith("ALTERED")]
    assert f"2026-11-01, commit {culprit[:12]}: in {NAME} events[1].note was altered" in line
    assert verified(town, kept_copy(town, "later.json")).exit_code == CLEAN


def test_an_edit_that_was_taken_back_is_named_twice(town: Repository) -> None:
    copy = kept_copy(town)
    steps = [change(town, TEXT, b"x"), change(town, b"note: x\n", b"note: " + TEXT + b"\n")]
    found = [line for line in verified(town, copy).output.splitlines() if "events[1].note" in line]
    assert [step[:12] in line for step, line in zip(steps, found, strict=True)] == [True, True]


def test_an_edit_that_a_branch_took_back_was_never_published(town: Repository) -> None:
    copy = kept_copy(town)
    town.branch("proposal")
    change(town, TEXT, b"x")
    change(town, b"note: x\n", b"note: " + TEXT + b"\n")
    append(town, 1)
    town.switch("main")
    town.merge("proposal")
    assert verified(town, copy).exit_code == CLEAN


def test_an_evil_merge_is_named(town: Repository) -> None:
    town.branch("proposal")
    append(town, 2, OTHER)
    town.switch("main")
    append(town, 1)
    copy = kept_copy(town)
    town.merge("proposal")
    content = (town.root / ISSUE).read_bytes()
    town.write({ISSUE: content.removesuffix(event(1))})
    town.git("commit", "--quiet", "--all", "--amend", "--no-edit")
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS
    assert f"commit {town.head[:12]}: in {NAME} events[11] was taken out" in result.output


def test_a_published_line_that_a_merge_made_the_second_parent_is_still_kept(town: Repository) -> None:
    """The branch becomes the line, and what the line had published is dropped with `--strategy=ours`."""
    town.branch("proposal")
    append(town, 2, OTHER)
    town.switch("main")
    append(town, 1)
    copy = kept_copy(town)
    town.switch("proposal")
    town.merge("main", strategy="ours")
    town.git("branch", "--force", "main", "proposal")
    result = verified(town, copy, "--against", "main")
    assert result.exit_code == PROBLEMS and f"in {NAME} events[11] was taken out" in result.output


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda town: town.commit({ISSUE: None}), f"{NAME} is gone, and no removal says why"),
        (lambda town: town.commit({ISSUE: b"events: [\n"}), f"{NAME} can no longer be read"),
        (
            lambda town: town.commit(
                {"records/villages/heping/representatives/g01-r09.yaml": (town.root / ISSUE).read_bytes()}
            ),
            "representative/heping-g01-r09 was removed before, and its id is used again",
        ),
        (
            lambda town: town.commit({"records/removals/representative-heping-g01-r09.yaml": None}),
            "removal/representative-heping-g01-r09 is gone, and no removal says why",
        ),
        (
            lambda town: change(town, b"events:\n", b"events:\n" + event(1)),
            f"in {NAME} something was put before events[1]",
        ),
    ],
    ids=["deleted", "broken", "id used again", "tombstone taken away", "put before"],
)
def test_what_a_step_may_not_do(town: Repository, act: Callable[[Repository], str], said: str) -> None:
    copy = kept_copy(town)
    act(town)
    result = verified(town, copy)
    assert result.exit_code == PROBLEMS and said in result.output, result.output


def test_looser_schemas_do_not_excuse(town: Repository) -> None:
    """Judged by what was promised when the manifest was made."""
    copy = kept_copy(town)
    schema = json.loads((schemas.assets.SHIPPED / "schemas/issue.schema.json").read_text(encoding="utf-8"))
    schema["properties"]["events"]["x-changes"] = "随时可以改"
    loose = json.dumps(schema, ensure_ascii=False)
    town.write({"schemas/issue.schema.json": loose.encode()})
    change(town, TEXT, b"x")
    assert "events[1].note was altered" in verified(town, copy).output


# -- what cannot be judged, and what must not matter


def test_a_shallow_clone_cannot_judge(town: Repository) -> None:
    copy = kept_copy(town)
    append(town, 1)
    append(town, 2)
    here = kept_copy(town, "here.json")
    shallow = town.root.parent / "shallow"
    town.git("clone", "--quiet", "--depth=1", f"file://{town.root}", str(shallow))
    result = run("verify", copy, "--root", shallow)
    assert result.exit_code == CANNOT_JUDGE and "git fetch --unshallow" in result.output
    stated = json.loads((posted(shallow, town.root.parent / "from-shallow") / manifest.ADDRESS).read_bytes())
    assert (stated["commit"], stated["previous"], stated["no_previous"]) == (town.head, None, "incomplete_history")
    assert run("verify", here, "--root", shallow).exit_code == CLEAN  # nothing of it lies in the missing part


def test_no_git_and_an_unknown_reference_cannot_judge(town: Repository, tmp_path: Path) -> None:
    copy = kept_copy(town)
    assert verified(town, copy, "--against", "").exit_code == CANNOT_JUDGE
    assert verified(town, copy, "--against", "nowhere").exit_code == CANNOT_JUDGE
    assert verified(town, copy, "--against", "--output=x").exit_code == CANNOT_JUDGE
    shutil.copytree(TOWN / "records", tmp_path / "no-git" / "records")
    assert run("verify", copy, "--root", tmp_path / "no-git").exit_code == CANNOT_JUDGE


def test_a_missing_content_cannot_be_judged(town: Repository) -> None:
    copy = kept_copy(town)
    content = town.git("rev-parse", f"HEAD:{ISSUE}")
    (town.root / ".git/objects" / content[:2] / content[2:]).unlink()
    result = verified(town, copy)
    assert result.exit_code == CANNOT_JUDGE and "missing or damaged" in result.output


def test_replaced_objects_and_grafts_are_not_seen(town: Repository) -> None:
    append(town, 1)
    copy = kept_copy(town)
    before = verified(town, copy).output
    content = town.git("rev-parse", f"HEAD:{ISSUE}")
    other = town.git("hash-object", "-w", "--stdin", entered=b"id: x\n")
    town.git("replace", content, other)
    parent = town.git("rev-parse", "HEAD^")
    (town.root / ".git/info/grafts").write_text(f"{town.head}\n{parent}\n")
    assert verified(town, copy).output == before
    append(town, 2)
    assert verified(town, copy).exit_code == CLEAN


def test_what_is_no_manifest_ends_with_one_sentence(town: Repository, tmp_path: Path) -> None:
    for name, content in (("x.json", b"{}"), ("y.json", b"\x00"), ("z.json", b"[" * 100_000)):
        (tmp_path / name).write_bytes(content)
        result = verified(town, tmp_path / name)
        assert result.exit_code == CANNOT_RUN and len(result.output.strip().splitlines()) == 1
    assert verified(town, tmp_path / "missing.json").exit_code == CANNOT_RUN
    (tmp_path / "empty").mkdir()
    assert verified(town, tmp_path / "empty").exit_code == CANNOT_RUN


# -- any legal history, any alteration


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_legal_histories_verify_and_one_alteration_is_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, town_tree: Tree
) -> None:
    town = Repository(tmp_path_factory.mktemp("any") / "town", town_tree)
    paths = sorted(path for path in town_tree if "/issues/" in path)
    copies = [kept_copy(town, "0.json")]
    for number in range(1, data.draw(st.integers(2, 4))):
        for path in data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=3, unique=True)):
            append(town, number, path)
        copies.append(kept_copy(town, f"{number}.json"))
    for copy in copies:
        assert verified(town, copy).exit_code == CLEAN
    path = data.draw(st.sampled_from(paths))
    content = (town.root / path).read_bytes()
    events = content.index(b"events:\n")
    day = data.draw(st.sampled_from([at for at in range(events, len(content)) if content.startswith(b"date: ", at)]))
    altered = content[: day + 6] + b"2020-01-01" + content[day + 16 :]
    culprit = town.commit({path: altered})
    kind_and_id = f"issue/{path.split('/')[2]}-{Path(path).stem}"
    for copy in copies:
        result = verified(town, copy)
        assert result.exit_code == PROBLEMS
        assert f"commit {culprit[:12]}: in {kind_and_id} events[" in result.output
