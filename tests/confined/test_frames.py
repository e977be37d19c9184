"""Neither side of a pipe can make the other take more than agreed."""

from __future__ import annotations

import io
import struct

import pytest

from affiant.confined.frames import MAX_MESSAGE_BYTES, read_frame, write_frame
from affiant.core.errors import FormatError


class Drip:
    """A pipe that gives and takes one byte at a time."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)

    def read(self, size: int, /) -> bytes:
        part = bytes(self.data[: min(size, 1)])
        del self.data[: len(part)]
        return part

    def write(self, data: memoryview, /) -> int:
        self.data += data[:1]
        return 1


def frame(message: dict[str, object], payload: bytes = b"") -> bytes:
    pipe = io.BytesIO()
    write_frame(pipe, message, payload)
    return pipe.getvalue()


def test_a_frame_survives_a_pipe_that_moves_single_bytes() -> None:
    pipe = Drip()
    write_frame(pipe, {"name": "نام"}, b"\x00\xff")
    assert read_frame(pipe, 2) == ({"name": "نام"}, b"\x00\xff")


@pytest.mark.parametrize("cut", [0, 1, 7, 9, 14])
def test_a_pipe_that_ends_gives_none(cut: int) -> None:
    assert read_frame(io.BytesIO(frame({"a": 1}, b"12")[:cut]), 2) is None


def test_a_payload_longer_than_agreed_is_refused_before_it_is_read() -> None:
    pipe = io.BytesIO(frame({}, b"123"))
    with pytest.raises(FormatError):
        read_frame(pipe, 2)
    assert pipe.tell() == 8


def test_a_message_longer_than_allowed_is_refused_before_it_is_read() -> None:
    pipe = io.BytesIO(struct.pack(">II", MAX_MESSAGE_BYTES + 1, 0) + b"{}")
    with pytest.raises(FormatError):
        read_frame(pipe, 0)
    assert pipe.tell() == 8


def test_a_message_longer_than_allowed_is_not_written() -> None:
    with pytest.raises(ValueError, match="too long"):
        frame({"a": "x" * MAX_MESSAGE_BYTES})


@pytest.mark.parametrize("body", [b"[]", b"nope!", b'{"a":1,"a":2}', b"\xff\xff"])
def test_anything_but_an_object_is_refused(body: bytes) -> None:
    with pytest.raises(FormatError):
        read_frame(io.BytesIO(struct.pack(">II", len(body), 0) + body), 0)
