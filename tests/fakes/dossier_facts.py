"""Invented facts for dossiers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from affiant.core.identity import fingerprint_words
from affiant.export.dossier.facts import (
    AccountFacts,
    ArtefactFacts,
    CustodyRow,
    DossierFacts,
    ExhibitFacts,
    ObservedText,
    SignerFacts,
    TimeFact,
)

AT = "2026-11-03T10:12:00.000Z"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seen(value: str) -> ObservedText:
    return ObservedText(value, AT, 4)


def artefact(name: str = "page.png", path: Path | None = None, **changes: Any) -> ArtefactFacts:
    made = ArtefactFacts(
        role="original",
        name=name,
        media_type="image/png",
        size=12_345,
        sha256=sha256(name),
        sha512=hashlib.sha512(name.encode()).hexdigest(),
        path=path or Path("/nowhere/stored"),
        file="E001-01.png",
        facts={"format": "PNG", "width": 1280, "height": 1600, "mode": "RGB", "frames": 1, "icc": None},
        method="test",
    )
    return replace(made, **changes)


def exhibit(number: int = 1, *artefacts: ArtefactFacts, **changes: Any) -> ExhibitFacts:
    made = ExhibitFacts(
        exhibit=f"E{number:03d}",
        capture=f"C{number:05d}",
        number=number,
        kind="file",
        account=AccountFacts("A001", "X", seen("1790123"), seen("Fake_1"), seen("Fake One"), seen("A bio."), None),
        url="https://x.com/Fake_1/status/1790123",
        note=None,
        captured=TimeFact(AT, "Device clock.", "+05:00"),
        artefacts=artefacts or (artefact(f"page-{number}.png"),),
        event_seq=number + 5,
        event_hash=sha256(f"event {number}"),
    )
    return replace(made, **changes)


def dossier(*exhibits: ExhibitFacts, **changes: Any) -> DossierFacts:
    fingerprint = sha256("keys")
    made = DossierFacts(
        case_id="3f0e3f4e-5b1e-4d6a-9d0e-1f2a3b4c5d6e",
        case_title="Copied identities",
        profile="court",
        profile_title="Court",
        language="en",
        made_at=AT,
        captures=len(exhibits),
        of=len(exhibits) + 2,
        withdrawn=1,
        tree_size=214,
        checkpoint_root=sha256("root"),
        signer=SignerFacts(
            "Unit 7", fingerprint, fingerprint_words(fingerprint), "SHA256:abcdefghijklmnop", sha256("certificate")
        ),
        time_state="Device clock only, not independently proven.",
        withheld=("machine", "path"),
        exhibits=exhibits,
        custody=(CustodyRow(1, AT, "case.created", "Case created", "", "Unit 7", sha256("event 0")),),
        software="Affiant 0.1.0",
    )
    return replace(made, **changes)
