"""Rules about who may change what: a village its own records, the town everything.

Who is an editor is read from what is published, never from the proposal. Without an author nothing here is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianhu.changes import Change
from lianhu.proposals.owners import EDITORS
from lianhu.proposals.proposal import Proposal
from lianhu.proposals.rules.finding import Finding
from lianhu.proposals.rules.plain import data_of, new_corrections, text
from lianhu.reading import files
from lianhu.town import counted
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.kinds.editors import WHOLE_TOWN
from lianhu.town.schemas import Filing
from lianhu.words import say
from lianhu.words.problems import quoted

PHOTO_FOLDER = re.compile(rf"{files.RECORDS}/villages/([a-z][a-z0-9]*)/(?:photos|evidence)/([^/.]*)[^/]*")


def authors_are_editors(proposal: Proposal) -> Iterator[Finding]:
    """Whoever proposes a change is one of the published editors.

    Source: G5.
    """
    if proposal.author is None or proposal.editor:
        return
    yield Finding(
        EDITORS,
        say("{author} is not one of the published editors.", author=quoted(proposal.author)),
        say(
            "Ask the town to enter the account with its post and territory in {path}; that is published first.",
            path=EDITORS,
        ),
    )


def villages_change_their_own_records(proposal: Proposal) -> Iterator[Finding]:
    """A village's editor changes records of that village only, and none of the town's: structure, money, limits. To
    them belong those of villages that have gone on in it, issues that its groups go on with, and the records of who
    serves there.

    Source: G5.
    """
    if not proposal.editor or proposal.editor.territory == WHOLE_TOWN:
        return
    territory = proposal.editor.territory
    for change in proposal.changes:
        paths = [path for path in (change.path, change.old_path) if path]
        foreign = [path for path in paths if territory not in _territories(proposal, change, path)]
        if foreign:
            owner = min(_owner(change, path) for path in foreign)
            yield Finding(
                change.path,
                say(
                    "Editors of {territory} do not change this; it is for {owner}.",
                    territory=territory,
                    owner=say("the town") if owner == WHOLE_TOWN else say("{village} and the town", village=owner),
                ),
                say("Leave the file as it is published, and ask those who may change it."),
            )


def the_town_changes_what_lies_outside_the_records(proposal: Proposal) -> Iterator[Finding]:
    """Files outside the records, such as schemas, settings, templates and workflows, are changed by the town's editors.

    Source: G5.
    """
    if proposal.editor and proposal.editor.territory != WHOLE_TOWN:
        for file in proposal.outside:
            yield Finding(
                files.printable(file.path),
                say("This file lies outside the records; only the town's editors change it."),
                say("Leave the file as it is published, and ask the town."),
            )


def the_town_decides_what_is_counted(proposal: Proposal) -> Iterator[Finding]:
    """What a figure reads, such as a day, a rating, an outcome, who came, is corrected by the town's editors, mere
    words by the village's; the town brings in issues of other platforms.

    Source: G5, G6.
    """
    if not proposal.editor or proposal.editor.territory == WHOLE_TOWN:
        return
    for change in proposal.changes:
        before, after = data_of(change.before), data_of(change.after)
        for at, correction in new_corrections(change):
            if change.kind and counted.is_counted(change.kind, correction):
                yield Finding(
                    change.path,
                    say("'{at}' decides what is counted; the town corrects it.", at=text(correction, "at")),
                    say("Ask the town to enter the correction."),
                    (*at, "at"),
                )
        is_issue = change.kind and change.kind.name == "issue" and change.after
        if is_issue and after.get("reference") != before.get("reference"):
            yield Finding(
                change.path,
                say("A number of another platform frees an issue from the days for recording; the town enters it."),
                say("Take 'reference' out, or ask the town to bring the issue in."),
                ("reference",),
            )


def _territories(proposal: Proposal, change: Change, path: str) -> set[str]:
    """The territories whose editors may change the file, as what is published says today."""
    owner, town = _owner(change, path), proposal.before
    village = town.find(Village, owner) if town else None
    if not town or not village:
        return {owner}
    found = {one.id for one in town.succession.until(village, proposal.today)}
    filing = change.kind.filing(path) if change.kind else None
    if filing and filing.kind.name == "issue":
        groups = (town.find(Group, name) for name in town.groups_going_on(filing.group, proposal.today))
        found |= {town.village_of(group).id for group in groups if group}
    person = town.find(Representative, _person(path, filing))
    served = town.village_served(person, proposal.today) if person else None
    return found | ({served.id} if served else set())


def _person(path: str, filing: Filing | None) -> str | None:
    """The id of the representative whose record or photo lies at the path."""
    if filing:
        return filing.id if filing.kind.name == "representative" else None
    photo = PHOTO_FOLDER.fullmatch(path)
    return f"{photo[1]}-{photo[2]}" if photo and "/photos/" in path else None


def _owner(change: Change, path: str) -> str:
    """The village to which a file belongs, or the town."""
    filing = change.kind.filing(path) if change.kind else None
    if filing:
        return (filing.village if _is_the_villages(change) else "") or WHOLE_TOWN
    photo = PHOTO_FOLDER.fullmatch(path)
    return photo[1] if photo else WHOLE_TOWN


def _is_the_villages(change: Change) -> bool:
    return bool(change.kind and change.kind.schema.get("x-territory") == "village")
