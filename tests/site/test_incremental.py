"""Whatever happened to a town since the last build, the next one gives what a first build gives, byte for byte."""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from help.built import new_root
from help.program import run
from help.towns import TODAY
from help.walk import ROOT
from lianhu.site.build import build

# So many random sequences, from a first one on; `make sequences` asks for more, or of another town than the tiny one.
SEQUENCES = int(os.environ.get("LIANHU_SEQUENCES", "2"))
FIRST = int(os.environ.get("LIANHU_SEQUENCES_FROM", "0"))
STEPS = 5
TINY = ROOT / "tests/town"
TOWN = Path(os.environ.get("LIANHU_SEQUENCES_TOWN", TINY))
ANSWERS = ("check", "due", "stats")


ISSUES = "records/villages/*/issues/*/g0?-2026-000[1-3].yaml"


class Town:
    """A town in a repository, its site in `public`, and what chance does to both."""

    def __init__(self, root: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.root, self.chance, self.day, self.patch = root, random.Random(seed), TODAY, patch
        self.git("init", "-q", "-b", "main")
        self.commit()

    def git(self, *words: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@y")
        subprocess.run(("git", "-C", str(self.root), *who, *words), check=True, capture_output=True)

    def any(self, pattern: str) -> Path | None:
        found = sorted(path for path in self.root.glob(pattern) if path.is_file())
        return self.chance.choice(found) if found else None

    # -- what the town's people do

    def commit(self) -> None:
        self.git("add", "-A", "records", "site", "mkdocs.yml")
        self.git("commit", "-q", "--allow-empty", "-m", "x")

    def change_a_number(self) -> None:
        self._replace("records/**/*.yaml", r"0730-00000([0-9]{2})", f"0730-00000{self.chance.randrange(50, 90)}")

    def change_a_title(self) -> None:
        self._replace("records/villages/*/issues/*/*.yaml", r"(?m)^title: (.*)$", r"title: \1处")

    def change_households(self) -> None:
        self._replace("records/villages/*/groups/*.yaml", r"household_count: 2[0-9]", "household_count: 27")

    def rename_a_village(self) -> None:
        self._replace("records/villages/*/village.yaml", r"(?m)^name: (.*)$", r"name: 新\1")

    def withhold_a_name(self) -> None:
        self._replace("records/villages/*/representatives/*.yaml", r"web: true", "web: false")

    def change_a_setting(self) -> None:
        self._replace("records/town.yaml", r"(?m)^phone: .*$", 'phone: "0730-0000099"')

    def delete_a_record(self) -> None:
        if path := self.any("records/villages/*/visits/*/*.yaml"):
            path.unlink()

    def add_a_record(self) -> None:
        """The same issue once more, under a number that nobody gave."""
        if path := self.any(ISSUES):
            text, number = path.read_text(), self.chance.randrange(20, 90)
            new = path.with_name(f"{path.stem[:-4]}00{number}.yaml")
            new.write_text(re.sub(r"(?m)^(id: \S+)\d{4}$", rf"\g<1>00{number}", text, count=1))

    def rename_a_record(self) -> None:
        if path := self.any(ISSUES):
            new = path.with_name(path.name.replace("-000", "-001"))
            new.write_text(path.read_text().replace("-2026-000", "-2026-001", 1))
            path.unlink()

    def take_back(self) -> None:
        """As all of it was at first; a record that was made since is gone again."""
        shutil.rmtree(self.root / "records")
        shutil.copytree(TOWN / "records", self.root / "records")

    def another_day(self) -> None:
        self.day = TODAY + datetime.timedelta(days=self.chance.randrange(-3, 3))

    def write_a_page(self) -> None:
        with (self.root / "site/pages/about.md").open("a") as page:
            page.write("\n再写一行。\n")

    def take_over_a_template(self) -> None:
        name = f"site/templates/{self.chance.choice(['issue', 'group', 'home', 'removal'])}.html"
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text((ROOT / name).read_text() + f"<p>{self.chance.randrange(9)}</p>\n")

    def take_over_a_schema(self) -> None:
        text = (ROOT / "schemas/group.schema.json").read_text()
        (self.root / "schemas").mkdir(exist_ok=True)
        (self.root / "schemas/group.schema.json").write_text(text.replace('"title": "小组"', '"title": "网格"', 1))

    def change_the_theme(self) -> None:
        (self.root / "site/theme").mkdir(exist_ok=True)
        (self.root / "site/theme/404.html").write_text('{% extends "main.html" %}')

    # -- what else may happen

    def upgrade(self) -> None:
        """Another program asks from now on."""
        name = f"program {self.chance.randrange(3)}"
        self.patch.setattr("lianhu.store.store.program", lambda: name)

    def damage_a_page(self) -> None:
        """As a careless tool does it: other bytes of the same number, the same time."""
        if path := self.any("public/**/*.html"):
            before, content = path.stat(), path.read_bytes()
            path.unlink()
            path.write_bytes(content[:-2] + b"!\n")
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def damage_a_page_in_place(self) -> None:
        if path := self.any("public/**/*.html"):
            with path.open("r+b") as page:
                page.write(b"?")

    def change_a_mode(self) -> None:
        if path := self.any("public/**/*"):
            path.chmod(0o600)

    def put_a_link(self) -> None:
        if path := self.any("public/**/index.html"):
            path.unlink()
            path.symlink_to(self.root / "mkdocs.yml")

    def add_and_delete_pages(self) -> None:
        if path := self.any("public/issues/*/index.html"):
            path.with_name("stranger.html").write_text("x")
            path.unlink()

    def lose_the_site(self) -> None:
        shutil.rmtree(self.root / "public", ignore_errors=True)

    def damage_the_store(self) -> None:
        store = self.root / ".git/lianhu/store.sqlite3"
        if store.is_file():
            content = store.read_bytes()
            middle = len(content) // 2
            noise = self.chance.randbytes(200)
            store.write_bytes(
                self.chance.choice([content[:middle], content[:middle] + noise + content[middle + 200 :]])
            )

    def litter_the_spare_folder(self) -> None:
        """What lies where the next site is put together: other bytes, links, and what is in the way of a page."""
        for spare in (self.root / ".git/lianhu/sites").glob("*"):
            pages = sorted(spare.rglob("*.html"))
            for page in self.chance.sample(pages, min(3, len(pages))):
                page.unlink()
                self.chance.choice([page.mkdir, partial(page.write_bytes, b"?"), partial(page.symlink_to, self.root)])()
            for folder in [path for path in spare.glob("*/*") if path.is_dir()][:1]:
                shutil.rmtree(folder)
                folder.write_bytes(b"in the way")
            if not (spare / "stranger").is_symlink():
                (spare / "stranger").symlink_to(self.root / "records")

    def lose_the_store(self) -> None:
        shutil.rmtree(self.root / ".git/lianhu", ignore_errors=True)

    def _replace(self, pattern: str, old: str, new: str) -> None:
        for _ in range(20):
            path = self.any(pattern)
            if path and re.search(old, text := path.read_text()):
                path.write_text(re.sub(old, new, text, count=1))
                return


HAPPENINGS: tuple[Callable[[Town], None], ...] = tuple(
    method
    for name, method in vars(Town).items()
    if callable(method) and not name.startswith("_") and name not in ("git", "any")
)


def contents(folder: Path) -> dict[str, bytes]:
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders(site: Path) -> dict[str, int]:
    return {str(path.relative_to(site)): path.stat().st_mode for path in site.rglob("*") if path.is_dir()}


def answers(town: Town) -> list[tuple[int, str]]:
    """What is said of records, of what is due and of the figures."""
    told = [run(command, "--root", town.root, "--today", town.day) for command in ANSWERS]
    return [(one.exit_code, one.output) for one in told]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEQUENCES))
