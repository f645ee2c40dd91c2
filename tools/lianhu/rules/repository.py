"""The rule for a repository that everybody can read: it holds nothing that the web may not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lianhu import public
from lianhu.public import persons
from lianhu.reading.document import Location
from lianhu.rules import scope
from lianhu.rules.excuses import CONFIRMED
from lianhu.rules.finding import Finding
from lianhu.town import corrections
from lianhu.town.consent import CONSENT
from lianhu.town.kinds import Group, Issue, Representative, Village
from lianhu.town.redactions import MARKER, REDACTIONS
from lianhu.town.register import Register
from lianhu.words import Text, say

# What stays all the same. Consent says why the rest may stand there, and holds days, yes and no. A forge shows the
# editors' accounts itself, in CODEOWNERS and beside every commit, and who judges a change must know whose it is. An
# exception or confirmation stands in the same repository as the value that it excuses.
STAYS = frozenset({("editors", "editors"), ("town", "exceptions")})

FIXES: Mapping[str, Text] = {
    "photo": say("Take out the line and the file; keep a photo for the wall outside the repository."),
    "phone": say("Take it out; the workstation's number is shown in its place."),
    "evidence": say("Keep the photo outside the repository, and say under 'waiver' where it is."),
}


@scope.of_each_record(Village, Group, Representative, Issue)
def public_repositories_hold_what_is_public(register: Register) -> Iterator[Finding]:
    """A public repository holds nothing that the web may not show: whoever reads a record there reads all of it.

    Source: G4 (Git never forgets); Personal Information Protection Law, separate consent (art. 25).
    """
    if register.town.publishing.repository != "public":
        return
    showing, after_office = public.Showing.of(register, "web"), frozenset(persons.phones_after_office(register))
    for document in register.documents:
        kind = document.kind
        recorded = corrections.applied(document.data)
        shown = public.shown_of(document, showing)
        title = register.disputes.get(document.id)
        gone = public.outlived(recorded, register.today, register) if kind.name == "representative" else ()
        for at, instead in _hidden(recorded, shown):
            value = corrections.value_at(recorded, at)
            stays = (kind.name, at[0]) in STAYS or at[0] in (REDACTIONS, CONFIRMED) or at[0] in gone or CONSENT in at
            if stays or value == MARKER or (title and value == title):
                continue
            key = [step for step in at if isinstance(step, str)][-1]
            yield Finding(
                register.record(document),
                at,
                say("The repository is public, and the web does not show this: {key}.", key=key),
                say(
                    "{fix} What was committed must be removed from the history as well.",
                    fix=_fix(key, instead, title),
                ),
                level="warning" if (document.path, at) in after_office else "error",
            )


def _hidden(recorded: Any, shown: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Where something stands of which the shown data has nothing, or something else (then with that)."""
    if isinstance(recorded, dict) and isinstance(shown, dict):
        for key, value in recorded.items():
            if key in shown:
                yield from _hidden(value, shown[key], (*at, key))
            else:
                yield (*at, key), None
    elif isinstance(recorded, list) and isinstance(shown, list):
        if len(recorded) == len(shown):
            for index, value in enumerate(recorded):
                yield from _hidden(value, shown[index], (*at, index))
        else:  # some entries are left out: corrections of what is hidden, disputes that were visited
            yield from (((*at, index), None) for index, value in enumerate(recorded) if value not in shown)
    elif recorded != shown:
        yield at, shown


def _fix(key: str, instead: Any, title: str | None) -> Text:
    if instead == MARKER:
        return say("Take the words out with 'lianhu redact'.")
    if instead:
        return say("Write {shown}, as the web shows it.", shown=instead)
    if title:
        return say("Take it out; where the event must say something, write {title}.", title=title)
    return FIXES.get(key, say("Take it out."))
