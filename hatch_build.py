"""Compiles the translations, and puts into a wheel what a town may override."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("schemas", "site/templates", "site/theme", "site/boards", "site/pages", "mkdocs.yml")


class LianhuHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for source in Path(self.root, "tools/lianhu/words/languages").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as readable, source.with_suffix(".mo").open("wb") as writable:
                write_mo(writable, read_po(readable))
        if version != "editable":  # a checkout is read in place
            build_data["force_include"].update({folder: f"lianhu/{folder}" for folder in SHIPPED})
