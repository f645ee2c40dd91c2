"""A site that was tampered with: whatever is edited, taken out, put in, exchanged or computed again is named."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from help import hostile_files
from help.built import new_root
from help.program import CANNOT_RUN, CLEAN, PROBLEMS, run
from help.repository import Repository
from help.sealed import seal
from help.towns import TODAY, TOWN
from help.walk import ROOT
from lianhu import demo
from lianhu.proof import copies, log, manifest, sums, tree
from lianhu.reading import files
from lianhu.reading.clock import TOWN_TIME
from lianhu.site.build import build

pytestmark = pytest.mark.slow

PERSON = "records/villages/heping/representatives/g01-r01.yaml"
AGREEMENT = "consent:\n"
WITH_PHOTO = """photo: g01-r01.jpg
consent:
  photo:
    given_on: 2026-01-12
    web: true
    wall: true
"""
ISSUE = "issues/heping-g01-2026-0001/index.html"
OTHER = "issues/heping-g02-2026-0001/index.html"
PHOTO = "photos/heping-g01-r01.jpg"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The tiny town with a photo, committed, and its site in `public` with two publications in its log."""
    tree, _ = files.read_folder(TOWN)
    content = tree[PERSON].decode()
    assert AGREEMENT in content
    tree[PERSON] = content.replace(AGREEMENT, WITH_PHOTO, 1).encode()
    tree["records/villages/heping/photos/g01-r01.jpg"] = hostile_files.jpeg()
    root = new_root(tmp_path_factory.mktemp("tampering") / "others", TOWN)
    pages = {path.relative_to(root).as_posix(): path for path in (root / "site").rglob("*") if path.is_file()}
    tree |= {name: path.read_bytes() for name, path in pages.items()}
    tree["mkdocs.yml"] = (root / "mkdocs.yml").read_bytes()
    tree[".gitignore"] = b"public/\n"
    town = Repository(root.parent / "town", tree)
    assert not build(town.root, town.root / "public", TODAY)
    town.commit({"README.md": b"nothing of the records"}, when=datetime(2026, 11, 21, 9, tzinfo=TOWN_TIME))
    assert not build(town.root, town.root / "public", TODAY)
    return town


