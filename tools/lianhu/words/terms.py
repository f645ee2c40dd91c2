"""The town's words: one Chinese term for each identifier, everywhere (domain.md section 8)."""

from __future__ import annotations

from collections.abc import Mapping

TERMS: Mapping[str, str] = {
    # kinds of unit
    "village": "村",
    "community": "社区",
    "area": "片",
    "group": "小组",
    "representative": "代表",
    "household": "户",
    "discussion_hall": "村民说事厅",
    "civilization_practice_station": "新时代文明实践站",
    # kinds of issue
    "inquiry": "咨询",
    "help_request": "求助",
    "complaint": "投诉",
    "suggestion": "建议",
    "opinion": "意见",
    # where an issue came from
    "visit": "代表走访",
    "service_day": "邻里服务日",
    "meeting": "会议",
    "workstation": "工作站",
    "hotline": "热线",
    "online": "网上",
    "message": "留言",
    # events of an issue
    "discovered": "发现",
    "reported": "反映",
    "assigned": "转办",
    "escalated": "上报",
    "resolved": "解决",
    "fed_back": "反馈",
    "closed": "销号",
    "explained": "解释",
    "not_accepted": "不予受理",
    "duplicate": "重复",
    "deferred": "暂缓",
    "disputed": "异议",
    "reopened": "重办",
    "supervised": "督办",
    "followed_up": "回访",
    "gathered": "归并",
    "also_reported": "又有人反映",
    # posts
    "group_head": "组长",
    "area_head": "片长",
    "village_officer": "村“两委”成员",
    "liaison_cadre": "联组干部",
    "town_office": "镇办公室",
    "responsible_post": "责任岗位",
    # levels
    "town": "镇",
    "city": "镇以上",
    # what came of it
    "fixed": "已解决",
    "half_fixed": "部分解决",
    "very_satisfied": "非常满意",
    "satisfied": "满意",
    "neutral": "一般",
    "dissatisfied": "不满意",
    "very_dissatisfied": "非常不满意",
    "not_rated": "未评价",
    "unreachable": "联系不上",
    # the representative
    "party_member": "党员",
    "volunteer": "志愿者",
    "village_worthy": "乡贤",
    "household_recommendation": "联系户推选",
    "group_meeting": "小组会议推选",
    "by_election": "补选",
    # why a representative no longer serves a group
    "resignation": "辞任",
    "death": "去世",
    "recall": "撤换",
    "term": "任期届满",
    "reassignment": "改联其他组",
    "unit_ended": "组撤并",
    # meetings and trainings
    "monthly_analysis": "民情分析会",
    "public_opinion_talk": "民情恳谈会",
    "evening_talk": "夜话会",
    "theme_day": "主题党日",
    "training": "培训",
    "winter_spring": "冬春训",
    "lesson": "一课",
    "film": "一片",
    "practice": "一实践",
    "done": "已落实",
    "not_done": "没有落实",
    # service days: activities, and what became of an order
    "publicity_exchange": "宣传交流",
    "practical_matter": "实事专题",
    "volunteer_service": "志愿便民",
    "cultural_creation": "文化创意",
    "other": "其他",
    "grand_visit": "大走访",
    "grand_talk": "大恳谈",
    "grand_service": "大服务",
    "delivered": "已实施",
    "referred": "转为问题办理",
    "withdrawn": "已撤回",
    # how somebody agreed
    "self": "本人",
    "signed": "书面签字",
    "spoken": "当面口头",
    "phone": "电话",
    "chat": "微信、短信",
    # what representatives are given
    "three_gives": "三给",
    "three_preferences": "三优",
    # procedures and duties
    "before": "事前",
    "during": "事中",
    "after": "事后",
    "core": "核心职责",
    "fixed_duty": "基本职责",
    "right": "权利",
    "working_days": "个工作日",
    "calendar_days": "天",
    # why a record was removed
    "consent_withdrawn": "本人撤回同意",
    "legal_order": "依法删除",
    "entered_by_mistake": "误录",
    "entered_twice": "重复录入",
    "moved": "改了编号",
}

# What a representative is called by the tense of the office, and what is added to the name of a unit.
REPRESENTATIVES: Mapping[str, str] = {"past": "原代表", "present": "代表", "future": "新当选代表"}
UNITS: Mapping[str, str] = {"past": "已撤并", "present": "", "future": "将设立"}

# A state is said in other words than the event that leads to it.
STATES: Mapping[str, str] = {
    "registered": "已登记",
    "in_progress": "办理中",
    "deferred": "暂缓",
    "resolved": "已解决待反馈",
    "explained": "已解释待反馈",
    "fed_back": "已反馈待销号",
    "closed": "已反馈销号",
    "not_accepted_untold": "不予受理待反馈",
    "duplicate_untold": "重复待反馈",
    "not_accepted": "不予受理",
    "duplicate": "重复",
}
