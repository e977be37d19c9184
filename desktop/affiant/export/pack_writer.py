"""Writes a pack: gather, draw and seal the dossier, copy, list, seal. Every step is in a file of its own.

Files are written once, in the order of their paths. Nothing is signed before every stored byte was compared with the
ledger, and nothing bears the pack's name before all of it is durable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from affiant.core import pack_format as form
from affiant.core.case_reading import CaseReading
from affiant.core.clock import parse_utc
from affiant.core.errors import AffiantError
from affiant.core.progress import Progress
from affiant.core.resources import PACK_SPEC
from affiant.export.bag_files import bag_info, manifest
from affiant.export.copying import Content, Digests, copy, from_disk, in_memory
from affiant.export.dossier.build import build_dossier
from affiant.export.dossier_facts import dossier_facts
from affiant.export.exhibit_files import Exhibit, capture_document
from affiant.export.folder_target import FolderTarget
from affiant.export.ledger_files import event_lines, opening_lines, proof
from affiant.export.pack_order import DocumentSigner, DrawDossier, PackOrder, TimeStamper, WriteTimeQuery, WrittenPack
from affiant.export.recipient_facts import RecipientFacts, certificate_sha256
from affiant.export.refusals import refuse_unfit
from affiant.export.sealing import pades
from affiant.export.sealing.seal_files import SEAL_FILE_COUNT, seal_files
from affiant.export.start_here import start_here
from affiant.export.statement import PackState, gather, statement_document
from affiant.export.tables import tables
from affiant.export.target import PackTarget
from affiant.export.unfinished import Unfinished, unfinished
from affiant.export.verify_txt import verify_txt
from affiant.export.zip_target import ZipTarget

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_NO_AUTHORITY = "No time-stamping authority was asked."


def write_pack(
    order: PackOrder,
    case: CaseReading,
    signer: DocumentSigner,
    stamper: TimeStamper | None,
    progress: Progress,
    *,
    time_query: WriteTimeQuery,
    resources: Path,
    draw: DrawDossier = build_dossier,
) -> WrittenPack:
    """Write and seal a pack.

    Args:
        order: profile, captures, place and form.
        case: read at the size of its newest checkpoint; what is recorded afterwards is not in the pack.
        signer: seals.
        stamper: asked once for the dossier and once for the pack; when it fails, the pack says that time is pending.
        progress: counts bytes; each report is a point where nothing is left behind on cancellation.
        time_query: makes the query that stands in for a token.
        resources: folder of the program's own resources (`core.resources`).
        draw: draws the dossier; by itself `build_dossier` makes no pictures, so callers bind a source of them.

    Raises:
        AffiantError: ``pack-empty``, ``pack-refused``, ``target-exists``, ``target-unwritable``, ``disk-full``,
            ``object-missing``, ``object-damaged``, ``object-unreadable``, ``case-differs``, ``resource-missing``.
    """
    refuse_unfit(order.profile, order.captures, case)
    with unfinished(order.out) as place, ThreadPoolExecutor(1, "sha512") as other_thread:
        state = gather(order, case, signer.public, progress)
        clock = _Time(stamper)
        dossier = _dossier(order, state, case, signer, place, clock, draw, progress)
        payload = [
            from_disk(form.DOSSIER, dossier),
            *_ledger(state, case, place, progress),
            *_described(state, resources),
            *(part for one in state.exhibits for part in _exhibit(one, case)),
        ]
        target: PackTarget = ZipTarget(place.pack, top_folder(order.out)) if order.as_zip else FolderTarget(place.pack)
        try:
            writer = _Writer(target, other_thread, progress, sum(one.size for one in payload))
            tag_manifest = _write_bag(order, state, signer, payload, writer, clock, time_query)
            target.finish()
        finally:
            target.abandon()
        place.move_into_place()
    return WrittenPack(
        path=order.out,
        files=writer.files,
        captures=state.statement.captures,
        of=state.statement.of,
        tree_size=state.statement.tree_size,
        fingerprint=state.statement.fingerprint,
        tagmanifest_sha256=hashlib.sha256(tag_manifest).hexdigest(),
        seals=state.statement.seals,
        time=clock.state,
        time_reason=clock.reason,
    )


def top_folder(out: Path) -> str:
    """Name of the one folder in a ZIP file: that of the file, with everything that packs do not use as ``-``."""
    name = out.name[: -len(".zip")] if out.name.lower().endswith(".zip") else out.name
    return _UNSAFE.sub("-", name).strip(".-")[:100] or "pack"


@dataclass(slots=True)
class _Time:
    """Whether there is an authority, and why not; after its first failure it is not asked again."""

    stamper: TimeStamper | None
    state: str = form.TIME_PENDING
    reason: str = _NO_AUTHORITY

    def failed(self, wrong: AffiantError) -> None:
        self.stamper, self.state, self.reason = None, form.TIME_PENDING, f"{wrong.title}."


@dataclass(slots=True)
class _Writer:
    """Writes files and remembers their digests."""

    target: PackTarget
    other_thread: Executor
    progress: Progress
    total: int
    done: int = 0
    files: int = 0
    sha256: dict[str, str] = field(default_factory=dict)
    sha512: dict[str, str] = field(default_factory=dict)

    def add(self, content: Content) -> None:
        found: Digests = copy(content, self.target, self.other_thread, self._advance)
        self.sha256[content.path], self.sha512[content.path] = found.sha256, found.sha512
        self.files += 1

    def replace(self, path: str, data: bytes) -> None:
        self.target.replace(path, data)
        self.sha256[path] = hashlib.sha256(data).hexdigest()

    def of(self, paths: Iterable[str], digests: Mapping[str, str]) -> bytes:
        return manifest({path: digests[path] for path in paths})

    def _advance(self, count: int) -> None:
        self.done += count
        self.progress.report(min(self.done, self.total), self.total, "Writing the pack")


def _dossier(
    order: PackOrder,
    state: PackState,
    case: CaseReading,
    signer: DocumentSigner,
    place: Unfinished,
    clock: _Time,
    draw: DrawDossier,
    progress: Progress,
) -> Path:
    pdf = place.folder / "dossier.pdf"
    draw(dossier_facts(state, order.profile, case, signer.public, certificate_sha256(signer)), pdf, progress)
    at = parse_utc(state.statement.made_at)
    if clock.stamper is not None:
        try:
            pades.seal(pdf, signer, at, clock.stamper)
        except AffiantError as wrong:
            clock.failed(wrong)
        else:
            return pdf
    pades.seal(pdf, signer, at, None)
    return pdf


def _ledger(state: PackState, case: CaseReading, place: Unfinished, progress: Progress) -> Iterable[Content]:
    """Files of the ledger; the events are spooled, because a pack states sizes before contents."""
    events, size = place.folder / "events.jsonl", state.checkpoint.size
    with events.open("wb") as out:
        out.writelines(event_lines(case, size, state.shown, progress))
    openings = place.folder / "openings.jsonl"
    with openings.open("wb") as out:
        out.writelines(opening_lines(case, state.opened))
    yield from_disk(form.EVENTS, events)
    yield from_disk(form.OPENINGS, openings)
    yield in_memory(form.CHECKPOINT, state.note)
    for exhibit in state.exhibits:
        yield in_memory(form.proof_path(exhibit.id), proof(case, exhibit, size, state.note))


def _described(state: PackState, resources: Path) -> Iterable[Content]:
    """The statement, the tables and the format's own text."""
    yield in_memory(form.STATEMENT, statement_document(state.statement))
    for path, data in tables(state.exhibits).items():
        yield in_memory(path, data)
    spec = resources / PACK_SPEC
    try:
        yield in_memory(form.SPEC, spec.read_bytes())
    except FileNotFoundError as gone:
        raise AffiantError(
            "resource-missing",
            "A file of the program itself is missing",
            subject=PACK_SPEC,
            safe="The case is unchanged.",
            remedy="Install Affiant again.",
        ) from gone


