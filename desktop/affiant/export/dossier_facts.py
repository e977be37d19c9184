"""Fills in what the dossier says, from the state that the pack shows."""

from __future__ import annotations

from affiant import __version__
from affiant.core.case_reading import CaseReading
from affiant.core.identity import PublicIdentity, ssh_fingerprint
from affiant.core.model import Account
from affiant.core.platforms import TITLES
from affiant.export.acquisition_facts import acquisition_facts
from affiant.export.custody import NOTE, custody_rows
from affiant.export.dossier.facts import (
    AccountFacts,
    ArtefactFacts,
    DossierFacts,
    ExhibitFacts,
    ObservedText,
    ReadingFact,
    SignerFacts,
    TimeFact,
)
from affiant.export.exhibit_files import Exhibit, ExhibitFile
from affiant.export.export_readings import export_readings
from affiant.export.profile import Profile
from affiant.export.recipient_facts import LIMITS
from affiant.export.statement import PackState
from affiant.export.time_facts import NO_TIME, TimeProof, proof_of, time_proofs, time_sentence


def dossier_facts(
    state: PackState, profile: Profile, case: CaseReading, public: PublicIdentity, certificate_sha256: str
) -> DossierFacts:
    """Return everything that the dossier of a pack says."""
    statement, size = state.statement, state.checkpoint.size
    proofs = time_proofs(case, size)
    readings = export_readings(case, size, state.shown)
    return DossierFacts(
        case_id=statement.case_id,
        case_title=statement.case_title,
        profile=profile.key,
        profile_title=profile.title,
        language=statement.language,
        made_at=statement.made_at,
        captures=statement.captures,
        of=statement.of,
        withdrawn=statement.withdrawn,
        tree_size=size,
        checkpoint_root=state.checkpoint.root.hex(),
        signer=SignerFacts(
            name=public.name,
            fingerprint=public.fingerprint,
            words=public.words,
            ssh_fingerprint=ssh_fingerprint(public.ed25519),
            certificate_sha256=certificate_sha256,
        ),
        time_state=time_sentence(proofs, size),
        withheld=statement.withheld,
        exhibits=tuple(_exhibit(one, state, case, proofs, readings.get(one.capture.id, ())) for one in state.exhibits),
        custody=tuple(custody_rows(case, size, state.shown)),
        software=f"Affiant {__version__}",
        limits=(NOTE, LIMITS),
    )


def _exhibit(
    exhibit: Exhibit,
    state: PackState,
    case: CaseReading,
    proofs: tuple[TimeProof, ...],
    readings: tuple[ReadingFact, ...],
) -> ExhibitFacts:
    capture, event = exhibit.capture, exhibit.event
    proven = proof_of(event.seq, proofs)
    tool = event.data.get("tool") or {}
    recorded = event.data["artefacts"]
    return ExhibitFacts(
        exhibit=exhibit.id,
        capture=capture.id,
        number=capture.number,
        kind=capture.kind,
        account=_account(exhibit.account) if exhibit.account else None,
        url=capture.url,
        note=capture.note,
        captured=TimeFact(capture.captured_at, NO_TIME, event.offset),
        artefacts=tuple(
            _artefact(file, one.get("modified_at"), case, state.checkpoint.size)
            for file, one in zip(exhibit.files, recorded, strict=True)
        ),
        event_seq=event.seq,
        event_hash=event.hash,
        sealed=TimeFact(
            state.statement.made_at, f"Device clock, at the checkpoint over {state.checkpoint.size} events."
        ),
        proven=TimeFact(proven.at, "An outside authority states that the capture existed no later than this.")
        if proven
        else None,
        acquisition=acquisition_facts(event.data.get("acquisition")),
        readings=readings,
        not_obtained=tuple(event.data.get("not_obtained") or ()),
        same_as=capture.same_as,
        tool=f"{tool.get('name', '')} {tool.get('version', '')}".strip() or None,
    )


def _artefact(file: ExhibitFile, modified_at: str | None, case: CaseReading, size: int) -> ArtefactFacts:
    artefact = file.artefact
    path = case.object_path(artefact.sha256)
    examined = case.examination(artefact.sha256)
    if examined is not None and examined.seq > size:
        examined = None  # recorded behind what this pack shows
    method = case.event(examined.seq).data.get("method") if examined else None
    return ArtefactFacts(
        role=artefact.role,
        name=artefact.name,
        media_type=artefact.media_type,
        size=artefact.size,
        sha256=artefact.sha256,
        sha512=artefact.sha512,
        path=path if path.is_file() else None,
        file=file.name,
        facts=examined.facts if examined else None,
        method=method,
        failed=examined.failed if examined else None,
        modified_at=modified_at,
    )


def _account(account: Account) -> AccountFacts:
    def newest(kind: str) -> ObservedText | None:
        found = (one for one in reversed(account.observations) if one.kind == kind)
        return next((ObservedText(one.value, one.at, one.seq) for one in found), None)

    return AccountFacts(
        id=account.id,
        platform=TITLES.get(account.platform, account.platform),
        durable_id=newest("durable_id"),
        handle=newest("handle"),
        name=newest("name"),
        bio=newest("bio"),
        url=newest("url"),
    )
