"""Rules about limits: what a proposal changes must hold without the limits that it changes as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, entries, text
from lianhu.reading import files
from lianhu.rules import bounds, events, funds, orders, people, plans, reviews, service_days, terms
from lianhu.rules.finding import Rule
from lianhu.rules.finding import problems as found_by
from lianhu.town.corrections import CORRECTIONS
from lianhu.town.register import Register
from lianhu.words import say

# The rules that ask a limit. Counts of the town's own lists (criteria, duties, prohibited acts, roles) are left out: a
# list and its count can only change together. So are deviations, exceptions and moved service days: each is a dated
# statement with a reason, made for what it excuses, and only the town can make it.
ASKING_A_LIMIT: tuple[Rule, ...] = (
    people.representatives_serve_5_to_15_households,
    terms.terms_are_as_long_as_the_law_says,
    reviews.awards_have_the_towns_amount,
    funds.funds_reach_the_minimum,
    funds.funds_are_not_overspent,
    service_days.service_days_follow_the_rule,
    plans.plans_are_for_the_coming_year,
    orders.confirmed_orders_were_delivered,
    events.deferrals_are_looked_at_again,
    bounds.days_lie_within_the_towns_years,
)


def limits_change_before_what_they_allow(proposal: Proposal) -> Iterator[Finding]:
    """Records hold under the published limits too, where a proposal changes limits and records in one go.

    Source: G5.
    """
    before, after = proposal.before, proposal.after
    change = proposal.change_of("town", "town")
    if not before or not after or not change or not change.before or not change.after:
        return
    town = _with_limits(change.after.data, change.before.data)
    if town == change.after.data:
        return
    documents = [
        replace(document, data=town) if document.path == files.TOWN_FILE else document for document in after.documents
    ]
    held = Register(documents, after.schemas, after.today, after.photos)
    for rule in ASKING_A_LIMIT:
        known = {
            (problem.path, str(problem.message)) for register in (before, after) for problem in found_by(rule, register)
        }
        for problem in found_by(rule, held):
            if (problem.path, str(problem.message)) not in known and problem.path != files.TOWN_FILE:
                yield Finding(
                    problem.path,
                    say("This holds only by a limit that is changed here as well: {problem}", problem=problem.message),
                    say("Let the town change the limit first, in a proposal of its own."),
                    line=problem.line,
                )


def _with_limits(data: Any, published: Any) -> Any:
    """The proposed town with the published limits and the published rule for the service day, and their corrections."""
    days = {**data["service_day"], "rule": published["service_day"]["rule"]}
    corrected = {CORRECTIONS: published[CORRECTIONS]} if CORRECTIONS in published else {}
    rest = {key: value for key, value in data.items() if key != CORRECTIONS}
    return {**rest, "limits": {**data["limits"], **published["limits"]}, "service_day": days, **corrected}


def deadlines_change_apart_from_issues(proposal: Proposal) -> Iterator[Finding]:
    """The deadline and the neutral title of a category that exists change in a proposal that changes no issue.

    Source: G5; G6 (按期办结率).
    """
    issues = any(change.kind and change.kind.name == "issue" for change in proposal.changes)
    for change in proposal.changes_of("categories") if issues else ():
        before = {text(entry, "id"): entry for entry in entries(data_of(change.before), "categories")}
        for index, category in enumerate(entries(data_of(change.after), "categories")):
            old = before.get(text(category, "id"), category)
            if any(old.get(key) != category.get(key) for key in ("deadline", "fixed_title")):
                yield Finding(
                    change.path,
                    say(
                        "{category} gets another deadline or title together with issues.", category=text(category, "id")
                    ),
                    say("Change the category in a proposal of its own."),
                    ("categories", index),
                )
