"""How parent and worker talk: a JSON object and, after it, bytes; both with their lengths in front.

A frame is two big-endian 32-bit lengths, the canonical JSON of an object, and a payload that may be empty. Both
lengths are judged before anything is read, so neither side can make the other take more memory than agreed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any, Protocol

from affiant.core.canonical import canonical, parse_object
from affiant.core.errors import FormatError

MAX_MESSAGE_BYTES = 1 << 20
"""Largest JSON part, in either direction."""
_LENGTHS = struct.Struct(">II")


class Readable(Protocol):
    """The reading end of a pipe."""

    def read(self, size: int, /) -> bytes | None:
        """Read up to that many bytes; none at the end."""


class Writable(Protocol):
    """The writing end of a pipe."""

    def write(self, data: memoryview, /) -> int | None:
        """Write some of the bytes and say how many."""


def write_frame(pipe: Writable, message: Mapping[str, Any], payload: bytes = b"") -> None:
    """Write one frame.

    Args:
        pipe: the writing end, unbuffered.
        message: canonical JSON values only, at most `MAX_MESSAGE_BYTES` when written.
        payload: bytes for which the other side has agreed to a bound.

    Raises:
        ValueError: the message is too long.
        OSError: the other side is gone.
    """
    body = canonical(dict(message))
    if len(body) > MAX_MESSAGE_BYTES:
        raise ValueError("a message to or from a worker is too long")
    for part in (_LENGTHS.pack(len(body), len(payload)) + body, payload):
        left = memoryview(part)
        while left:
            left = left[pipe.write(left) or 0 :]


def read_frame(pipe: Readable, max_payload: int) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None at the end of the pipe, also in the middle of a frame.

    Args:
        pipe: the reading end.
        max_payload: largest payload that is taken, in bytes.

    Raises:
        FormatError: a length out of bounds, or JSON that is not an object.
        OSError: the pipe broke.
    """
    head = _exactly(pipe, _LENGTHS.size)
    if head is None:
        return None
    body_length, payload_length = _LENGTHS.unpack(head)
    if body_length > MAX_MESSAGE_BYTES or payload_length > max_payload:
        raise FormatError("A frame is longer than agreed")
    body = _exactly(pipe, body_length)
    payload = _exactly(pipe, payload_length)
    if body is None or payload is None:
        return None
    return parse_object(body, subject="frame"), payload


def _exactly(pipe: Readable, size: int) -> bytes | None:
    parts: list[bytes] = []
    while size > 0:
        part = pipe.read(size)
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
