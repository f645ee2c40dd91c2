"""Files at an address of the network, as a stranger's: within a size and a time, over HTTP alone."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

from lianhu.words import Text, say
from lianhu.words.problems import ToolError, quoted

SCHEMES = ("http", "https")
PATIENCE = 20  # seconds without a word from the other side
LONGEST = 120  # seconds for a file
PIECE = 64 * 1024


def is_address(text: str) -> bool:
    return urlsplit(text).scheme in SCHEMES and "://" in text


def reader(address: str, largest: int) -> Callable[[str], bytes]:
    """What reads the files below an address. It raises ToolError for what is not there, too large or too slow."""
    # Nothing but these: an address that leads on to a file of this machine or to another protocol leads nowhere.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())

    def read(name: str) -> bytes:
        place = f"{address.rstrip('/')}/{name}"
        request = urllib.request.Request(place, headers={"User-Agent": "lianhu", "Cache-Control": "no-cache"})
        end = time.monotonic() + LONGEST
        content = b""
        try:
            answer = opener.open(request, timeout=PATIENCE)
            if answer is None:
                raise _unreadable(place, say("it leads to what is not read"))
            with answer:
                while piece := answer.read1(PIECE):
                    content += piece
                    if len(content) > largest:
                        raise _unreadable(place, say("it is larger than {limit} bytes", limit=largest))
                    if time.monotonic() > end:
                        raise _unreadable(place, say("it takes too long"))
        except urllib.error.HTTPError as error:
            raise _unreadable(place, say("the server answers {status}", status=error.code)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise _unreadable(place, say("the server cannot be reached, or breaks off")) from error
        return content

    return read


def _unreadable(place: str, reason: Text) -> ToolError:
    return ToolError(say("{path} cannot be read: {reason}.", path=quoted(place), reason=reason))
