"""Rules about the editors: who may change what is only told by territories that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.town.kinds import Editors, Village
from lianhu.town.kinds.editors import WHOLE_TOWN
from lianhu.town.register import Register
from lianhu.words import say
from lianhu.words.problems import quoted


@scope.of_town(Village)
@scope.whatever_the_day
def editors_have_a_territory_that_exists(register: Register) -> Iterator[Finding]:
    """An editor's territory is a village or community of the town, or the whole town.

    Source: G5.
    """
    known = [WHOLE_TOWN, *(village.id for village in register.all(Village))]
    for book in register.all(Editors):
        for index, editor in enumerate(book.editors):
            if editor.territory not in known:
                near = difflib.get_close_matches(editor.territory, known, n=1, cutoff=0.6)
                yield Finding(
                    book,
                    ("editors", index, "territory"),
                    say("There is no village {found}.", found=quoted(editor.territory)),
                    say("Did you mean {near}?", near=near[0])
                    if near
                    else say("Name one of these: {known}.", known=tuple(known)),
                )


@scope.of_town()
@scope.whatever_the_day
def a_person_has_one_account(register: Register) -> Iterator[Finding]:
    """Nobody is two editors: an account, and a representative, is entered once, so that nobody confirms with one
    account what was recorded with the other.

    Source: G5.
    """
    for book in register.all(Editors):
        accounts: set[str] = set()
        persons: dict[str, str] = {}
        for index, editor in enumerate(book.editors):
            account = editor.account.casefold()
            if account in accounts:
                yield Finding(
                    book,
                    ("editors", index, "account"),
                    say("{account} is entered twice.", account=quoted(editor.account)),
                    say("Keep one of the two entries."),
                )
            elif editor.represents and persons.setdefault(editor.represents, editor.account) != editor.account:
                yield Finding(
                    book,
                    ("editors", index, "represents"),
                    say(
                        "{account} and {other} are one person, {representative}.",
                        account=quoted(editor.account),
                        other=quoted(persons[editor.represents]),
                        representative=editor.represents,
                    ),
                    say("Keep the account that this person works with, and take the other one out."),
                )
            accounts.add(account)
