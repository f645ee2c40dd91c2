"""The rules that a schema cannot say: one function each, in reading order; its name is the rule's id.

`RULES` judge the records of one moment; the step from what is published to what is proposed has rules of its own, in
`proposals.rules`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lianhu.rules import (
    beginning,
    bounds,
    calendar,
    consents,
    coverage,
    dated,
    decisions,
    editors,
    events,
    funds,
    gathering,
    issues,
    liaisons,
    lists,
    meetings,
    names,
    orders,
    people,
    photos,
    places,
    plans,
    postings,
    privacy,
    references,
    removals,
    repository,
    reviews,
    service_days,
    structure,
    succession,
    task_lists,
    terms,
    totals,
    unit_names,
    visits,
)
from lianhu.rules.finding import Finding, Rule, problems
from lianhu.rules.photos import without_record as photos_without_record
from lianhu.words import Text, spoken

__all__ = [
    "FIRST",
    "RULES",
    "Finding",
    "Rule",
    "described",
    "photos_without_record",
    "problems",
]

SOURCE = "Source:"  # every docstring ends with it and the rule's source; translations keep the word

# While one of these is broken, nobody can tell which record another one means, when anything was, or which day a
# service day is.
FIRST: tuple[Rule, ...] = (
    references.ids_follow_paths,
    bounds.days_lie_within_the_towns_years,
    calendar.calendar_days_lie_in_their_year,
)

RULES: tuple[Rule, ...] = (
    references.ids_follow_paths,
    bounds.days_lie_within_the_towns_years,
    references.ids_inside_a_record_follow_it,
    references.references_resolve,
    places.records_lie_with_a_unit_that_exists,
    editors.editors_have_a_territory_that_exists,
    editors.a_person_has_one_account,
    removals.removals_are_named_after_their_record,
    removals.removed_ids_are_not_used_again,
    removals.removals_say_where_a_record_went,
    beginning.records_begin_soon,
    totals.declared_totals_add_up,
    totals.deviations_have_not_expired,
    unit_names.units_of_one_name_are_not_there_at_once,
    unit_names.a_renamed_village_is_called_so_everywhere,
    structure.groups_belong_to_their_village,
    structure.groups_lie_within_their_area,
    structure.areas_have_a_head_and_a_liaison,
    structure.groups_have_a_head,
    structure.groups_have_a_representative,
    coverage.no_more_households_are_served_than_there_are,
    coverage.unserved_households_are_explained_as_they_are,
    structure.shared_venues_agree,
    structure.spans_end_after_they_begin,
    structure.offices_lie_within_their_unit,
    structure.one_holder_at_a_time,
    structure.vacancies_are_filled_after_they_begin,
    structure.vacancies_are_filled_in_time,
    names.names_are_of_persons,
    names.one_person_has_one_name,
    succession.only_ended_units_have_successors,
    succession.successors_are_there_when_a_unit_ends,
    succession.successors_lead_in_no_circle,
    succession.somebody_goes_on_with_open_issues,
    liaisons.liaisons_are_officers_of_the_village,
    liaisons.liaisons_hold_their_office,
    people.representatives_serve_5_to_15_households,
    people.roles_are_held_while_the_town_has_them,
    people.places_served_are_no_houses,
    people.counts_of_backgrounds_name_nobody,
    people.certificates_are_unique,
    people.phones_are_unique,
    people.memberships_lie_within_their_group,
    people.memberships_do_not_overlap,
    people.reasons_of_an_end_have_its_day,
    people.representatives_belong_to_their_village,
    consents.consents_are_given_for_the_service,
    consents.consents_follow_one_another,
    photos.photos_are_there,
    photos.photos_have_consent,
    photos.who_has_left_leaves_neither_photo_nor_phone,
    terms.choices_are_not_in_the_future,
    terms.terms_are_as_long_as_the_law_says,
    terms.terms_follow_one_another,
    terms.serving_terms_have_not_ended,
    terms.term_extensions_follow_the_term,
    dated.earlier_values_held_while_records_were_kept,
    dated.entries_end_after_they_begin,
    lists.selection_criteria_are_complete,
    lists.duties_are_1_plus_4,
    lists.prohibited_acts_are_complete,
    lists.roles_are_complete,
    lists.the_three_lists_are_there,
    lists.only_the_duty_list_has_parts,
    issues.issues_belong_to_a_group,
    issues.issues_have_a_category_of_their_day,
    issues.issues_entered_here_have_a_category,
    issues.issues_are_numbered_by_year,
    issues.duplicates_name_another_issue,
    gathering.gathered_matters_have_one_that_answers,
    gathering.gathered_matters_are_fed_back_after_their_answer,
    events.events_follow_the_loop,
    events.event_dates_do_not_go_back,
    events.events_are_recorded_by_their_post,
    events.events_are_by_serving_representatives,
    events.events_carry_what_they_need,
    events.events_by_a_representative_name_who,
    events.nobody_confirms_their_own_work,
    events.deferrals_are_looked_at_again,
    events.escalations_go_one_level_up,
    calendar.calendar_days_lie_in_their_year,
    calendar.service_day_overrides_are_working_days,
    service_days.service_days_follow_the_rule,
    service_days.grand_visits_and_talks_count_households,
    service_days.service_days_are_not_in_the_future,
    service_days.service_days_do_something_when_they_are_held,
    plans.plans_are_for_the_coming_year,
    orders.order_numbers_are_unique,
    orders.orders_are_of_the_villages_groups,
    orders.orders_are_delivered_after_they_are_placed,
    orders.orders_are_delivered_by_serving_representatives,
    orders.delivered_orders_name_who_delivered_them,
    orders.referred_orders_name_their_issue,
    orders.confirmed_orders_were_delivered,
    orders.nobody_confirms_their_own_delivery,
    task_lists.task_lists_are_drawn_up_for_their_month,
    task_lists.tasks_are_done_after_they_are_listed,
    task_lists.tasks_are_done_or_say_why_not,
    visits.visits_lie_in_their_month,
    visits.visits_name_a_representative_where_the_role_is_representative,
    visits.visits_are_by_serving_representatives,
    visits.visit_households_do_not_exceed_the_group,
    visits.visit_issues_belong_to_the_group,
    visits.visit_tasks_are_of_the_villages_lists,
    meetings.meeting_files_say_date_and_kind,
    meetings.meetings_are_not_in_the_future,
    meetings.meetings_decide_when_they_are_held,
    meetings.meetings_are_attended_by_serving_representatives,
    meetings.heads_at_meetings_held_their_office,
    meetings.numbers_of_heads_agree,
    meetings.no_more_members_come_than_there_are,
    meetings.trainings_say_for_whom,
    meetings.only_trainings_have_a_season,
    meetings.theme_days_say_their_parts,
    meetings.villages_hold_one_analysis_a_month,
    decisions.issues_are_discovered_before_they_are_discussed,
    decisions.decisions_are_due_after_they_are_taken,
    decisions.decisions_are_due_within_the_towns_days,
    decisions.decisions_say_how_and_when_they_ended,
    decisions.decisions_are_settled_after_they_are_taken,
    reviews.reviews_follow_their_quarter,
    reviews.reviews_name_every_village_once,
    reviews.reviews_are_attended_by_serving_representatives,
    reviews.awards_have_the_towns_amount,
    reviews.one_award_a_quarter,
    reviews.awards_go_to_serving_representatives,
    funds.funds_are_for_the_villages_representatives,
    funds.one_fund_a_year,
    funds.funds_reach_the_minimum,
    funds.funds_are_not_overspent,
    funds.fund_dates_lie_in_their_year,
    funds.receipts_are_unique,
    privacy.records_hold_no_identity_numbers,
    privacy.records_hold_no_bank_cards,
    privacy.records_hold_no_private_contacts,
    privacy.records_hold_no_number_plates,
    privacy.records_name_no_homes,
    privacy.records_name_no_minors,
    privacy.records_hold_no_accusations,
    privacy.records_tell_of_nobodys_health,
    privacy.records_tell_of_nobodys_hardship,
    privacy.records_name_no_reporters,
    privacy.records_hold_no_private_links,
    privacy.records_name_no_private_persons,
    privacy.confirmations_answer_a_question,
    postings.boards_hang_where_their_unit_is,
    postings.parts_are_of_their_board,
    postings.codes_have_their_check_digit,
    postings.postings_are_not_in_the_future,
    postings.postings_follow_one_another,
    postings.one_sheet_hangs_in_one_place,
    repository.public_repositories_hold_what_is_public,
    privacy.exceptions_have_not_expired,
    privacy.exceptions_are_used,
)


@dataclass(frozen=True)
class Description:
    """A rule for its readers: the sentence that must hold and who says so."""

    name: str
    sentence: str
    source: str


def docstring(rule: object) -> str:
    """What a rule says of itself, on one line, as the catalogue of translations holds it."""
    return " ".join((rule.__doc__ or "").split())


def described(rules: Iterable[Callable[..., object]], language: str) -> Iterator[Description]:
    """The rules in reading order, from the docstrings of the functions."""
    for rule in rules:
        sentence, _, source = spoken(Text(docstring(rule)), language).rpartition(SOURCE)
        yield Description(rule.__name__, sentence.strip(), source.strip().removesuffix("."))
