"""What the pages of the town's work say: facts of the tiny town, found as a reader finds them."""

from __future__ import annotations

import datetime
import re

import pytest

from help import walk
from help.built import Built
from help.drawn import Drawn, below, drawn_on, linked, of, says
from help.towns import Tree, registered
from lianhu.site import site
from lianhu.site.pages.work import WEEKS_OF_GROUP, weeks
from lianhu.town.kinds import Representative
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas

# -- service days


def test_service_days_say_when_and_how_sure(town_register: Register) -> None:
    page = of(town_register, "service-days/")
    says(page, "下一个服务日是2026年12月7日，星期一（按规则推算）")
    dates = below(page, "前后一年的日期")
    assert "2027年1月4日星期一待放假通知确认" in dates
    assert "2026年10月12日星期一按规则推算1个村有记录，实施1/3单" in dates
    assert "2026年9月7日星期一按规则推算没有记录" in dates
    march = below(drawn_on(town_register, "2026-06-01", "service-days/"), "前后一年的日期")
    assert "2026年3月9日星期一镇里确认与春耕培训合并" in march


def test_service_days_show_activities_of_the_four_kinds(town_register: Register) -> None:
    for address in ("service-days/", "service-days/heping-2026-10/"):
        page = of(town_register, address)
        says(page, "宣传交流 讲医保缴费 和平村部 18人参加", "实事专题 铺好村口一段路 村口")
        says(page, "志愿便民 义诊、理发 一组村民说事厅 23人参加", "文化创意 教剪纸")


def test_service_days_show_what_became_of_every_order(town_register: Register) -> None:
    page = of(town_register, "service-days/heping-2026-10/")
    orders = below(page, "点单")
    assert "实施1/3单" in orders, "one delivered; one referred and one open; the withdrawn one is left out"
    for told in (
        "请人看看漏水的水龙头已实施和平村一组2026-10-09点单实施代表安代表2026-10-12已实施",
        "2026-10-16点单人确认做了，满意（组长问的）换了垫圈。",
        "出组的路想加宽转为问题办理和平村一组2026-10-12点单实施代表安代表",
        "请人磨几把刀已撤回和平村二组2026-10-10点单2026-10-12已撤回",
        "请人教用手机交医保还没有实施和平村二组2026-10-12点单实施代表康代表",
    ):
        assert told in orders
    assert "../../issues/heping-g01-2026-0003/" in linked(page)
    assert "安小雪" not in page.text and "康䶮" not in page.text


def test_a_service_day_says_its_forms_and_how_many_households_they_reached(town_register: Register) -> None:
    page = of(town_register, "service-days/heping-2026-10/")
    says(page, "入户听意见 各组 大走访 走访14户", "谈谈修路怎么出工 一组村民说事厅 12人参加 大恳谈 来了11户")
    says(of(town_register, "villages/heping/"), "大走访 走访14户", "大恳谈 来了11户")


def test_an_order_says_whether_who_ordered_has_confirmed_it(drawn: Drawn, town_tree: Tree) -> None:
    says(drawn("service-days/heping-2026-10/"), "2026-10-16 点单人确认做了，满意（组长问的）", "点单人确认1/1单")
    path = "records/villages/heping/service-days/2026-10.yaml"
    text = town_tree[path].decode()
    asked = "    confirmed:\n      date: 2026-10-16\n      by: group_head\n      satisfied: true\n"
    without: dict[str, str | None] = {path.removeprefix("records/"): text.replace(asked, "")}
    says(drawn("service-days/heping-2026-10/", files=without), "点单人还没有确认", "点单人确认0/1单")


