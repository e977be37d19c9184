"""Pictures of the screen into a case: committed and hashed first, looked into afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from affiant.capture.screen.shot import ShotFacts
from affiant.core.errors import AffiantError
from affiant.core.progress import Progress
from affiant.store.case import Case
from affiant.workflow.capture_intake import CaptureFacts, CaptureIntake, TakenCapture
from affiant.workflow.environment import environment
from affiant.workflow.examinations import Examinations
from affiant.workflow.identifiers import desk, identifiers_read
from affiant.workflow.system import System

ROLE = "screenshot"
KIND = "screen"
FILE_NAME = "screen.png"


@dataclass(frozen=True, slots=True)
class ShotLabel:
    """What is said of a picture when it is taken."""

    account: str | None = None
    """``A001`` or ``PLATFORM:@HANDLE``."""
    url: str | None = None
    note: str | None = None
    sequence: str | None = None
    """Id of the sequence of scrolls that it belongs to."""
    position: int | None = None
    """In the sequence, from 1."""


@dataclass(frozen=True, slots=True)
class TakenScreenshot:
    """A picture that is durable and sealed."""

    capture: TakenCapture
    facts: ShotFacts

    @property
    def sha256(self) -> str:
        """Of the picture file."""
        return self.capture.artefacts[0].stored.sha256

    def document(self) -> dict[str, Any]:
        """The form that other programs read."""
        width, height = self.facts.size
        return {
            "id": self.capture.id,
            "number": self.capture.number,
            "event": self.capture.event,
            "sha256": self.sha256,
            "width": width,
            "height": height,
            "route": self.facts.route,
            "mode": self.facts.mode,
            "geometry": self.facts.geometry.to_json(),
            "same_as": self.capture.same_as,
            "not_obtained": list(self.facts.not_obtained),
        }


def take_screenshot(
    case: Case, system: System, facts: ShotFacts, picture: BinaryIO, label: ShotLabel, progress: Progress
) -> TakenScreenshot:
    """Take a picture of the screen into a case. When this returns it is durable, hashed and sealed.

    Args:
        case: open for writing.
        system: surroundings of this run.
        facts: what is known of the picture.
        picture: the PNG file, read once to its end.
        label: what is said of it.
        progress: told the bytes so far.

    Raises:
        AffiantError: the account is unknown, the picture came only in part, or the disk of the case failed; nothing
            was recorded.
        Cancelled: from `progress`; nothing was recorded.
    """
    surroundings: Mapping[str, Any] = environment()
    with CaptureIntake(case, system) as intake:
        intake.take(ROLE, FILE_NAME, picture, progress, type_="image/png")
        taken = intake.seal(
            CaptureFacts(
                kind=KIND,
                acquisition={
                    "environment": surroundings,
                    "screen": facts.acquisition(label.sequence, label.position),
                },
                account=label.account,
                url=label.url,
                note=label.note,
                captured_at=facts.taken_at,
                not_obtained=facts.not_obtained,
                sensitive=facts.sensitive(),
            )
        )
    return TakenScreenshot(taken, facts)


def examine_screenshot(case: Case, taken: TakenScreenshot, progress: Progress) -> AffiantError | None:
    """Have a picture looked into, and its address read, after it is safe; what is found is recorded as *derived*.

    Returns:
        Why it could not be looked into, which does not touch the picture; else None.

    Raises:
        Cancelled: from `progress`.
    """
    with Examinations(case) as examinations:
        examinations.ask_for(taken.sha256, "image/png")
        try:
            (capture,) = case.captures_by_id((taken.capture.id,))
            if capture.url:
                case.record([identifiers_read(capture.id, desk(capture.url, capture.captured_at))])
            examinations.record_all(progress)
        except AffiantError as error:
            return error
    return None
