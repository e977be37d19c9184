"""The pack, version 1: names and forms that writer and verifier share. `resources/spec/pack-v1.md` says why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from affiant.core.errors import FormatError

VERSION = 1

BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
MANIFEST_SHA256 = "manifest-sha256.txt"
MANIFEST_SHA512 = "manifest-sha512.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
START_HERE = "START-HERE.html"
VERIFY_TXT = "VERIFY.txt"
SEALED_TAG_FILES = (START_HERE, VERIFY_TXT, BAG_INFO, BAGIT, MANIFEST_SHA256, MANIFEST_SHA512)
"""Every file outside ``data/`` and ``seal/`` that the tag manifest lists; it lists no other."""

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

SEAL_SSHSIG = "seal/tagmanifest-sha256.txt.sig"
SEAL_CMS = "seal/tagmanifest-sha256.txt.p7s"
SEAL_TSR = "seal/tagmanifest-sha256.txt.tsr"
SEAL_TSQ = "seal/tagmanifest-sha256.txt.tsq"
SEAL_ALLOWED_SIGNERS = "seal/allowed_signers"
SEAL_CA = "seal/ca.pem"
SEAL_SIGNER = "seal/signer.json"
SEAL_FILES = (
    SEAL_SSHSIG,
    SEAL_CMS,
    SEAL_TSR,
    SEAL_TSQ,
    SEAL_ALLOWED_SIGNERS,
    SEAL_CA,
    SEAL_SIGNER,
)
"""Every name that ``seal/`` may hold."""

DOSSIER = "data/dossier.pdf"
STATEMENT = "data/pack.json"
EVENTS = "data/ledger/events.jsonl"
CHECKPOINT = "data/ledger/checkpoint"
OPENINGS = "data/ledger/openings.jsonl"
SPEC = "data/spec/pack-v1.md"
TABLES = (
    "data/tables/accounts.csv",
    "data/tables/captures.csv",
    "data/tables/hashes.csv",
    "data/tables/urls.csv",
)
FIXED_DATA_FILES = (DOSSIER, STATEMENT, EVENTS, CHECKPOINT, OPENINGS, SPEC, *TABLES)
"""Files that every pack of version 1 has below ``data/``."""

_EXHIBIT_FILE = re.compile(r"data/exhibits/(E[0-9]{3,6})/([A-Za-z0-9][A-Za-z0-9._-]{0,99})")
_PROOF = re.compile(r"data/ledger/proofs/(E[0-9]{3,6})\.tlog-proof")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_MANIFEST_LINE = re.compile(rb"([0-9a-f]+)  ([\x21-\x7e]+)")

TIME_STAMPED = "stamped"
"""Value of ``Affiant-Time`` in ``bag-info.txt``: closed with a time-stamp token, so that its absence is a failure."""
TIME_PENDING = "pending"
"""Closed on the device clock only; a token may be added to ``seal/`` later, and is then checked like any other."""

BAG_INFO_LABELS = (
    "External-Identifier",
    "Bagging-Date",
    "Payload-Oxum",
    "Bag-Software-Agent",
    "Affiant-Pack-Version",
    "Affiant-Profile",
    "Affiant-Seals",
    "Affiant-Time",
    "Affiant-Fingerprint",
)
"""Labels of ``bag-info.txt``, each once, in this order, as ``Label: value``. External-Identifier is the case's UUID;
Affiant-Seals are `SEALS` joined by spaces; Affiant-Fingerprint equals `Statement.fingerprint`."""

SEALS = ("sshsig", "cms", "pades", "checkpoint")
"""Seals that every pack of version 1 declares."""

PROFILES = ("press", "platform", "court", "handover")


def exhibit_id(number: int) -> str:
    """Return ``E001`` for 1."""
    return f"E{number:03d}"


def capture_json(exhibit: str) -> str:
    """Path of an exhibit's description."""
    return f"data/exhibits/{exhibit}/capture.json"


def proof_path(exhibit: str) -> str:
    """Path of the proof that an exhibit's capture stands in the ledger."""
    return f"data/ledger/proofs/{exhibit}.tlog-proof"


def safe_path(path: str) -> bool:
    """Whether every part of a path may stand in a pack: ``[A-Za-z0-9._-]``, no ``.`` or ``..``."""
    parts = path.split("/")
    return all(_NAME.fullmatch(part) and part.strip(".") for part in parts)


def named_by_format(path: str) -> bool:
    """Whether the format names this file; every other file is refused (standards: unlisted files)."""
    return (
        path == TAG_MANIFEST
        or path in SEALED_TAG_FILES
        or path in SEAL_FILES
        or path in FIXED_DATA_FILES
        or _EXHIBIT_FILE.fullmatch(path) is not None
        or _PROOF.fullmatch(path) is not None
    )


def manifest_line(digest: str, path: str) -> bytes:
    """One line of a manifest: digest, two spaces, path (RFC 8493, section 2.1.3, as coreutils read it)."""
    return f"{digest}  {path}\n".encode("ascii")


def parse_manifest(data: bytes, digest_bytes: int, *, subject: str) -> dict[str, str]:
    """Read a manifest strictly.

    Args:
        data: the file.
        digest_bytes: 32 for SHA-256, 64 for SHA-512.
        subject: name of the manifest, for messages.

    Returns:
        Path to digest, in the order of the lines, which must be sorted.

    Raises:
        FormatError: a line of another form, a path twice, or lines out of order.
    """
    found: dict[str, str] = {}
    last = ""
    if data and not data.endswith(b"\n"):
        raise FormatError("The last line of a manifest does not end", subject=subject)
    for line in data.split(b"\n")[:-1]:
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None or len(match[1]) != digest_bytes * 2:
            raise FormatError("A line of a manifest has the wrong form", subject=subject)
        path = match[2].decode("ascii")
        if path <= last or not safe_path(path):
            raise FormatError("A path in a manifest is unsafe, twice or out of order", subject=subject)
        found[path] = match[1].decode("ascii")
        last = path
    return found


@dataclass(frozen=True, slots=True)
class Statement:
    """``data/pack.json``: what the pack says of itself, under the seals."""

    profile: str
    language: str
    case_id: str
    case_title: str
    made_at: str
    """Time of the last event in the ledger; a pack has no other clock."""
    tree_size: int
    captures: int
    """Captures shown."""
    of: int
    """Captures in the case at `tree_size`, withdrawn ones not counted."""
    withdrawn: int
    withheld: tuple[str, ...]
    """Names of committed fields of shown events whose openings this pack does not carry, sorted."""
    seals: tuple[str, ...]
    """`SEALS`."""
    fingerprint: str
    """Fingerprint of the signer's keys, 64 hex digits. Worth something only when compared outside the pack."""
    exhibits: tuple[str, ...]
    """Exhibit ids in order."""

    def to_json(self) -> dict[str, Any]:
        """The document."""
        return {
            "captures": self.captures,
            "case": {"id": self.case_id, "title": self.case_title},
            "exhibits": list(self.exhibits),
            "fingerprint": self.fingerprint,
            "format": f"affiant-pack-v{VERSION}",
            "language": self.language,
            "made_at": self.made_at,
            "of": self.of,
            "profile": self.profile,
            "seals": list(self.seals),
            "tree_size": self.tree_size,
            "withdrawn": self.withdrawn,
            "withheld": list(self.withheld),
        }
