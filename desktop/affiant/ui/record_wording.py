"""How imports and their records are put in words on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from affiant.core.event import Event
from affiant.core.names import visible
from affiant.core.platforms import TITLES
from affiant.core.record import FoundRecord, Record
from affiant.ui import wording
from affiant.workflow.export_words import words_of
from affiant.workflow.import_export import WhatWasRead

NOT_READ = "Nothing was read out of it: no reader knows its form. It is in custody all the same."
MANY = {
    "account": ("account", "accounts"),
    "message": ("message", "messages"),
    "post": ("post", "posts"),
    "comment": ("comment", "comments"),
    "reaction": ("reaction", "reactions"),
    "media": ("media", "media"),
    "page": ("page", "pages"),
    "service": ("service message", "service messages"),
}
"""By kind of record (`core.record.KINDS`): one, and several."""
_SHOWN_TEXT = 20_000
_LONGEST = 300


def import_title(event: Event) -> str:
    """Name of an import in a list: platform, reader, first capture."""
    data = event.data
    platform = TITLES.get(str(data["platform"]), str(data["platform"]).capitalize())
    captures = list(data["captures"])
    of = f"{captures[0]} and {len(captures) - 1:,} more" if len(captures) > 1 else "".join(captures)
    return f"{platform} · {data['reader']['key']} · {of} · event {event.seq}"


def import_counts(event: Event) -> str:
    """Everything that is counted of an import, in one sentence each."""
    data = event.data
    read = counted_kinds((str(one["kind"]), int(one["count"])) for one in data["read"])
    skipped = _counted((words_of(str(one["reason"])), int(one["count"])) for one in data["skipped"])
    parts = [f"Read: {read or 'nothing'}.", f"Skipped: {skipped or 'nothing'}."]
    if data["notes"]:
        parts.append(f"Noted on records: {'; '.join(map(words_of, data['notes']))}.")
    if data["first_posted"] is not None:
        first, last = wording.time(str(data["first_posted"])), wording.time(str(data["last_posted"]))
        parts.append(f"From {first} to {last}, where the export says the moment.")
    if data["failed"] is not None:
        parts.append(f"Reading broke off: {words_of(str(data['failed']))}. What was read before it stands.")
    return " ".join(parts)


def outcome_words(what: WhatWasRead) -> str:
    """What came of reading, for the status bar."""
    if what.reader is None:
        why = words_of(what.failed) if what.failed is not None else ""
        return f"Nothing was read out of it: {why}. It is in custody all the same." if why else NOT_READ
    total, skipped = sum(what.read.values()), sum(what.skipped.values())
    words = f"{wording.count(total, 'record was', 'records were')} read out of it, {skipped:,} skipped."
    return words if what.failed is None else f"{words} Reading broke off: {words_of(what.failed)}."


def place(record: Record) -> str:
    """Where in its file a record stands."""
    where = record.where
    span = f"bytes {where.start:,} to {where.start + (where.length or 0):,}" if where.start is not None else ""
    return " · ".join(one for one in (visible(where.path or "", _LONGEST), span) if one)


def record_detail(found: FoundRecord) -> str:
    """All that a record says, a line for each, its text first."""
    one = found.record
    said: Mapping[str, str | None] = {
        "Who": one.author,
        "Id of who": one.author_id,
        "When": one.posted_at,
        "As written": one.posted_as,
        "Conversation": one.conversation,
        "Kind": one.kind,
        "Id": one.id,
        "Reply to": one.reply_to,
        "Address": one.url,
        "Media": ", ".join(one.media),
        "Notes": "; ".join(map(words_of, one.notes)),
        "As stored": one.text_as_stored,
        "File": one.where.file,
    }
    lines = [visible(line) for line in one.text[:_SHOWN_TEXT].split("\n")] if one.text else []
    lines += [f"{name}: {visible(value, _SHOWN_TEXT)}" for name, value in said.items() if value]
    return "\n".join([*lines, f"Place: {place(one)}", f"Record {found.n:,} of event {found.seq}"])


def counted_kinds(counts: Iterable[tuple[str, int]]) -> str:
    """Kinds of records with their numbers, as people count."""
    return ", ".join(wording.count(count, *MANY.get(kind, (kind, kind))) for kind, count in counts)


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts)
