"""The rules of the step from what is published to what is proposed: one function each, in reading order."""

from __future__ import annotations

from lianhu.proposals.rules import (
    attributes,
    beginning,
    dates,
    ends,
    excuses,
    held,
    invitations,
    kept,
    merit,
    recording,
    references,
    retired,
    territory,
    thresholds,
)
from lianhu.proposals.rules.finding import Finding, ProposalRule, problems

__all__ = ["PROPOSAL_RULES", "Finding", "ProposalRule", "problems"]

PROPOSAL_RULES: tuple[ProposalRule, ...] = (
    kept.records_change_on_one_side,
    kept.published_entries_are_kept,
    held.what_held_before_today_stays,
    kept.last_days_are_agreed_at_the_start,
    kept.corrections_are_of_what_was_published,
    kept.corrections_say_something_else,
    kept.redactions_take_out_what_was_published,
    retired.published_records_are_not_deleted,
    retired.moved_records_say_where_they_went,
    retired.removals_come_with_their_deletion,
    retired.removals_are_confirmed_by_a_second_post,
    retired.what_was_entered_twice_names_what_stays,
    retired.ids_are_never_used_again,
    references.nothing_new_refers_to_a_removed_record,
    ends.duplicates_repeat_a_matter_that_is_handled,
    ends.who_was_not_reached_is_told_again,
    ends.deferrals_have_a_day,
    ends.agreed_days_are_near,
    excuses.excuses_end_within_the_towns_days,
    recording.what_happened_is_recorded_in_time,
    recording.days_corrected_back_say_why_they_were_late,
    recording.what_is_entered_bears_the_day_of_its_entry,
    recording.plans_are_made_before_their_day,
    beginning.a_beginning_excuses_nothing,
    invitations.representatives_are_invited_while_they_serve,
    invitations.invitations_come_before_who_came,
    thresholds.limits_change_before_what_they_allow,
    thresholds.deadlines_change_apart_from_issues,
    territory.authors_are_editors,
    territory.villages_change_their_own_records,
    territory.the_town_changes_what_lies_outside_the_records,
    territory.the_town_decides_what_is_counted,
    merit.nobody_records_their_own_merit,
    attributes.records_are_not_merged_line_by_line,
    dates.commits_are_dated_after_their_parents,
    dates.commits_are_not_dated_ahead,
    dates.what_is_published_stays_on_the_line,
)