def test_an_order_that_became_a_dispute_tells_no_story(drawn: Drawn, town_tree: Tree) -> None:
    """A dispute between persons is shown under its neutral title: no story, and nobody who brought it."""
    day = "villages/heping/service-days/2026-10.yaml"
    issue = "villages/heping/issues/2026/g01-2026-0003.yaml"
    dispute = town_tree[f"records/{issue}"].decode().replace("category: road_widening", "category: neighbour_dispute")
    page = drawn("service-days/heping-2026-10/", files={issue: dispute})
    assert day.endswith("2026-10.yaml") and not page.says("出组的路想加宽")
    says(page, "邻里纠纷调解 转为问题办理")
    assert "../../issues/heping-g01-2026-0003/" not in linked(page)
    assert not drawn("issues/heping-g01-2026-0003/", files={issue: dispute}).says("服务日点单")


def test_an_issue_without_a_category_says_so_on_every_page(drawn: Drawn, town_tree: Tree) -> None:
    issue = "villages/heping/issues/2026/g01-2026-0003.yaml"
    text = town_tree[f"records/{issue}"].decode().replace("category: road_widening", "reference: XY-1")
    assert "类别尚未分类" in drawn("issues/heping-g01-2026-0003/", files={issue: text}).text
    says(drawn("issues/", files={issue: text}), "出组的路想加宽", "尚未分类")
    assert not drawn("issues/").says("尚未分类")


def test_service_days_tell_how_to_order_and_where_the_calendars_are(town_register: Register) -> None:
    page = of(town_register, "service-days/")
    assert "告诉联系您家的代表" in below(page, "我要点单")
    assert {"../calendar/town.ics", "../calendar/heping.ics", "../calendar/chengnan.ics"} <= linked(page)


def test_a_village_without_service_days_says_what_would_stand_there(town_register: Register) -> None:
    assert "列在这里，还没有记录" in below(of(town_register, "service-days/"), "城南社区")
    assert "列在这里，还没有记录" in below(of(town_register, "villages/chengnan/"), "服务日")


# -- meetings


def test_meetings_show_what_was_discussed_and_decided(town_register: Register) -> None:
    page = of(town_register, "meetings/")
    heping = below(page, "和平村")
    assert "接下来的会明年先办哪几件事计划2026年12月4日，星期五民情恳谈会一组村民说事厅" in heping
    assert "民情分析会1次民情恳谈会1次夜话会1次主题党日1次培训1次" in heping
    assert "三月民情分析民情分析会2026-03-27和平村部片长2名组长2名代表2名党员9/12名" in heping
    assert "路灯线路每季度查一次村电工2026年4月30日前已落实2026年4月28日查了四条线，换了两个接头" in heping
    assert "秋收以后再议村委会没有定期限，2027年5月20日前要有结果还在办" in heping
    assert "../issues/heping-g01-2026-0001/" in linked(page)
    assert "还没有记录" in below(page, "城南社区")
    assert {"heping", "chengnan", "reviews"} <= page.ids, "anchors do not change"


def test_reviews_show_summary_decisions_and_awards(town_register: Register) -> None:
    for address in ("meetings/", "reviews/2026-q1/"):
        page = of(town_register, address)
        says(page, "2026年第一季度", "走访比上季度勤", "换灯先查线路", "镇城建办", "2026年6月30日前")
    says(of(town_register, "reviews/2026-q1/"), "安冬至 200.00元", "一盏路灯盯到底，重办也不嫌烦")
    page = of(town_register, "reviews/2026-q1/")
    assert "应邀到会" in below(page, "参会的代表") and "邀请了，没有来" in below(page, "参会的代表")
    assert "到期没有结果" in below(page, "定的事"), "due at the end of June, and nobody says what became of it"


def test_a_review_says_which_villages_came(town_tree: Tree, town_schemas: Schemas) -> None:
    named = (
        "villages:\n  - {village: heping, attended: true, remark: 走访勤了，路灯一事办得好}\n"
        "  - {village: chengnan, attended: false, remark: 没有来人，请补报}\n"
    )
    path = "records/reviews/2026-q1.yaml"
    register = registered({**town_tree, path: town_tree[path] + named.encode()}, town_schemas)
    page = of(register, "reviews/2026-q1/")
    assert "到会1/2个和平村到会走访勤了，路灯一事办得好城南社区没有来没有来人" in below(page, "各村")


