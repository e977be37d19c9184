"""What the address of a capture says by itself, in rows for the pane of one capture."""

from __future__ import annotations

from affiant.analysis.identifiers.reading import Reading
from affiant.analysis.identifiers.rows import TITLES, time_words
from affiant.core.model import Capture
from affiant.core.names import visible
from affiant.workflow.identifiers import desk


def identifier_rows(capture: Capture) -> tuple[tuple[str, str], ...]:
    """Read the address of a capture; nothing where there is none, or where it says nothing.

    The desk is asked anew, which takes no time; what was read when the capture was taken stands in the ledger.
    """
    if not capture.url:
        return ()
    return tuple(row for one in desk(capture.url, capture.captured_at).readings for row in _rows(one))


def _rows(reading: Reading) -> list[tuple[str, str]]:
    known = reading.id or (f"@{reading.handle}" if reading.handle else None)
    if known is None:
        return []
    rows = [(f"{TITLES[reading.platform]} {reading.kind}", visible(known))]
    if reading.time is not None:
        rows.append(("", time_words(reading)))
    return rows
