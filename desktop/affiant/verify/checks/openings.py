"""Each opening fits the commitment in its event, and what is withheld is what the pack says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from affiant.core.canonical import canonical, parse_object
from affiant.core.commitment import SALT_BYTES, commit
from affiant.core.errors import FormatError
from affiant.core.event import MAX_BODY_BYTES, Event
from affiant.core.pack_format import EVENTS, OPENINGS, STATEMENT
from affiant.core.progress import Progress
from affiant.core.verdict import LineName, State
from affiant.verify.check import Check, Said, UnusableError, failed, passed
from affiant.verify.pack_reading import PackReading

_REPORT_EVERY = 2000


def _run(pack: PackReading, progress: Progress) -> Iterator[Said]:
    ledger, stated = pack.ledger, pack.statement
    if not pack.has(OPENINGS):
        raise UnusableError(OPENINGS, "The file is missing.")
    opened: Counter[str] = Counter()
    wrong_ones = 0
    try:
        with pack.files.open(OPENINGS) as stream, pack.files.open(EVENTS) as events:
            for said in _openings(stream, events, pack, opened, progress):
                wrong_ones += 1
                yield said
    except OSError as wrong:
        raise UnusableError(OPENINGS, "The file could not be read.", State.UNKNOWN) from wrong
    withheld = sorted(name for name, count in ledger.committed.items() if opened[name] < count)
    if not wrong_ones and withheld != list(stated.withheld):
        wrong_ones += 1
        yield failed(STATEMENT, "The fields that are withheld are not those that the pack names.")
    if not wrong_ones:
        yield passed(f"{opened.total()} opened fields are those that the events committed to.", OPENINGS)


def _openings(
    stream: BinaryIO, events: BinaryIO, pack: PackReading, opened: Counter[str], progress: Progress
) -> Iterator[Said]:
    last, number, event = (0, ""), 0, None
    while line := stream.readline(MAX_BODY_BYTES * 2):
        number += 1
        if number % _REPORT_EVERY == 0:
            progress.report(stream.tell(), pack.files.size(OPENINGS), "Checking opened fields")
        place = f"{OPENINGS} line {number}"
        try:
            seq, field, salt, value = _parse(line, place)
        except FormatError as wrong:
            yield failed(place, wrong.title + ".")
            continue
        if (seq, field) <= last:
            yield failed(place, "The openings are not in order, or one is given twice.")
            continue
        if event is None or event.seq != seq:
            event = pack.ledger.event(seq, events)
        if not _fits(event, field, salt, value):
            yield failed(place, "The opened value is not the one that the event committed to.")
        last = (seq, field)
        opened[field] += 1


def _parse(line: bytes, place: str) -> tuple[int, str, bytes, object]:
    found = parse_object(line, subject=place)
    seq, field, salt = found.get("seq"), found.get("field"), found.get("salt")
    if not (isinstance(seq, int) and isinstance(field, str) and isinstance(salt, str)) or len(found) != 4:
        raise FormatError("An opening has the wrong form", subject=place)
    try:
        raw = bytes.fromhex(salt)
        exact = canonical(found) + b"\n" == line
    except ValueError as wrong:
        raise FormatError("An opening has the wrong form", subject=place) from wrong
    if len(raw) != SALT_BYTES or raw.hex() != salt or not exact or "value" not in found:
        raise FormatError("An opening has the wrong form", subject=place)
    return seq, field, raw, found["value"]


def _fits(event: Event | None, field: str, salt: bytes, value: object) -> bool:
    if event is None or field not in event.committed:
        return False
    return event.committed[field] == commit(field, salt, value)  # type: ignore[arg-type]  # read by parse_object


CHECK = Check("openings", LineName.CONTENTS, _run)