def test_what_is_planned_says_so_and_who_is_invited(town_register: Register) -> None:
    page = of(town_register, "meetings/heping-2026-12-04-public_opinion_talk/")
    says(page, "计划", "邀请的代表")
    assert "定的事" not in page.text and "到会" not in page.text, "nobody has come, and nothing is decided"
    assert "磨刀、理发（和平村部）" in below(of(town_register, "villages/heping/"), "接下来的会和服务日")
    day = of(town_register, "service-days/heping-2026-12/")
    says(day, "计划的活动", "磨刀、理发")
    assert "请了" in below(of(town_register, "representatives/heping-g01-r03/"), "邀请参会")


def test_a_theme_day_shows_its_lesson_film_and_practice(town_register: Register) -> None:
    page = of(town_register, "meetings/heping-2026-07-01-theme_day/")
    says(page, "一课 怎样听住户把话说完", "一片 看一部讲村史的片", "一实践 给独居老人修门窗", "党员11/12名")


def test_a_training_says_for_whom_and_who_came(town_register: Register) -> None:
    page = of(town_register, "meetings/heping-2026-06-18-training/")
    says(page, "培训对象 片长、组长、代表", "片长2名 组长2名 代表2名", "主持 镇办公室")
    assert below(page, "到会的代表") == "到会的代表欧阳立秋安代表", "names as their persons agreed"


# -- incentives


def test_incentives_show_awards_funds_and_certificates(town_register: Register) -> None:
    page = of(town_register, "incentives/")
    assert "2026年第一季度安冬至和平村一组200.00元一盏路灯盯到底" in below(page, "优秀代表")
    assert "和平村2名400.00元84.50元315.50元合计2名400.00元84.50元315.50元" in below(page, "服务群众专项资金")
    assert "5/5名" in below(page, "代表证书")


def test_incentives_say_who_grants_them_and_what_is_a_sample(town_register: Register) -> None:
    page = of(town_register, "incentives/")
    says(page, "三优 经济上优待 每季度评选“优秀代表” 示例 镇政府给 示例文字")


def test_a_fund_shows_each_entry_with_purpose_and_receipt(town_register: Register) -> None:
    page = of(town_register, "service-funds/heping-2026/")
    says(page, "欧阳立秋 发放200.00元 用了84.50元 还剩115.50元", "2026-02-10 HP20260001 走访用的手电筒 36.50元")
    says(page, "康代表 发放200.00元 用了0.00元 还剩200.00元", "还没有用过")


# -- organisation


def test_the_organisation_keeps_the_three_chains_apart(town_register: Register) -> None:
    page = of(town_register, "organisation/")
    assert below(page, "结构").startswith("结构：谁属于哪里镇小样镇村、社区2个片3个组3个代表5名户55户")
    assert below(page, "三级联动").startswith("三级联动：谁联系谁村“两委”成员分片联系小组组长联系代表")
    assert below(page, "四级联动").startswith("四级联动：办不了往哪里报组组长片片长村、社区村“两委”镇镇办公室")
    tree = below(page, "全镇架构图")
    assert "小样镇联组的镇干部邵立夏副镇长" in tree
    assert "下片片长纪芒种联系人米小寒村委会委员" in tree, "the liaison of today"
    assert "一组组长安清和22户联组干部邵立夏副镇长欧阳立秋12户安代表10户" in tree
    assert "安冬至" not in tree and "白秋分" not in tree, "who has left is not in the chart"
    units = ("villages/heping", "areas/heping-p2", "groups/heping-g02", "representatives/heping-g02-r01")
    assert {f"../{unit}/" for unit in units} <= linked(page)


# -- villages, groups, representatives


