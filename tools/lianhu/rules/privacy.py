"""Rules about what no record may hold: personal data, however it is disguised (domain.md section 6).

What is surely personal is refused. What is probably a person's circumstance is asked: whoever wrote it rewrites it, or
confirms with a reason, beside the text (`confirmed`), that it is nobody's.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from lianhu.personal import Found, found_across, found_in, may_break_off
from lianhu.reading import files
from lianhu.reading.document import Document, Location
from lianhu.rules import scope
from lianhu.rules.finding import Finding
from lianhu.rules.named import named
from lianhu.rules.wording import INSTEAD, WHAT, words_of
from lianhu.town import marks
from lianhu.town.kinds import Group, Representative, Village
from lianhu.town.register import Register
from lianhu.town.schemas import EACH, Filed, Kind, values_at
from lianhu.words import Text, say
from lianhu.words.problems import Level

# A value that fits its pattern and is none of these can hold nothing personal; where one fits, texts are searched.
PROBES = (
    "11010519491231002X",
    "a13800138000",
    "A13800138000",
    "QQ12345678",
    "https://example.org/13800138000",
    "13800138000",
    "6222021001122334455",
    "a@b.cn",
    "湘A12345",
    "张三家门口",
    "张三举报",
)
IN_WORDS = "卡号 6222，"  # who may write this may go on in the next field; an id has a form
OF_ITS_OWN = ("phone",)  # keys with a form and a consent of their own
# What these kinds hold are rules of conduct: a list of forbidden acts names what it forbids.
RULE_BOOKS = frozenset(
    ("categories", "duties", "incentives", "procedure", "review", "roles", "selection_criteria", "town", "village")
)
FILE_NAME: Location = ()
CONFIRMED = "confirmed"
NAME = "private_name"
_TEXT, _OF_A_FORM = "text", "of a form"


RULE_OF: Mapping[str, str] = {
    "identity_number": "records_hold_no_identity_numbers",
    "bank_card": "records_hold_no_bank_cards",
    "phone": "records_hold_no_private_contacts",
    "e_mail": "records_hold_no_private_contacts",
    "chat_account": "records_hold_no_private_contacts",
    "number_plate": "records_hold_no_number_plates",
    "home": "records_name_no_homes",
    "minor": "records_name_no_minors",
    "accusation": "records_hold_no_accusations",
    "health": "records_tell_of_nobodys_health",
    "hardship": "records_tell_of_nobodys_hardship",
    "reporter": "records_name_no_reporters",
    "link": "records_hold_no_private_links",
    "private_name": "records_name_no_private_persons",
}


@dataclass(frozen=True)
class Sighting:
    """Something found in a record: `at` is the place of the text, the empty place the file's own name."""

    document: Filed
    at: Location
    found: Found

    @property
    def path(self) -> str:
        return self.document.path


_SEEN: WeakKeyDictionary[Register, tuple[Sighting, ...]] = WeakKeyDictionary()


def sightings(register: Register) -> tuple[Sighting, ...]:
    """What the detectors find where it may not stand, what is public or excused not taken out; searched once a
    register."""
    if register not in _SEEN:
        _SEEN[register] = tuple(_sightings(register, register.documents))
    return _SEEN[register]


def _sightings(register: Register, documents: Iterable[Filed]) -> Iterator[Sighting]:
    for document in documents:
        for at, found in register.once(found_in_record, document):
            if document.kind.name not in RULE_BOOKS or (found.is_sure and found.detector != "accusation"):
                yield Sighting(document, at, found)


def found_in_record(document: Filed) -> tuple[tuple[Location, Found], ...]:
    """What the detectors find in a document of its kind's shape, by itself; `at` as in `Sighting`."""
    return tuple(_found_in(document))


def _found_in(document: Filed) -> Iterator[tuple[Location, Found]]:
    """The same. Hardly a document holds anything: its texts are searched without their places first."""
    yield from ((FILE_NAME, found) for found in found_in(document.path))
    places, plan = _room(document.kind)
    texts = marks.gathered(document.data, plan)
    if any(found_in(str(text)) for text in texts[_TEXT] | texts[_OF_A_FORM]):
        for place in places:
            named = place in document.kind.names
            for at, text in values_at(document.data, place):
                # Where a name stands, others ask whose it is and whether it is shown.
                yield from ((at, found) for found in found_in(str(text)) if not (named and found.detector == NAME))
    if any(may_break_off(str(text)) for text in texts[_TEXT]):
        yield from _found_across(document, [place for place, mark in places.items() if mark == _TEXT])


def _found_across(document: Filed, places: Iterable[Location]) -> Iterator[tuple[Location, Found]]:
    """What is broken over two neighbours of one entry, at the place of the first."""
    entries: dict[Location, list[tuple[Location, str]]] = defaultdict(list)
    for at, text in (each for place in places for each in values_at(document.data, place)):
        entries[at[:-1]].append((at, str(text)))
    for texts in entries.values():
        for (at, first), (_, second) in pairwise(texts):
            yield from ((at, found) for found in found_across(first, second))


@functools.lru_cache(maxsize=64)  # some twenty kinds, and those of a proposal
def _room(kind: Kind) -> tuple[Mapping[Location, str], marks.Plan]:
    """Where values of the kind leave room for personal data, as places and as a plan; ids have a form."""
    places = dict(_free_texts(kind.schema))
    return places, marks.plan(places.items())


