"""What must stay in step: each test names what was forgotten and where it goes."""

from __future__ import annotations

import ast
import inspect
import json
import re
import string
import time
from collections.abc import Iterable, Iterator
from re import _constants as parts
from re import _parser as regex_parser
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po
from referencing import Registry, Resource

from help import case, pieces
from help.towns import Tree
from help.walk import PARSED, ROOT, kind_of, properties, resolved
from help.years import years_later
from lianhu import public, words
from lianhu.proposals.rules import PROPOSAL_RULES
from lianhu.rules import check
from lianhu.rules.catalogue import RULES, SOURCE
from lianhu.rules.references import KIND_NAMES
from lianhu.site import site
from lianhu.site.pages import POURED_SECTIONS, RECORD_PAGES, SECTIONS
from lianhu.town import schemas, shape
from lianhu.town.kinds import KINDS
from lianhu.town.register import Register
from lianhu.town.schemas import Schemas
from lianhu.town.validator import RecordValidator, formats
from lianhu.words.terms import STATES, TERMS

TOOLS = ROOT / "tools" / "lianhu"
RECORD_SCHEMAS = schemas.load().kinds
EVERY_RULE = (*RULES, *PROPOSAL_RULES)
RULE_NAMES = [rule.__name__ for rule in EVERY_RULE]

# What the reader refuses before there is a shape to judge; every one has a case.
READER_RULES = {
    "ambiguous_scalar",
    "byte_order_mark",
    "duplicate_key",
    "empty_file",
    "forbidden_character",
    "key_not_text",
    "not_utf8",
    "tab_indentation",
    "too_deep",
    "unresolved_merge",
    "yaml_feature",
    "yaml_syntax",
}
SHAPE_RULES = {
    *(rule for rule, _ in shape.SENTENCES.values()),
    "corrections_name_a_value",
    "known_place",
    "markers_have_a_redaction",
    "named_photo",
    "readable_photo",
    "redacted_places_hold_the_marker",
    "redactions_name_a_text",
    "village_record",
    "earlier_values_name_a_dated_value",
    "one_value_a_day",
}


def nothing(found: Iterable[str], hint: str = "") -> None:
    """Fails with every entry on a line of its own, and what to do."""
    listed = sorted(set(found))
    assert not listed, "\n  ".join([hint or "these are wrong:", *listed])


# -- cases


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_has_a_case_that_fires_and_a_near_miss(rule: str) -> None:
    own = [one for one in case.ALL if one.rule == rule]
    fires = [one for one in own if any(line.endswith(f" {rule}") for line in one.expect)]
    assert fires, f"add tests/cases/{rule}/<what is wrong>.yaml in which the rule finds something"
    assert any(one.is_near_miss for one in own), f"add tests/cases/{rule}/<what is still right>.yaml with 'expect: []'"


@pytest.mark.parametrize("rule", sorted(READER_RULES | SHAPE_RULES))
def test_every_refusal_of_a_file_has_a_case(rule: str) -> None:
    assert any(line.endswith(f" {rule}") for one in case.ALL for line in one.expect), (
        f"add a case to tests/cases/{rule}"
    )


def test_every_folder_of_cases_is_named_after_a_rule() -> None:
    known = {*RULE_NAMES, *READER_RULES, *SHAPE_RULES, "awful"}
    assert sorted({one.rule for one in case.ALL} - known) == []


# -- rules


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.__name__)
def test_a_rules_docstring_is_its_sentence_and_its_source(rule: Any) -> None:
    sentence, _, source = inspect.cleandoc(rule.__doc__ or "").partition("\n\n")
    assert re.fullmatch(r"[^ ].*\.", sentence, re.DOTALL), "begin with the sentence that must hold"
    assert re.fullmatch(rf"{SOURCE} .+\.", source, re.DOTALL), f"end with who says so: '{SOURCE} ...'"
    assert "\n\n" not in source


def test_rules_have_one_name_each() -> None:
    assert len(set(RULE_NAMES)) == len(RULE_NAMES)
    assert not set(RULE_NAMES) & (READER_RULES | SHAPE_RULES)


# -- kinds


