"""Editors find each record's schema: the settings for the YAML language server follow the schemas' places."""

import json
import re
from pathlib import Path

from lianhu.town import schemas

ROOT = Path(__file__).parents[2]


def test_the_editor_knows_a_schema_for_every_kind_of_record() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    expected = {
        f"./schemas/{kind.name}.schema.json": re.sub(r"\{\w+\}", "*", kind.schema["x-path"])
        for kind in schemas.load().kinds.values()
    }
    assert settings["yaml.schemas"] == expected, "yaml.schemas of .vscode/settings.json: a line for each kind, no more"


def test_a_place_of_records_leads_to_one_schema_only() -> None:
    names = {"village": "xinhe", "group": "g01", "representative": "r01", "year": "2026", "number": "0001"}
    names |= {
        "removal": "representative-xinhe-g01-r09",
        "month": "2026-03",
        "quarter": "2026-q1",
        "date": "2026-03-27",
        "meeting": "training",
        "board": "g01",
    }
    for kind in schemas.load().kinds.values():
        example = re.sub(r"\{(\w+)\}", lambda part: names.get(part[1], "name"), kind.schema["x-path"])
        found = [other.name for other in schemas.load().kinds.values() if other.path_pattern.fullmatch(example)]
        assert found == [kind.name], example