def _free_texts(schema: Mapping[str, Any], at: Location = ()) -> Iterator[tuple[Location, str]]:
    if "properties" in schema:
        for key, value in schema["properties"].items():
            if key not in OF_ITS_OWN:
                yield from _free_texts(value, (*at, key))
    elif "items" in schema:
        yield from _free_texts(schema["items"], (*at, EACH))
    elif _is_free_text(schema):
        yield at, _TEXT if re.search(schema.get("pattern", ""), IN_WORDS) else _OF_A_FORM


def _is_free_text(schema: Mapping[str, Any]) -> bool:
    if "string" not in schema.get("type", ()) or "enum" in schema:
        return False
    return "pattern" not in schema or any(re.search(schema["pattern"], probe) for probe in PROBES)


def found_anywhere(document: Document, kind: Kind | None) -> Iterator[tuple[Location, Found]]:
    """What the detectors find in a document that need not have the shape of its kind; `at` as in `Sighting`.

    A phone may be an office's: only the whole register knows. Accusations and questions are left to the rules.
    """
    yield from ((FILE_NAME, found) for found in found_in(document.path) if found.is_sure)
    for at, value in document.values():
        schema = kind.at(at) if kind else {}
        if isinstance(value, str) and (not schema or _is_free_text(schema)):
            surely = (found for found in found_in(value) if found.is_sure)
            yield from ((at, found) for found in surely if found.detector != "accusation")


class _Public:
    """What of offices and who holds them is public, made where it is asked for."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def says(self, sighting: Sighting) -> bool:
        """Whether what was found is an office's number, or a name that is said with an office of the same village."""
        found = sighting.found
        if found.detector == NAME:
            return found.value in self._names.get(sighting.document.village, ())
        return found.detector == "phone" and found.value in self._phones

    @functools.cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        return named(self._register)

    @functools.cached_property
    def _phones(self) -> frozenset[str]:
        return _office_phones(self._register)


def fingerprint(place: str, rule: str, value: str) -> str:
    """What stands for the value where it is excused: sixteen hexadecimal digits, different in every place.

    `place` is a file's path for an exception of the town's, a record's id for a confirmation, which moves with it.
    Who knows what was masked can find a phone from it by trying: it is given to who asks for it, never with a problem.
    """
    return hashlib.sha256(f"{place}\n{rule}\n{value}".encode()).hexdigest()[:16]


def confirming(sighting: Sighting) -> tuple[str, str]:
    """The rule that asks, and the fingerprint that a confirmation in the record itself names."""
    rule = RULE_OF[sighting.found.detector]
    return rule, fingerprint(sighting.document.id, rule, sighting.found.value)


def unexcused(register: Register, *rules: str) -> Iterator[tuple[str, Sighting]]:
    """What is found and nothing excuses, each with the rule that it breaks, one of `rules` if any are given: it is not
    public, no exception of the town's and, where it is asked, no confirmation in the record excuses it."""
    excepted = {(each.path, each.rule, each.fingerprint) for each in register.town.exceptions}
    public = _Public(register)
    for sighting in sightings(register):
        rule = RULE_OF[sighting.found.detector]
        if (
            (not rules or rule in rules)
            and not public.says(sighting)
            and (sighting.path, rule, fingerprint(sighting.path, rule, sighting.found.value)) not in excepted
            and (sighting.found.is_sure or confirming(sighting) not in _confirmed(sighting.document))
        ):
            yield rule, sighting


def is_confirmed_in_place(sighting: Sighting) -> bool:
    """Whether a confirmation in the record excuses the finding; else only an exception of the town's does."""
    return not sighting.found.is_sure and CONFIRMED in sighting.document.kind.schema["properties"]


def _confirmed(document: Filed) -> list[tuple[str, str]]:
    data: Any = document.data
    return [(each["rule"], each["fingerprint"]) for each in data.get(CONFIRMED, ())]


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
    fix = INSTEAD[rule]
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


def _office_phones(register: Register) -> frozenset[str]:
    """Every number that the records publish as an office's, digits only."""
    places = {name: tuple(_phone_places(kind.schema)) for name, kind in register.schemas.kinds.items()}
    return frozenset(
        re.sub("[^0-9]", "", number)
        for document in register.documents
        for at in places.get(document.kind.name, ())
        for _, number in values_at(document.data, at)
    )


def _phone_places(schema: Mapping[str, Any], at: Location = ()) -> Iterator[Location]:
    """Where an office's phone stands; one beside which consent stands is a person's own."""
    properties = schema.get("properties", {})
    if "phone" in properties and "consent" not in properties:
        yield (*at, "phone")
    for key, value in properties.items():
        if key != "consent":
            yield from _phone_places(value, (*at, key))
    if "items" in schema:
        yield from _phone_places(schema["items"], (*at, EACH))


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
        confirmed = _confirmed(document)
        found = found_in_record(document) if confirmed else ()
        asked = {
            confirming(Sighting(document, at, each))
            for at, each in found
            if not each.is_sure and at[:1] != (CONFIRMED,)
        }
        for index, answered in enumerate(confirmed):
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
    public = _Public(register)
    there = set()
    for sighting in _sightings(register, filter(None, map(register.document_at, paths))):
        rule = RULE_OF[sighting.found.detector]
        if not public.says(sighting):
            there.add((sighting.path, rule, fingerprint(sighting.path, rule, sighting.found.value)))
    for index, each in enumerate(register.town.exceptions):
        if (each.path, each.rule, each.fingerprint) not in there:
            yield Finding(
                register.town,
                ("exceptions", index, "fingerprint"),
                say("This exception excuses nothing: {path} holds no such value.", path=each.path),
                say("Take the exception out, or correct it."),
            )
