"""A record: one account, message or post that a platform's own export holds, and where in the original it stands.

Records are *derived*: the original is the evidence, and every record says where in it to look. One record is one line
of canonical JSON (`core.canonical`) in the object that an ``export.read`` event names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from affiant.core.canonical import canonical, parse_object
from affiant.core.errors import FormatError

KINDS = ("account", "message", "post", "comment", "reaction", "media", "page", "service")
"""``page``: a stored web page or a response of a web archive. ``service``: a line of the platform itself."""

MAX_LINE_BYTES = 24 << 20
"""Of a record as a line. Readers cut what is longer, so a longer line is none of theirs."""

_FIELDS: dict[str, tuple[type, ...]] = {
    "author": (str, type(None)),
    "author_id": (str, type(None)),
    "conversation": (str, type(None)),
    "id": (str, type(None)),
    "kind": (str,),
    "media": (list,),
    "notes": (list,),
    "posted_as": (str, type(None)),
    "posted_at": (str, type(None)),
    "reply_to": (str, type(None)),
    "text": (str,),
    "text_as_stored": (str, type(None)),
    "url": (str, type(None)),
    "where": (dict,),
}
_WHERE: dict[str, tuple[type, ...]] = {
    "file": (str,),
    "length": (int, type(None)),
    "path": (str, type(None)),
    "start": (int, type(None)),
}


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the original: a byte range, a JSON path, or both."""

    file: str
    """Name of the file inside the export, with ``/``; the export's own name when it is one file."""
    path: str | None = None
    """JSON path (RFC 9535, normalized where possible), e.g. ``$['messages'][12]``; for HTML an element's id."""
    start: int | None = None
    """First byte."""
    length: int | None = None
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that the export holds. Ids are text."""

    kind: str
    """One of `KINDS`."""
    where: Where
    id: str | None = None
    """The platform's own id."""
    author: str | None = None
    """Name as the export shows it."""
    author_id: str | None = None
    posted_at: str | None = None
    """UTC as `core.clock` writes it; None when the export does not say which moment it was."""
    posted_as: str | None = None
    """The time exactly as the export writes it."""
    text: str = ""
    text_as_stored: str | None = None
    """Where the export breaks the encoding and `text` is repaired: the text as it is stored."""
    conversation: str | None = None
    """Chat, channel, thread or page that it belongs to."""
    reply_to: str | None = None
    url: str | None = None
    media: tuple[str, ...] = ()
    """Names of files as the export gives them."""
    notes: tuple[str, ...] = ()
    """Codes of ours, e.g. ``date-order-ambiguous``."""

    def to_line(self) -> bytes:
        """Write it as one line, without the line feed.

        Raises:
            UnicodeEncodeError: lone surrogates in a text.
        """
        return canonical(
            {
                "author": self.author,
                "author_id": self.author_id,
                "conversation": self.conversation,
                "id": self.id,
                "kind": self.kind,
                "media": list(self.media),
                "notes": list(self.notes),
                "posted_as": self.posted_as,
                "posted_at": self.posted_at,
                "reply_to": self.reply_to,
                "text": self.text,
                "text_as_stored": self.text_as_stored,
                "url": self.url,
                "where": {
                    "file": self.where.file,
                    "length": self.where.length,
                    "path": self.where.path,
                    "start": self.where.start,
                },
            }
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that a reader met and made no record of."""

    reason: str
    """Code of ours, e.g. ``entry-without-form``."""
    where: Where
    count: int = 1


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record of a case."""

    seq: int
    """Number of its ``export.read`` event."""
    n: int
    """Place among the records of that event, from 1."""
    record: Record


def parse_record(line: bytes) -> Record:
    """Read a line that `Record.to_line` wrote.

    Raises:
        FormatError: anything else.
    """
    value = parse_object(line, subject="record")
    _check(value, _FIELDS)
    where = value["where"]
    _check(where, _WHERE)
    lists = [*value["media"], *value["notes"]]
    if value["kind"] not in KINDS or not all(isinstance(one, str) for one in lists):
        raise FormatError("A record has another form than it should")
    return Record(
        **{key: value[key] for key in _FIELDS if key not in ("media", "notes", "where")},
        media=tuple(value["media"]),
        notes=tuple(value["notes"]),
        where=Where(**where),
    )


def _check(value: dict[str, Any], fields: dict[str, tuple[type, ...]]) -> None:
    sound = value.keys() == fields.keys()
    for key, kinds in fields.items() if sound else ():
        if type(value[key]) not in kinds:  # exactly these: True is no integer. A hundred thousand records pass here
            sound = False
    if not sound:
        raise FormatError("A record has another form than it should")
