"""The kinds of record as typed, frozen values; `from_data` only converts what the schema found valid."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from lianhu.town.kinds.calendar import Calendar, DaysOff
from lianhu.town.kinds.categories import Categories, Category
from lianhu.town.kinds.correction import Correctable, Correction, Redaction
from lianhu.town.kinds.duties import Duties
from lianhu.town.kinds.editors import Editor, Editors
from lianhu.town.kinds.group import Group
from lianhu.town.kinds.incentives import Incentives
from lianhu.town.kinds.issue import Event, Issue
from lianhu.town.kinds.meeting import Decision, Meeting
from lianhu.town.kinds.procedure import Procedure
from lianhu.town.kinds.removal import Removal
from lianhu.town.kinds.representative import Representative
from lianhu.town.kinds.review import Award, Review
from lianhu.town.kinds.roles import Role, Roles
from lianhu.town.kinds.selection_criteria import SelectionCriteria
from lianhu.town.kinds.service_day import ServiceOrder, VillageServiceDay
from lianhu.town.kinds.service_fund import Expense, Fund, ServiceFund
from lianhu.town.kinds.task_list import Task, TaskList
from lianhu.town.kinds.town import Cadre, Town
from lianhu.town.kinds.village import Area, Village, VillageOfficer
from lianhu.town.kinds.visit import Visit, Visitor, Visits

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = [
    "KINDS",
    "AnyUnit",
    "Area",
    "Award",
    "Cadre",
    "Calendar",
    "Categories",
    "Category",
    "Correctable",
    "Correction",
    "Decision",
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
    "Redaction",
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

AnyUnit: TypeAlias = Village | Area | Group

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


@functools.cache
def _converter() -> Converter:
    """Plain data into records; made for the first one, since its library takes long to import."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter()
    # What is right is of the type that the corrected place has.
    converter.register_structure_hook(str | int | bool, lambda value, _: value)
    converter.register_structure_hook(str | int | bool | None, lambda value, _: value)
    converter.register_structure_hook(Decimal, lambda text, _: Decimal(text))
    converter.register_structure_hook(datetime.date, lambda text, _: datetime.date.fromisoformat(text))
    # Half of a town's typed values are visitors, and the same few thousand go month after month: each is made once.
    visitor = functools.lru_cache(maxsize=10_000)(Visitor)
    converter.register_structure_hook(
        Visitor, lambda data, _: visitor(role=data["role"], representative=data.get("representative"))
    )
    # `from` is a word of Python.
    days_off = make_dict_structure_fn(DaysOff, converter, from_=override(rename="from"))
    converter.register_structure_hook(DaysOff, days_off)
    return converter


def from_data(kind: str, data: Any) -> Any:
    """The record of `kind` that `data` (of valid shape) describes; keys that the class lacks are left out."""
    return _converter().structure(data, KINDS[kind])
