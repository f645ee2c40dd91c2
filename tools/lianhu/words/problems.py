"""What can be wrong: a `Problem` in a record is collected, a `ToolError` says why we cannot go on."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import Literal

from lianhu.personal import masked
from lianhu.words.sentences import Text, say, spoken

Level = Literal["error", "warning", "question"]

LONGEST_QUOTE = 40
MOST_OF_ONE_FILE = 100


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing to mend: where (`path` from the town's folder, `line` and `column` from 1), what, and how.

    An error is a contradiction and stops what follows. A warning is what a day has brought (a term or office that
    ended, a difference that is not explained): it is told, and the site is built. A question is what may tell of a
    person: it is told as well, and a proposal that brings it waits for the answer.
    """

    path: str
    line: int = 1
    column: int = 1
    rule: str
    level: Level = "error"
    message: Text = field(compare=False)
    fix: Text = field(compare=False)


class ToolError(Exception):
    """The command cannot run or cannot judge; `text` says why and how to mend it. `exit_code` is 2 or 3."""

    def __init__(self, text: Text, exit_code: int = 2) -> None:
        super().__init__(spoken(text, "en"))
        self.text = text
        self.exit_code = exit_code


def quoted(value: object) -> str:
    """A found value as it may be shown: on one line, unprintable characters escaped, at most 40 characters.

    Numbers of persons are masked: a problem is read by more people than the record.
    """
    text = "".join(c if c.isprintable() else f"⟨U+{ord(c):04X}⟩" for c in masked(str(value)))
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def refusal(error: OSError) -> Text:
    """Why the system refused a file, in our words; its own sentence is for its own readers."""
    reasons = {
        errno.EEXIST: say("something lies there already"),
        errno.ENOTEMPTY: say("something lies there already"),
        errno.EISDIR: say("something lies there already"),
        errno.ENOENT: say("there is nothing"),
        errno.ELOOP: say("a link lies there"),
        errno.ESTALE: say("somebody changed it at the same time"),
        errno.ENOSPC: say("the disk is full"),
        errno.EDQUOT: say("your share of the disk is used up"),
        errno.EFBIG: say("your share of the disk is used up"),
        errno.EACCES: say("you have no permission"),
        errno.EPERM: say("you have no permission"),
        errno.EROFS: say("the folder can only be read"),
    }
    number = error.errno or 0
    return reasons.get(number, say("the system refused (error {number})", number=number))
