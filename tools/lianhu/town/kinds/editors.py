"""The editors: who may change which records, by their account at the forge."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE_TOWN = "town"


@dataclass(frozen=True, kw_only=True)
class Editor:
    """`territory` is a village's id, or "town"; `represents` the editor's own representative record, if any."""

    account: str
    post: str
    territory: str
    represents: str | None = None

    @property
    def is_towns(self) -> bool:
        """Whether the editor may change all records."""
        return self.territory == WHOLE_TOWN


@dataclass(frozen=True, kw_only=True)
class Editors:
    editors: tuple[Editor, ...]

    def of(self, account: str) -> Editor | None:
        """The editor with this account; forges do not tell capital from small letters."""
        return next((editor for editor in self.editors if editor.account.casefold() == account.casefold()), None)
