"""Proof that one event stands in the ledger of a checkpoint: text form of c2sp.org/tlog-proof@v1."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from affiant.core.errors import FormatError
from affiant.core.merkle import HASH_BYTES

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,17})")
MAX_HASHES = 64


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A parsed proof."""

    index: int
    """Place of the event, from 0: the event's ``seq`` less one."""
    path: tuple[bytes, ...]
    checkpoint: bytes
    """The signed note, byte for byte."""


def write(index: int, path: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Write a proof.

    Args:
        index: place of the event, from 0.
        path: audit path of RFC 6962, 32 bytes each.
        checkpoint: the signed note, unchanged.
    """
    lines = [_HEADER, f"index {index}", *(base64.b64encode(one).decode("ascii") for one in path), "", ""]
    return "\n".join(lines).encode("ascii") + checkpoint


def parse(data: bytes) -> TlogProof:
    """Read a proof without the optional ``extra`` line, which packs of version 1 do not use.

    Raises:
        FormatError: any other form.
    """
    head, separator, checkpoint = data.partition(b"\n\n")
    try:
        header, index_line, *encoded = head.decode("ascii").split("\n")
        found = _INDEX.fullmatch(index_line)
        path = tuple(base64.b64decode(line, validate=True) for line in encoded)
        wrong_path = len(path) > MAX_HASHES or any(len(one) != HASH_BYTES for one in path)
        if header != _HEADER or found is None or not separator or not checkpoint or wrong_path:
            raise ValueError
    except ValueError as wrong:
        raise FormatError("The proof does not have the form of a tlog-proof") from wrong
    return TlogProof(int(found[1]), path, checkpoint)
