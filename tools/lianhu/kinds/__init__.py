"""The kinds of record as typed, frozen values; `from_data` only converts what the schema found valid."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import cattrs
from cattrs.gen import make_dict_structure_fn, override

from lianhu.kinds.calendar import Calendar, DaysOff
from lianhu.kinds.categories import Categories, Category
from lianhu.kinds.correction import Correctable, Correction
from lianhu.kinds.duties import Duties
from lianhu.kinds.editors import Editor, Editors
from lianhu.kinds.group import Group
from lianhu.kinds.incentives import Incentives
from lianhu.kinds.issue import Event, Issue
from lianhu.kinds.meeting import Meeting
from lianhu.kinds.procedure import Procedure
from lianhu.kinds.removal import Removal
from lianhu.kinds.representative import Representative
from lianhu.kinds.review import Award, Review
from lianhu.kinds.roles import Role, Roles
from lianhu.kinds.selection_criteria import SelectionCriteria
from lianhu.kinds.service_day import ServiceOrder, VillageServiceDay
from lianhu.kinds.service_fund import Expense, Fund, ServiceFund
from lianhu.kinds.task_list import Task, TaskList
from lianhu.kinds.town import Cadre, Town
from lianhu.kinds.village import Area, Village, VillageOfficer
from lianhu.kinds.visit import Visit, Visits

__all__ = [
    "KINDS",
    "Area",
    "Award",
    "Cadre",
    "Calendar",
    "Categories",
    "Category",
    "Correctable",
    "Correction",
    "Duties",
    "Editor",
    "Editors",
    "Event",
    "Expense",
    "Fund",
    "Group",
    "Incentives",
    "Issue",
    "Meeting",
    "Procedure",
    "Removal",
    "Representative",
    "Review",
    "Role",
    "Roles",
    "SelectionCriteria",
    "ServiceFund",
    "ServiceOrder",
    "Task",
    "TaskList",
    "Town",
    "Village",
    "VillageOfficer",
    "VillageServiceDay",
    "Visit",
    "Visits",
    "from_data",
]

# A schema's name and the class of its records; adding a kind adds its line here.
KINDS: Mapping[str, type] = {
    "calendar": Calendar,
    "categories": Categories,
    "duties": Duties,
    "editors": Editors,
    "group": Group,
    "incentives": Incentives,
    "issue": Issue,
    "meeting": Meeting,
    "procedure": Procedure,
    "removal": Removal,
    "representative": Representative,
    "review": Review,
    "roles": Roles,
    "selection_criteria": SelectionCriteria,
    "service_day": VillageServiceDay,
    "service_fund": ServiceFund,
    "task_list": TaskList,
    "town": Town,
    "village": Village,
    "visit": Visits,
}

_converter = cattrs.Converter()
# What is right is of the type that the corrected place has.
_converter.register_structure_hook(str | int | bool, lambda value, _: value)
_converter.register_structure_hook(str | int | bool | None, lambda value, _: value)
_converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
_converter.register_structure_hook(datetime.date, lambda text, _: datetime.date.fromisoformat(text))
# `from` is a word of Python.
_converter.register_structure_hook(DaysOff, make_dict_structure_fn(DaysOff, _converter, from_=override(rename="from")))


def from_data(kind: str, data: Any) -> Any:
    """The record of `kind` that `data` (of valid shape) describes; keys that the class lacks are left out."""
    return _converter.structure(data, KINDS[kind])