def test_the_next_build_gives_what_a_first_one_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = Town(new_root(tmp_path / "town", TOWN), seed, monkeypatch)
    out, done = town.root / "public", []
    build(town.root, out, town.day)
    for _ in range(STEPS):
        happening = town.chance.choice(HAPPENINGS)
        happening(town)
        done.append(happening.__name__)
        before = contents(out) if out.is_dir() and not any(path.is_symlink() for path in out.rglob("*")) else None
        problems = build(town.root, out, town.day)
        if problems and before is not None:
            assert contents(out) == before, f"{done}: a site was touched"
    told = answers(town)
    with monkeypatch.context() as patch:
        patch.setenv("LIANHU_STORE", "")
        first = build(town.root, tmp_path / "first", town.day, log=out if out.is_dir() else None)
        assert answers(town) == told, done
    assert [str(problem) for problem in problems] == [str(problem) for problem in first], done
    if not problems:
        found, expected = contents(out), contents(tmp_path / "first")
        assert found.keys() == expected.keys(), done
        assert [path for path in found if found[path] != expected[path]] == [], done
        assert {path.stat().st_mode & 0o777 for path in out.rglob("*") if path.is_file()} == {0o644}
        assert folders(out) == folders(tmp_path / "first"), done


def test_an_unchanged_town_is_taken_over_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is drawn or searched, MkDocs is not asked; the site is a new folder all the same."""
    monkeypatch.setenv("LIANHU_STORE", str(tmp_path / "store"))
    root, out = new_root(tmp_path / "town", TINY), tmp_path / "public"
    assert not build(root, out, TODAY)
    files, folder = contents(out), out.stat().st_ino
    for asked in ("lianhu.site.site.Site.body", "lianhu.site.inspection.Inspector.numbers_in"):
        monkeypatch.setattr(asked, lambda *_: pytest.fail("something is drawn or searched again"))
    monkeypatch.setattr("lianhu.site.framing.drawn", lambda *_: pytest.fail("MkDocs is asked"))
    assert not build(root, out, TODAY)
    assert contents(out) == files and out.stat().st_ino != folder


def kept_files(tmp_path: Path, record: str, old: str, new: str) -> set[str]:
    """The files of the tiny town's site that a change in one record leaves as they are."""
    root, out = new_root(tmp_path / "town", TINY), tmp_path / "public"
    assert not build(root, out, TODAY)
    before = {path: path.stat().st_ino for path in out.rglob("*") if path.is_file()}
    path = root / "records/villages" / record
    path.write_text(path.read_text().replace(old, new))
    assert not build(root, out, TODAY)
    return {
        path.relative_to(out).as_posix()
        for path, inode in before.items()
        if path.exists() and path.stat().st_ino == inode
    }


def test_a_change_in_a_village_draws_no_page_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANHU_STORE", str(tmp_path / "store"))
    kept = kept_files(tmp_path, "chengnan/groups/g01.yaml", "0730-", "0739-")
    assert "groups/heping-g01/index.html" in kept and "assets/lianhu.css" in kept
    assert "groups/chengnan-g01/index.html" not in kept and "data/group.json" not in kept


def test_a_visit_draws_no_page_of_another_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIANHU_STORE", str(tmp_path / "store"))
    kept = kept_files(tmp_path, "heping/visits/2026-03/g01.yaml", "household_count: 4", "household_count: 5")
    assert not {"villages/heping/index.html", "representatives/heping-g01-r01/index.html"} & kept
    assert {"groups/heping-g02/index.html", "representatives/heping-g02-r01/index.html"} <= kept
    meetings = {path.relative_to(tmp_path / "public") for path in (tmp_path / "public/meetings").glob("heping-*/*")}
    assert meetings and {path.as_posix() for path in meetings} <= kept
