"""Time proofs over checkpoints: at once from an authority, or by courier (design §3)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiant.core import checkpoint, event_types
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.event import Draft
from affiant.core.progress import Progress, Silent
from affiant.stamp.authorities.rfc3161 import Rfc3161Authority
from affiant.stamp.query import TimeQuery, read_query, write_query
from affiant.stamp.reply import MAX_BYTES, TimeProof, check_reply
from affiant.stamp.stamper import CheckedStamper
from affiant.store.case import Case
from affiant.workflow.authorities import Authority
from affiant.workflow.new_file import write_new_file
from affiant.workflow.system import System


@dataclass(frozen=True, slots=True)
class FiledProof:
    """A time proof that was checked and filed."""

    size: int
    """It proves every event up to this number."""
    gen_time: str
    """Time that the authority stated, UTC."""
    authority: str
    """SHA-256 of the certificate that signed it."""


@dataclass(frozen=True, slots=True)
class FirstToAnswer:
    """Asks several authorities in turn; the first whose reply checks counts (`export.pack_order.TimeStamper`)."""

    stampers: tuple[CheckedStamper, ...]

    @property
    def url(self) -> str:
        """Where the first one is."""
        return self.stampers[0].url

    def stamp(self, sha256_digest: bytes) -> bytes:
        """Return a reply that was checked.

        Raises:
            AffiantError: none of them gave one; the error of the last.
        """
        for stamper in self.stampers[:-1]:
            try:
                return stamper.stamp(sha256_digest)
            except AffiantError:
                continue
        return self.stampers[-1].stamp(sha256_digest)


def time_stamper(system: System, authorities: Sequence[Authority]) -> FirstToAnswer | None:
    """What the pack writer asks for time; None where no authority is known."""
    stampers = tuple(
        CheckedStamper(Rfc3161Authority(one.url), (one.root_pem,), system.clock, system.random) for one in authorities
    )
    return FirstToAnswer(stampers) if stampers else None


def write_request(system: System, case: Case, target: Path) -> int:
    """Write a query for the newest checkpoint, to be answered by any online machine; returns the events it covers.

    Raises:
        AffiantError: the file exists or cannot be written; then nothing is recorded either.
    """
    note = case.checkpoint()
    query = write_query(hashlib.sha256(note).digest(), system.random)
    write_new_file(target, query.der)
    size = checkpoint.parse(note).size
    try:
        with case.batch() as batch:
            stored = batch.intake(io.BytesIO(query.der), Silent())
            batch.record(_requested(query, size, stored.sha256))
            batch.commit()
    except BaseException:
        target.unlink(missing_ok=True)  # a reply to a request that the case does not know could not be filed
        raise
    return size


def accept_reply(system: System, case: Case, reply: Path, authorities: Sequence[Authority]) -> FiledProof:
    """Check a reply that came by courier, and file it.

    Raises:
        AffiantError: no authority's root is known, the file cannot be read, it answers no request of this case, or it
            does not check; nothing is filed then.
    """
    roots = _roots(authorities)
    data = _read(reply)
    problem: AffiantError | None = None
    for request in _open_requests(case):
        query = _query_of(case, request)
        try:
            proof = check_reply(data, query, roots, system.clock.now().utc)
        except AffiantError as error:
            error.subject = error.subject or str(reply)
            if error.code not in ("time-other-digest", "time-other-nonce"):
                raise
            problem = problem or error
            continue
        return _file(case, int(request["size"]), str(request["imprint"]), proof)
    raise problem or AffiantError(
        "time-no-request",
        "This case has not asked for a time proof that is still open",
        subject=str(reply),
        remedy="Write a request first: affiant stamp request CASE OUT.tsq",
    )


def stamp_now(system: System, case: Case, authorities: Sequence[Authority], progress: Progress) -> FiledProof:
    """Ask the authorities in turn for a proof of the newest checkpoint, and file the first that checks.

    Raises:
        AffiantError: no authority is known, or none gave a reply that checks; nothing is filed then.
    """
    roots = _roots(authorities)
    note = case.checkpoint()
    imprint = hashlib.sha256(note).digest()
    problem: AffiantError | None = None
    for place, authority in enumerate(authorities):
        progress.report(place, len(authorities), "Asking for a time proof")
        query = write_query(imprint, system.random)
        try:
            reply = Rfc3161Authority(authority.url).ask(query.der)
            proof = check_reply(reply, query, roots, system.clock.now().utc)
        except AffiantError as error:
            problem = error
            continue
        size = checkpoint.parse(note).size
        with case.batch() as batch:
            stored = batch.intake(io.BytesIO(query.der), Silent())
            batch.record(_requested(query, size, stored.sha256))
            batch.commit()
        return _file(case, size, imprint.hex(), proof)
    raise problem or _no_authority()


def _roots(authorities: Sequence[Authority]) -> tuple[str, ...]:
    if not authorities:
        raise _no_authority()
    return tuple(one.root_pem for one in authorities)


def _no_authority() -> AffiantError:
    return AffiantError(
        "authority-missing",
        "No time-stamping authority is known",
        safe="Everything recorded stays as it is, on the device clock.",
        remedy="Name one with --authority URL --authority-root PEM.",
    )


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise AffiantError(
            "file-unreadable", "The reply cannot be read", subject=str(path), remedy="Check the name and the drive."
        ) from error
    if len(data) > MAX_BYTES:
        raise AffiantError(
            "time-reply-form", "This is too large for a time-stamp reply", subject=str(path), remedy="Check the file."
        )
    return data


def _open_requests(case: Case) -> Iterator[dict[str, Any]]:
    """Requests that have no accepted reply, newest first."""
    answered = {event.data["imprint"] for event in case.events_of_type(event_types.TIME_ACCEPTED)}
    requests = [dict(event.data) for event in case.events_of_type(event_types.TIME_REQUESTED)]
    return (one for one in reversed(requests) if one["imprint"] not in answered)


def _query_of(case: Case, request: dict[str, Any]) -> TimeQuery:
    path = case.object_path(str(request["query"]))
    try:
        return read_query(path.read_bytes())
    except OSError as error:
        raise AffiantError(
            "object-missing",
            "The request that was written is no longer in the case",
            subject=str(path),
            remedy="Verify the case: affiant verify CASE",
            status=ExitStatus.DISK,
        ) from error


def _requested(query: TimeQuery, size: int, stored: str) -> Draft:
    return Draft(
        event_types.TIME_REQUESTED,
        {"imprint": query.digest.hex(), "nonce": str(query.nonce), "query": stored, "size": size},
    )


def _file(case: Case, size: int, imprint: str, proof: TimeProof) -> FiledProof:
    with case.batch() as batch:
        stored = batch.intake(io.BytesIO(proof.reply), Silent())
        batch.record(
            Draft(
                event_types.TIME_ACCEPTED,
                {
                    "authority": proof.authority,
                    "gen_time": proof.gen_time,
                    "imprint": imprint,
                    "size": size,
                    "token": stored.sha256,
                },
            )
        )
        batch.commit()
    return FiledProof(size, proof.gen_time, proof.authority)
