"""Numbers of persons: identity cards, phones, bank cards, each by its form and by what stands around it.

Sources: as in `forms`; GB 32100 (the credit code of an organisation has eighteen characters as well).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from lianhu.personal import forms, runs
from lianhu.personal.cards import cards_in
from lianhu.personal.found import Found
from lianhu.personal.pattern import Nearby, Pattern
from lianhu.personal.phones import broken_phones_in, hinted_phones_in, local_phones_in, phones_in
from lianhu.personal.plain import as_read, with_digits
from lianhu.personal.runs import Reading, Run
from lianhu.personal.scattered import scattered_identities_in
from lianhu.personal.surroundings import OF_A_PERSON, OF_AN_ORGANISATION, Surroundings

_X_FOLLOWS = Nearby("[^0-9A-Za-z]{0,8}X(?![0-9A-Za-z])")
# The numbers of plots, tenders and permits are made of a region, a day and a count too; a day of these years.
_OF_THIS_CENTURY = "20"
_PASSPORT = Pattern(
    r"(?:护照|通行证|回乡证|台胞证)(?:号码?)?(?:是|为)?[\s:]{0,2}([A-Z]{1,2}[0-9]{7,10}|[0-9]{8,10})(?![0-9])"
    r"|(?:军官证|士兵证|警官证|文职证)[^0-9。;]{0,8}([0-9]{6,8})(?![0-9])|出生(?:医学)?证[^0-9。;]{0,5}([A-Z][0-9]{9})(?![0-9])",
    re.IGNORECASE,
)
# 尾号5207，前面是1380000: the last digits are said first.
_TAIL_FIRST = Pattern(
    "[后末尾](?:号|数|面|头|段|半截?|~)*[^0-9]{0,3}([0-9]{2,8})[^0-9]{0,6}?前(?:面|头|段|半截?|~)*[^0-9]{0,3}"
    "([0-9](?:[ -]?[0-9]){2,13})"
)


def numbers_in(plain_text: str) -> Iterator[Found]:
    """Identity numbers, bank cards and phones that are written as such, the longest reading of each run first."""
    if runs.MAY_RUN.search(plain_text):
        digits_text = with_digits(plain_text)
        yield from _found(plain_text, digits_text, runs.written_in(plain_text, digits_text), phones_in)
    yield from local_phones_in(plain_text)


def broken_numbers_in(plain_text: str) -> Iterator[Found]:
    """The same where signs, pictures, letters or words break them, or where they are said in pieces."""
    if runs.MAY_BE_BROKEN.search(plain_text):
        read = as_read(plain_text)
        yield from _found(plain_text, read, runs.broken_in(plain_text, read), broken_phones_in)
        yield from hinted_phones_in(read)
        yield from _tail_first(read)
        yield from scattered_identities_in(read)
        for match in _PASSPORT.finditer(plain_text):
            which = match.lastindex or 1
            yield Found(match.start(which), match.end(which), "identity_number", match[which], is_sure=False)


def _found(
    plain_text: str,
    read: str,
    those: Iterable[Run],
    its_phones: Callable[[Run, Surroundings], Iterator[Reading]],
) -> Iterator[Found]:
    for run in those:
        around, taken = Surroundings(plain_text, read, run.places[0], run.places[-1] + 1), bytearray(len(run.digits))
        for first, length, detector, value, is_sure in _readings(run, around, its_phones):
            if not any(taken[first : first + length]):
                taken[first : first + length] = b"\1" * length
                yield Found(run.places[first], run.places[first + length - 1] + 1, detector, value, is_sure)


def _readings(
    run: Run, around: Surroundings, its_phones: Callable[[Run, Surroundings], Iterator[Reading]]
) -> Iterator[Reading]:
    if not OF_AN_ORGANISATION.search(around.before):
        yield from _identities(run, around)
    yield from cards_in(run, around)
    if not around.of_a_thing:
        yield from its_phones(run, around)


def _identities(run: Run, around: Surroundings) -> Iterator[Reading]:
    of_a_person = OF_A_PERSON.search(around.before) or OF_A_PERSON.search(around.behind)
    for first, length, piece in _eighteen(run, around):
        is_one = forms.is_identity_number(piece)
        if around.of_a_thing and piece[6:8] == _OF_THIS_CENTURY:
            continue
        if is_one or (of_a_person and forms.has_identity_form(piece)):
            yield Reading(first, length, "identity_number", piece, is_one and not around.of_a_thing)
    yield from _cut_short(run) if of_a_person else ()
    # A disabled person's card has two more digits.
    for first, piece in run.windows(20) if of_a_person else ():
        if forms.is_identity_number(piece[:18]):
            yield Reading(first, 20, "identity_number", piece[:18])
    for first, piece in run.windows(15) if of_a_person else ():
        if forms.is_old_identity_number(piece):
            yield Reading(first, 15, "identity_number", piece)


def _cut_short(run: Run) -> Iterator[Reading]:
    """A digit or two are missing: the region and the day of birth still tell."""
    for length in (17, 16):
        if (
            len(run.digits) == length
            and run.is_unbroken(0, length)
            and forms.has_identity_form(run.digits[:14] + "0000")
        ):
            yield Reading(0, length, "identity_number", run.digits, is_sure=False)


def _eighteen(run: Run, around: Surroundings) -> Iterator[tuple[int, int, str]]:
    """What may be an identity number; in a broken run the X stands behind its digits."""
    yield from ((first, 18, piece) for first, piece in run.windows(18))
    for first, piece in run.windows(17) if run.gaps is not None else ():
        if _X_FOLLOWS.match(around.read, run.places[first + 16] + 1):
            yield first, 17, f"{piece}X"


def _tail_first(read: str) -> Iterator[Found]:
    for match in _TAIL_FIRST.finditer(read):
        number = re.sub("[ -]", "", match[2]) + match[1]
        if forms.is_mobile(number):
            yield Found(match.start(1), match.end(2), "phone", number, is_sure=False)
        elif forms.is_identity_number(number):
            yield Found(match.start(1), match.end(2), "identity_number", number)
        elif forms.is_bank_card(number):
            yield Found(match.start(1), match.end(2), "bank_card", number)
