"""Photos: which files may lie beside the records, and the form in which one may leave (T21).

A photo is taken by what its bytes are, JPEG or PNG, never by its name. Pillow is asked for these two alone, and for
the size before a single pixel. What leaves is drawn anew from the pixels: no EXIF, GPS, XMP, profile or comment.
"""

from __future__ import annotations

import functools
import re
import warnings
from io import BytesIO
from types import ModuleType
from typing import TYPE_CHECKING

from lianhu.reading.files import LARGEST_PHOTO
from lianhu.words import Text, say
from lianhu.words.problems import Problem

if TYPE_CHECKING:  # Pillow takes long to import, and most towns have no photo yet
    from PIL import Image

PLACE = re.compile(
    r"records/villages/(?P<village>[a-z][a-z0-9]{1,19})/"
    r"(?:photos/(?P<photo>g[0-9]{2}-r[0-9]{2})|evidence/(?P<evidence>g[0-9]{2}-[0-9]{4}-[0-9]{4}-[0-9]{1,2}))"
    r"\.(?P<ending>jpg|png)"
)
SIGNATURES = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
FORMATS = ("JPEG", "PNG")
ENDINGS = tuple(f".{ending}" for ending in SIGNATURES)
LONGEST_SIDE = 2_000
PUBLISHED_SIDE = 600
PUBLISHED_BYTES = 60_000
QUALITIES = (82, 74, 66, 58, 50, 42, 34, 26, 18, 10)


def is_photo(path: str) -> bool:
    """Whether `path` is a place for a photo or for evidence; what the file holds is another question."""
    # Hardly a file is one, and of thousands this is asked.
    return path.endswith(ENDINGS) and PLACE.fullmatch(path) is not None


def place_of(village: str, folder: str, name: str) -> str:
    """The path of a village's photo: `folder` is `photos` or `evidence`."""
    return f"records/villages/{village}/{folder}/{name}"


def same_place(path: str) -> tuple[str, ...]:
    """The paths at which the photo of a path may lie: under every ending."""
    stem = path.rpartition(".")[0]
    return tuple(f"{stem}.{ending}" for ending in SIGNATURES)


def problems(path: str, content: bytes) -> list[Problem]:
    """What keeps the file from being a photo: one problem or none. Bad content never raises."""
    found = _fault(path, content)
    if not found:
        return []
    message, fix = found
    return [Problem(path=path, rule="readable_photo", message=message, fix=fix)]


def _fault(path: str, content: bytes) -> tuple[Text, Text] | None:
    if len(content) > LARGEST_PHOTO:
        return (
            say("The photo has {found} bytes; at most {limit} are allowed.", found=len(content), limit=LARGEST_PHOTO),
            say("Save it smaller."),
        )
    kind = next((kind for kind, signature in SIGNATURES.items() if content.startswith(signature)), None)
    if not kind:
        return say("This is neither a JPEG nor a PNG photo."), say("Save the photo as JPEG; other forms are not taken.")
    if not path.endswith(f".{kind}"):
        return (
            say("This is a photo of another form than its name says."),
            say("Let the name end in .{kind}.", kind=kind),
        )
    again = say("Save the photo again with an image editor.")
    from PIL import Image  # not inside: a Pillow that cannot be imported is no fault of the photo

    try:
        with _opened(content, Image) as image:
            if max(image.size) > LONGEST_SIDE:
                width, height = image.size
                told = say(
                    "The photo is {width} by {height} pixels; at most {limit} a side are allowed.",
                    width=width,
                    height=height,
                    limit=LONGEST_SIDE,
                )
                return told, say("Save it smaller.")
            image.load()
    except Exception:  # a decoder fed with hostile bytes fails in many ways; each means the same
        return say("The photo is damaged or cut off."), again
    return None


def _opened(content: bytes, pillow: ModuleType) -> Image.Image:
    """The photo with its size known and no pixel read; anything Pillow only warns of is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        image: Image.Image = pillow.open(BytesIO(content), formats=FORMATS)
        return image


@functools.lru_cache(maxsize=256)
def published(content: bytes) -> bytes:
    """A checked photo as it may be shown: a plain JPEG of at most 600 pixels a side and 60 kB, pixels only."""
    from PIL import Image, ImageOps

    with _opened(content, Image) as image:
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((PUBLISHED_SIDE, PUBLISHED_SIDE))
        with_ground = Image.new("RGBA", upright.size, "white")
        with_ground.alpha_composite(upright.convert("RGBA"))
        pixels = with_ground.convert("RGB")
    clean = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    smallest = b""
    for quality in QUALITIES:
        out = BytesIO()
        clean.save(out, "JPEG", quality=quality, optimize=True)
        smallest = out.getvalue()
        if len(smallest) <= PUBLISHED_BYTES:
            break
    return smallest
