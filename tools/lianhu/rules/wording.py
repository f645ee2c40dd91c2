"""What is said of something found in a text, and what to write instead: to whoever checks, and to whoever imports."""

from __future__ import annotations

from collections.abc import Mapping

from lianhu.personal import Found
from lianhu.words import Text, say

# What is said of a finding; never the value itself.
WHAT: Mapping[str, Text] = {
    "identity_number": say("an identity number"),
    "bank_card": say("the number of a bank card"),
    "phone": say("a phone number"),
    "e_mail": say("an e-mail address"),
    "chat_account": say("a chat account"),
    "number_plate": say("a number plate"),
    "home": say("where somebody lives"),
    "minor": say("the name of a child"),
    "accusation": say("an accusation or a petition"),
    "health": say("somebody's health"),
    "hardship": say("somebody's hardship"),
    "reporter": say("who reported"),
    "link": say("a link or a code into a private place"),
    "private_name": say("the name of a resident"),
}

# What may stand there, by the rule that refuses or asks.
INSTEAD: Mapping[str, Text] = {
    "records_hold_no_identity_numbers": say(
        "Take it out. If it was published already, it must be removed from the history as well."
    ),
    "records_hold_no_bank_cards": say("Take it out; a receipt's number is enough."),
    "records_hold_no_private_contacts": say(
        "Take it out; the number of the workstation or office stands in its own field."
    ),
    "records_hold_no_number_plates": say("Say what vehicle it is, not whose."),
    "records_name_no_homes": say("Name the road, the crossing or the public building nearby."),
    "records_name_no_minors": say("Write the number of children, or leave it out."),
    "records_hold_no_accusations": say(
        "Hand it to the office in charge and take it out; to refer somebody to that office, name the office."
    ),
    "records_tell_of_nobodys_health": say(
        "Leave the illness out, or write 'a resident who needs help' (需要帮助的住户)."
    ),
    "records_tell_of_nobodys_hardship": say("Leave it out, or write 'a household that is cared for' (重点关爱户)."),
    "records_name_no_reporters": say("Write 'residents report' (居民反映), without who."),
    "records_hold_no_private_links": say("Name the office or the notice instead of the link."),
    "records_name_no_private_persons": say("Write 'a resident' (一位居民) instead of the name."),
}


def words_of(found: Found) -> Text:
    """The sentence on a finding: what is sure is said, the rest is asked, with the names beside it."""
    what = WHAT[found.detector]
    if found.is_sure:
        return say("This holds {what}: {found}.", what=what, found=found.masked)
    if found.names:
        return say(
            "Does this tell of {what}? {found} (it names {names})",
            what=what,
            names=found.masked_names,
            found=found.masked,
        )
    return say("Does this tell of {what}? {found}", what=what, found=found.masked)


def instead_of(rule: str, found: Found) -> Text:
    """What may stand there instead of a finding, and of the names beside it."""
    if not found.names or found.is_sure:
        return INSTEAD[rule]
    return say("{fix} {also}", fix=INSTEAD[rule], also=INSTEAD["records_name_no_private_persons"])
