"""Editors find each record's schema: the settings for the YAML language server follow the schemas' places."""

import json
import re
from pathlib import Path

from lianhu import schemas

ROOT = Path(__file__).parent.parent


def test_the_editor_knows_a_schema_for_every_kind_of_record() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    expected = {
        f"./schemas/{kind.name}.schema.json": re.sub(r"\{\w+\}", "*", kind.schema["x-path"])
        for kind in schemas.load().kinds.values()
    }
    assert settings["yaml.schemas"] == expected


def test_a_place_of_records_leads_to_one_schema_only() -> None:
    for kind in schemas.load().kinds.values():
        example = re.sub(r"\{village\}", "xinhe", kind.schema["x-path"])
        example = example.replace("{group}", "g01").replace("{representative}", "r01").replace("{year}", "2026")
        example = re.sub(r"\{number\}", "0001", example)
        example = re.sub(r"\{\w+\}", "name", example)
        found = [other.name for other in schemas.load().kinds.values() if other.path_pattern.fullmatch(example)]
        assert found == [kind.name], example
