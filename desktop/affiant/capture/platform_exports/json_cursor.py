"""The place where a walk through JSON stands: bytes are read in chunks, and what lies behind is let go."""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import BinaryIO

from affiant.capture.platform_exports.json_value import NotReadable

CHUNK = 1 << 18
MAX_ENTRY = 16 << 20
"""Bytes of one value that are given whole; the largest known are a few hundred thousand."""
MAX_ENTRY_DEPTH = 200
"""Levels inside of one value that are handed to the parser, which recurses."""
HOPELESS_DEPTH = 10_000
"""Levels at which a file is given up: nothing but an attack has them, and counting them takes its time."""
PULSE = 16
"""Chunks of one value between two signs of life."""

_MARK = b"\xef\xbb\xbf"
_WHITE = re.compile(rb"[ \t\r\n]*+")
_FLAT = rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+'
_TO_BRACKET = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+"|\[' + _FLAT + rb"\]|\{" + _FLAT + rb"\})*+", re.DOTALL)
"""As far as the next bracket that matters: texts, and objects and lists without others inside, are passed at once."""
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_LITERAL = re.compile(rb'[^ \t\r\n,:"\[\]{}]*+')
_QUOTE, _SLASH = ord('"'), ord("\\")
_OPENING, _CLOSING = b"[{", b"]}"


class CutShort(Exception):  # noqa: N818 -- a condition of the file, not an error of the walk
    """The file ends inside of a value."""


class Cursor:
    """Steps through the bytes of a file.

    Args:
        stream: seekable.
        start: byte to begin at.

    Raises:
        OSError: here and in every method, when the stream cannot be read.
    """

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream = stream
        self._stream.seek(start)
        self._base = start
        self._buffer = b""
        self._at = 0

    @property
    def offset(self) -> int:
        """Byte of the file that comes next."""
        return self._base + self._at

    def skip_mark(self) -> None:
        """Step over white space and one byte order mark."""
        while len(self._buffer) < len(_MARK) and self._more():
            pass
        if self._buffer.startswith(_MARK):
            self._at = len(_MARK)

    def at_end(self) -> bool:
        """Whether nothing but white space follows."""
        while True:
            found = _WHITE.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                return False
            if not self._more():
                return True

    def peek(self) -> int:
        """Return the next byte that is not white space.

        Raises:
            CutShort: there is none.
        """
        if self.at_end():
            raise CutShort
        return self._buffer[self._at]

    def step(self) -> None:
        """Go one byte on."""
        self._at += 1

    def container(self) -> Generator[None, None, bytes]:
        """Return the bytes of the object or list that begins here, and go behind it; yields once in a while.

        Raises:
            CutShort: the file ends before it does.
            NotReadable: it is too large or too deep, and the cursor stands behind it all the same; or it is hopelessly
                deep (``file-too-deep``).
        """
        pieces = _Pieces()
        depth, in_string, here, chunks = 1, False, self._at + 1, 0
        while True:
            if in_string:
                here, in_string = self._string_end(here)
            else:
                here = _end(_TO_BRACKET, self._buffer, here)
            if here >= len(self._buffer) or in_string:
                here = self._refill(pieces, here)
                chunks += 1
                if chunks % PULSE == 0:
                    yield
                continue
            byte = self._buffer[here]
            here += 1
            if byte == _QUOTE:
                in_string = True
            elif byte in _OPENING:
                depth += 1
                pieces.deepest = max(pieces.deepest, depth)
                if depth > HOPELESS_DEPTH:
                    raise NotReadable("file-too-deep")
            elif byte in _CLOSING:
                depth -= 1
                if not depth:
                    pieces.add(self._buffer[self._at : here])
                    self._at = here
                    return pieces.whole()

    def scalar(self) -> bytes:
        """Return the bytes of the text, number or word that begins here, and go behind it.

        Raises:
            CutShort: the file ends inside of it, or right behind a number.
            NotReadable: it is too large (the cursor stands behind it), or nothing of the kind begins here
                (``file-not-json``).
        """
        return self._string() if self._buffer[self._at] == _QUOTE else self._literal()

    def _string(self) -> bytes:
        pieces = _Pieces()
        here, in_string = self._string_end(self._at + 1)
        while in_string:
            here = self._refill(pieces, here)
            here, in_string = self._string_end(here)
        pieces.add(self._buffer[self._at : here])
        self._at = here
        return pieces.whole()

    def _literal(self) -> bytes:
        pieces = _Pieces()
        here = _end(_LITERAL, self._buffer, self._at)
        while here == len(self._buffer):
            pieces.add(self._buffer[self._at : here])
            self._at = here
            if not self._more():
                raise CutShort  # a number that the end of the file cuts is another number
            here = _end(_LITERAL, self._buffer, self._at)
        pieces.add(self._buffer[self._at : here])
        self._at = here
        if not pieces.size:
            raise NotReadable("file-not-json")
        return pieces.whole()

    def _string_end(self, here: int) -> tuple[int, bool]:
        """Go through a text from `here`. Returns the place behind it, and whether it goes on in the next chunk."""
        here = _end(_IN_STRING, self._buffer, here)
        if here < len(self._buffer) and self._buffer[here] == _QUOTE:
            return here + 1, False
        return here, True  # at the end, or before a backslash that is the last byte so far

    def _refill(self, pieces: _Pieces, here: int) -> int:
        pieces.add(self._buffer[self._at : here])
        self._at = here
        if not self._more():
            raise CutShort
        return self._at

    def _more(self) -> bool:
        chunk = self._stream.read(CHUNK)
        self._buffer = self._buffer[self._at :] + chunk
        self._base += self._at
        self._at = 0
        return bool(chunk)


class _Pieces:
    """What has been read of one value; let go once it is too large or too deep to be given."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self.size = 0
        self.deepest = 1

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size <= MAX_ENTRY:
            self._kept.append(piece)
        else:
            self._kept.clear()

    def whole(self) -> bytes:
        if self.size > MAX_ENTRY:
            raise NotReadable("entry-too-large")
        if self.deepest > MAX_ENTRY_DEPTH:
            raise NotReadable("entry-too-deep")
        return b"".join(self._kept)


def _end(pattern: re.Pattern[bytes], buffer: bytes, here: int) -> int:
    found = pattern.match(buffer, here)
    return found.end() if found else here
