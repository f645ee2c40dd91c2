"""Drafts of issues: a message as the issue it becomes, before it has its number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lianhu.sheets.mapping import ImportMapping, Reply
from lianhu.sheets.messages import Message
from lianhu.sheets.rules import REPLY

Data = dict[str, Any]

UNNUMBERED = "0000"


def draft(message: Message, plan: ImportMapping, *, omits_reply: bool = False) -> Data:
    """The issue's data, keys in the schema's order; its id ends in 0000 until it is numbered. The words of the reply
    become a note where the mapping asks for that, and `omits_reply` does not forbid it.

    The words of the mapping decide; who wrote the message is not known here and enters no record.
    """
    texts = message.texts()
    data: Data = {
        "id": f"{plan.group.pick(texts)}-{message.reported_at.year}-{UNNUMBERED}",
        "title": message.title,
        "kind": plan.kind.pick(texts),
        **({"category": category} if (category := plan.category.category(texts)) else {}),
        "source": plan.source,
        "responsible_post": plan.responsible_post.pick(texts),
        "reference": message.reference,
    }
    if message.statement and plan.keeps("statement"):
        data["statement"] = message.statement
    note = {"note": message.reply} if plan.keeps("reply") and message.reply and not omits_reply else {}
    data["events"] = list(_events(message, plan, data["responsible_post"], note))
    return data


def _events(message: Message, plan: ImportMapping, post: str, note: Data) -> Iterator[Data]:
    """Discovered and reported at the message's time; answered, fed back and closed at the reply's (R28)."""
    reported = message.reported_at.date().isoformat()
    yield {"stage": "discovered", "date": reported, "by": plan.received_by}
    yield {"stage": "reported", "date": reported, "by": plan.received_by}
    if message.replied_at and plan.reply:
        # A reply dated before its message cannot have been given before it: the day of the message is the earliest.
        answered = max(reported, message.replied_at.date().isoformat())
        stage = plan.reply.answered_as.pick(message.texts(), REPLY)
        if stage == "assigned":  # the platform only said that it has the message: nothing is settled yet
            yield {"stage": stage, "date": answered, "by": plan.received_by, **note, "to_post": post}
        else:
            yield from _answer(
                message, plan.reply, {"stage": stage, "date": answered, "by": plan.reply.answered_by, **note}
            )
    elif plan.unanswered == "assigned":
        yield {"stage": "assigned", "date": reported, "by": plan.received_by, "to_post": post}


def _answer(message: Message, reply: Reply, answer: Data) -> Iterator[Data]:
    if answer["stage"] == "resolved" and reply.outcome:
        answer["outcome"] = reply.outcome.pick(message.texts(), REPLY)
        answer["waiver"] = reply.waiver
    yield answer
    day = answer["date"]
    yield {"stage": "fed_back", "date": day, "by": reply.fed_back_by, "satisfaction": "not_rated"}
    yield {"stage": "closed", "date": day, "by": reply.fed_back_by}