@pytest.mark.parametrize("kind", sorted(RECORD_SCHEMAS))
def test_a_kind_of_record_has_all_its_pieces(kind: str, town_tree: Tree) -> None:
    nothing(pieces.lacking(RECORD_SCHEMAS[kind], town_tree), f"the kind {kind} still needs:")


def test_every_class_is_of_a_kind() -> None:
    gone = [f"tools/lianhu/town/kinds/{name}.py" for name in set(KINDS) - set(RECORD_SCHEMAS)]
    nothing(gone, "add schemas/<kind>.schema.json with x-path, or take it out of KINDS:")


def test_the_pieces_of_a_new_kind_are_named() -> None:
    """Whoever has written only the schema reads what is missing and where it goes."""
    schema = {key: value for key, value in PARSED["review.schema.json"].items() if key != "x-territory"}
    schema["x-path"] = "records/trials/{quarter}.yaml"
    trial = schemas.with_own({"trial.schema.json": json.dumps(schema)}).kinds["trial"]
    told = pieces.lacking(trial, {})
    assert [piece.partition(": ")[0] for piece in told] == [
        "schemas/trial.schema.json",
        "tools/lianhu/town/kinds/trial.py",
        "tools/lianhu/town/kinds/__init__.py",
        "tests/town/records/trials/{quarter}.yaml",
        "records/trials/{quarter}.yaml",
        ".vscode/settings.json",
    ]
    assert told[0].startswith("schemas/trial.schema.json: x-territory, who may change it")
    assert told[-1].endswith('"./schemas/trial.schema.json": "records/trials/*.yaml" in yaml.schemas')


def test_every_key_of_every_kind_is_used(town_tree: Tree, town_schemas: Schemas) -> None:
    """In the tiny town or in a near miss: so that no key is without a test of reading it."""
    used: set[str] = set()

    def visit(data: Any, at: str) -> None:
        used.add(at)
        for key, value in data.items() if isinstance(data, dict) else ():
            visit(value, f"{at}.{key}")
        for item in data if isinstance(data, list) else ():
            visit(item, at)

    for tree in (town_tree, *(one.changed(town_tree) for one in case.ALL if one.is_near_miss)):
        for document in check.read(tree, town_schemas)[0]:
            if kind := kind_of(town_schemas, document.path):
                visit(document.data, kind.name)
    there = {
        ".".join([name, *(step for step in at if step != "[]")])
        for name, kind in RECORD_SCHEMAS.items()
        for at, _ in properties(kind.schema)
    }
    # Ends, withdrawals, what is agreed again and confirmations are alike everywhere.
    exempt = re.compile(r".*\.(until|withdrawn_on|again.*|corrections.*|redactions.*|confirmed.*)")
    nothing((key for key in there - used if not exempt.fullmatch(key)), "use the key in tests/town or in a near miss:")


# -- schemas


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a parsed schema."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


each_schema = pytest.mark.parametrize("name", sorted(PARSED))
SCALARS = ("string", "integer", "number")


@each_schema
def test_every_property_is_explained(name: str) -> None:
    """An editor shows title and description, and offers the examples."""
    assert PARSED[name].get("title") and PARSED[name].get("description")
    lacking = []
    for at, value in properties(PARSED[name]):
        wanted = ["title", "description"]
        if value.get("type") in SCALARS and "enum" not in value:
            wanted.append("examples")
        lacking += [f"{'.'.join(at)}: {keyword}" for keyword in wanted if not value.get(keyword)]
    nothing(lacking)


@each_schema
def test_every_property_of_a_record_says_where_it_may_be_shown(name: str) -> None:
    """Whatever is not marked is not shown, so a forgotten mark would hide a value without a word."""
    if "x-path" not in PARSED[name] and name != schemas.COMMON:
        return
    wrong = [".".join(at) for at, value in properties(PARSED[name]) if value.get("x-publish") not in PUBLISHED]
    nothing(wrong)


PUBLISHED = {"web", "wall", "internal"}


@each_schema
def test_what_is_shown_lies_in_what_is_shown(name: str) -> None:
    """A value for the web inside one that is internal would never leave: a mistake in one of the two marks."""
    wrong = []
    marks = {at: value.get("x-publish") for at, value in properties(PARSED[name])}
    for at, mark in marks.items():
        outer = next((marks[at[:n]] for n in range(len(at) - 1, 0, -1) if at[:n] in marks), None)
        if (outer, mark) in {("internal", "web"), ("internal", "wall"), ("wall", "web")}:
            wrong.append(".".join(at))
    nothing(wrong)


