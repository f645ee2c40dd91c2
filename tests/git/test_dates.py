"""The dates that are believed: right lines whole, and a wrong clock bends no order but its own commit's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from help.repository import Repository as Made
from lianhu.git import Repository, dates
from lianhu.reading.clock import TOWN_TIME

NOW = datetime(2026, 11, 27, 16, tzinfo=TOWN_TIME)
END_OF_DAY = datetime(2026, 11, 27, 23, 59, 59, tzinfo=TOWN_TIME)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# Days before now, as clocks said; those below 0 lie ahead.
CLOCKS = st.lists(st.integers(-3, 12).map(lambda days: NOW - days * DAY), max_size=9)


def told(*days: str) -> list[str]:
    """What is told of a line that is dated so: the day by which each was made; `<` where its own is not believed."""
    line = [datetime.fromisoformat(f"{day}T09:00+08:00") for day in days]
    return [f"{'' if believed else '<'}{by:%Y-%m-%d}" for by, believed in dates.made(line, NOW)]


def before(line: Sequence[datetime], day: datetime) -> set[int]:
    """Which commits of a line were made by a day."""
    return {number for number, (by, _) in enumerate(dates.made(line, NOW)) if by <= day}


# -- one wrong clock


def test_a_clock_days_behind() -> None:
    """Made on the 27th by a clock that says the 22nd: it was there by the next commit, not among those of the 22nd."""
    assert told("2026-11-20", "2026-11-24", "2026-11-22", "2026-11-27")[2:] == ["<2026-11-27", "2026-11-27"]


@pytest.mark.parametrize("wrong", ["2001-01-01", "1970-01-01", "2026-12-24", "2036-01-01", "9999-12-31"])
@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_a_clock_years_wrong_is_bent_back_by_the_next_commit(wrong: str, place: int) -> None:
    right = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"]
    line = [*right[:place], wrong, *right[place + 1 :]]
    assert told(*line) == [*right[:place], f"<{right[place + 1]}", *right[place + 1 :]]


@pytest.mark.parametrize("wrong", ["2001-01-01", "2036-01-01"])
def test_the_last_commit_was_made_by_the_readers_day(wrong: str) -> None:
    assert told("2026-11-20", "2026-11-21", wrong) == ["2026-11-20", "2026-11-21", "<2026-11-27"]
    assert dates.made([NOW - DAY, NOW + 9 * DAY], NOW)[1] == (END_OF_DAY, False)


def test_of_two_that_contradict_each_other_the_later_is_believed() -> None:
    """Nobody can tell which clock was wrong; what was published is shown rather too late than too early."""
    assert told("2026-11-24", "2026-11-22") == ["2026-11-24", "<2026-11-27"]
    assert told("2026-11-20", "2026-11-24", "2026-11-22", "2026-11-26")[1:3] == ["2026-11-24", "<2026-11-26"]


def test_two_later_ones_outweigh_one_that_is_ahead() -> None:
    assert told("2026-11-20", "2026-11-26", "2026-11-22", "2026-11-23")[1] == "<2026-11-22"


@pytest.mark.parametrize(
    ("first", "told_first"),
    [("2001-01-01", "2001-01-01"), ("2036-01-01", "<2026-11-20"), ("2026-11-26", "<2026-11-20")],
)
def test_a_first_commit_of_another_day_moves_nothing_after_it(first: str, told_first: str) -> None:
    rest = ["2026-11-20", "2026-11-21", "2026-11-21", "2026-11-24"]
    assert told(first, *rest) == [told_first, *rest]


@pytest.mark.parametrize("forged", ["2001-01-01", "2026-11-19", "2026-11-27", "2036-01-01"])
@pytest.mark.parametrize("place", [0, 4, 8])
def test_forged_dates_move_nothing_where_more_right_ones_contradict_them(forged: str, place: int) -> None:
    """At the beginning, in the middle, behind all that was published."""
    right = [f"2026-11-{day}" for day in range(20, 28)]
    line = told(*right[:place], *[forged] * 2, *right[place:])
    assert [*line[:place], *line[place + 2 :]] == right


def test_a_computer_that_lost_its_clock_makes_many() -> None:
    line = ("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2001-01-01", "2001-01-01", "2001-01-01")
    assert told(*line)[-3:] == ["<2026-11-27"] * 3
    assert told(*line, "2026-11-25")[-4:] == ["<2026-11-25"] * 3 + ["2026-11-25"]


def test_clocks_that_are_minutes_apart_contradict_nothing() -> None:
    """What the check lets pass is believed, or the pause of a month after it would hide it for a month."""
    line = [NOW - 40 * DAY, NOW - 40 * DAY - 4 * MINUTE, NOW - 40 * DAY - 8 * MINUTE, NOW - 40 * DAY - 5 * MINUTE]
    assert dates.made([*line, NOW - DAY], NOW) == [(line[0], True)] * 4 + [(NOW - DAY, True)]
    assert dates.made([line[0], line[0] - 6 * MINUTE, NOW - DAY], NOW)[1] == (NOW - DAY, False)
    assert dates.made([NOW + 5 * MINUTE], NOW) == [(NOW + 5 * MINUTE, True)]
    assert dates.made([NOW + 6 * MINUTE], NOW) == [(END_OF_DAY, False)]


def test_nothing_goes_back_at_midnight() -> None:
    midnight = END_OF_DAY - MINUTE
    assert dates.made([midnight + 4 * MINUTE, NOW - DAY], midnight)[1] == (midnight + 4 * MINUTE, False)


# -- any clocks


def longest(line: Sequence[datetime]) -> set[tuple[int, ...]]:
    """Every longest chain of dates that do not go back and do not lie ahead, found by trying all."""
    known = [number for number, date in enumerate(line) if date <= NOW]
    for length in range(len(known), 0, -1):
        chains = {
            chain
            for chain in combinations(known, length)
            if all(line[one] <= line[next_one] for one, next_one in pairwise(chain))
        }
        if chains:
            return chains
    return {()}


@given(CLOCKS)
def test_the_longest_chain_is_believed(line: list[datetime]) -> None:
    found = tuple(number for number, (_, believed) in enumerate(dates.made(line, NOW)) if believed)
    chains = longest(line)
    assert found in chains
    assert all(line[mine] >= line[other] for chain in chains for mine, other in zip(found, chain, strict=True))


@given(CLOCKS)
def test_times_never_go_back_and_never_lie_ahead(line: list[datetime]) -> None:
    times = [by for by, _ in dates.made(line, NOW)]
    assert times == sorted(times)
    assert all(by <= END_OF_DAY for by in times)


@given(CLOCKS)
def test_a_commit_whose_date_is_not_believed_was_there_with_the_next(line: list[datetime]) -> None:
    made = dates.made(line, NOW)
    following = [*made, (END_OF_DAY, True)][1:]
    for date, (by, believed), (next_by, _) in zip(line, made, following, strict=True):
        assert by == (date if believed else next_by)


@given(CLOCKS, st.integers(0, 12), st.integers(0, 12))
def test_a_later_day_never_shows_less(line: list[datetime], one: int, other: int) -> None:
    earlier, later = sorted(NOW - days * DAY for days in (one, other))
    assert before(line, earlier) <= before(line, later)
    assert before(line, earlier) == set(range(len(before(line, earlier)))), "the beginning of the line"


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(-400, 4000)), max_size=12),
    st.integers(0, 12),
)
def test_wrong_clocks_bend_no_more_than_themselves_and_as_many_others(
    right: list[int], wrong: list[tuple[int, int]], day: int
) -> None:
    """With one wrong clock: the commit itself, and one whose date alone contradicts it, since nobody can tell which.
    The same of many that somebody forged, wherever they stand on the line and also where most of it is forged."""
    line = [NOW - days * DAY for days in sorted(right, reverse=True)]
    bent = list(line)
    moved = {place % len(line): NOW - days * DAY for place, days in wrong}
    for place, date in moved.items():
        bent[place] = date
    others = (before(line, NOW - day * DAY) ^ before(bent, NOW - day * DAY)) - moved.keys()
    assert len(others) <= len(moved)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=12), st.data(), st.integers(0, 12))
def test_a_clock_that_two_others_contradict_bends_its_own_commit_only(
    right: list[int], data: st.DataObject, day: int
) -> None:
    line = [NOW - days * DAY for days in sorted(right, reverse=True)]
    place = data.draw(st.integers(0, len(line) - 1))
    bent = list(line)
    bent[place] = NOW - data.draw(st.integers(-400, 4000)) * DAY
    passed = sum(
        (bent[place] > date and number > place) or (bent[place] < date and number < place)
        for number, date in enumerate(line)
    )
    if passed != 1 or bent[place] > NOW:
        changed = before(line, NOW - day * DAY) ^ before(bent, NOW - day * DAY)
        assert changed <= {place}


def test_a_long_line_is_no_burden() -> None:
    line = [NOW - (100_000 - number) * MINUTE + (number % 7) * 20 * MINUTE for number in range(100_000)]
    assert len(dates.made(line, NOW)) == 100_000


# -- in a repository


@pytest.fixture
def dated(tmp_path: Path) -> Callable[..., Made]:
    def made(*days: str) -> Made:
        town = Made(tmp_path / "town")
        for number, day in enumerate(days):
            town.commit({"records/town.yaml": b"%d" % number}, when=datetime.fromisoformat(f"{day}T09:00+08:00"))
        return town

    return made


def shown(town: Made, day: str) -> str | None:
    repository = Repository(town.root, NOW.date())
    found = repository.last_before(datetime.fromisoformat(f"{day}T23:59:59+08:00"), repository.resolve("HEAD"))
    return found and repository.file(found, "records/town.yaml").decode()  # type: ignore[union-attr]


def test_as_of_a_day_is_what_was_published_then(dated: Callable[..., Made]) -> None:
    town = dated("2026-11-20", "2026-11-24", "2026-11-22", "2036-01-01", "2001-01-01", "2026-11-26")
    days = ["2026-11-19", "2026-11-20", "2026-11-22", "2026-11-24", "2026-11-25", "2026-11-26", "2026-12-31"]
    assert [shown(town, day) for day in days] == [None, "0", "0", "1", "1", "5", "5"]


def test_steps_lines_and_single_commits_tell_the_same_times(dated: Callable[..., Made]) -> None:
    town = dated("2026-11-20", "2036-01-01", "2026-11-22")
    repository = Repository(town.root, NOW.date())
    line = list(repository.line(town.head))
    assert [(commit.time.day, commit.at_latest) for commit in line] == [(22, False), (22, True), (20, False)]
    assert [commit for commit, _ in repository.steps(town.head)] == line
    assert [repository.commit(commit.id) for commit in line] == line
    assert list(repository.line(line[1].id)) == line[1:], "a later commit is a witness for an earlier one's line, too"


def test_who_says_that_it_is_a_later_day_believes_its_dates(dated: Callable[..., Made]) -> None:
    town = dated("2026-11-20", "2036-01-01")
    assert Repository(town.root, NOW.date()).commit(town.head).at_latest
    assert not Repository(town.root, datetime(2036, 1, 2).date()).commit(town.head).at_latest
