"""A reading in rows for people. Words are ours; values may be text from evidence, and the caller makes them safe."""

from __future__ import annotations

from affiant.analysis.identifiers.desk import OTHER, DeskAnswer
from affiant.analysis.identifiers.reading import Outcome, Reading
from affiant.analysis.identifiers.registry import PLATFORM_DESKS

TITLES = {**{one.key: one.title for one in PLATFORM_DESKS}, OTHER: "Other site"}
"""Names of the desks' platforms for people."""
Rows = tuple[tuple[str, str], ...]


def heading(reading: Reading) -> str:
    """Platform and kind, and how sure it is that this is what was meant."""
    words = f"{TITLES[reading.platform]}, {reading.kind}"
    if reading.candidate:
        words += " (candidate: one of several meanings)"
    elif reading.lead:
        words += " (lead)"
    return words


def reading_rows(reading: Reading) -> Rows:
    """What a reading says, word and value; nothing that it says is left out."""
    rows = [("Durable ID", reading.id or "Not in what was given")]
    if reading.handle is not None:
        rows.append(("Handle", f"@{reading.handle}"))
    rows.append(("Time", time_words(reading)))
    if reading.time is not None:
        rows.append(("Formula", str(reading.time.formula)))
    rows += [(name[:1].upper() + name[1:], value) for name, value in reading.details]
    rows += [("Missing", one) for one in reading.missing]
    rows += [("Note", one) for one in reading.notes]
    return tuple(rows)


def answer_rows(answer: DeskAnswer) -> Rows:
    """What holds for the whole text: what was left out of the address, and where it leads."""
    rows = []
    if answer.cleaned_url is not None:
        rows.append(("Cleaned URL", answer.cleaned_url))
        rows.append(("Dropped", ", ".join(answer.dropped) or "Nothing"))
    if answer.target is not None:
        rows.append(("Leads to", answer.target))
    rows += [("Note", one) for one in answer.notes]
    return tuple(rows)


def time_words(reading: Reading) -> str:
    """The derived time with its tolerance, or why there is none."""
    if reading.time is not None:
        words = f"{reading.time.text} (derived, {reading.time.tolerance}): {reading.time.meaning}"
        return f"CONFLICT: {words}" if reading.outcome is Outcome.CONFLICT else words
    if reading.outcome is Outcome.REFUSED:
        return f"Refused: {reading.refusal.text if reading.refusal else ''}"
    if reading.outcome is Outcome.OPAQUE:
        return "Opaque: no decoding is published"
    if reading.id is None:
        return "None: only an identifier can carry one"
    return "None: identifiers of this kind carry no time"
