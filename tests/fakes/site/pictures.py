"""Pictures of the test site: of one colour, so that pixels can be compared, or noise, which no format makes small."""

from __future__ import annotations

import io
import random
from functools import cache

from PIL import Image

Colour = tuple[int, int, int]


def row_colour(number: int) -> Colour:
    """Background of a row: no two of the first 4,096 rows are alike, and none is white."""
    return 32 + number % 16 * 8, 40 + number // 16 % 16 * 8, 48 + number // 256 % 16 * 8


def picture_colour(number: int) -> Colour:
    """Colour of the picture in a row."""
    return 250 - number % 25 * 4, 180 - number % 16 * 4, 20 + number % 32 * 4


def css(colour: Colour) -> str:
    return "rgb({},{},{})".format(*colour)


@cache
def plain_png(width: int, height: int, colour: Colour) -> bytes:
    return _saved(Image.new("RGB", (width, height), colour), "PNG")


@cache
def noise_jpeg(width: int, height: int, seed: int) -> bytes:
    noise = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))
    return _saved(
        Image.blend(noise.convert("RGB"), Image.new("RGB", noise.size, (seed * 9 % 256, 90, 40)), 0.4), "JPEG"
    )


def _saved(image: Image.Image, form: str) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **({"quality": 85} if form == "JPEG" else {}))
    return file.getvalue()