def test_a_villages_months_are_honest(town_register: Register) -> None:
    page = of(town_register, "villages/heping/")
    months = below(page, "每月该做的")
    assert "2026年11月没到月底没到月底没到月底" in months, "never missing before it is over"
    assert "2026年10月没有做没有做做了" in months
    assert "2026年9月没有记录没有记录没有记录" in months
    assert "2026年3月做了做了没有做" in months
    assert "../../task-lists/heping-2026-03/" in linked(page)


def test_a_task_list_says_done_not_done_or_open(drawn: Drawn) -> None:
    page = drawn("task-lists/heping-2026-03/")
    says(page, "清一遍排水沟 做完了 上片片长 2026-03-12 完成")
    says(page, "把机耕道的坑填平 没做完 村委会 原因：雨天顺延到四月", "做完1/2项")
    november = "id: heping-2026-11\ndrawn_up_on: 2026-11-02\ntasks:\n  - text: 查线路\n    responsible_post: 村电工\n"
    files: dict[str, str | None] = {"villages/heping/task-lists/2026-11.yaml": november}
    says(drawn("task-lists/heping-2026-11/", files=files), "查线路 还在做")
    says(drawn("task-lists/heping-2026-11/", "2026-12-01", files), "查线路 没有结果")


def test_a_task_and_the_visit_that_worked_on_it_lead_to_each_other(town_register: Register) -> None:
    says(of(town_register, "task-lists/heping-2026-03/"), "2026-03-12 完成 走访时做的 2026-03-10 和平村一组")
    visits = drawn_on(town_register, "2026-04-01", "groups/heping-g01/")
    assert "做的任务清一遍排水沟" in below(visits, "一周一走访")
    assert "../../task-lists/heping-2026-03/" in linked(visits)


def test_a_representative_says_which_hamlets_she_serves(drawn: Drawn) -> None:
    says(drawn("representatives/heping-g01-r01/"), "联系的地方曾家湾、老街三巷")
    says(drawn("groups/heping-g01/"), "联系12户 曾家湾、老街三巷")


def test_a_village_knows_its_present_and_its_former_officers(town_register: Register) -> None:
    page = of(town_register, "villages/heping/")
    assert "米小寒村委会委员2026年7月1日起" in below(page, "村“两委”成员")
    assert "白秋分村委会委员2026年1月1日至2026年6月30日" in below(page, "以前的组、片和村“两委”成员")


def test_a_villages_meetings_and_service_days_are_all_there(town_register: Register) -> None:
    page = of(town_register, "villages/heping/")
    pages = [one for one in site.of(town_register, walk.ROOT).record_pages() if one.template != "removal.html"]
    expected = {f"../../{one.address}" for one in pages if one.address.startswith(("meetings/", "service-days/"))}
    assert expected and expected <= linked(page)


def test_a_group_shows_every_week_of_every_representative(town_register: Register) -> None:
    page = drawn_on(town_register, "2026-04-01", "groups/heping-g01/")
    visits = below(page, "一周一走访")
    one = "欧阳立秋过完的5周，走访2周3月30日本周未结束3月23日走访了3月16日没有走访3月9日没有走访3月2日走访了"
    assert f"{one}2月23日没有记录" in visits, "a week that is not over is not missing"
    assert "2026-03-25欧阳立秋、安冬至、联组干部6户" in visits
    assert "记下的事一组路口路灯不亮" in visits
    assert "联组干部邵立夏副镇长" in "".join(page.text.split())


def test_no_visit_in_the_last_weeks_is_said(town_register: Register) -> None:
    visits = below(of(town_register, "groups/heping-g01/"), "一周一走访")
    assert visits.count("没有记录") > WEEKS_OF_GROUP and "近六周谁去走访、走了几户列在这里，没有记录。" in visits


