"""Bank cards and accounts among the digits of a run."""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.personal import forms
from lianhu.personal.pattern import Nearby
from lianhu.personal.runs import Reading, Run
from lianhu.personal.surroundings import A_CARD_FOLLOWS, OF_A_CARD, Surroundings

PREFIXES = ("6212", "6214", "6215", "6217", "6222", "6225", "6226", "6227", "6228", "6230", "6236")
# An account without a card's form needs its word, and is an office's where one is named.
_OF_AN_ACCOUNT = Nearby("(?:账号|帐号|账户|帐户|存折|存单|折子|卡号)[^0-9]{0,6}$")
_OF_AN_OFFICES_ACCOUNT = Nearby("对公|公司|财政|集体|专户|合作社|基金|村委|居委|单位|政府|户号|保证金|[局所站]账")
_ACCOUNT_LENGTHS = range(21, 14, -1)


def cards_in(run: Run, around: Surroundings) -> Iterator[Reading]:
    """The bank cards of a run; an account in another form is not sure."""
    if around.of_a_thing:
        return
    for length in forms.CARD_LENGTHS:
        for first, piece in run.windows(length):
            if forms.is_bank_card(piece) and _reads_as_card(run, first, piece, around):
                yield Reading(first, length, "bank_card", piece)
    if _OF_AN_ACCOUNT.search(around.before) and not _OF_AN_OFFICES_ACCOUNT.search(around.before + around.behind):
        for length in _ACCOUNT_LENGTHS:
            for first, piece in run.windows(length):
                yield Reading(first, length, "bank_card", piece, is_sure=False)


def _reads_as_card(run: Run, first: int, piece: str, around: Surroundings) -> bool:
    """Luhn alone is right for one number in ten: a keyword, a card's grouping or a known bank must say the rest."""
    groups = run.groups(first, len(piece))
    in_fours = len(groups) > 3 and set(groups[:-1]) == {4}
    spelt = len(groups) == len(piece)
    known = piece.startswith(PREFIXES) and len(piece) in (16, 19)
    said = OF_A_CARD.search(around.before) or A_CARD_FOLLOWS.search(around.behind)
    hidden = len(piece) == len(run.digits) and "signs" in run.held_by(first, len(piece))
    return bool(said) or in_fours or spelt or known or hidden
