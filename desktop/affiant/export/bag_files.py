"""The BagIt side of a pack (RFC 8493): ``bag-info.txt`` and the manifests."""

from __future__ import annotations

from collections.abc import Mapping

from affiant import __version__
from affiant.core.pack_format import BAG_INFO_LABELS, VERSION, Statement, manifest_line


def bag_info(statement: Statement, *, payload_bytes: int, payload_files: int, time: str) -> bytes:
    """Return ``bag-info.txt``. Both values of `time` have the same length, so that it can be put right in place.

    Args:
        statement: what the pack says of itself.
        payload_bytes: bytes of all files below ``data/``.
        payload_files: number of these files.
        time: `pack_format.TIME_STAMPED` or `pack_format.TIME_PENDING`.
    """
    values = (
        statement.case_id,
        statement.made_at[:10],
        f"{payload_bytes}.{payload_files}",
        f"Affiant {__version__}",
        str(VERSION),
        statement.profile,
        " ".join(statement.seals),
        time,
        statement.fingerprint,
    )
    lines = (f"{label}: {value}\n" for label, value in zip(BAG_INFO_LABELS, values, strict=True))
    return "".join(lines).encode("ascii")


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest: path to digest, sorted by path."""
    return b"".join(manifest_line(digest, path) for path, digest in sorted(digests.items()))
