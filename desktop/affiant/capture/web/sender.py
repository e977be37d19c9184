"""Gives artefacts to the parent, piece by piece, each with its digest at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from affiant.confined.stream import PIECE_BYTES, ParentPipe

MEDIA_TYPES: Mapping[str, str] = {
    "screenshot": "image/png",
    "page": "multipart/related",
    "dom": "text/html",
    "text": "text/plain",
    "archive": "application/gzip",
    "headers": "application/json",
    "certificate": "application/x-pem-file",
    "print": "application/pdf",
    "record": "application/json",
}


class Sender:
    """Sends one artefact after the other."""

    def __init__(self, parent: ParentPipe) -> None:
        self._parent = parent
        self.sent: list[tuple[str, str, str, int]] = []
        """Role, name, SHA-256 and size of each artefact."""

    def step(self, step: str) -> None:
        """Say what is done now."""
        self._parent.send({"kind": "step", "step": step})

    def artefact(self, role: str, name: str, parts: bytes | Iterable[bytes]) -> None:
        """Send an artefact; when its making fails, the parent is told that the rest does not come."""
        digest, size = hashlib.sha256(), 0
        self._parent.send({"kind": "artefact", "media_type": MEDIA_TYPES[role], "name": name, "role": role})
        try:
            for piece in _pieces([parts] if isinstance(parts, bytes) else parts):
                digest.update(piece)
                size += len(piece)
                self._parent.send({"kind": "piece"}, piece)
        except BaseException:
            self._parent.send({"kind": "broken"})
            raise
        self._parent.send({"kind": "whole", "sha256": digest.hexdigest()})
        self.sent.append((role, name, digest.hexdigest(), size))


def _pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Cut and join: small parts travel together, large ones in pieces."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        if size and size + len(part) > PIECE_BYTES:
            yield b"".join(held)
            held, size = [], 0
        for at in range(0, len(part), PIECE_BYTES):
            piece = part[at : at + PIECE_BYTES]
            if len(piece) == PIECE_BYTES:
                yield piece
            else:
                held, size = [*held, piece], size + len(piece)
    if held:
        yield b"".join(held)