def test_only_weeks_that_are_over_are_counted(town_register: Register) -> None:
    register = Register(town_register.documents, town_register.schemas, datetime.date(2026, 3, 29))
    one = register.get(Representative, "heping-g01-r01")
    sunday = weeks(register, one, 3)
    assert [turn.state for turn in sunday.turns] == ["done", "not_done", "not_done"]
    assert (sunday.rate.numerator, sunday.rate.denominator) == (0, 2), "Sunday belongs to the week"
    monday = weeks(Register(register.documents, register.schemas, datetime.date(2026, 3, 30)), one, 3)
    assert [turn.state for turn in monday.turns] == ["not_over", "done", "not_done"]
    assert (monday.rate.numerator, monday.rate.denominator) == (1, 2)


def test_a_representative_shows_work_and_what_it_was_given(town_register: Register) -> None:
    page = drawn_on(town_register, "2026-11-22", "representatives/heping-g01-r01/")
    says(page, "2026年1月10日至 2031年1月9日", "XY-2026-001")
    assert "怎样走访，怎样记事" in below(page, "参加的培训")
    assert "发放200.00元用了84.50元还剩115.50元" in below(page, "服务群众专项资金")
    assert "HP20260002服务日的茶水48.00元" in below(page, "服务群众专项资金")
    then = below(drawn_on(town_register, "2026-04-01", "representatives/heping-g01-r01/"), "一周一走访")
    assert "过完的7周，走访了2周近12个月走访2次10户次" in then


def test_a_former_representative_keeps_the_award_and_the_past(town_register: Register) -> None:
    page = of(town_register, "representatives/heping-g01-r02/")
    says(page, "现在没有联系的组", "2026年1月10日至2026年5月31日", "2026年第一季度 200.00元 一盏路灯盯到底")


# -- first and last days

GONE, CHOSEN = "representatives/heping-g01-r02/", "representatives/heping-g01-r04/"


@pytest.fixture
def chosen(town_tree: Tree) -> dict[str, str | None]:
    """A representative who is chosen on 20 November and begins on 1 January."""
    text = town_tree["records/villages/heping/representatives/g01-r03.yaml"].decode()
    for old, new in (
        ("g01-r03", "g01-r04"),
        ("XY-2026-005", "XY-2026-008"),
        ("since: 2026-06-08", "since: 2027-01-01"),
    ):
        assert old in text
        text = text.replace(old, new)
    return {"villages/heping/representatives/g01-r04.yaml": text}


def test_the_last_day_is_a_day_in_office(drawn: Drawn) -> None:
    """`until` is the last day: whoever left on 31 May served on 31 May, and no page says the contrary."""
    page = drawn(GONE)
    says(page, "和平村一组原代表", "现在没有联系的组，任到2026年5月31日。", "2026年1月10日至2026年5月31日")
    assert not page.says("2026年5月31日起")


def test_who_begins_later_is_no_former_representative(drawn: Drawn, chosen: dict[str, str | None]) -> None:
    page = drawn(CHOSEN, files=chosen)
    says(page, "和平村一组新当选代表", "新当选，2027年1月1日起任代表。", "和平村一组 2027年1月1日起")
    assert not page.says("原代表") and not page.says("现在没有联系的组") and not page.says("至今")
    group = drawn("groups/heping-g01/", files=chosen)
    says(group, "新当选代表：", "2027年1月1日起任")
    assert f"../../{CHOSEN}" in linked(group)


def test_who_is_chosen_again_serves_on(drawn: Drawn, town_tree: Tree) -> None:
    """Case 01: both terms are shown, the newest first, and nothing says that she serves no longer."""
    path = "villages/heping/representatives/g01-r01.yaml"
    first = "    certificate: XY-2026-001\n"
    second = (
        "  - chosen:\n      date: 2026-11-20\n      method: group_meeting\n"
        "    start: 2026-11-21\n    end: 2031-11-20\n    certificate: XY-2026-009\n"
    )
    page = drawn(
        "representatives/heping-g01-r01/",
        files={path: town_tree[f"records/{path}"].decode().replace(first, first + second)},
    )
    says(
        page,
        "和平村一组代表",
        "第2届产生 2026年11月20日 小组会议推选",
        "任期 2026年11月21日至2031年11月20日",
        "代表证书 XY-2026-009",
        "第1届产生 2026年1月8日 联系户推选",
        "2026年1月10日至2031年1月9日 2026年11月21日起连任",
        "代表证书 XY-2026-001",
    )
    assert not page.says("原代表") and not page.says("不再") and not page.says("现在没有联系的组")


