"""PNG in stripes, read back by Pillow: every pixel comes back, and nothing is in it but what we wrote."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image

from affiant.capture.screen.png_stream import PieceStream, png


def noise(width: int, height: int, stride: int) -> bytes:
    return random.Random(f"{width}x{height}").randbytes(stride * height)


def rows_of(data: bytes, width: int, height: int, stride: int) -> bytes:
    return b"".join(data[number * stride : number * stride + width * 3] for number in range(height))


@pytest.mark.parametrize(("width", "height", "spare"), [(1, 1, 0), (3, 5, 0), (7, 15, 3), (100, 16, 0), (33, 331, 1)])
def test_every_pixel_comes_back(width: int, height: int, spare: int) -> None:
    stride = width * 3 + spare
    data = noise(width, height, stride)
    written = b"".join(png(width, height, memoryview(data), stride))
    with Image.open(io.BytesIO(written)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "RGB", (width, height))
        assert picture.tobytes() == rows_of(data, width, height, stride)


def test_the_stream_of_deflate_is_one_and_its_checksums_are_right() -> None:
    data = noise(50, 40, 150)
    written = b"".join(png(50, 40, memoryview(data), 150))
    place, kinds, packed = 8, [], b""
    while place < len(written):
        (length,) = struct.unpack_from(">I", written, place)
        kind, body = written[place + 4 : place + 8], written[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", written, place + 8 + length)
        assert checksum == zlib.crc32(kind + body)
        kinds.append(kind)
        packed += body if kind == b"IDAT" else b""
        place += 12 + length
    assert kinds[0] == b"IHDR"
    assert kinds[-1] == b"IEND"
    assert set(kinds[1:-1]) == {b"IDAT"}
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(packed)
    assert unpacker.eof
    assert plain == b"".join(b"\0" + data[number * 150 : number * 150 + 150] for number in range(40))


@pytest.mark.parametrize(
    ("width", "height", "stride"), [(0, 1, 3), (1, 0, 3), (2, 1, 5), (4, 4, 12), (1 << 21, 1, 1 << 23)]
)
def test_measures_that_do_not_fit_are_a_bug(width: int, height: int, stride: int) -> None:
    with pytest.raises(ValueError, match=r"pixels|impossible"):
        list(png(width, height, memoryview(bytes(40)), stride))


def test_pieces_become_a_stream_that_is_read_in_any_portions() -> None:
    pieces = [b"ab", b"", b"cdefgh", b"i"]
    for portion in (1, 2, 3, 100):
        stream = PieceStream(iter(pieces))
        read = []
        while part := stream.read(portion):
            read.append(part)
        assert b"".join(read) == b"abcdefghi"
        assert all(len(one) == portion for one in read[:-1])
    assert PieceStream(iter(pieces)).readall() == b"abcdefghi"
