"""Why a file is not the YAML that records are written in, in our own words and at the right place."""

from __future__ import annotations

import re
from typing import TypeAlias

import yaml

from lianhu.reading.document import Place, place_of_mark
from lianhu.words import Text, say
from lianhu.words.problems import quoted

Refusal: TypeAlias = tuple[str, Text, Text]

TAB: Refusal = (
    "tab_indentation",
    say("A tab stands between the parts of the record."),
    say("Write spaces: two for each step of indentation."),
)


def feature_refused(feature: Text) -> Refusal:
    message = say("A file holds one record of plain lists, mappings and values; found {feature}.", feature=feature)
    return "yaml_feature", message, say("Take it out; put a text that begins like this in quotes.")


def syntax_problem(text: str, error: yaml.YAMLError) -> tuple[Place, str, Text, Text]:
    """Say in our own words why libyaml stopped; its wording only tells the commonest causes apart."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Place(1, 1), "yaml_syntax", say("The file is not a YAML record."), say("Compare it with another record.")
    mark, opened = error.problem_mark, error.context_mark or error.problem_mark
    context, problem = error.context or "", error.problem or ""
    lines = [*text.split("\n"), ""]  # libyaml may point behind the last line
    before, rest = lines[mark.line][: mark.column], lines[mark.line][mark.column :]
    place = place_of_mark(mark)
    if "tab character" in problem or rest.startswith("\t") or lines[mark.line].lstrip(" ").startswith("\t"):
        return Place(place.line, (mark.column if rest.startswith("\t") else lines[mark.line].find("\t")) + 1), *TAB
    if re.search(r"\b(?:tag|anchor|alias|directive)$", context) or lines[mark.line].startswith("%"):
        return place_of_mark(opened), *feature_refused(say("a tag, anchor, alias or directive (! & * %)"))
    match problem:
        case "found invalid Unicode character escape code":
            message, fix = say("This escape stands for no character."), say("Write the character itself.")
            return place, "forbidden_character", message, fix
        case "mapping values are not allowed in this context" if re.search(r":\s", before):
            message = say('There is a second colon in this line, before "{found}".', found=quoted(rest[1:].strip()))
            fix = say("If the colon belongs to a text, put the whole text in quotes.")
        case "mapping values are not allowed in this context":
            above = max((n for n in range(mark.line) if lines[n].strip()), default=mark.line)
            if not re.search(r":(?:\s|$)", lines[above]):
                return _missing_colon(lines, above)
            message = say('This line is indented too deep: "{found}".', found=quoted(before.strip()))
            fix = say("Indent it like its neighbours; if it goes on with the text above, put that text in quotes.")
        case "could not find expected ':'":
            return _missing_colon(lines, opened.line)
        case "found unexpected end of stream" | "found unexpected document indicator":
            place, message = place_of_mark(opened), say("The quotation mark that opens here is never closed.")
            fix = say("Close it; write an apostrophe inside single quotes twice.")
        case "did not find expected ',' or ']'" | "did not find expected ',' or '}'":
            place, message = place_of_mark(opened), say("The bracket that opens here is not closed or lacks a comma.")
            fix = say("Close the bracket; if it belongs to a text, put the whole text in quotes.")
        case "found unknown escape character" | "did not find expected hexdecimal number":
            message = say('In double quotes, "{found}" has no meaning.', found=quoted(rest[:2]))
            fix = say("Write a backslash twice, or use single quotes.")
        case _ if before.strip():
            message = say('"{found}" does not fit what stands before it.', found=quoted(rest or before))
            fix = say("If it belongs to a text, put the whole text in quotes.")
        case _:
            message = say('This line does not fit the lines above: "{found}".', found=quoted(rest))
            fix = say("Indent it like its neighbours, and begin either all of them with a dash or none.")
    return place, "yaml_syntax", message, fix


def _missing_colon(lines: list[str], number: int) -> tuple[Place, str, Text, Text]:
    line = lines[number]
    colon = re.search("[:：]", line)
    place = Place(number + 1, (colon.start() if colon else len(line) - len(line.lstrip())) + 1)
    found = quoted(line.strip())
    if not colon:
        message = say('A colon is missing after the name: "{found}".', found=found)
    elif colon[0] == ":":
        message = say('A space is missing after the colon: "{found}".', found=found)
    else:
        message = say('YAML does not know the full-width colon: "{found}".', found=found)
    fix = say('Write "name: value" with an ordinary colon and a space; put a text of several lines in quotes.')
    return place, "yaml_syntax", message, fix
