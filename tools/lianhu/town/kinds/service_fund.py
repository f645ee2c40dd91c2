"""A village's service funds of one year (R24): what each representative was granted and what it was spent on."""

from __future__ import annotations

import datetime
from decimal import Decimal

from msgspec import Struct

from lianhu.town.kinds.correction import Correctable


class Expense(Struct, frozen=True, kw_only=True):
    """`amount` in yuan, exact to the fen."""

    date: datetime.date
    amount: Decimal
    purpose: str
    receipt: str
    recorded_late: str | None = None


class Fund(Struct, frozen=True, kw_only=True):
    """One representative's fund; amounts in yuan, exact to the fen."""

    representative: str
    granted: Decimal
    granted_on: datetime.date
    entries: tuple[Expense, ...]
    recorded_late: str | None = None

    @property
    def spent(self) -> Decimal:
        return sum((entry.amount for entry in self.entries), Decimal(0))

    @property
    def balance(self) -> Decimal:
        return self.granted - self.spent


class ServiceFund(Correctable, frozen=True, kw_only=True):
    id: str
    year: int
    funds: tuple[Fund, ...]
