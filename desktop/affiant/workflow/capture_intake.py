"""Taking one capture of several artefacts: bytes first, each as it comes; then row and event, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, BinaryIO, Self

from affiant.capture.media_type import media_type
from affiant.core import event_types
from affiant.core.event import Draft
from affiant.core.names import record
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.store.intake_lane import IntakeLane
from affiant.store.staging import StagedFile, StoredObject
from affiant.workflow.accounts import resolve_account
from affiant.workflow.system import APP_NAME, System


@dataclass(frozen=True, slots=True)
class CaptureFacts:
    """What is recorded of a capture beside its artefacts."""

    kind: str
    """``web``, ``screen`` or ``file``."""
    acquisition: Mapping[str, Any]
    """As `event_types.CAPTURE_ADDED` says."""
    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``."""
    url: str | None = None
    note: str | None = None
    captured_at: str | None = None
    """When the screen or page was taken, UTC; now unless given."""
    not_obtained: tuple[str, ...] = ()
    """One plain sentence for each thing that was wanted and is not there."""
    sensitive: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenArtefact:
    """An artefact that is safe."""

    role: str
    name: str
    media_type: str
    stored: StoredObject


@dataclass(frozen=True, slots=True)
class TakenCapture:
    """A capture that is durable and sealed."""

    id: str
    number: int
    event: int
    same_as: str | None
    captured_at: str
    artefacts: tuple[TakenArtefact, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    role: str
    name: dict[str, Any]
    media_type: str | None
    modified_at: str | None
    staged: StagedFile


class CaptureIntake:
    """Takes the artefacts of one capture in, then seals them together. For a ``with`` block, on one thread.

    The bytes lie in the case folder as soon as `take` returns, unfinished: leaving the block without `seal` removes
    them, and the next opening sweeps what a crash leaves. Other threads may write to the case meanwhile.
    """

    def __init__(self, case: Case, system: System) -> None:
        self._case = case
        self._system = system
        self._held: list[_Held] = []
        self._stack = ExitStack()
        self._lane: IntakeLane

    def take(
        self,
        role: str,
        name: str,
        stream: BinaryIO,
        progress: Progress,
        *,
        type_: str | None = None,
        modified_at: str | None = None,
    ) -> StoredObject:
        """Take one artefact in.

        Args:
            role: ``screenshot``, ``page``, ``dom``, ``text``, ``archive``, ``headers``, ``certificate``, ``print``,
                ``record``, ``original``.
            name: what the file is called; may hold any character.
            stream: its bytes, read once to the end; its errors pass unchanged.
            progress: told the bytes so far.
            type_: media type, where the maker of the bytes is our own program; else it is found by content.
            modified_at: when the device says that the file was last changed.

        Raises:
            AffiantError: the disk of the case failed.
            Cancelled: from `progress`.
        """
        staged = self._lane.stage(stream, progress)
        self._held.append(_Held(role, record(name), type_, modified_at, staged))
        return staged.stored

    @property
    def taken(self) -> int:
        """Artefacts taken in so far."""
        return len(self._held)

    def seal(self, facts: CaptureFacts) -> TakenCapture:
        """Record the capture. When this returns, bytes, row and event are durable.

        Raises:
            AffiantError: the account is unknown, and `seal` may be tried again with other facts; or the disk of the
                case failed. Nothing was recorded.
            ValueError: no artefact was taken. A bug of the caller.
        """
        if not self._held:
            raise ValueError("a capture has at least one artefact")
        account = resolve_account(self._case, facts.account).id if facts.account else None
        captured_at = facts.captured_at or self._system.clock.now().iso()
        with self._case.batch() as batch:
            held, self._held = self._held, []
            number = batch.next_capture_number()
            artefacts = [
                TakenArtefact(
                    one.role,
                    str(one.name["name"]),
                    one.media_type or media_type(one.staged.stored.head, one.staged.stored.size),
                    batch.take(one.staged),
                )
                for one in held
            ]
            same_as = self._case.first_capture_of(artefacts[0].stored.sha256)
            batch.record(
                Draft(
                    event_types.CAPTURE_ADDED,
                    {
                        "account": account,
                        "acquisition": dict(facts.acquisition),
                        "artefacts": [_artefact(one, kept) for one, kept in zip(artefacts, held, strict=True)],
                        "capture": f"C{number:05d}",
                        "captured_at": captured_at,
                        "kind": facts.kind,
                        "not_obtained": list(facts.not_obtained),
                        "note": facts.note or None,
                        "number": number,
                        "same_as": same_as,
                        "tool": {"name": APP_NAME, "version": self._system.app_version},
                        "url": facts.url or None,
                    },
                    sensitive=dict(facts.sensitive),
                )
            )
            event = batch.commit()[-1]
        return TakenCapture(f"C{number:05d}", number, event.seq, same_as, captured_at, tuple(artefacts))

    def __enter__(self) -> Self:
        """Begin."""
        self._lane = self._stack.enter_context(self._case.intake_lane())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave no unfinished bytes behind."""
        try:
            for one in self._held:
                self._lane.discard(one.staged)
        finally:
            self._stack.close()


def _artefact(one: TakenArtefact, kept: _Held) -> dict[str, Any]:
    return {
        "role": one.role,
        **kept.name,
        "media_type": one.media_type,
        "modified_at": kept.modified_at,
        "sha256": one.stored.sha256,
        "sha512": one.stored.sha512,
        "size": one.stored.size,
    }
