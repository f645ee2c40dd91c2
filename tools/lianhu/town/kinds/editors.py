"""The editors: who may change which records, by their account at the forge."""

from __future__ import annotations

from msgspec import Struct

WHOLE_TOWN = "town"


class Editor(Struct, frozen=True, kw_only=True):
    """`territory` is a village's id, or "town"; `represents` the editor's own representative record, if any."""

    account: str
    post: str
    territory: str
    represents: str | None = None

    @property
    def is_towns(self) -> bool:
        """Whether the editor may change all records."""
        return self.territory == WHOLE_TOWN


class Editors(Struct, frozen=True, kw_only=True):
    editors: tuple[Editor, ...]

    def of(self, account: str) -> Editor | None:
        """The editor with this account; forges do not tell capital from small letters."""
        return next((editor for editor in self.editors if editor.account.casefold() == account.casefold()), None)
