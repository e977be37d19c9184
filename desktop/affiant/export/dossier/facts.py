"""What a dossier says, as plain values. The pack writer fills them; the layout adds no fact of its own.

Nothing here is formatted: texts from evidence stand exactly as recorded, times are ``2026-01-31T12:00:00.000Z``,
hashes are lower-case hex. None means *not known* or *not there*, and the page says so in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class TimeFact:
    """One of the four times (design §2)."""

    at: str
    """UTC, ISO 8601 with milliseconds."""
    description: str
    """Our sentence on where the time comes from, e.g. ``Device clock, not independently proven.``"""
    offset: str | None = None
    """Local offset of the device at that time, ``+05:00``."""


@dataclass(frozen=True, slots=True)
class ObservedText:
    """Something seen of an account, with the date of the observation."""

    value: str
    at: str
    seq: int
    """Event that recorded it."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """The account card of an exhibit: the newest observation of each kind, or None."""

    id: str
    """``A001``."""
    platform: str
    """Name for people, e.g. ``YouTube`` (`core.platforms.TITLES`)."""
    durable_id: ObservedText | None = None
    handle: ObservedText | None = None
    name: ObservedText | None = None
    bio: ObservedText | None = None
    url: ObservedText | None = None


@dataclass(frozen=True, slots=True)
class ArtefactFacts:
    """One file of an exhibit."""

    role: str
    name: str
    """Original name; evidence."""
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    sha512: str
    path: Path | None
    """Where the stored bytes lie; None when they are missing. Never opened here, only handed to the picture source."""
    file: str | None = None
    """Name in the pack, ``E001-01.png``; None when the pack withholds it: then no picture of it is shown either."""
    facts: Mapping[str, Any] | None = None
    """What the examination derived (`event_types.ARTEFACT_EXAMINED`, ``facts``)."""
    method: str | None = None
    """How it was derived."""
    failed: str | None = None
    """Error code of an examination that failed."""
    modified_at: str | None = None
    """Time of the file as the source's file system stated it."""


@dataclass(frozen=True, slots=True)
class DoubtFact:
    """A question of the completeness check that was not answered with yes."""

    question: str
    """A key of `core.completeness.QUESTIONS`, or one that a later version has."""
    answer: str
    """``no`` or ``unknown``."""
    detail: str | None
    """What the answer rests on; evidence."""


@dataclass(frozen=True, slots=True)
class WebFacts:
    """How a page was acquired (`event_types.CAPTURE_ADDED`, ``web``). Texts are evidence."""

    engine: str
    limits: tuple[str, ...]
    """What this browser cannot do, or does otherwise than an everyday one; sentences of ours."""
    authorities: tuple[str, ...]
    """SHA-256 of certificates that the operator trusted beside the public ones."""
    sandbox_held: bool | None
    """None where it could not be seen."""
    sandbox_reason: str | None
    final_url: str | None
    """Where it ended; None when that is the address that was asked for."""
    title: str | None
    status: int | None
    server: str | None
    certificate: str | None
    """Subject, issuer and validity; None without TLS."""
    certificate_accepted: bool
    """The browser refused the certificate, and the operator accepted it."""
    page: tuple[int, int]
    """Width and height in CSS pixels."""
    cut_at: int | None
    read: int
    failed: int
    without_body: int
    console_errors: int
    steps: int


@dataclass(frozen=True, slots=True)
class AcquisitionFacts:
    """How a capture was acquired."""

    computer: str
    """Operating system, time zone and locale; evidence."""
    online: str
    """``yes``, ``no`` or ``unknown``."""
    web: WebFacts | None = None
    screen: str | None = None
    """Route, mode and geometry; evidence."""
    doubts: tuple[DoubtFact, ...] = ()
    asked: bool = False
    """Whether there was a completeness check."""


@dataclass(frozen=True, slots=True)
class ReadingFact:
    """A reading of a platform's own export to which the exhibit belongs; derived."""

    seq: int
    """Number of the event."""
    reader: str
    """Platform, reader and its version."""
    read: str
    """Counts by kind of record; empty for none."""
    skipped: str
    """Counts by reason; empty for none."""
    notes: str
    failed: str | None
    """Code of what ended the reading early."""


@dataclass(frozen=True, slots=True)
class ExhibitFacts:
    """One exhibit."""

    exhibit: str
    """``E001``."""
    capture: str
    """``C00001``."""
    number: int
    kind: str
    """``file``, ``web`` or ``screen``."""
    account: AccountFacts | None
    url: str | None
    """Address of the source, as recorded; evidence."""
    note: str | None
    """Note of the investigator."""
    captured: TimeFact
    artefacts: tuple[ArtefactFacts, ...]
    event_seq: int
    event_hash: str
    posted: TimeFact | None = None
    sealed: TimeFact | None = None
    proven: TimeFact | None = None
    not_obtained: tuple[str, ...] = ()
    same_as: str | None = None
    """First capture of the same bytes."""
    tool: str | None = None
    """Name and version of what captured it."""
    acquisition: AcquisitionFacts | None = None
    readings: tuple[ReadingFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One event of the ledger that this pack shows."""

    seq: int
    at: str
    type: str
    """Type of the event, e.g. ``capture.added``."""
    title: str
    """The type in plain words, e.g. ``Capture added``."""
    subject: str
    """What it concerns, e.g. ``C00001`` or ``A001``; empty when nothing in particular."""
    actor: str
    hash: str


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who made the dossier, and how to recognise the keys."""

    name: str
    fingerprint: str
    """64 hex digits."""
    words: tuple[str, ...]
    """The 12 words."""
    ssh_fingerprint: str
    """As ``ssh-keygen -l`` prints it."""
    certificate_sha256: str


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """Everything that a dossier says."""

    case_id: str
    case_title: str
    profile: str
    """Key of the profile, e.g. ``court``."""
    profile_title: str
    language: str
    """``en`` or ``ur``: language of our own sentences."""
    made_at: str
    """Time of the last event in the ledger; a pack has no other clock."""
    captures: int
    """Captures shown."""
    of: int
    """Captures in the case, withdrawn ones not counted."""
    withdrawn: int
    tree_size: int
    checkpoint_root: str
    """64 hex digits."""
    signer: SignerFacts
    time_state: str
    """Our sentence on time proofs, e.g. ``Device clock only, not independently proven.``"""
    withheld: tuple[str, ...]
    """Names of committed fields that this pack does not open."""
    exhibits: tuple[ExhibitFacts, ...]
    custody: tuple[CustodyRow, ...] = ()
    software: str = ""
    """Name and version of this program, from the ledger."""
    limits: tuple[str, ...] = field(default=())
    """Further sentences of ours about this pack's method and limits."""
