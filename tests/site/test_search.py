"""The search index: names as they are read, and nothing in it that stops a build."""

from __future__ import annotations

import datetime
import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.built import new_root
from help.inspected import inspected
from help.towns import TESTS, TODAY, TOWN, Tree, consent, record, registered
from lianhu import public
from lianhu.personal import NUMBERS, found_in
from lianhu.public import Posted
from lianhu.site import inspection, search
from lianhu.site.build import build
from lianhu.town.kinds import Representative
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.writing import edits
from lianhu.writing.yamltext import to_yaml

FAMILIES = dict(
    line.split("\t")
    for line in (TESTS / "corpus" / "family-names.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
STUMBLES = "秀英 小红 信双 建国 微信 小微 一三八 陆九 心怡 欣欣 扣扣 晓芸 德富 新 𠮷 䶮 娜 威信 伍一"
GIVEN = STUMBLES.split()
TOWN_FILE = "records/town.yaml"
PERSON = "records/villages/heping/representatives/g01-r0{}.yaml"


# -- how names are read


@pytest.mark.parametrize(("family", "readings"), FAMILIES.items())
def test_a_family_name_is_found_as_it_is_read(family: str, readings: str) -> None:
    sounds = search.pinyin(f"{family}秀英").split()
    for reading in readings.split():
        assert f"{reading}xiuying" in sounds
    assert sounds[0] == f"{readings.split()[0]}xiuying", "the more frequent reading first"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾晓芸", "zengxiaoyun zxy"),
        ("单小平", "shanxiaoping sxp danxiaoping dxp"),
        ("万俟春", "moqichun mqc"),
        ("乐正平", "yuezhengping yzp"),
        ("阿依古丽·买买提", "ayigulimaimaiti ayglmmt"),
        ("曾代表", "zengdaibiao zdb"),
        ("欧阳", "ouyang oy"),
        ("王𠮷𠮷", "wang𠮷𠮷 w𠮷𠮷"),
        ("冯河田", "fenghetian fht"),
        ("安查", "ancha ac"),
    ],
)
def test_a_name_in_pinyin(name: str, expected: str) -> None:
    """查 and 曾 in a given name are read as anywhere."""
    assert search.pinyin(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("曾家湾村", "zengjiawancun zjwc"),
        ("单家岭", "shanjialing sjl danjialing djl"),
        ("解放村", "jiefangcun jfc"),
        ("家和村", "jiahecun jhc"),
    ],
)
def test_a_place_in_pinyin(name: str, expected: str) -> None:
    assert search.place_pinyin(name) == expected


# -- what the check passes is built


def test_a_representative_is_found_by_the_hamlets_she_serves(town_register: Register) -> None:
    entries = search.entries(public.posted(town_register, "web"))
    [found] = [entry for entry in entries if entry.address == "representatives/heping-g01-r01/"]
    assert found.details == "heping-g01-r01 和平村一组 曾家湾 老街三巷"
    assert "zengjiawan zjw" in found.pinyin


