"""The kinds of record as typed, frozen values; `from_data` only converts what the schema found valid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import msgspec

from lianhu.town.kinds.calendar import Calendar
from lianhu.town.kinds.categories import UNCLASSIFIED, Categories, Category
from lianhu.town.kinds.correction import Correctable, Correction, Redaction
from lianhu.town.kinds.duties import Duties
from lianhu.town.kinds.editors import Editor, Editors
from lianhu.town.kinds.group import Group
from lianhu.town.kinds.incentives import Incentives
from lianhu.town.kinds.issue import Event, Issue
from lianhu.town.kinds.meeting import Decision, Meeting
from lianhu.town.kinds.posting import Hung, Posting
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
from lianhu.town.kinds.town_posting import TownPosting
from lianhu.town.kinds.village import Area, Village, VillageOfficer
from lianhu.town.kinds.visit import Visit, Visits

__all__ = [
    "KINDS",
    "NAMES",
    "UNCLASSIFIED",
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
    "Hung",
    "Incentives",
    "Issue",
    "Meeting",
    "Posting",
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
    "TownPosting",
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
    "posting": Posting,
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
    "town_posting": TownPosting,
    "village": Village,
    "visit": Visits,
}
NAMES: Mapping[type, str] = {kind: name for name, kind in KINDS.items()}


def from_data(kind: str, data: Any) -> Any:
    """The record of `kind` that `data` (of valid shape) describes; keys that the class lacks are left out."""
    return msgspec.convert(data, KINDS[kind])
