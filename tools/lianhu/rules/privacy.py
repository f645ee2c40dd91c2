"""Rules about what no record may hold: personal data, however it is disguised (domain.md section 6).

What is surely personal is refused. What is probably a person's circumstance is asked: whoever wrote it rewrites it, or
confirms with a reason, beside the text (`confirmed`), that it is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from lianhu.reading import files
from lianhu.rules import scope
from lianhu.rules.excuses import CONFIRMED, Public, confirmed, confirming, excepting, is_confirmed_in_place, unexcused
from lianhu.rules.finding import Finding
from lianhu.rules.sightings import FILE_NAME, Sighting, found_in_record, sightings_in
from lianhu.rules.wording import WHAT, instead_of, words_of
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.register import Register
from lianhu.words import Text, say
from lianhu.words.problems import Level


def _told(register: Register, rule: str) -> Iterator[Finding]:
    for _, sighting in unexcused(register, rule):
        record = register.record(sighting.document)
        level: Level = "error" if sighting.found.is_sure else "question"
        yield Finding(record, sighting.at, _words(sighting), _mending(rule, sighting), level=level)


def _words(sighting: Sighting) -> Text:
    found = sighting.found
    if sighting.at == FILE_NAME:
        what = WHAT[found.detector]
        return say("The name of the file holds {what}: {found}.", what=what, found=found.masked)
    return words_of(found)


def _mending(rule: str, sighting: Sighting) -> Text:
    fix = instead_of(rule, sighting.found)
    if sighting.found.is_sure:
        return fix
    if not is_confirmed_in_place(sighting):
        return say("{fix} If it tells of nobody: an exception in {path} says why.", fix=fix, path=files.TOWN_FILE)
    return say(
        "{fix} If it tells of nobody: an entry of '{key}' in this record says why; "
        "'lianhu check --exceptions' drafts it.",
        fix=fix,
        key=CONFIRMED,
    )


@scope.of_each_record()
@scope.whatever_the_day
def records_hold_no_identity_numbers(register: Register) -> Iterator[Finding]:
    """No record holds a resident identity number, in whatever disguise.

    Source: G4; Personal Information Protection Law, sensitive information (art. 28-30).
    """
    yield from _told(register, "records_hold_no_identity_numbers")


@scope.of_each_record()
@scope.whatever_the_day
def records_hold_no_bank_cards(register: Register) -> Iterator[Finding]:
    """No record holds the number of a bank card.

    Source: G4; Personal Information Protection Law, sensitive information (art. 28-30).
    """
    yield from _told(register, "records_hold_no_bank_cards")


@scope.of_each_record(Village, Group)
@scope.whatever_the_day
def records_hold_no_private_contacts(register: Register) -> Iterator[Finding]:
    """A text holds no private phone, e-mail or chat account; offices are reached by their own fields.

    Source: G4 (the workstation's or village office's number by default).
    """
    yield from _told(register, "records_hold_no_private_contacts")


@scope.of_each_record()
@scope.whatever_the_day
def records_hold_no_number_plates(register: Register) -> Iterator[Finding]:
    """No record holds the number plate of a vehicle.

    Source: G4.
    """
    yield from _told(register, "records_hold_no_number_plates")


@scope.of_each_record()
@scope.whatever_the_day
def records_name_no_homes(register: Register) -> Iterator[Finding]:
    """A text does not say where a family lives: no house or room number, no one's door.

    Source: G4 (home addresses); Personal Information Protection Law, art. 6 (least necessary).
    """
    yield from _told(register, "records_name_no_homes")


@scope.of_each_record()
@scope.whatever_the_day
def records_name_no_minors(register: Register) -> Iterator[Finding]:
    """No record names a child.

    Source: G4; Personal Information Protection Law, under fourteen (art. 28, 31).
    """
    yield from _told(register, "records_name_no_minors")


@scope.of_each_record()
@scope.whatever_the_day
def records_hold_no_accusations(register: Register) -> Iterator[Finding]:
    """Accusations and petitions are not recorded here.

    Source: G4; the platform's own rules for 举报 and 信访.
    """
    yield from _told(register, "records_hold_no_accusations")


@scope.of_each_record()
@scope.whatever_the_day
def records_tell_of_nobodys_health(register: Register) -> Iterator[Finding]:
    """A text does not tell of somebody's illness, disability or state of mind.

    Source: G4; Personal Information Protection Law, sensitive information (art. 28-30).
    """
    yield from _told(register, "records_tell_of_nobodys_health")


@scope.of_each_record()
@scope.whatever_the_day
def records_tell_of_nobodys_hardship(register: Register) -> Iterator[Finding]:
    """A text does not tell that somebody is poor, receives benefits, or was in custody.

    Source: G4; Personal Information Protection Law, art. 28.
    """
    yield from _told(register, "records_tell_of_nobodys_hardship")


@scope.of_each_record()
@scope.whatever_the_day
def records_name_no_reporters(register: Register) -> Iterator[Finding]:
    """A text does not tell who reported a matter.

    Source: G4; the platform's own rule that who reports is protected.
    """
    yield from _told(register, "records_name_no_reporters")


@scope.of_each_record()
@scope.whatever_the_day
def records_hold_no_private_links(register: Register) -> Iterator[Finding]:
    """A text holds no link or code that leads into a private place, such as a group of a chat.

    Source: G4; the pages of this site lead nowhere but to its own pages and offices.
    """
    yield from _told(register, "records_hold_no_private_links")


@scope.of_each_in_its_village(Village, Group, Representative)
@scope.whatever_the_day
def records_name_no_private_persons(register: Register) -> Iterator[Finding]:
    """A text names nobody but who represents or holds an office in the village and agrees to be named.

    Source: G4; Personal Information Protection Law, art. 6 (least necessary).
    """
    yield from _told(register, "records_name_no_private_persons")


@scope.of_each_record()
@scope.whatever_the_day
def confirmations_answer_a_question(register: Register) -> Iterator[Finding]:
    """A confirmation answers what is still asked of its record.

    Source: G4 (what is probably a person's circumstance is confirmed with a reason).
    """
    for document in register.documents:
        answers = confirmed(document)
        found = register.once(found_in_record, document) if answers else ()
        asked = {
            confirming(Sighting(document, at, each))
            for at, each in found
            if not each.is_sure and at[:1] != (CONFIRMED,)
        }
        for index, answered in enumerate(answers):
            if answered not in asked:
                yield Finding(
                    register.record(document),
                    (CONFIRMED, index, "fingerprint"),
                    say("This confirms nothing: the record holds no such words."),
                    say("Take the entry out, or correct it."),
                )


@scope.of_town()
def exceptions_have_not_expired(register: Register) -> Iterator[Finding]:
    """An exception for personal data ends on its day.

    Source: G4 (an exception names rule, file, value, reason, owner and expiry).
    """
    for index, each in enumerate(register.town.exceptions):
        if each.expires_on < register.today:
            yield Finding(
                register.town,
                ("exceptions", index, "expires_on"),
                say("This exception ended on {day}.", day=each.expires_on),
                say("Take the value out of the record and the exception with it, or give a new day with its reason."),
                level="warning",
            )


@scope.of_town(*scope.OF_VILLAGES)
@scope.whatever_the_day
def exceptions_are_used(register: Register) -> Iterator[Finding]:
    """An exception excuses something that is still there.

    Source: G4 (an exception names rule, file, value, reason, owner and expiry).
    """
    paths = sorted({each.path for each in register.town.exceptions})
    public = Public(register)
    found = sightings_in(register, filter(None, map(register.document_at, paths)))
    there = {excepting(sighting) for sighting in found if not public.says(sighting)}
    for index, each in enumerate(register.town.exceptions):
        if (each.path, each.rule, each.fingerprint) not in there:
            yield Finding(
                register.town,
                ("exceptions", index, "fingerprint"),
                say("This exception excuses nothing: {path} holds no such value.", path=each.path),
                say("Take the exception out, or correct it."),
            )