def test_one_term_is_not_counted(drawn: Drawn) -> None:
    page = drawn("representatives/heping-g01-r01/")
    says(page, "产生 2026年1月8日", "任期 2026年1月10日至2031年1月9日")
    assert not page.says("届产生") and not page.says("连任")


def test_why_a_membership_ended_is_said_in_a_neutral_word(drawn: Drawn, town_tree: Tree) -> None:
    path = "villages/heping/representatives/g01-r02.yaml"
    text = (
        town_tree[f"records/{path}"]
        .decode()
        .replace("until: 2026-05-31\n", "until: 2026-05-31\n    ended: resignation\n")
    )
    page = drawn(GONE, files={path: text})
    says(page, "现在没有联系的组，任到2026年5月31日（辞任）。", "2026年1月10日至2026年5月31日，辞任")


def test_who_has_left_and_begins_again_is_told_so(drawn: Drawn, town_tree: Tree) -> None:
    path = "villages/heping/representatives/g01-r02.yaml"
    again = (
        town_tree[f"records/{path}"]
        .decode()
        .replace("    until: 2026-05-31\n", "    until: 2026-05-31\n  - group: heping-g02\n    since: 2027-01-01\n")
    )
    page = drawn(GONE, files={path: again})
    says(page, "和平村二组新当选代表", "现在没有联系的组，2027年1月1日起再任代表。", "2026年1月10日至2026年5月31日")
    group = drawn("groups/heping-g02/", files={path: again})
    assert group.says("2027年1月1日起任")


def test_a_unit_that_has_ended_or_not_begun_says_its_days(drawn: Drawn, town_tree: Tree) -> None:
    path = "villages/heping/village.yaml"
    text = town_tree[f"records/{path}"].decode()
    area = (
        "  - id: heping-{id}\n    name: 和平村{name}\n    since: {since}\n    until: {until}\n"
        "    heads:\n      - name: 安小满\n        since: {since}\n        until: {until}\n"
        "    liaisons:\n      - officer: heping-o1\n        since: {since}\n        until: {until}\n"
    )
    areas = area.format(id="p8", name="老片", since="2026-01-10", until="2026-03-15")
    areas += area.format(id="p9", name="新片", since="2027-01-01", until="2030-12-31")
    changed = {path: re.sub(r"(?m)^areas:\n", f"areas:\n{areas}", text)}
    assert changed[path] != text
    says(drawn("areas/heping-p8/", files=changed), "本片存续到2026年3月15日，现已撤并，以下是当时的记录。")
    ahead = drawn("areas/heping-p9/", files=changed)
    says(ahead, "本片从2027年1月1日起设立。")
    assert not ahead.says("撤并"), "that its end is known already does not make it past"
    village = drawn("villages/heping/", files=changed)
    says(village, "和平村老片 存续到2026年3月15日", "和平村新片 2027年1月1日起")
    assert {"../../areas/heping-p8/", "../../areas/heping-p9/"} <= linked(village)


# -- issues


def test_an_issue_links_back_to_where_it_was_spoken_of(town_register: Register) -> None:
    page = of(town_register, "issues/heping-g01-2026-0001/")
    spoken = below(page, "哪里说到过")
    for told in (
        "2026-03-10和平村一组走访安冬至、组长",
        "2026-03-27民情分析会：三月民情分析",
        "2026-04-102026年第一季度工作点评会",
    ):
        assert told in spoken
    assert "路口没有灯" in below(page, "并到这一件的")
    says(of(town_register, "issues/heping-g01-2026-0002/"), "同一件事：一组路口路灯不亮")
    assert "服务日点单出组的路想加宽" in below(of(town_register, "issues/heping-g01-2026-0003/"), "哪里说到过")


