"""The identifier desk at a capture: what its address says is recorded beside it, as *derived*."""

from __future__ import annotations

from typing import Any

from affiant.analysis.identifiers.desk import METHOD, VERSION, DeskAnswer, read
from affiant.analysis.identifiers.reading import Reading
from affiant.core import event_types
from affiant.core.clock import parse_utc
from affiant.core.event import Draft
from affiant.store.case import Case
from affiant.workflow.system import System


def desk(text: str, captured_at: str, platform: str | None = None, *, older: bool = False) -> DeskAnswer:
    """Read an address, a number, a code, a handle or a file name; see `analysis.identifiers.desk.read`.

    Args:
        text: exactly as it was given.
        captured_at: UTC, as `core.clock` writes it.
        platform: key of a desk, where it is known.
        older: a person says that the object is older than the range in which a scheme is verified.
    """
    return read(text, parse_utc(captured_at), platform, older=older)


def read_identifiers(case: Case, system: System, capture_id: str, url: str) -> DeskAnswer:
    """Read the address of a capture, and record the readings of it.

    A derived time is compared with when the capture was taken. An address that is refused is recorded too, with no
    readings: it was looked at.

    Args:
        case: open for writing; the capture is durable already.
        system: gives the time where the capture has none.
        capture_id: ``C00001``.
        url: the raw address, as the capture holds it.

    Raises:
        AffiantError: the disk of the case failed; the capture is as safe as before.
    """
    found = case.captures_by_id((capture_id,))
    answer = desk(url, found[0].captured_at if found else system.clock.now().iso())
    case.record([identifiers_read(capture_id, answer)])
    return answer


def identifiers_read(capture_id: str, answer: DeskAnswer) -> Draft:
    """The event of readings of a capture's address, see `event_types.IDENTIFIERS_READ`."""
    return Draft(
        event_types.IDENTIFIERS_READ,
        {
            "capture": capture_id,
            "input": answer.text,
            "method": {"name": METHOD, "version": str(VERSION)},
            "readings": [_reading(one) for one in answer.readings],
        },
    )


def _reading(reading: Reading) -> dict[str, Any]:
    time = reading.time
    return {
        "platform": reading.platform,
        "kind": reading.kind,
        "id": reading.id,
        "outcome": reading.outcome.value,
        "time": time.text if time else None,
        "tolerance_ms": time.tolerance_ms if time else None,
        "formula": str(time.formula) if time else None,
        "cleaned_url": reading.cleaned_url,
        "missing": list(reading.missing),
    }
