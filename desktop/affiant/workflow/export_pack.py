"""Export as a verb: working condition recorded, pack written, opened again and verified, and the hand-over recorded."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from affiant.capture.picture_maker import PictureMaker
from affiant.core import event_types
from affiant.core.case_reading import CaseReading
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.event import Draft
from affiant.core.model import Capture
from affiant.core.progress import Progress
from affiant.core.resources import resources_folder
from affiant.core.trust import write as write_trust
from affiant.core.verdict import State, Verdict
from affiant.export.dossier.build import build_dossier
from affiant.export.pack_order import DocumentSigner, PackOrder, WrittenPack
from affiant.export.pack_writer import write_pack
from affiant.export.registry import PROFILES, profile
from affiant.stamp.query import write_query
from affiant.store.case import Case
from affiant.workflow.authorities import Authority
from affiant.workflow.reviews import resolve_captures
from affiant.workflow.stamps import time_stamper
from affiant.workflow.system import System
from affiant.workflow.verification import verify

LANGUAGES = ("en", "ur")


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is to be handed over."""

    profile: str
    out: Path
    """New folder, or a new file whose name ends in ``.zip``."""
    captures: tuple[str, ...] | None = None
    """Ids or numbers; None for all that are not withdrawn."""
    language: str = "en"
    authorities: tuple[Authority, ...] = ()
    """Time-stamping authorities to ask; the first that answers with a reply that checks counts."""


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """A pack that was written, opened again and verified."""

    pack: Path
    files: int
    captures: int
    of: int
    fingerprint: str
    time: str
    """``stamped`` or ``pending``."""
    time_text: str
    """The same as a sentence, with the reason when it is pending."""
    verdict: Verdict
    """What the verifier said of it, with the signer's own trust file."""


def profile_keys() -> tuple[str, ...]:
    """Keys of the profiles that packs can be made for."""
    return tuple(one.key for one in PROFILES)


def export_pack(
    system: System, case: Case, identity: DocumentSigner, order: ExportOrder, progress: Progress
) -> ExportOutcome:
    """Write a pack, verify it as a stranger would, and record the hand-over in the ledger.

    Raises:
        AffiantError: the profile refuses (every reason named), the target exists, the disk is full, an original
            is missing or damaged: nothing is left behind then. Or the written pack does not verify
            (``pack-self-check``): it is set aside as ``NAME.rejected``.
        Cancelled: nothing is left behind.
    """
    chosen = profile(order.profile)
    _ensure_outside(case, order.out)
    captures = _captures(case, order.captures)
    case.record([case.condition("export")])
    stamper = time_stamper(system, order.authorities) if order.authorities else None
    as_zip = order.out.suffix.lower() == ".zip"
    with PictureMaker() as pictures:
        written = write_pack(
            PackOrder(chosen, captures, order.out, as_zip, order.language),
            case,
            identity,
            stamper,
            progress,
            resources=resources_folder(),
            time_query=lambda digest: write_query(digest, system.random).der,
            draw=functools.partial(build_dossier, pictures=pictures),
        )
    try:
        verdict = _verify_own(system, identity, order, written, progress)
        case.record([_exported(order, written)])
    except BaseException:
        _remove(written.path)  # a sealed pack that the ledger does not know of must not lie about
        raise
    return ExportOutcome(
        pack=written.path,
        files=written.files,
        captures=written.captures,
        of=written.of,
        fingerprint=written.fingerprint,
        time=written.time,
        time_text=next(line.text for line in verdict.lines if line.name == "time")
        + (f" {written.time_reason}" if written.time_reason else ""),
        verdict=verdict,
    )


def _ensure_outside(case: Case, out: Path) -> None:
    """A pack inside the case would be a strange file there, for the verifier and for the next copy of the case."""
    if case.folder.resolve() in out.resolve().parents:
        raise AffiantError(
            "target-in-case",
            "A pack cannot be written into the folder of the case",
            subject=str(out),
            safe="Nothing was written, and the case is unchanged.",
            remedy="Choose a place outside of it.",
        )


def _captures(case: CaseReading, ids: Sequence[str] | None) -> tuple[Capture, ...]:
    if ids is None:
        return tuple(case.captures(withdrawn=False))
    return resolve_captures(case, ids)


def _exported(order: ExportOrder, written: WrittenPack) -> Draft:
    return Draft(
        event_types.PACK_EXPORTED,
        {
            "captures": written.captures,
            "language": order.language,
            "of": written.of,
            "profile": order.profile,
            "seals": list(written.seals),
            "tagmanifest_sha256": written.tagmanifest_sha256,
            "time": written.time,
            "tree_size": written.tree_size,
        },
    )


def _verify_own(
    system: System, identity: DocumentSigner, order: ExportOrder, written: WrittenPack, progress: Progress
) -> Verdict:
    """Open the pack again with the verifier, trusting only the signer's own keys, before anybody is told it is done."""
    with tempfile.TemporaryDirectory(prefix="affiant-") as folder:
        trust = Path(folder) / "trust.json"
        trust.write_bytes(write_trust([identity.public], [one.root_pem for one in order.authorities]))
        verdict = verify(system, written.path, [trust], progress)
    contents, signer, time = verdict.lines
    if contents.state == signer.state == State.PASS and time.state != State.FAIL:
        return verdict
    rejected = _free_name(written.path)
    written.path.rename(rejected)
    worst = next((one for one in verdict.findings if one.outcome != State.PASS), None)
    raise AffiantError(
        "pack-self-check",
        "The pack that was written does not verify, so it was set aside",
        subject=f"{rejected.name}: {worst.check} {worst.subject}" if worst is not None else rejected.name,
        safe="The case is unchanged. Do not hand this pack to anybody.",
        remedy="Check the case with affiant verify CASE, and the disk with affiant doctor; then export again.",
        status=ExitStatus.FAILED_VERIFICATION,
    )


def _free_name(pack: Path) -> Path:
    """Where a pack that did not verify is set aside; never over an earlier one."""
    names = (f"{pack.name}.rejected" + (f"-{number}" if number else "") for number in itertools.count())
    return next(place for place in map(pack.with_name, names) if not os.path.lexists(place))


def _remove(pack: Path) -> None:
    """Remove a pack that was just written; it may have been set aside."""
    if pack.is_dir():
        shutil.rmtree(pack, ignore_errors=True)
    else:
        pack.unlink(missing_ok=True)
