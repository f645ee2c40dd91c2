"""Rules about what hangs on the boards (R11): of which board it is, with which code, and from when until when."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.public import check_code
from lianhu.public.sheet import PARTS, WHOLE
from lianhu.rules import scope
from lianhu.rules.dates import in_the_future
from lianhu.rules.finding import Finding
from lianhu.town import postings
from lianhu.town.kinds import Group, Hung, Posting, TownPosting, Village
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import ToolError


@scope.of_each(Posting, *scope.UNITS)
@scope.whatever_the_day
def boards_hang_where_their_unit_is(register: Register) -> Iterator[Finding]:
    """A posting is of the board of a group or village that exists, and exists on the day on which it is hung.

    Source: R11.
    """
    for posting in register.judged(Posting):
        board = postings.board(register.filed(posting))
        unit = register.find(Group, board) or register.find(Village, board)
        if unit is None:
            yield Finding(
                posting,
                ("id",),
                say("There is no {board} whose board this could be.", board=board),
                say("Name the file after a group that exists, like g01.yaml, or village.yaml after the village."),
            )
            continue
        for number, hung in enumerate(posting.postings):
            if not unit.is_reversed and not unit.covers(hung.posted_on):
                yield Finding(
                    posting,
                    ("postings", number, "posted_on"),
                    say("Posted on {day}, when there was no {board}.", day=hung.posted_on, board=board),
                    say("Correct the day here, or the days of {board}.", board=board),
                )


@scope.of_each_in_its_village()
@scope.whatever_the_day
def parts_are_of_their_board(register: Register) -> Iterator[Finding]:
    """The boards of villages and of the town hang whole: only a workstation's has four panels that hang by themselves.

    Source: R11.
    """
    for posting, board in _judged(register):
        if "-" in board:
            continue
        for number, hung in enumerate(posting.postings):
            if hung.part != WHOLE:
                yield Finding(
                    posting,
                    ("postings", number, "part"),
                    say("The board of {board} has no part {part}: it hangs whole.", board=board, part=hung.part),
                    say("Write 'part: {whole}', or record this with the group on whose board it hangs.", whole=WHOLE),
                )


@scope.of_each_in_its_village()
@scope.whatever_the_day
def codes_have_their_check_digit(register: Register) -> Iterator[Finding]:
    """The last character of a posted code fits the others: one that was mistyped is told.

    Source: R11; ISO/IEC 7064.
    """
    for posting, _ in _judged(register):
        for number, hung in enumerate(posting.postings):
            try:
                check_code.read(hung.code)
            except ToolError as error:
                fix = say("Write it as it stands on the sheet.")
                yield Finding(posting, ("postings", number, "code"), error.text, fix)


@scope.of_each_in_its_village()
def postings_are_not_in_the_future(register: Register) -> Iterator[Finding]:
    """A sheet is recorded when it hangs, and its end when it has been taken down.

    Source: R11; G1.
    """
    for posting, _ in _judged(register):
        for number, hung in enumerate(posting.postings):
            at = ("postings", number)
            yield from in_the_future(register, posting, (*at, "posted_on"), hung.posted_on)
            if hung.until and hung.posted_on <= register.today:
                yield from in_the_future(register, posting, (*at, "until"), hung.until)


@scope.of_each_in_its_village()
@scope.whatever_the_day
def postings_follow_one_another(register: Register) -> Iterator[Finding]:
    """Sheets are recorded in the order in which they were hung, and none is taken down before it was hung.

    Source: R11; G1.
    """
    for posting, _ in _judged(register):
        before: Hung | None = None
        for number, hung in enumerate(posting.postings):
            at = ("postings", number)
            if before and hung.posted_on < before.posted_on:
                yield Finding(
                    posting,
                    (*at, "posted_on"),
                    say(
                        "Posted on {day}, before the entry above of {last}.",
                        day=hung.posted_on,
                        last=before.posted_on,
                    ),
                    say("Correct the day, or put the entries in the order in which the sheets were hung."),
                )
            elif hung.until and hung.until < hung.posted_on:
                yield Finding(
                    posting,
                    (*at, "until"),
                    say("Taken down on {until}, before it was posted on {day}.", until=hung.until, day=hung.posted_on),
                    say("Correct one of the two dates."),
                )
            before = hung


@scope.of_each_in_its_village()
@scope.whatever_the_day
def one_sheet_hangs_in_one_place(register: Register) -> Iterator[Finding]:
    """Of a board one sheet of each part hangs at a time: a new one takes the place of the one before.

    Source: R11.
    """
    for posting, _ in _judged(register):
        hanging: dict[str, Hung] = {}
        for number, hung in enumerate(posting.postings):
            before = hanging.get(hung.part)
            if (
                before
                and before.posted_on <= hung.posted_on
                and (before.until is None or before.until > hung.posted_on)
            ):
                yield Finding(
                    posting,
                    ("postings", number, "part"),
                    say(
                        "{code} of {day} still hangs in this place ({part}) when {new} is hung.",
                        code=before.code,
                        day=before.posted_on,
                        part=PARTS[hung.part],
                        new=hung.code,
                    ),
                    say("Write with it until which day it hung: 'until: {day}'.", day=hung.posted_on),
                )
            hanging[hung.part] = hung


def _judged(register: Register) -> Iterator[tuple[Posting, str]]:
    """The postings that are asked about, each with the id of its board's unit."""
    every: tuple[Posting, ...] = (*register.judged(TownPosting), *register.judged(Posting))
    return ((posting, postings.board(register.filed(posting))) for posting in every)