def test_supervision_follow_up_and_skipped_levels_are_told(drawn: Drawn, town_tree: Tree) -> None:
    path = "villages/heping/issues/2026/g01-2026-0001.yaml"
    followed = town_tree[f"records/{path}"].decode() + (
        "  - stage: followed_up\n    date: 2026-04-20\n    by: group_head\n"
        "    note: 一个月后去看，还亮着。\n    satisfaction: satisfied\n"
    )
    page = drawn("issues/heping-g01-2026-0001/", files={path: followed})
    says(page, "2026-04-20 回访 组长 一个月后去看，还亮着。", "用时 11天", "已反馈销号")
    path = "villages/heping/issues/2026/g01-2026-0003.yaml"
    skipped = town_tree[f"records/{path}"].decode() + (
        "  - stage: escalated\n    date: 2026-10-20\n    by: village_officer\n    reason: 要跨县协调\n"
        "    to_level: city\n    skip_reason: 镇里办不了\n"
        "  - stage: supervised\n    date: 2026-11-02\n    by: town_office\n    note: 请月底前回话。\n"
    )
    page = drawn("issues/heping-g01-2026-0003/", files={path: skipped})
    says(page, "上报到镇以上", "越级原因：镇里办不了", "2026-11-02 督办 镇办公室 请月底前回话。")


# -- everything


def test_new_pages_have_a_way_in(tiny_site: Built) -> None:
    """From home, through the menu: no page is reached only by those who know its address."""
    reached, waiting = set[str](), [""]
    while waiting:
        address = waiting.pop()
        if address in reached or address not in tiny_site.pages:
            continue
        reached.add(address)
        for link in tiny_site.pages[address].links:
            if link.tag == "a" and ":" not in link.value:
                parts = f"{address}{link.value.partition('#')[0]}".split("/")
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                waiting.append("/".join(part for part in parts if part != ".") or "")
    assert set(tiny_site.pages) - reached == {"404.html"}


def test_a_town_that_has_done_nothing_yet_says_what_would_stand_there(town_tree: Tree, town_schemas: Schemas) -> None:
    done = ("/visits/", "/task-lists/", "/meetings/", "/service-days/", "/service-fund/", "/reviews/", "/issues/")
    tree = {path: content for path, content in town_tree.items() if not any(part in path for part in done)}
    register = registered(tree, town_schemas)
    for address in ("service-days/", "meetings/", "incentives/", "villages/heping/", "representatives/heping-g01-r01/"):
        page = of(register, address)
        assert page.says("列在这里，还没有"), address


# -- the privacy page


def test_the_privacy_page_says_what_the_town_says(drawn: Drawn) -> None:
    page = drawn("privacy/")
    says(page, "小样镇人民政府", "小样镇党政综合办", "0730-0000051", "3天内办好并答复", "2026年1月5日完成")
    assert not page.says("还没有写明")


def test_what_the_town_has_not_said_is_told(drawn: Drawn, town_tree: Tree) -> None:
    text = town_tree["records/town.yaml"].decode()
    unsaid = re.sub(r"  privacy:\n(?:    .*\n)+", "", text)
    assert unsaid != text
    page = drawn("privacy/", files={"town.yaml": unsaid})
    says(page, "负责岗位还没有写明", "公开的依据还没有写明", "评估日期还没有写明", "存放地点还没有写明", "0730-0000050")


