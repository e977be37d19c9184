"""The list of files in a WACZ, as it is written: by version 1.1.1 of the form, or by 1.0.

JSON is read strictly: with two keys of one name in an object, two readers would see two things.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

ALGORITHMS = {"sha256": 64, "sha384": 96, "sha512": 128}
"""What a file may be hashed with, and the hexadecimal digits of each."""
_HEX = re.compile(r"[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the data package lists it."""

    path: str
    algorithm: str
    digest: str
    size: int | None


def strict_json(data: bytes) -> Any:
    """Read JSON; None when it is none, or ambiguous."""
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None


def listed_of(resource: Any) -> Listed | None:
    """Read one entry of the list; None when it is none."""
    if not isinstance(resource, dict) or not isinstance(resource.get("path"), str):
        return None
    stats = dict_of(resource.get("stats"))
    written = resource.get("hash") or stats.get("hash")
    size = resource.get("bytes", stats.get("bytes"))
    if not isinstance(written, str):
        return None
    algorithm, colon, digest = written.partition(":")
    if not colon:
        algorithm, digest = text_of(resource.get("hashing")) or "md5", written  # the default of data packages
    algorithm = algorithm.lower()
    if not _HEX.fullmatch(digest) or len(digest) != ALGORITHMS.get(algorithm, len(digest)):
        return None
    return Listed(resource["path"], algorithm, digest, size if isinstance(size, int) else None)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key comes twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def dict_of(value: Any) -> dict[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def text_of(value: Any) -> str:
    """A text, or an empty one."""
    return value if isinstance(value, str) else ""