@each_schema
def test_what_is_shown_stays_unless_a_reason_says_why_not(name: str) -> None:
    """Nothing is marked to be kept: all that is shown is. A mark stands only where it says something."""
    marked = dict(properties(PARSED[name]))
    wrong = [f"{'.'.join(at)}: whole is what holds without a mark" for at in marked if "whole" in marked[at].values()]
    for at, value in marked.items():
        outer = [marked[at[:end]] for end in range(1, len(at)) if at[:end] in marked]
        lists = [above for above in outer if above.get("type") == "array"]
        if "x-changes" in value:
            is_dated, is_shown = value.get("x-dated") == "value", value["x-publish"] in ("web", "wall")
            if is_dated or not is_shown or any("x-changes" in above for above in outer):
                wrong.append(f"{'.'.join(at)}: x-changes says nothing here")
            if not 6 <= len(value["x-changes"]) <= 40:
                wrong.append(f"{'.'.join(at)}: the reason is one line")
        # Of what is not shown a mapping says that all in it stays.
        listed = value if value.get("x-publish") == "internal" and "items" not in value else value.get("items", {})
        if value.get("x-kept") == "entries" and "properties" not in resolved(listed, PARSED[name]):
            wrong.append(f"{'.'.join(at)}: x-kept: entries is of lists of mappings")
        if {"x-changes", "x-kept", "x-dated"} & value.keys() and any("x-kept" not in above for above in lists):
            wrong.append(f"{'.'.join(at)}: the list above it is kept whole; it needs x-kept: entries")
    nothing(wrong)


@each_schema
def test_unknown_keys_are_refused_everywhere(name: str) -> None:
    open_ones = [node for node in nodes(PARSED[name]) if "properties" in node and node.get("type") == "object"]
    assert open_ones or name == schemas.COMMON
    assert [node.get("title") for node in open_ones if node.get("additionalProperties") is not False] == []


@each_schema
def test_required_keys_are_properties(name: str) -> None:
    for node in nodes(PARSED[name]):
        if isinstance(node.get("required"), list) and "properties" in node:
            assert set(node["required"]) <= set(node["properties"])


PATTERNS = sorted(
    {node["pattern"] for source in PARSED.values() for node in nodes(source) if isinstance(node.get("pattern"), str)}
)


