"""Decodes foreign pictures. Runs in a limited child process only (`examine_worker`); nothing else imports it.

What goes wrong in here becomes one of three codes; the text of an exception may hold text of the file and stays here.
"""

from __future__ import annotations

import io
import math
import os
import struct
import warnings
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, __version__

from affiant.capture.exif_reading import read_exif

BROKEN, TOO_LARGE, NOT_READ = "image-broken", "image-too-large", "image-format-not-read"

READER = f"Pillow {__version__}"
"""What read the picture; part of every good answer to ``examine``."""

MAX_PIXELS = 120_000_000
"""Of one frame: a page of 1,280 by 90,000 pixels, or a photograph of 108 million."""
THUMBNAIL = 320
"""Longest side of a thumbnail, in pixels."""
TALLEST = 2
"""A picture taller than that many times its width shows its top in the thumbnail, or nothing could be told from it."""
QUALITY = 85

_PLUGINS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}
"""The only decoders that ever see a file, each only files that begin as its own."""

_DRAFTED = ("JPEG", "MPO")
"""Formats that are decoded at a fraction of their size where less is asked for."""
_BAND_PIXELS = 1 << 22
_BROKEN_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
    BufferError,
    EOFError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders raise over files that are not sound; anything else ends the process."""
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
"""What rights a picture with that EXIF orientation (EXIF 2.32, tag 0x0112)."""
_ORIENTATION = 0x0112


def prepare() -> None:
    """Make Pillow refuse what is too large instead of warning, and do without threads; once, before the first picture.

    A limited process may start neither processes nor threads; an AVIF decoder that wants some would call the file
    broken.
    """
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def answer(request: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer one request.

    Args:
        request: ``path`` (hex of the path's bytes), ``media_type``, and ``do``: ``examine``, or ``picture`` with
            ``max_width`` and ``max_height`` in pixels, or ``pixels``.

    Returns:
        For ``examine`` ``{"facts", "exif", "reader"}`` and a PNG; for ``picture`` ``{"width", "height"}`` and a JPEG;
        for ``pixels`` ``{"width", "height"}`` and the first frame as stored, red, green, blue, a byte each;
        ``{"failed": code}`` and no bytes when the file cannot be read.
    """
    plugin = _PLUGINS.get(request["media_type"])
    if plugin is None:
        return {"failed": NOT_READ}, b""
    path = Path(os.fsdecode(bytes.fromhex(request["path"])))
    try:
        with path.open("rb") as file, Image.open(file, formats=(plugin,)) as image:
            facts = _facts(image)
            image.seek(0)
            if image.format not in _DRAFTED:
                image.load()  # before anybody asks for EXIF: a PNG is then loaded anyway, and its errors swallowed
            if request["do"] == "pixels":
                return {"width": image.width, "height": image.height}, image.convert("RGB").tobytes()
            if request["do"] == "picture":
                return _picture(image, request["max_width"], request["max_height"])
            return _examine(image, facts)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"failed": TOO_LARGE}, b""
    except _BROKEN_ERRORS:
        return {"failed": BROKEN}, b""


def _facts(image: Image.Image) -> dict[str, Any]:
    return {
        "format": image.format or "",
        "width": image.width,
        "height": image.height,
        "mode": image.mode,
        "frames": int(getattr(image, "n_frames", 1)),
        "icc": _icc(image.info.get("icc_profile")),
    }


