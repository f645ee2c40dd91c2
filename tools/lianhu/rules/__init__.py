"""The rules that a schema cannot say: one function each, in reading order; its name is the rule's id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lianhu.rules import calendar, issues, lists, people, references, structure
from lianhu.rules.finding import Finding, Rule, problems
from lianhu.words import Text, spoken

__all__ = ["NAMES", "RULES", "Finding", "Rule", "described", "problems"]

SOURCE = "Source:"  # every docstring ends with it and the rule's source; translations keep the word

# While one of these is broken, nobody can tell which record another one means.
NAMES: tuple[Rule, ...] = (references.ids_follow_paths,)

RULES: tuple[Rule, ...] = (
    *NAMES,
    references.ids_inside_a_record_follow_it,
    references.references_resolve,
    structure.declared_totals_add_up,
    structure.deviations_have_not_expired,
    structure.groups_belong_to_their_village,
    structure.groups_lie_within_their_area,
    structure.areas_have_a_head_and_a_liaison,
    structure.groups_have_a_head,
    structure.groups_have_a_representative,
    structure.shared_venues_agree,
    structure.spans_end_after_they_begin,
    structure.offices_lie_within_their_unit,
    structure.one_holder_at_a_time,
    people.representatives_serve_5_to_15_households,
    people.certificates_are_unique,
    people.phones_are_unique,
    people.memberships_lie_within_their_group,
    people.memberships_do_not_overlap,
    people.representatives_belong_to_their_village,
    people.terms_are_as_long_as_the_law_says,
    lists.selection_criteria_are_complete,
    lists.duties_are_1_plus_4,
    lists.prohibited_acts_are_complete,
    lists.roles_are_complete,
    lists.the_three_lists_are_there,
    lists.only_the_duty_list_has_parts,
    issues.issues_belong_to_a_group,
    issues.events_follow_the_loop,
    issues.event_dates_do_not_go_back,
    issues.issues_are_numbered_by_year,
    issues.events_are_by_serving_representatives,
    calendar.calendar_days_lie_in_their_year,
    calendar.service_day_overrides_are_working_days,
)


@dataclass(frozen=True)
class Description:
    """A rule for its readers: the sentence that must hold and who says so."""

    name: str
    sentence: str
    source: str


def docstring(rule: Rule) -> str:
    """What a rule says of itself, on one line, as the catalogue of translations holds it."""
    return " ".join((rule.__doc__ or "").split())


def described(language: str) -> Iterator[Description]:
    """Every rule in reading order, from the docstrings that the functions carry."""
    for rule in RULES:
        sentence, _, source = spoken(Text(docstring(rule)), language).rpartition(SOURCE)
        yield Description(rule.__name__, sentence.strip(), source.strip().removesuffix("."))