EXAMPLES = {
    node["pattern"]: [example for example in node.get("examples", ()) if isinstance(example, str)]
    for source in PARSED.values()
    for node in nodes(source)
    if isinstance(node.get("pattern"), str)
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_are_anchored_and_quick(pattern: str) -> None:
    r"""Read by Python, by JavaScript in editors and by Go alike, in linear time (hardening T22)."""
    assert not re.search(r"\\[dwsDWSbB]", pattern), "\\d, \\w, \\s differ between languages: write the characters out"
    assert not re.search(r"\(\?", pattern), "groups are plain; (?...) is not the same everywhere"
    tree = list(regex_parser.parse(pattern))
    begins, ends = (parts.AT, parts.AT_BEGINNING), (parts.AT, parts.AT_END)
    assert (tree[0], tree[-1]) == (begins, ends), "write ^...$ around the whole; put alternatives in brackets"
    assert not nested(tree), "a repeated group holds a repetition: some text takes for ever"


# The signs that our patterns are made of, alone and in pairs, and what ends a match that seemed to hold.
PIECES = (*"aA0-_./% 汉㐀·", "a-", "a0", "0-", "a.", "/a", "A0", "汉·", "g01-r01")
ENDS = ("", "\n", "!", "-", " ", "\u2028", "０")
MOST_SECONDS = 2.0  # of one pattern on all texts of one length; linear time is a hundredth of it


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_take_linear_time_on_hostile_texts(pattern: str) -> None:
    """Ten times longer and longer, so that a slow pattern fails at a length where it still ends (T22)."""
    begins = ["", "https://", *EXAMPLES.get(pattern, ())]
    for length in (30, 1_000, 10_000, 100_000):
        texts = [begin + piece * (length // len(piece)) + end for begin in begins for piece in PIECES for end in ENDS]
        begin = time.process_time()
        for text in texts:
            re.fullmatch(pattern[1:-1], text)
            re.search(pattern, text)
        assert time.process_time() - begin < MOST_SECONDS, f"too slow on {length} characters"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_line_break_behind_a_value_is_seen(pattern: str) -> None:
    """`$` alone lets it pass in Python; `[0-9]` lets no other script's digits pass, as `\\d` does (F20)."""
    validator = RecordValidator({"type": "string", "pattern": pattern})
    for example in EXAMPLES.get(pattern, ()):
        assert validator.is_valid(example)
        assert not validator.is_valid(f"{example}\n")
        assert not validator.is_valid(f"\n{example}")
        wide = re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), example)
        assert wide == example or not validator.is_valid(wide) or "\\n" in pattern


REPEATS = (parts.MAX_REPEAT, parts.MIN_REPEAT)
FEW = 40  # {0,19} of one character is a length, not a loop


def nested(tree: Any, inside: bool = False) -> bool:
    """Whether a long repetition stands inside a repetition, or directly behind another one."""
    before = False
    for operator, argument in tree:
        is_long = operator in REPEATS and argument[1] > FEW
        if is_long and (inside or before):
            return True
        inner = {
            parts.SUBPATTERN: lambda argument=argument: [argument[-1]],
            parts.BRANCH: lambda argument=argument: argument[1],
        }.get(operator, lambda argument=argument, operator=operator: [argument[2]] if operator in REPEATS else [])()
        repeated = inside or (operator in REPEATS and argument[1] > 1)
        if any(nested(branch, repeated) for branch in inner):
            return True
        before = is_long
    return False


@each_schema
def test_examples_have_the_shape_they_show(name: str) -> None:
    registry: Registry[Any] = Registry().with_resources(
        (file, Resource.from_contents(content)) for file, content in PARSED.items()
    )
    wrong = []
    for at, value in properties(PARSED[name]):
        schema = {**value, "$schema": PARSED[name]["$schema"], "$defs": PARSED[name].get("$defs", {})}
        validator = RecordValidator(schema, registry=registry, format_checker=formats)
        wrong += [f"{'.'.join(at)}: {one}" for one in value.get("examples", ()) if not validator.is_valid(one)]
    nothing(wrong)


def test_every_reference_is_to_something_that_is_defined() -> None:
    defined = {what for kind in RECORD_SCHEMAS.values() for _, what in kind.definitions}
    referred = {what for kind in RECORD_SCHEMAS.values() for _, what in kind.references}
    assert referred <= defined, "a schema's x-kind names what no x-defines introduces"
    assert referred <= set(KIND_NAMES), "add the word to KIND_NAMES of lianhu/rules/references.py"


@each_schema
def test_every_allowed_word_has_a_chinese_term_or_is_explained(name: str) -> None:
    unexplained = []
    for at, value in properties(PARSED[name]):
        listed = value.get("enum") or resolved(value.get("items", {}), PARSED[name]).get("enum", ())
        described = set(re.findall(r"[a-zA-Z_-]+", value["description"]))
        unexplained += [
            f"{'.'.join(at)}: {word}" for word in listed if not {word} & (set(TERMS) | set(STATES) | described)
        ]
    nothing(unexplained, "add the word to lianhu/terms.py, or explain it in the property's description:")


# -- pages


def test_every_template_is_a_pages_and_every_page_has_one(town_register: Register) -> None:
    """Once years have passed as well."""
    sites = site.of(town_register, ROOT), site.of(years_later(town_register), ROOT)
    pages = (page for one in sites for page in (*one.section_pages(), *one.poured_pages()))
    wanted = {page.template for page in pages} | {"problems.html", "code.html"}
    there = {path.name for path in (ROOT / "site" / "templates").glob("*.html") if not path.name.startswith("_")}
    assert there == wanted, "site/templates and the templates that lianhu/pages names differ"


def test_the_navigation_names_every_section_page(town_register: Register) -> None:
    """MkDocs knows the pages by `mkdocs.yml`: in its navigation, or named as one that is reached by links."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    in_navigation = [path for entry in settings["nav"] for path in entry.values()]
    elsewhere = [line.strip("/") for line in settings["not_in_nav"].split()]
    named = [path.removesuffix("index.md").rstrip("/") for path in (*in_navigation, *elsewhere)]
    drawn = [page.address.rstrip("/") for page in site.of(town_register, ROOT).section_pages()]
    by_hand = [file.relative_to(ROOT / "site/pages").as_posix() for file in (ROOT / "site/pages").rglob("*.md")]
    nothing(set(drawn) - set(named), "name the section page in mkdocs.yml, under nav or not_in_nav:")
    nothing(set(by_hand) - set(named), "name the page written by hand in mkdocs.yml, under nav or not_in_nav:")
    nothing(set(named) - {*drawn, *by_hand}, "mkdocs.yml names what nobody draws or writes:")
    assert len(named) == len(set(named)), "mkdocs.yml names a page twice"


def test_the_navigation_stands_in_the_order_of_the_section_pages(town_register: Register) -> None:
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    pages = {f"{page.address}index.md": page.title for page in site.of(town_register, ROOT).section_pages()}
    navigation = [path for entry in settings["nav"] for path in entry.values() if path in pages]
    assert navigation == [path for path in pages if path in navigation]


def test_a_section_page_has_a_frame_of_its_own_and_one_for_the_pages_below_it(town_register: Register) -> None:
    town_site = site.of(town_register, ROOT)
    assert tuple(page.address for page in town_site.section_pages()) == SECTIONS
    assert {page.section for page in town_site.poured_pages()} == set(POURED_SECTIONS)


def test_every_kind_of_record_page_is_drawn_in_the_tiny_town(town_register: Register) -> None:
    posted = public.posted(town_register, "web")
    assert [draw.__name__ for draw in RECORD_PAGES if not list(draw(posted))] == []


def test_no_module_is_a_drawer_for_everything() -> None:
    forbidden = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [path for path in TOOLS.rglob("*.py") if path.stem in forbidden] == []


# -- sentences


def templates() -> Iterator[tuple[str, str]]:
    """`(place, template)` of every sentence for people: of `say`, of `_sentence`, and the rules' docstrings."""
    for path in sorted(TOOLS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "_sentence")
            ):
                continue
            place = f"{path.relative_to(ROOT)}:{node.lineno}"
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Attribute) and first.attr == "template":
                continue  # a sentence that was said, and is collected, elsewhere
            assert isinstance(first, ast.Constant), f"{place}: write the sentence itself"
            yield place, str(first.value)
    for rule in EVERY_RULE:
        yield rule.__name__, " ".join((rule.__doc__ or "").split())


