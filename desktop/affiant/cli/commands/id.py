"""``affiant id``: what an address, a number, a code or a file name says by itself. It needs no case and no network."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from affiant.analysis.identifiers.desk import METHOD, VERSION, DeskAnswer, read
from affiant.analysis.identifiers.reading import Reading
from affiant.analysis.identifiers.registry import PLATFORM_DESKS
from affiant.analysis.identifiers.rows import Rows, answer_rows, heading, reading_rows
from affiant.cli.command import Terminal, shown
from affiant.core.clock import format_utc
from affiant.core.errors import AffiantError, ExitStatus
from affiant.workflow.system import System


class IdCommand:
    """Read identifiers."""

    name = "id"
    summary = "read an address, an identifier or a file name"

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """See `Command.configure`."""
        parser.add_argument("text", metavar="TEXT", help="exactly as it was found; nothing is looked up")
        parser.add_argument(
            "--platform", choices=[one.key for one in PLATFORM_DESKS], help="where it is from, if that is known"
        )
        parser.add_argument(
            "--captured-at", metavar="T", help="when it was seen, ISO 8601 with offset or Z; now unless given"
        )
        parser.add_argument(
            "--older", action="store_true", help="the object is known to be older than the verified range of its number"
        )

    def run(self, options: argparse.Namespace, system: System, terminal: Terminal) -> ExitStatus:
        """See `Command.run`."""
        at = _moment(options.captured_at) if options.captured_at is not None else system.clock.now().utc
        answer = read(options.text, at, options.platform, older=options.older)
        terminal.show(_document(answer, at), lambda: "\n".join(_lines(answer)))
        return ExitStatus.DONE if answer.refusal is None else ExitStatus.USAGE


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise AffiantError(
            "time-form",
            "This is no time with its offset from UTC",
            subject=text,
            remedy="Write it as 2026-01-31T12:00:00Z or 2026-01-31T17:00:00+05:00.",
        )
    return found.astimezone(UTC)


def _lines(answer: DeskAnswer) -> Iterator[str]:
    yield shown(answer.text)
    if answer.refusal is not None:
        yield f"  Nothing was read. {answer.refusal.text} ({answer.refusal.code})"
    yield from _table(answer_rows(answer))
    for reading in answer.readings:
        yield ""
        yield heading(reading)
        yield from _table(reading_rows(reading))


def _table(rows: Rows) -> Iterator[str]:
    width = max((len(word) for word, _ in rows), default=0)
    for word, value in rows:
        yield f"  {shown(word).ljust(width)}  {shown(value)}"


def _document(answer: DeskAnswer, at: datetime) -> dict[str, Any]:
    return {
        "input": answer.text,
        "captured_at": format_utc(at),
        "method": {"name": METHOD, "version": VERSION},
        "refused": {"code": answer.refusal.code, "text": answer.refusal.text} if answer.refusal else None,
        "cleaned_url": answer.cleaned_url,
        "dropped": list(answer.dropped),
        "leads_to": answer.target,
        "notes": list(answer.notes),
        "readings": [_reading(one) for one in answer.readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    time = reading.time
    return {
        "platform": reading.platform,
        "kind": reading.kind,
        "candidate": reading.candidate,
        "lead": reading.lead,
        "confirmed": reading.confirmed,
        "id": reading.id,
        "handle": reading.handle,
        "outcome": reading.outcome.value,
        "derived": None
        if time is None
        else {
            "time": time.text,
            "tolerance_ms": time.tolerance_ms,
            "meaning": time.meaning,
            "formula": {"name": time.formula.name, "version": time.formula.version, "text": time.formula.text},
        },
        "refused": {"code": reading.refusal.code, "text": reading.refusal.text} if reading.refusal else None,
        "details": [{"name": name, "value": value} for name, value in reading.details],
        "missing": list(reading.missing),
        "notes": list(reading.notes),
    }
