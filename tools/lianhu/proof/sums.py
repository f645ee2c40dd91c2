"""The list of a site's files with the SHA-256 of each, as `sha256sum` writes and checks it, and the day's code: the
beginning of the list's own SHA-256, as people write it down.

The list has every file but itself and what lies in the folder of the code: who says the code cannot be in what it is
made from. That folder has a list of its own, which the log of what was published knows.

Source: coreutils, sha256sum.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from lianhu.public import check_code
from lianhu.words import say
from lianhu.words.problems import ToolError, quoted

ADDRESS = "data/SHA256SUMS"
OF_THE_CODE = "data/code/"
ITS_ADDRESS = f"{OF_THE_CODE}SHA256SUMS"
LENGTH = 16  # 75 bits: nobody finds another list for a code that was written down
LARGEST = 32 * 1024 * 1024
_LINE = re.compile(r"([0-9a-f]{64})  ([^\\\r\n]+)")


def is_listed(address: str) -> bool:
    return address != ADDRESS and not address.startswith(OF_THE_CODE)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def text(sums: Mapping[str, str]) -> str:
    """The list's content: a line a file, in order of address."""
    return "".join(f"{found}  {address}\n" for address, found in sorted(sums.items()))


def read(content: bytes, named: str = ADDRESS) -> dict[str, str]:
    """The hashes by address. Raises ToolError where it is no list, or not written in the one way that has its code."""
    try:
        lines = content.decode("utf-8").splitlines(keepends=True)
    except UnicodeDecodeError:
        lines = [""]
    found = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line.removesuffix("\n")) if line.endswith("\n") else None
        if match is None or _leads_out(match[2]):
            raise ToolError(
                say(
                    "{path} is no whole list of files: line {number} is {found}.",
                    path=named,
                    number=number,
                    found=quoted(line.rstrip()),
                )
            )
        found[match[2]] = match[1]
    if text(found).encode() != content:
        raise ToolError(say("{path} is no whole list of files: each stands in it once, in order.", path=named))
    return found


def _leads_out(address: str) -> bool:
    return address.startswith("/") or bool({"", ".", ".."} & set(address.split("/")))


def code(of_list: str) -> str:
    """The day's code: the beginning of the list's SHA-256, which is given in hexadecimal digits."""
    return check_code.of_digest(bytes.fromhex(of_list), LENGTH)