SENTENCES = sorted({text: place for place, text in templates()}.items())
CATALOGUE = TOOLS / "words/languages" / words.CHINESE / "LC_MESSAGES" / "lianhu.po"


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    if not CATALOGUE.exists():
        pytest.fail(
            f"{CATALOGUE.relative_to(ROOT)} is missing: collect the sentences and translate them", pytrace=False
        )
    with CATALOGUE.open("rb") as readable:
        return {
            str(message.id): str(message.string) for message in read_po(readable) if message.id and not message.fuzzy
        }


def test_every_sentence_is_translated(catalogue: dict[str, str]) -> None:
    missing = [f"{place}: {text}" for text, place in SENTENCES if text and not catalogue.get(text)]
    nothing(missing, f"translate in {CATALOGUE.relative_to(ROOT)}:")


def test_translations_have_the_sentences_names(catalogue: dict[str, str]) -> None:
    wrong = [text for text, translated in catalogue.items() if translated and names(text) != names(translated)]
    nothing(wrong)


def test_no_translation_is_left_over(catalogue: dict[str, str]) -> None:
    nothing(set(catalogue) - {text for text, _ in SENTENCES}, "no code says this any more:")


def test_translated_rules_keep_their_source(catalogue: dict[str, str]) -> None:
    docstrings = {" ".join((rule.__doc__ or "").split()) for rule in EVERY_RULE}
    wrong = [text for text in docstrings if catalogue.get(text) and catalogue[text].count(SOURCE) != 1]
    assert wrong == [], f"the word {SOURCE!r} stands in the translation too; the page is cut there"


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
