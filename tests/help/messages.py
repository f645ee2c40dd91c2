"""A small spreadsheet of messages, and how its columns are read."""

from __future__ import annotations

import datetime
from pathlib import Path

import xlsxwriter

HEADINGS = ["编号", "用户", "主题", "时间", "详情", "答复", "答复时间"]


FIRST = [
    2549,
    "A00045581",
    "路灯不亮",
    "2019/4/25 9:32:09",
    "\n\t\t三盏\u00a0路灯\r\n不亮",
    "已修复。",
    "2019/5/10 14:56:53",
]


SECOND = [2554, "A0002", "请问何时修路", "2019/4/24 8:00:00", "何时修?", "明年。", "2019/5/9"]


OPEN = [2560, "A0003", "供水不足", datetime.datetime(2019, 5, 1, 7, 5), "水小", "", ""]


MAPPING = """\
columns:
  reference: 编号
  reporter: 用户
  title: 主题
  reported_at: 时间
  statement: 详情
  reply: 答复
  replied_at: 答复时间
source: message
group:
  default: heping-g01
  rules:
    - use: heping-g02
      words: [二组]
kind:
  default: opinion
  rules:
    - use: inquiry
      words: [请问]
    - use: help_request
      words: [路灯]
category:
  rules:
    - use: street_light
      words: [路灯]
    - use: water_supply
      words: [供水, 通水, 停水]
  elsewhere:
    - matter: 教育
      words: [小学, 学费]
responsible_post:
  default: 镇政府办公室
received_by: town_office
reply:
  answered_as:
    default: resolved
    rules:
      - use: assigned
        words: [已收悉]
        at_most_characters: 20
  outcome:
    default: explained
    rules:
      - use: fixed
        words: [已修复]
  waiver: 以平台公开答复为凭
  text: note
  answered_by: responsible_post
  fed_back_by: town_office
unanswered: registered
not_recorded:
  - because: 举报不在这里记录
    words: [举报]
    look_in: [title]
"""


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADINGS, *rows]):
            for column, cell in enumerate(row):
                sheet.write(number, column, str(cell))
    return path
