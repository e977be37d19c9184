"""The pixels of a foreign PNG, by a limited child."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.fakes.pictures import bomb, halves

from affiant.capture.screen.pixel_reader import read_pixels
from affiant.core.errors import AffiantError


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_pixels_come_back_as_they_were(mode: str) -> None:
    picture = halves().convert(mode)
    out = io.BytesIO()
    picture.save(out, "PNG")
    read = read_pixels(out.getvalue())
    assert (read.width, read.height, read.data) == (40, 20, picture.convert("RGB").tobytes())


@pytest.mark.parametrize("png", [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", bomb(60_000, 60_000)])
def test_what_is_no_picture_is_refused_with_a_reason(png: bytes) -> None:
    before = Image.MAX_IMAGE_PIXELS
    with pytest.raises(AffiantError) as refused:
        read_pixels(png)
    assert refused.value.code == "screen-picture-unreadable"
    assert before == Image.MAX_IMAGE_PIXELS, "the picture was read in this process"
