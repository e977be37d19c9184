"""Records as lines that can be kept: whatever readers find in an export, the line is valid and bounded."""

from __future__ import annotations

import re
from dataclasses import replace

from affiant.core.record import Record

MAX_TEXT = 1_000_000
"""Characters of one text that a record keeps; the whole is in the original."""
MAX_FIELD = 4_000
MAX_LIST = 200
CUT = "text-cut"
"""Note of ours: something was longer than a record holds."""
ESCAPED = "surrogates-escaped"
"""Note of ours: half a surrogate pair, which no text can hold, is written as ``\\udxxx``."""

_LONE = re.compile("[\ud800-\udfff]")
_FIELDS = ("author", "author_id", "conversation", "id", "posted_as", "reply_to", "url")


def line_of(record: Record) -> bytes:
    """Write a record as one line of canonical JSON, without the line feed; what does not fit is noted in it."""
    try:
        line = record.to_line()
        if len(line) <= MAX_FIELD:
            return line  # nothing in it can be too long; so it is with nearly all
    except UnicodeEncodeError:
        record = _escaped(record)
    return _cut(record).to_line()


def _cut(record: Record) -> Record:
    long_texts = len(record.text) > MAX_TEXT or len(record.text_as_stored or "") > MAX_TEXT
    long_fields = any(len(getattr(record, name) or "") > MAX_FIELD for name in _FIELDS)
    long_where = len(record.where.file) > MAX_FIELD or len(record.where.path or "") > MAX_FIELD
    long_lists = len(record.media) > MAX_LIST or any(len(one) > MAX_FIELD for one in record.media)
    if not (long_texts or long_fields or long_where or long_lists or len(record.notes) > MAX_LIST):
        return record
    where = replace(record.where, file=record.where.file[:MAX_FIELD], path=_head(record.where.path, MAX_FIELD))
    return replace(
        record,
        text=record.text[:MAX_TEXT],
        text_as_stored=_head(record.text_as_stored, MAX_TEXT),
        media=tuple(one[:MAX_FIELD] for one in record.media[:MAX_LIST]),
        notes=(*record.notes[: MAX_LIST - 1], CUT),
        where=where,
        author=_head(record.author, MAX_FIELD),
        author_id=_head(record.author_id, MAX_FIELD),
        conversation=_head(record.conversation, MAX_FIELD),
        id=_head(record.id, MAX_FIELD),
        posted_as=_head(record.posted_as, MAX_FIELD),
        reply_to=_head(record.reply_to, MAX_FIELD),
        url=_head(record.url, MAX_FIELD),
    )


def _escaped(record: Record) -> Record:
    where = replace(record.where, file=_mend(record.where.file), path=_mend_or_none(record.where.path))
    return replace(
        record,
        text=_mend(record.text),
        text_as_stored=_mend_or_none(record.text_as_stored),
        media=tuple(_mend(one) for one in record.media),
        notes=(*record.notes, ESCAPED),
        where=where,
        author=_mend_or_none(record.author),
        author_id=_mend_or_none(record.author_id),
        conversation=_mend_or_none(record.conversation),
        id=_mend_or_none(record.id),
        posted_as=_mend_or_none(record.posted_as),
        reply_to=_mend_or_none(record.reply_to),
        url=_mend_or_none(record.url),
    )


def _head(text: str | None, size: int) -> str | None:
    return None if text is None else text[:size]


def _mend(text: str) -> str:
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _mend_or_none(text: str | None) -> str | None:
    return None if text is None else _mend(text)
