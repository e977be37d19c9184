"""A WhatsApp chat as its programs export it: one text file, by itself or with the media beside it, also in a ZIP.

WhatsApp writes local times of the phone that made the export, and no zone: every record has ``time-zone-unknown`` and
no moment; how day and month stand is found out from the whole file, and said when it cannot be (`whatsapp_lines`).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from affiant.capture.platform_exports import whatsapp_lines
from affiant.capture.platform_exports.lines import CUT, MAX_TEXT
from affiant.capture.platform_exports.reader import STILL_READING, ExportFiles, head_of
from affiant.capture.platform_exports.times import ZONE_UNKNOWN
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.whatsapp_lines import DateOrder, Head, other_calendar
from affiant.capture.platform_exports.whatsapp_media import is_edited, is_omitted, media_of
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

MEDIA_OMITTED, MEDIA_MISSING, EDITED = "media-omitted", "media-not-in-export", "edited"
LOOKED_AT = 8
"""Text files whose beginnings are looked at, those with WhatsApp's own names first."""
_LINES_LOOKED_AT = 40
_LONGEST_LINE = 1 << 20
_LONGEST_DATE = 60
_DATES_KEPT = 20_000
_SIGN_OF_LIFE = 200_000
"""Lines of a chat that are looked at before anything else is said."""
_BOM = b"\xef\xbb\xbf"
_TITLE = re.compile(
    r"(?:WhatsApp[ -]Chat (?:with|-|mit|met)|Chat de WhatsApp con|Conversa do WhatsApp com|Discussion WhatsApp avec|"
    r"Chat WhatsApp con|WhatsApp Chat\s*-) (.+)",
    re.IGNORECASE,
)


class WhatsApp:
    """Reads chats of WhatsApp, of Android and iPhone, in any language."""

    key = "whatsapp"
    title = "WhatsApp chat, text or ZIP"
    platform = "whatsapp"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        try:
            return any(_begins_like_a_chat(files, name) for name in _texts(files)[:LOOKED_AT])
        except FormatError:
            return False

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        texts = _texts(files)
        chats = [name for name in texts if _begins_like_a_chat(files, name)]
        if not chats:  # asked for by name: what stands before the first message is counted
            chats = [name for name in texts if any(map(whatsapp_lines.head_of, _first_lines(files, name)))]
        if not chats:
            raise FormatError("There is no WhatsApp chat in this export")
        here = {PurePosixPath(name).name for name in files.names()}
        for name in chats:
            yield from _chat(files, name, here if len(here) > 1 else None)
        yield from unread(files, chats)


@dataclass(slots=True)
class _Message:
    """A message whose last line has not been seen."""

    head: Head
    start: int
    end: int
    parts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, text: str, end: int) -> None:
        if self.size <= MAX_TEXT:
            self.parts.append(text)
        self.size += len(text)
        self.end = end


def _texts(files: ExportFiles) -> list[str]:
    """Text files, those that WhatsApp names first; what macOS puts into ZIPs is none."""
    texts = [name for name in files.names() if name.lower().endswith(".txt") and "__MACOSX/" not in name]
    return sorted(texts, key=lambda name: (PurePosixPath(name).name != "_chat.txt", "whatsapp" not in name.lower()))