def _exhibit(exhibit: Exhibit, case: CaseReading) -> Iterable[Content]:
    yield in_memory(form.capture_json(exhibit.id), capture_document(exhibit))
    for file in exhibit.files:
        if file.name is None:
            continue
        yield Content(
            path=f"data/exhibits/{exhibit.id}/{file.name}",
            size=file.artefact.size,
            source=case.object_path(file.artefact.sha256),
            sha256=file.artefact.sha256,
            sha512=file.artefact.sha512,
            shown_as=f"{exhibit.capture.id}, object {file.artefact.sha256}",
        )


def _write_bag(
    order: PackOrder,
    state: PackState,
    signer: DocumentSigner,
    payload: list[Content],
    writer: _Writer,
    clock: _Time,
    time_query: WriteTimeQuery,
) -> bytes:
    """Write all files in the order of their paths, and return the tag manifest."""
    facts = RecipientFacts(
        statement=state.statement,
        profile=order.profile,
        exhibits=state.exhibits,
        signer=signer.public,
        certificate_sha256=certificate_sha256(signer),
        payload_files=len(payload),
        all_files=len(payload) + len(form.SEALED_TAG_FILES) + SEAL_FILE_COUNT + 1,
    )

    def information(time: str) -> bytes:
        return bag_info(state.statement, payload_bytes=writer.total, payload_files=len(payload), time=time)

    hoped = form.TIME_STAMPED if clock.stamper is not None else form.TIME_PENDING
    writer.add(in_memory(form.START_HERE, start_here(facts)))
    writer.add(in_memory(form.VERIFY_TXT, verify_txt(facts)))
    writer.add(in_memory(form.BAG_INFO, information(hoped)))
    writer.add(in_memory(form.BAGIT, form.BAGIT_TEXT))
    listed = sorted(payload, key=lambda one: one.path)
    for content in listed:
        writer.add(content)
    paths = [one.path for one in listed]
    writer.add(in_memory(form.MANIFEST_SHA256, writer.of(paths, writer.sha256)))
    writer.add(in_memory(form.MANIFEST_SHA512, writer.of(paths, writer.sha512)))
    tag_manifest = writer.of(form.SEALED_TAG_FILES, writer.sha256)
    token: bytes | None = None
    if clock.stamper is not None:
        try:
            token = clock.stamper.stamp(hashlib.sha256(tag_manifest).digest())
            clock.state, clock.reason = form.TIME_STAMPED, ""
        except AffiantError as wrong:
            clock.failed(wrong)
            writer.replace(form.BAG_INFO, information(form.TIME_PENDING))
            tag_manifest = writer.of(form.SEALED_TAG_FILES, writer.sha256)
    query = time_query(hashlib.sha256(tag_manifest).digest())
    for path, data in seal_files(tag_manifest, signer, token, query).items():
        writer.add(in_memory(path, data))
    writer.add(in_memory(form.TAG_MANIFEST, tag_manifest))
    return tag_manifest
