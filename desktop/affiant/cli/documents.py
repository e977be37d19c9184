"""What a case holds, as the JSON documents that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from affiant.cli.command import shown
from affiant.core.event_types import OBSERVATION_KINDS
from affiant.core.model import Account, Capture
from affiant.core.record import FoundRecord
from affiant.workflow.add_files import AddedCapture, FailedFile

_LONGEST_LINE = 200


def account_document(account: Account) -> dict[str, Any]:
    """An account as JSON: newest value of each kind, and all observations with their dates."""
    return {
        "id": account.id,
        "platform": account.platform,
        **{kind: account.latest(kind) for kind in OBSERVATION_KINDS},
        "observations": [
            {"kind": one.kind, "value": one.value, "at": one.at, "event": one.seq} for one in account.observations
        ],
    }


def capture_document(capture: Capture) -> dict[str, Any]:
    """A capture as JSON (the form that other programs read)."""
    return {
        "id": capture.id,
        "number": capture.number,
        "kind": capture.kind,
        "account": capture.account,
        "url": capture.url,
        "captured_at": capture.captured_at,
        "withdrawn": capture.withdrawn,
        "artefacts": [
            {
                "role": one.role,
                "name": one.name,
                "media_type": one.media_type,
                "size": one.size,
                "sha256": one.sha256,
                "sha512": one.sha512,
            }
            for one in capture.artefacts
        ],
    }


def added_document(captures: Sequence[AddedCapture], failed: Sequence[FailedFile]) -> dict[str, Any]:
    """Files that were taken and files that were not, as JSON: exactly the fields that other programs read."""
    return {
        "captures": [
            {
                "id": one.id,
                "number": one.number,
                "path": one.path,
                "sha256": one.sha256,
                "event": one.event,
                "same_as": one.same_as,
            }
            for one in captures
        ],
        "failed": [{"path": one.path, "code": one.code, "title": one.title, "remedy": one.remedy} for one in failed],
    }


def record_document(found: FoundRecord) -> dict[str, Any]:
    """A record of an imported export as JSON: where it stands in the case, and all that it says."""
    return {"event": found.seq, "n": found.n, **asdict(found.record)}


def record_line(found: FoundRecord) -> str:
    """A record as one line for people; its time as it is known, else as the export writes it."""
    one = found.record
    text = " ".join(one.text.split()) or ", ".join(one.media)
    said = "  ".join(shown(part) for part in (one.posted_at or one.posted_as, one.author, text[:_LONGEST_LINE]))
    return f"{found.seq}/{found.n}  {one.kind}  {said}"