def test_the_privacy_page_lists_every_field_as_it_is_marked(drawn: Drawn, town_schemas: Schemas) -> None:
    """The door itself says what it shows: an empty town's fields, posted for both places, are the page's table."""
    page = drawn("privacy/")
    rows = dict(re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>.*?</td></tr>', page.source))
    assert rows["编辑人 · 账号"] == rows["原话"] == "不公开"
    assert (rows["姓名"], rows["照片"], rows["联系户数"]) == ("本人同意", "本人同意", "公开")
    for kind in town_schemas.kinds.values():
        assert f"<b>{kind.schema['title']}</b>" in page.source


def test_households_that_nobody_serves_are_shown(drawn: Drawn, town_tree: Tree) -> None:
    path, old = "villages/heping/groups/g02.yaml", "household_count: 13\n"
    text = town_tree[f"records/{path}"].decode()
    few = {path: text.replace(old, "household_count: 200\n")}
    says(drawn("groups/heping-g02/", files=few), "200户 有代表联系的13 / 200户，187户没有代表联系")
    says(drawn("villages/heping/", files=few), "有代表联系的35 / 222户 187户没有代表联系")
    unserved = "unserved:\n  households: 187\n  reason: 新建安置小区，等补选\n  until: 2026-12-31\n"
    explained = {path: text.replace(old, f"household_count: 200\n{unserved}")}
    says(drawn("groups/heping-g02/", files=explained), "187户没有代表联系 新建安置小区，等补选，2026年12月31日前补上")
    assert not drawn("groups/heping-g02/").says("没有代表联系") and not drawn("villages/heping/").says("没有代表联系")


def test_a_sum_is_shown_with_what_it_was_and_what_it_is_going_to_be(drawn: Drawn, town_tree: Tree) -> None:
    raised = town_tree["records/town.yaml"].decode().replace('award: "200.00"', 'award: "300.00"')
    entries = (
        'earlier:\n  - {at: limits.award, until: 2026-12-31, was: "250.00"}\n'
        '  - {at: limits.award, until: 2026-06-30, was: "200.00"}\n'
    )
    page = drawn("incentives/", files={"town.yaml": raised + entries})
    says(page, "每名奖励250.00元，到2026年6月30日为200.00元，2027年1月1日起为300.00元")


def test_entries_of_the_towns_lists_say_from_when_and_until_when_they_hold(drawn: Drawn, town_tree: Tree) -> None:
    path = "duties/negative_list.yaml"
    text = town_tree[f"records/{path}"].decode()
    first = text.split("items:\n")[1].split("\n")[0]
    dated = text.replace(first, f"{first}\n    since: 2026-06-01", 1)
    over = dated.replace("items:\n", "items:\n  - text: 从前不许的事\n    until: 2026-05-31\n    source: 示例文字\n")
    page = drawn("duties/", files={path: over})
    says(page, f"{first.removeprefix('  - text: ')} （2026年6月1日起）")
    assert not page.says("从前不许的事")


# -- deadlines

OVER_NEW_YEAR = """id: heping-g01-2026-0099
title: 坡上路灯不亮
kind: help_request
category: street_light
source: workstation
responsible_post: 村电工
events:
  - {stage: discovered, date: 2026-12-30, by: group_head}
  - {stage: reported, date: 2026-12-30, by: group_head}
"""


def test_a_deadline_says_that_the_notice_may_move_it(drawn: Drawn) -> None:
    """Five working days from 30 December 2026, before and after the notice of 2027."""
    files: dict[str, str | None] = {"villages/heping/issues/2026/g01-2026-0099.yaml": OVER_NEW_YEAR}
    address = "issues/heping-g01-2026-0099/"
    page = drawn(address, "2026-12-31", files)
    says(page, "办理时限 2027年1月6日（暂按周一至周五推算，待放假通知确认）")
    files["calendar/2027.yaml"] = (
        "year: 2027\nsource: 通知\ndays_off:\n  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}\nworking_days: []\n"
    )
    page = drawn(address, "2026-12-31", files)
    says(page, "办理时限 2027年1月7日")
    assert not page.says("待放假通知确认")
