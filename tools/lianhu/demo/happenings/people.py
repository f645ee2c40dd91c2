"""Representatives over the years: chosen again, followed by another, serving another group; names that meet."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator

from lianhu.demo.happenings.past import Past, fewer_households, village_of
from lianhu.demo.names import person
from lianhu.demo.representatives import TERM
from lianhu.demo.year import DAY, SINCE, Data

AGAIN = 0.7
LEAST = 5  # households of a representative
# The neutral words for an end before the term was over.
ENDS = ("resignation", "death", "recall")


def chosen_again(past: Past) -> None:
    """Where units are older than the last choice, most representatives were chosen then for another term."""
    oldest = min(int(group["since"][:4]) for group in past.groups())
    for year in range(int(SINCE[:4]), oldest, -TERM):
        for one in past.of("representatives"):
            if one["terms"][0]["start"].startswith(f"{year}-"):
                _term_before(past, past.group(one["groups"][0]["group"]), one)


def _term_before(past: Past, group: Data, one: Data) -> None:
    """The term that ended when the first one told began: the person's own, or somebody else's."""
    chance = past.chance(f"chosen again {one['id']}")
    first = one["terms"][0]
    start = _shifted(first["start"], TERM)
    term: Data = {
        "chosen": {"date": _shifted(first["chosen"]["date"], TERM), "method": first["chosen"]["method"]},
        "start": start,
        "end": f"{datetime.date.fromisoformat(first['start']) - DAY}",
        "certificate": past.certificate(int(start[:4])),
    }
    if chance.random() < AGAIN:
        if chance.random() < 0.5:
            first["certificate"] = term["certificate"]
        one["terms"].insert(0, term)
        one["groups"][0]["since"] = start
        return
    seat = {"group": group["id"], "since": start, "until": term["end"], "ended": "term"}
    past.add("representatives", _former(past, group, one, seat, [term]))


def _shifted(day: str, years: int) -> str:
    return f"{int(day[:4]) - years}{day[4:]}"


def _former(past: Past, group: Data, follower: Data, seat: Data, terms: list[Data]) -> Data:
    """Who served those whom `follower` serves now; who has left need not have agreed to anything."""
    name = past.next_representative(group)
    return {
        "id": name,
        "name": person(past.chance(f"name {name}")),
        "groups": [seat],
        "household_count": follower["household_count"],
        "roles": list(follower["roles"]),
        "terms": terms,
        "consent": {},
    }


def followed(past: Past) -> None:
    """Somebody resigned, died, was recalled; weeks later another was chosen."""
    for reason in ENDS:
        for one, chance in past.some(f"followed after {reason}", past.long_serving_ones):
            day = past.day(chance)
            seat = {**one["groups"][0], "until": f"{day}", "ended": reason}
            begun = [term for term in one["terms"] if term["start"] <= f"{day}"]
            group = past.group(seat["group"])
            past.add("representatives", _former(past, group, one, seat, copy.deepcopy(begun)))
            start = day + DAY * chance.randint(12, 25)
            one["groups"] = [{"group": group["id"], "since": f"{start}"}]
            one["terms"] = [_rest_of(begun[-1], start), *one["terms"][len(begun) :]]
            for term in one["terms"]:
                term["certificate"] = past.certificate(int(term["start"][:4]))
            _agrees_since(one, start)


def _agrees_since(one: Data, start: datetime.date) -> None:
    """Who is chosen in another's place agrees then, or later; nobody withdraws before."""
    for item in one["consent"].values():
        item["given_on"] = max(item["given_on"], f"{start}")
        if item.get("withdrawn_on", item["given_on"]) < item["given_on"]:
            del item["withdrawn_on"]


def _rest_of(term: Data, start: datetime.date) -> Data:
    """The term of who was elected when another's had begun."""
    chosen = {"date": f"{start - DAY * 3}", "method": "by_election"}
    return {"chosen": chosen, "start": f"{start}", "end": term["end"], "certificate": term["certificate"]}


def serves_another_group(past: Past) -> None:
    """Somebody moved within the village and serves the neighbours there; the households moved along."""
    for one, chance in past.some("another group", lambda: past.long_serving_ones()):
        old, day = past.group(one["groups"][0]["group"]), past.day(chance)
        others = [group for group in past.groups(village_of(one)) if group is not old]
        if not others:
            continue
        new = chance.choice(others)
        one["groups"][0] |= {"until": f"{day}", "ended": "reassignment"}
        one["groups"].append({"group": new["id"], "since": f"{day + DAY}"})
        for group, more in ((old, -one["household_count"]), (new, one["household_count"])):
            group["household_count"] += more
            fewer_households(group, day, more)


def more_households(past: Past) -> None:
    """A household more than there was, with whom it is and in the group."""
    for one, chance in past.some("a household more", lambda: _serving_more_than(past, LEAST)):
        day = past.day(chance)
        for record in (one, past.group(one["groups"][0]["group"])):
            fewer_households(record, day, 1)


def _serving_more_than(past: Past, households: int) -> Iterator[Data]:
    return (one for one in past.long_serving_ones() if one["household_count"] > households)


def two_of_one_name(past: Past) -> None:
    for one, chance in past.some("one name", past.long_serving_ones):
        group = one["groups"][0]["group"]
        neighbours = past.of("representatives", village_of(one))
        if others := [other["name"] for other in neighbours if other["groups"][-1]["group"] != group]:
            one["name"] = chance.choice(others)


HAPPENINGS = (chosen_again, followed, serves_another_group, more_households, two_of_one_name)