def test_pinyin_of_a_name_is_no_account(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """吕秀英 is lvxiuying and 韦信双 weixinshuang: nobody wrote that, so nobody gave an account away."""
    town = renamed(town_tree, town_schemas, "吕秀英", "韦信双", "吕小红")
    assert problems(tmp_path, town) == []


def test_only_what_we_derived_is_passed_over(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    town = renamed(town_tree, town_schemas, "吕秀英")
    for row in ('["代表", "weixinshuang", "", "", ""]', '["代表", "吕秀英", "", "", "vxabc12345 lxy"]'):
        assert [problem.path for problem in problems(tmp_path, town, f"[{row}]")] == [search.ADDRESS]
    (tmp_path / "other.json").write_text('["vxshangguan"]', encoding="utf-8")
    assert "other.json" in [problem.path for problem in problems(tmp_path, town)]


@given(st.sampled_from(sorted(FAMILIES)), st.sampled_from(GIVEN) | st.text("一二三微信秀英心想薇威号吕", max_size=9))
def test_every_name_that_is_checked_can_be_shown(family: str, given_name: str) -> None:
    """On a page, in its title, in the index and beside other names: found there only if found in the name itself."""
    name = f"{family}{given_name}"
    if any(finding.detector in NUMBERS for finding in found_in(name)):
        return  # 一三八〇〇一三八〇〇〇 is refused by the check
    row = search.SearchEntry("代表", name, "weixian-g01-r01 卫县村一组", "representatives/weixian-g01-r01/", "")
    page = (
        f'<title>{name} - 小样镇代表联户公示</title><img alt="{name}的照片"><p>{name}代表：{name}、{name}（{name}）</p>'
    )
    found = inspection.Pieces()
    found.take("a.html", page.encode())
    pieces = [*row, *map(html.unescape, found)]
    shown = [piece for piece in pieces if any(finding.detector in NUMBERS for finding in found_in(piece))]
    assert shown == []


@pytest.mark.slow
def test_a_town_of_the_worst_names_is_built(tmp_path: Path, town_tree: Tree, town_schemas: Schemas) -> None:
    """Some ninety names that a detector could stumble over, each of them somebody's, in one town."""
    worst = [f"{family}{given_name}" for family in ("吕", "韦", "万俟", "单于") for given_name in GIVEN]
    worst += ["阿依古丽·买买提", "卫信号", "魏新生", "微生微信", "欧阳", "李陆九", "绿欣欣"]
    somebody = record(town_tree, PERSON.format(1))
    (term,) = somebody["terms"]
    somebody = {key: somebody[key] for key in ("groups", "roles")}
    tree = dict(town_tree)
    for number, name in enumerate(worst, 10):
        number_of_group = f"g01-r{number}"
        tree[f"records/villages/heping/representatives/{number_of_group}.yaml"] = to_yaml(
            {
                "id": f"heping-{number_of_group}",
                "name": name,
                **somebody,
                "household_count": 5,
                "terms": [{**term, "certificate": f"XY-2026-{number + 100}"}],
                "consent": {"name": consent(web=True, wall=True)},
            }
        )
    totals = {b"representatives: 5": 5 + len(worst), b"households: 55": 55 + 5 * len(worst)}
    for declared, count in totals.items():
        tree[TOWN_FILE] = tree[TOWN_FILE].replace(declared, declared.split()[0] + f" {count}".encode())
    registered(tree, town_schemas)
    root = new_root(tmp_path / "root", TOWN)
    for path, content in tree.items():
        (root / path).write_bytes(content)
    assert [str(problem.message) for problem in build(root, root / "public", TODAY)] == []


def renamed(tree: Tree, town_schemas: Schemas, *names: str) -> Posted:
    """The tiny town with the representatives of its first group called so, in public."""
    tree = dict(tree)
    for number, name in enumerate(names, 1):
        path = PERSON.format(number)
        consents = {"name": consent(web=True, wall=True, given_on="2026-06-12")}
        tree[path] = to_yaml({**record(tree, path), "name": name, "consent": consents})
    return public.posted(registered(tree, town_schemas), "web")


def problems(folder: Path, town: Posted, index: str = "") -> list[inspection.Problem]:
    (folder / "search").mkdir(exist_ok=True)
    (folder / search.ADDRESS).write_text(index or dict(search.files(town))[search.ADDRESS], encoding="utf-8")
    return inspected(folder, town)


def test_everybody_has_an_entry(town_register: Register) -> None:
    found = [entry for entry in search.entries(public.posted(town_register, "web")) if entry.what.endswith("代表")]
    assert len(found) == len(town_register.all(Representative))


def test_who_has_left_is_marked(town_register: Register) -> None:
    """On the last day in office still a representative, on the next day a former one."""
    for day, what in ((31, "代表"), (1, "原代表")):
        then = datetime.date(2026, 5 if day == 31 else 6, day)
        register = Register(town_register.documents, town_register.schemas, then)
        whats = {entry.address: entry.what for entry in search.entries(public.posted(register, "web"))}
        assert whats["representatives/heping-g01-r02/"] == what


def test_a_unit_is_found_by_what_it_was_called(town_tree: Tree, town_schemas: Schemas) -> None:
    """和平村 is renamed, and its groups still say so; 杨柳村 ended, and what it went on in stands beside it."""
    tree, path = dict(town_tree), "records/villages/heping/village.yaml"
    tree[path] = edits.with_value(path, tree[path], ("name",), "和顺村")
    found = {entry.name: entry for entry in search.entries(public.posted(registered(tree, town_schemas), "web"))}
    assert found["和顺村"].details == "heping 原和平村"
    assert found["和顺村"].pinyin == "heshuncun hsc hepingcun hpc"
    assert found["杨柳村"].details == "yangliu 已撤并 并入和顺村"
    assert found["城南社区"].details == "chengnan"
