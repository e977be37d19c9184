"""What a case holds, as the JSON documents that other programs read."""

from __future__ import annotations

from typing import Any

from affiant.core.event_types import OBSERVATION_KINDS
from affiant.core.model import Account, Capture


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