def _examine(image: Image.Image, facts: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    exif = read_exif(image)
    upright = _upright_size(image)
    crop = min(upright[1], upright[0] * TALLEST) / upright[1]
    small = _reduced(image, THUMBNAIL, THUMBNAIL, top=crop)
    return {"facts": facts, "exif": exif, "reader": READER}, _encoded(small, "PNG")


def _picture(image: Image.Image, max_width: int, max_height: int) -> tuple[dict[str, Any], bytes]:
    small = _reduced(image, max_width, max_height)
    if small.mode == "RGB" and _is_grey(small):
        small = small.convert("L")
    data = _encoded(small, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return {"width": small.width, "height": small.height}, data


def _encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """Encode pixels alone: EXIF, text and colour profile stay behind."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    bare.save(out, form, **options)
    return out.getvalue()


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def _icc(profile: object) -> str | None:
    """Name of an embedded colour profile; ``present`` when it has none that can be read."""
    if not isinstance(profile, bytes) or not profile:
        return None
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, *_BROKEN_ERRORS):
        return "present"
    name = name.strip().encode("utf-8", "replace").decode("utf-8")[:200]
    return name or "present"


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN_ERRORS:
        return 1
    return value if isinstance(value, int) else 1


def _upright_size(image: Image.Image) -> tuple[int, int]:
    return image.size if _orientation(image) < 5 else (image.height, image.width)


def _reduced(image: Image.Image, max_width: int, max_height: int, top: float = 1) -> Image.Image:
    """Return the upright picture in RGB on white, made to fit; never enlarged.

    The picture is converted in bands, so that beside the decoded file only the small result takes memory.

    Args:
        image: opened, not yet loaded.
        max_width: pixels.
        max_height: pixels.
        top: share of the upright height to be shown, from the top.
    """
    turns = _TURNS.get(_orientation(image), ())
    width, height = image.size
    wide, high = _upright_size(image)
    high = max(1, round(high * top))
    scale = min(1.0, max_width / wide, max_height / high)
    final = max(1, round(wide * scale)), max(1, round(high * scale))
    if image.format in _DRAFTED:
        image.draft(None, (math.ceil(width * scale * 2), math.ceil(height * scale * 2)))
    image.load()
    box = _shown_box(image.size, turns, top)
    factor = max(1, int(image.width / (2 * width * scale)))
    small = _converted(image, box, factor)
    for turn in turns:
        small = small.transpose(turn)
    return small if small.size == final else small.resize(final, Image.Resampling.LANCZOS)


def _shown_box(size: tuple[int, int], turns: tuple[Image.Transpose, ...], top: float) -> tuple[int, int, int, int]:
    """Box of the stored picture whose upright form is the top share of the whole."""
    width, height = size
    if top >= 1:
        return 0, 0, width, height
    first = turns[0] if turns else None
    down, across = max(1, round(height * top)), max(1, round(width * top))
    if first in (None, Image.Transpose.FLIP_LEFT_RIGHT):
        return 0, 0, width, down
    if first in (Image.Transpose.ROTATE_180, Image.Transpose.FLIP_TOP_BOTTOM):
        return 0, height - down, width, height
    if first in (Image.Transpose.TRANSPOSE, Image.Transpose.ROTATE_270):
        return 0, 0, across, height
    return width - across, 0, width, height


def _converted(image: Image.Image, box: tuple[int, int, int, int], factor: int) -> Image.Image:
    left, upper, right, lower = box
    step = max(1, _BAND_PIXELS // max(1, right - left) // factor) * factor
    size = math.ceil((right - left) / factor), math.ceil((lower - upper) / factor)
    result = Image.new("RGB", size, "white")
    value_range = image.getextrema() if image.mode in ("I", "F") else None
    for start in range(upper, lower, step):
        band = _on_white(image.crop((left, start, right, min(start + step, lower))), value_range)
        result.paste(band.reduce(factor) if factor > 1 else band, (0, (start - upper) // factor))
    return result


def _on_white(band: Image.Image, value_range: Any) -> Image.Image:
    if band.mode.startswith("I;16"):
        band = _bare(band.convert("I")).point([value >> 8 for value in range(1 << 16)], "L")
    elif value_range is not None:
        low, high = value_range
        if not (math.isfinite(low) and math.isfinite(high)):
            raise ValueError("a picture of values that are no numbers")
        scale = 255 / (high - low) if high > low else 0.0
        band = _bare(band.convert("F")).point(lambda value: value * scale - low * scale).convert("L")
    if band.has_transparency_data:
        clear = band.convert("RGBA")
        band = Image.new("RGB", clear.size, "white")
        band.paste(clear, mask=clear.getchannel("A"))
        return band
    return band.convert("RGB")


def _bare(band: Image.Image) -> Image.Image:
    """Forget a transparent value that means nothing once the values are others."""
    band.info.pop("transparency", None)
    return band
