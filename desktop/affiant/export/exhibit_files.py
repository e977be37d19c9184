"""Exhibits: the chosen captures with their numbers, the names of their files, and ``capture.json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from affiant.core.canonical import canonical
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError
from affiant.core.event import Event
from affiant.core.model import Account, Artefact, Capture
from affiant.core.pack_format import exhibit_id

_EXTENSIONS = {
    "application/gzip": "gz",
    "application/json": "json",
    "application/pdf": "pdf",
    "application/warc": "warc",
    "application/warc+gzip": "gz",
    "application/x-sqlite3": "sqlite",
    "application/zip": "zip",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "image/avif": "avif",
    "image/bmp": "bmp",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
"""What a recipient's computer opens with a viewer. Nothing here is run by a double click: pages, scripts and drawings
with scripts get ``txt``, and everything unknown gets ``bin``."""

_SHOWN_AS_TEXT = frozenset(
    (
        "application/javascript",
        "application/pem-certificate-chain",
        "application/x-pem-file",
        "application/xhtml+xml",
        "application/xml",
        "image/svg+xml",
        "message/rfc822",
        "multipart/related",
    )
)
"""MHTML is ``multipart/related`` or ``message/rfc822``: a browser would load it as a page. A certificate by its own
extension would offer to be installed."""


@dataclass(frozen=True, slots=True)
class ExhibitFile:
    """One file of an exhibit."""

    name: str | None
    """``E001-01.png``; None when the pack withholds the file."""
    artefact: Artefact


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A capture with its number in this pack."""

    id: str
    capture: Capture
    event: Event
    account: Account | None
    files: tuple[ExhibitFile, ...]


def safe_extension(media_type: str) -> str:
    """Return the extension that a file gets in a pack, by its content; never one that runs when opened."""
    if media_type.startswith("text/") or media_type in _SHOWN_AS_TEXT:
        return "txt"
    return _EXTENSIONS.get(media_type, "bin")


def number_exhibits(
    captures: Sequence[Capture], case: CaseReading, shows_roles: frozenset[str] | None
) -> tuple[Exhibit, ...]:
    """Give the captures their exhibit numbers, in the order of capture numbers, each once.

    Args:
        captures: the chosen ones, in any order.
        case: holds the events that recorded them.
        shows_roles: of `Profile`; files of other roles are withheld. None withholds nothing.

    Raises:
        AffiantError: the ledger's event of a capture is missing, or names other bytes than the case does
            (code ``case-differs``).
    """
    ordered = {one.number: one for one in captures}
    exhibits = []
    for place, number in enumerate(sorted(ordered), start=1):
        capture, label = ordered[number], exhibit_id(place)
        event = case.event(capture.seq)
        recorded = event.data.get("artefacts")
        stated = [one.sha256 for one in capture.artefacts]
        if not isinstance(recorded, list) or [one.get("sha256") for one in recorded] != stated:
            raise AffiantError(
                "case-differs",
                "The list of captures names other files than the ledger does",
                subject=capture.id,
                safe="The ledger is what counts; nothing was written.",
                remedy="Verify the case, and restore it from a backup.",
            )
        files = tuple(
            ExhibitFile(_file_name(label, place_of_file, one, shows_roles), one)
            for place_of_file, one in enumerate(capture.artefacts, start=1)
        )
        exhibits.append(
            Exhibit(label, capture, event, case.account(capture.account) if capture.account else None, files)
        )
    return tuple(exhibits)


def _file_name(label: str, place: int, artefact: Artefact, shows_roles: frozenset[str] | None) -> str | None:
    if shows_roles is not None and artefact.role not in shows_roles:
        return None
    return f"{label}-{place:02d}.{safe_extension(artefact.media_type)}"


def capture_document(exhibit: Exhibit) -> bytes:
    """Return ``capture.json``: what the ledger's events say of the capture, and which file holds what."""
    data = exhibit.event.data
    document: dict[str, Any] = {
        "account": _account(exhibit.account),
        "acquisition": data.get("acquisition"),
        "artefacts": [
            {
                "file": file.name,
                "media_type": recorded["media_type"],
                "name": recorded["name"],
                "role": recorded["role"],
                "sha256": recorded["sha256"],
                "sha512": recorded["sha512"],
                "size": recorded["size"],
            }
            for file, recorded in zip(exhibit.files, data["artefacts"], strict=True)
        ],
        "capture": data["capture"],
        "captured_at": data["captured_at"],
        "described": list(exhibit.capture.described),
        "event": exhibit.event.seq,
        "exhibit": exhibit.id,
        "kind": data["kind"],
        "not_obtained": data["not_obtained"],
        "note": exhibit.capture.note,
        "number": data["number"],
        "url": exhibit.capture.url,
    }
    return canonical(document)


def _account(account: Account | None) -> dict[str, Any] | None:
    if account is None:
        return None
    return {
        "id": account.id,
        "observations": [
            {"at": one.at, "event": one.seq, "kind": one.kind, "value": one.value} for one in account.observations
        ],
        "platform": account.platform,
    }
