"""What `lianhu show` prints is the public view: staff paste it into messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from help.built import new_root
from help.program import CLEAN, run
from help.towns import TODAY, TOWN

DISPUTE = "chengnan-g01-2026-0002"
DISPUTE_FILE = "records/villages/chengnan/issues/2026/g01-2026-0002.yaml"
PERSON_FILE = "records/villages/heping/representatives/g01-r01.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_root(tmp_path / "town", TOWN)


def shown(root: Path, record_id: str) -> str:
    result = run("show", record_id, "--root", root, "--today", TODAY.isoformat(), language="en")
    assert result.exit_code == CLEAN, result.output
    return result.output


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


STORY = {
    "title": ("邻里纠纷调解", "甲家的墙占了乙家的路"),
    "responsible_post": ("不公开", "甲家的亲戚"),
    "reason": ("已由人民法院受理", "乙家先告了甲家"),
}


def test_a_dispute_tells_no_story(root: Path) -> None:
    for key, (written, story) in STORY.items():
        edited(root / DISPUTE_FILE, f"{key}: {written}", f"{key}: {story}")
    told = shown(root, DISPUTE)
    assert not [story for _, story in STORY.values() if story in told]
    assert "issue: 邻里纠纷调解" in told and "responsible post: 不公开" in told
    assert "2026-07-07: 不予受理" in told, "its stages and days stay"


def test_another_issue_tells_what_was_done(root: Path) -> None:
    told = shown(root, "heping-g01-2026-0001")
    assert "一组路口路灯不亮" in told and "晚上去看，灯不亮。" in told and "村电工" in told


def test_an_issue_tells_when_it_is_due_and_how_sure_that_is(root: Path) -> None:
    """The street light is due in five working days, and their year's notice is recorded or not."""
    assert "due: 2026-03-17" in shown(root, "heping-g01-2026-0001")
    (root / "records/calendar/2026.yaml").unlink()
    told = shown(root, "heping-g01-2026-0001")
    assert "due: 2026-03-17, counted from Monday to Friday until the holiday notice confirms it" in told


def test_who_did_not_agree_is_not_named(root: Path) -> None:
    assert "欧阳立秋" in shown(root, "heping-g01-r01") and "欧阳立秋" in shown(root, "heping-g01")
    edited(root / PERSON_FILE, "    web: true\n", "    web: false\n")
    for record_id in ("heping-g01-r01", "heping-g01"):
        told = shown(root, record_id)
        assert "欧阳立秋" not in told and "欧阳代表" in told


def test_what_ended_leads_on(root: Path) -> None:
    assert "goes on in: heping-g02 和平村二组" in shown(root, "yangliu-g01")
    assert "goes on in: heping-p1 和平村上片" in shown(root, "yangliu-p1")
    assert "came from: yangliu 杨柳村" in shown(root, "heping") and "goes on in" not in shown(root, "heping")