def _begins_like_a_chat(files: ExportFiles, name: str) -> bool:
    """Whether the first line begins a message; or, where a chat was cut out of a longer one, most of the others do."""
    lines = [line for line in _first_lines(files, name) if line.strip()]
    heads = [whatsapp_lines.head_of(line) is not None for line in lines[:_LINES_LOOKED_AT]]
    return bool(heads) and (heads[0] or sum(heads) > len(heads) // 2 > 1)


def _first_lines(files: ExportFiles, name: str) -> list[str]:
    return head_of(files, name).removeprefix(_BOM).decode("utf-8", "replace").split("\n")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Start and bytes of each line, with its end; a very long one comes in pieces."""
    start = 0
    while line := stream.readline(_LONGEST_LINE):
        mark = len(_BOM) if start == 0 and line.startswith(_BOM) else 0
        yield start + mark, line[mark:]
        start += len(line)


def _chat(files: ExportFiles, name: str, beside: set[str] | None) -> Iterator[Record | Skipped]:
    first = next(filter(None, map(whatsapp_lines.head_of, _first_lines(files, name))), None)
    colon = first is not None and first.colon
    order = yield from _date_order(files, name, colon=colon)
    conversation = _conversation(name) or _conversation(files.name)
    message: _Message | None = None
    fresh = True
    with files.open(name) as stream:
        for start, line in _lines(stream):
            text = _text(line)
            head = whatsapp_lines.head_of(text, colon=colon) if fresh else None
            fresh = line.endswith(b"\n")
            end = start + len(line.rstrip(b"\r\n"))
            if head is not None:
                if message is not None:
                    yield _record(message, name, conversation, order, beside)
                message = _Message(head, start, end)
                message.add(head.text.rstrip("\r\n") + text[len(text.rstrip("\r\n")) :], end)
            elif message is not None:
                message.add(text, end if text.strip() else message.end)
            elif text.strip():
                yield Skipped("line-without-message", Where(name, None, start, len(line)))
    if message is not None:
        yield _record(message, name, conversation, order, beside)


def _date_order(files: ExportFiles, name: str, *, colon: bool) -> Generator[Skipped, None, DateOrder]:
    """Look at every date of a chat. One that was seen before, up to its comma, says nothing new."""
    order = DateOrder()
    seen: set[bytes] = set()
    with files.open(name) as stream:
        for number, (_, line) in enumerate(_lines(stream), 1):
            if number % _SIGN_OF_LIFE == 0:
                yield Skipped(STILL_READING, Where(name), 0)
            written = line[: max(line.find(b",", 0, _LONGEST_DATE), 0)]
            if written in seen:
                continue
            date = whatsapp_lines.date_of(_text(line[: 4 * whatsapp_lines.LONGEST_HEAD]), colon=colon)
            if date is not None:
                order.see(date)
                if written and len(seen) < _DATES_KEPT:
                    seen.add(written)
    return order


def _text(line: bytes) -> str:
    return line.decode("utf-8", "surrogateescape")


def _record(
    message: _Message, name: str, conversation: str | None, order: DateOrder, beside: set[str] | None
) -> Record:
    head = message.head
    text = "".join(message.parts).replace("\r\n", "\n").rstrip("\r\n")
    media, kind = media_of(text, beside or ()), "message"
    notes: list[str] = [ZONE_UNKNOWN]
    if (said := order.note(head.date)) is not None:
        notes.append(said)
    if other_calendar(head.date):
        notes.append(whatsapp_lines.OTHER_CALENDAR)
    if media and beside is not None and media[0] not in beside:
        notes.append(MEDIA_MISSING)
    if is_omitted(text, of_iphone=head.of_iphone):
        notes.append(MEDIA_OMITTED)
    elif head.author is None or (head.of_iphone and not media and _is_said_by_whatsapp(text)):
        kind = "service"
    if is_edited(text):
        notes.append(EDITED)
    if message.size > MAX_TEXT:
        notes.append(CUT)
    return Record(
        kind,
        Where(name, None, message.start, message.end - message.start),
        author=head.author,
        posted_as=head.when,
        text=text,
        conversation=conversation,
        media=media,
        notes=tuple(notes),
    )


def _is_said_by_whatsapp(text: str) -> bool:
    """Whether an iPhone marks a line as WhatsApp's own words, also where it names the chat, or a person, as its author.

    Polls (several lines) and places (with an address) have the same mark and are of the person.
    """
    return text.startswith("\u200e") and "\n" not in text and "://" not in text


def _conversation(name: str) -> str | None:
    """Who the chat is with, where a name of the file, its folder or its ZIP says it."""
    for part in reversed(PurePosixPath(name).with_suffix("").parts if name else ()):
        if found := _TITLE.fullmatch(part):
            return found[1]
    stem = PurePosixPath(name).stem
    return None if stem.strip("_").lower() in ("chat", "") else stem