@pytest.fixture
def site(town: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the site, far from any repository."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(town.root / "public", tmp_path / "site")
    return tmp_path / "site"


def replaced(address: str, old: str, new: str) -> Callable[[Path], None]:
    def tamper(site: Path) -> None:
        content = (site / address).read_bytes()
        assert old.encode() in content, f"{address} does not say {old}"
        (site / address).write_bytes(content.replace(old.encode(), new.encode()))

    return tamper


def appended(address: str, what: bytes = b"\n") -> Callable[[Path], None]:
    def tamper(site: Path) -> None:
        (site / address).write_bytes((site / address).read_bytes() + what)

    return tamper


def removed(address: str) -> Callable[[Path], None]:
    return lambda site: (site / address).unlink()


def added(address: str, content: bytes = b"<title>x</title>") -> Callable[[Path], None]:
    def tamper(site: Path) -> None:
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(content)

    return tamper


def exchanged(one: str, other: str) -> Callable[[Path], None]:
    def tamper(site: Path) -> None:
        (site / one).rename(site / "x")
        (site / other).rename(site / one)
        (site / "x").rename(site / other)

    return tamper


def listed_again(*, logged: bool) -> Callable[[Path], None]:
    """A page is edited, and the list of files written anew for it; or the log's last entry as well."""

    def tamper(site: Path) -> None:
        replaced(ISSUE, "已反馈销号", "办理中")(site)
        found = copies.sums_of(site)
        content = sums.text({address: one for address, one in found.items() if sums.is_listed(address)}).encode()
        (site / sums.ADDRESS).write_bytes(content)
        if logged:
            whole = log.read(copies.reader(site / sums.OF_THE_CODE))
            first, last = whole.entries
            forged = log.Log(whole.origin, (first,)).with_entry(
                log.Entry(
                    day=last.day, list=sums.digest(content), pages=last.pages, commit=last.commit, previous=first.list
                )
            )
            for address, one in forged.files():
                (site / sums.OF_THE_CODE / address).write_bytes(one)

    return tamper


def without_the_first(site: Path) -> None:
    """A log from which a publication was taken, its root and tiles computed again."""
    whole = log.read(copies.reader(site / sums.OF_THE_CODE))
    shutil.rmtree(site / sums.OF_THE_CODE / "tile")
    for address, content in log.Log(whole.origin, whole.entries[1:]).files():
        added(sums.OF_THE_CODE + address, content)(site)


def linked(site: Path) -> None:
    (site / ISSUE).unlink()
    (site / ISSUE).symlink_to(site / OTHER)


def linked_folder(site: Path) -> None:
    (site / "issues").rename(site.parent / "elsewhere")
    (site / "issues").symlink_to(site.parent / "elsewhere")


TAMPERINGS = {
    "a page says another status": (replaced(ISSUE, "已反馈销号", "办理中"), ISSUE),
    "a page calls another number": (replaced("groups/heping-g01/index.html", "0730-", "0739-"), "groups/heping-g01/"),
    "a page by hand": (replaced("about/index.html", "联户", "连户"), "about/index.html"),
    "home": (appended("index.html"), "index.html"),
    "the page of lost readers": (appended("404.html"), "404.html"),
    "a page is gone": (removed(ISSUE), f"{ISSUE} is missing"),
    "a page too many": (added("issues/false/index.html"), "issues/false/index.html (the page “x”) was put in"),
    "a page twice": (
        lambda site: shutil.copy(site / ISSUE, site / "issues/twice.html"),
        f"It holds what {ISSUE} does",
    ),
    "pages changed places": (exchanged(ISSUE, OTHER), f"holds what belongs to {OTHER}"),
    "a data file": (replaced("data/issue-2026.json", "路灯", "灯笼"), "in data/issue-2026.json of the site"),
    "a data file without a record's change": (appended("data/village.json"), "data/village.json was altered"),
    "a data file is gone": (removed("data/village.json"), "village.json cannot be read"),
    "figures": (replaced("data/statistics.json", "1", "2"), "data/statistics.json was altered"),
    "a table": (appended("data/issue-rows-2026.csv"), "data/issue-rows-2026.csv was altered"),
    "a table is gone": (removed("data/issue-rows-2026.csv"), "data/issue-rows-2026.csv is missing"),
    "the feed": (replaced("changes.atom", "2026", "2025"), "changes.atom was altered"),
    "the feed is gone": (removed("changes.atom"), "changes.atom is missing"),
    "a calendar": (appended("calendar/town.ics"), "calendar/town.ics was altered"),
    "a calendar too many": (added("calendar/x.ics", b"BEGIN:VCALENDAR"), "calendar/x.ics was put in"),
    "a photo": (appended(PHOTO), f"{PHOTO} was altered"),
    "a photo is gone": (removed(PHOTO), f"{PHOTO} is missing"),
    "another photo": (lambda site: (site / PHOTO).write_bytes(hostile_files.jpeg()), f"{PHOTO} was altered"),
    "the index of the search": (replaced("search/index.json", "路灯", "灯笼"), "search/index.json was altered"),
    "a style": (appended("assets/lianhu.css", b"li{display:none}"), "assets/lianhu.css was altered"),
    "a script": (appended("assets/search.js", b"alert(1)"), "assets/search.js was altered"),
    "a script too many": (added("assets/x.js", b"alert(1)"), "assets/x.js was put in"),
    "robots.txt": (removed("robots.txt"), "robots.txt is missing"),
    "the manifest's day": (replaced(manifest.ADDRESS, TODAY.isoformat(), "2026-11-21"), "manifest.json was altered"),
    "the list of files": (appended(sums.ADDRESS), "no whole list of files"),
    "the list is gone": (removed(sums.ADDRESS), "SHA256SUMS cannot be read"),
    "a line of the list is gone": (
        lambda site: (site / sums.ADDRESS).write_bytes((site / sums.ADDRESS).read_bytes().split(b"\n", 1)[1]),
        "was put in",
    ),
    "a page and the list": (listed_again(logged=False), "the last one in the log is"),
    "the page of the code": (replaced(f"{sums.OF_THE_CODE}index.html", "第2次", "第3次"), "data/code/index.html (the"),
    "the page of the code is gone": (removed(f"{sums.OF_THE_CODE}index.html"), "data/code/index.html is missing"),
    "the list of codes": (appended(f"{sums.OF_THE_CODE}codes.json"), "data/code/codes.json was altered"),
    "the feed of codes": (appended(f"{sums.OF_THE_CODE}codes.atom"), "data/code/codes.atom was altered"),
    "a file beside the codes": (added(f"{sums.OF_THE_CODE}x.html"), "data/code/x.html (the page “x”) was put in"),
    "the list beside the codes": (appended(sums.ITS_ADDRESS), "data/code/SHA256SUMS"),
    "the log's head": (replaced(f"{sums.OF_THE_CODE}checkpoint", "\n2\n", "\n1\n"), "tile/entries/000.p/1 cannot"),
    "the log's name": (replaced(f"{sums.OF_THE_CODE}checkpoint", "小样县", "大样县"), "latest.tlog-proof was altered"),
    "the log is gone": (lambda site: shutil.rmtree(site / sums.OF_THE_CODE), "checkpoint cannot be read"),
    "an entry": (
        replaced(f"{sums.OF_THE_CODE}tile/entries/000.p/2", "2026-11-22", "2026-11-23"),
        "do not have the root",
    ),
    "an entry is gone": (without_the_first, "names one before it"),
    "a tile": (appended(f"{sums.OF_THE_CODE}tile/0/000.p/2"), "tile/0/000.p/2 was altered"),
    "the proof": (appended(f"{sums.OF_THE_CODE}latest.tlog-proof"), "latest.tlog-proof was altered"),
    "a link instead of a page": (linked, f"{ISSUE} was altered: it is a symbolic link"),
    "a link instead of a folder": (linked_folder, "issues was altered: it is a symbolic link"),
}


def test_an_untouched_copy_is_not_accused(site: Path) -> None:
    result = run("verify", site)
    assert result.exit_code == CLEAN and "ALTERED" not in result.output, result.output
    assert "Publications in its log: 2." in result.output


@pytest.mark.parametrize("named", TAMPERINGS)
def test_a_tampering_is_named(named: str, site: Path) -> None:
    tamper, said = TAMPERINGS[named]
    tamper(site)
    result = run("verify", site)
    assert result.exit_code == PROBLEMS, result.output
    told = [line for line in result.output.splitlines() if line.startswith("ALTERED")]
    assert any(said in line for line in told), result.output


def test_what_a_reader_sees_is_said_with_a_copy_that_was_not_tampered_with(site: Path, town: Repository) -> None:
    replaced(ISSUE, "已反馈销号", "办理中")(site)
    replaced("groups/heping-g01/index.html", "0730-", "0739-")(site)
    result = run("verify", site, "--against", town.root / "public")
    assert result.exit_code == PROBLEMS
    assert f"{ISSUE} (the page “" in result.output
    assert "it says “办理中” where “已反馈销号” was published" in result.output
    assert "it says “0739-" in result.output


def test_what_a_reader_sees_is_said_where_the_history_is_there(site: Path, town: Repository) -> None:
    replaced(ISSUE, "已反馈销号", "办理中")(site)
    result = run("verify", site, "--root", town.root)
    assert result.exit_code == PROBLEMS
    assert "it says “办理中” where “已反馈销号” was published" in result.output, result.output
    assert result.output.count(f"ALTERED: {ISSUE}") == 1


def test_a_site_computed_again_whole_is_found_by_drawing_it_again(site: Path, town: Repository) -> None:
    """List and log agree with the page: the copy alone cannot tell, and whoever has the history or a code can."""
    code = sums.code(sums.digest((site / sums.ADDRESS).read_bytes()))
    listed_again(logged=True)(site)
    assert run("verify", site).exit_code == CLEAN
    drawn = run("verify", site, "--root", town.root, "--redraw")
    assert drawn.exit_code == PROBLEMS and "“办理中” where “已反馈销号” was published" in drawn.output
    kept = run("verify", site, "--code", code)
    assert kept.exit_code == PROBLEMS and f"The kept code {code} is neither that of this site" in kept.output
    split = run("verify", site, "--against", town.root / "public")
    assert split.exit_code == PROBLEMS and f"Of one day, {TODAY}, there are two sites" in split.output
    untouched = run("verify", town.root / "public", "--root", town.root, "--redraw")
    assert untouched.exit_code == CLEAN and "Drawn again from the history" in untouched.output, untouched.output


# -- untouched sites of other towns, and of this repository's own past

# So many demonstration towns and commits of the own line, the newest first; `make promise` asks for more.
SEEDS = int(os.environ.get("LIANHU_PROMISE_SEEDS", "1"))
COMMITS = int(os.environ.get("LIANHU_PROMISE_COMMITS", "0"))
SCALE = os.environ.get("LIANHU_PROMISE_SCALE", "tiny")


@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_an_untouched_site_of_any_town_is_not_accused(seed: int, tmp_path: Path) -> None:
    """As it was built, at another place, on the next day, and drawn again."""
    content = {path: content for path, content in demo.town(SCALE, seed).items() if path.startswith("records/")}
    root = new_root(tmp_path / "others", TOWN)
    content |= {f"site/pages/{path.name}": path.read_bytes() for path in (root / "site/pages").glob("*")}
    content |= {"mkdocs.yml": (root / "mkdocs.yml").read_bytes(), ".gitignore": b"public/\n"}
    town = Repository(tmp_path / "town", content)
    code = ""
    for day in (TODAY, TODAY + timedelta(days=1)):
        built = run("build", "--root", town.root, "--out", tmp_path / "site", "--today", day)
        assert built.exit_code == CLEAN, built.output
        whole = log.read(copies.reader(tmp_path / "site" / sums.OF_THE_CODE))
        code = code or whole.entries[0].code
    copy = shutil.copytree(tmp_path / "site", tmp_path / "elsewhere")
    result = run("verify", copy, "--root", town.root, "--redraw", "--code", code, "--against", tmp_path / "site")
    assert result.exit_code == CLEAN and "ALTERED" not in result.output, result.output
    assert "Drawn again from the history, every file is the same." in result.output
    assert "Computed again at that commit" in result.output and "publication 1" in result.output


@pytest.mark.skipif(not COMMITS, reason="a commit of this repository's own line takes a minute: make promise")
def test_no_commit_of_the_own_line_that_builds_is_accused(tmp_path: Path) -> None:
    line = subprocess.run(
        ["git", "-C", ROOT, "rev-list", "--first-parent", f"--max-count={COMMITS}", "HEAD", "--", "records"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    judged = 0
    for commit in line:
        out = tmp_path / commit
        if run("build", "--root", ROOT, "--as-of", commit, "--out", out).exit_code != CLEAN:
            continue
        result = run("verify", out, "--root", ROOT)
        assert result.exit_code != PROBLEMS and "ALTERED" not in result.output, (commit, result.output)
        shutil.rmtree(out)
        judged += 1
    assert judged


# -- a code that somebody kept


def test_a_kept_code_is_enough(site: Path) -> None:
    whole = log.read(copies.reader(site / sums.OF_THE_CODE))
    first, last = whole.entries
    for code in (last.code, last.code.lower().replace("-", " "), last.list):
        assert "The kept code is that of this site." in run("verify", site, "--code", code).output
    earlier = run("verify", site, "--code", first.code)
    assert earlier.exit_code == CLEAN
    assert f"that of publication 1, of {first.day}, as the log still says. Published since: 1." in earlier.output
    root = json.loads((site / manifest.ADDRESS).read_bytes())["root"]
    of_records = run("verify", site, "--code", f"{root[:4]} {root[4:8]} {root[8:12]} {root[12:16]}")
    assert of_records.exit_code == CLEAN and "that of this site's records" in of_records.output


def test_a_mistyped_code_accuses_nobody(site: Path) -> None:
    code = sums.code(sums.digest((site / sums.ADDRESS).read_bytes()))
    wrong = code[:5] + ("7" if code[5] != "7" else "8") + code[6:]
    for typed, said in ((wrong, "was mistyped"), (code[:14], "16"), ("用户", "is no check code")):
        result = run("verify", site, "--code", typed)
        assert result.exit_code == CANNOT_RUN and said in result.output, result.output
        assert len(result.output.strip().splitlines()) == 1


# -- the log as others read it


def test_the_proof_stands_alone(site: Path) -> None:
    """Read as the specification has it, without any of our code but the hashing of the tree's path."""
    lines = (site / sums.OF_THE_CODE / log.PROOF).read_text(encoding="utf-8").split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    entry = base64.b64decode(lines[1].removeprefix("extra "))
    index = int(lines[2].removeprefix("index "))
    empty = lines.index("")
    hashes = [base64.b64decode(line) for line in lines[3:empty]]
    origin, size, root = lines[empty + 1 : empty + 4]
    found = tree.leads_to(tree.leaf(entry), index, int(size), hashes)
    assert found == base64.b64decode(root) and origin == "小样县小样镇/data/code"
    assert json.loads(entry)["list"] == sums.digest((site / sums.ADDRESS).read_bytes())
    assert len("\n".join(lines).encode()) < 1000


def test_signatures_may_follow_the_head(site: Path) -> None:
    appended(f"{sums.OF_THE_CODE}checkpoint", "— example.cn/witness AAAA\n".encode())(site)
    added(f"{sums.OF_THE_CODE}checkpoint.sig", b"-----BEGIN SSH SIGNATURE-----\n")(site)
    assert run("verify", site).exit_code == CLEAN
    appended(f"{sums.OF_THE_CODE}checkpoint", "— x\nwhatever\n".encode())(site)
    assert run("verify", site).exit_code == PROBLEMS


# -- two copies, and what is of another town


def test_a_copy_of_the_day_before_is_no_contradiction(site: Path, town: Repository, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(site, older)
    whole = log.read(copies.reader(site / sums.OF_THE_CODE))
    appended("robots.txt")(site)
    seal(site, whole)
    result = run("verify", site, "--against", older)
    assert result.exit_code == CLEAN and "goes on from that of the other: publications 2 and 3" in result.output
    assert run("verify", older, "--against", site).exit_code == CLEAN
    assert run("verify", site, "--against", site).exit_code == CLEAN


def test_a_kept_head_of_the_log_is_enough(site: Path, tmp_path: Path) -> None:
    whole = log.read(copies.reader(site / sums.OF_THE_CODE))
    kept = tmp_path / "kept"
    kept.write_text(log.Log(whole.origin, whole.entries[:1]).checkpoint, encoding="utf-8")
    result = run("verify", site, "--against", kept)
    assert result.exit_code == CLEAN and "still begins with the 1 publications" in result.output, result.output
    kept.write_text(whole.checkpoint.replace("\n2\n", "\n1\n"), encoding="utf-8")
    result = run("verify", site, "--against", kept)
    assert result.exit_code == PROBLEMS and "it was written anew" in result.output
    kept.write_text(whole.checkpoint.replace("\n2\n", "\n3\n"), encoding="utf-8")
    assert "it had 3 when its head was kept" in run("verify", site, "--against", kept).output


def test_what_is_of_another_town_is_no_contradiction(site: Path, tmp_path: Path) -> None:
    other = json.loads((site / manifest.ADDRESS).read_bytes())
    own = {name: other[name] for name in manifest.WRITTEN if name not in ("root", "checksum")}
    kept = tmp_path / "kept.json"
    kept.write_text(manifest.Manifest(records=other["records"], **{**own, "town": "邻镇"}).text(), encoding="utf-8")
    result = run("verify", site, "--against", kept)
    assert result.exit_code == CANNOT_RUN and "The one is of 小样镇, the other of 邻镇" in result.output
    kept.write_text(json.dumps(other)[:-20], encoding="utf-8")
    truncated = run("verify", site, "--against", kept)
    assert truncated.exit_code == CANNOT_RUN and len(truncated.output.strip().splitlines()) == 1
    records = {**other["records"], "issue/heping-g01-2026-0001": "0" * 64}
    kept.write_text(manifest.Manifest(records=records, **{**own, "day": "2026-11-20"}).text(), encoding="utf-8")
    later = run("verify", site, "--against", kept)
    assert later.exit_code == CLEAN
    assert "Changed: issue/heping-g01-2026-0001 is another since then." in later.output
