"""What the ledger says of independent time: which events a token covers, and what to say where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from affiant.core import event_types
from affiant.core.case_reading import CaseReading

NO_TIME = "Device clock only, not independently proven."


@dataclass(frozen=True, slots=True)
class TimeProof:
    """A time proof that the ledger records."""

    size: int
    """Events that it covers."""
    at: str
    """Time that the authority states."""


def time_proofs(case: CaseReading, size: int) -> tuple[TimeProof, ...]:
    """Return the accepted time proofs among the first `size` events, by the number of events they cover."""
    found = [
        TimeProof(event.data["size"], event.data["gen_time"])
        for event in case.events_of_type(event_types.TIME_ACCEPTED)
        if event.seq <= size
    ]
    return tuple(sorted(found, key=lambda one: (one.size, one.at)))


def proof_of(seq: int, proofs: tuple[TimeProof, ...]) -> TimeProof | None:
    """The first proof that covers an event."""
    return next((one for one in proofs if one.size >= seq), None)


def time_sentence(proofs: tuple[TimeProof, ...], size: int) -> str:
    """Say what is known of time, for the whole pack."""
    if not proofs:
        return f"{NO_TIME} Whether a time proof over this pack came later is seen in the pack's folder seal."
    last = proofs[-1]
    return (
        f"An outside authority states that the first {last.size} of {size} events existed no later than {last.at}; "
        "everything after them rests on the device clock."
    )
