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
from affiant.capture.platform_exports.whatsapp_lines import MARKS, DateOrder, Head, other_calendar
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

MEDIA_OMITTED, MEDIA_MISSING, EDITED = "media-omitted", "media-not-in-export", "edited"
LOOKED_AT = 8
"""Text files whose beginnings are looked at, those with WhatsApp's own names first."""
_LONGEST_LINE = 1 << 20
_LONGEST_DATE = 60
_DATES_KEPT = 20_000
_SIGN_OF_LIFE = 200_000
"""Lines of a chat that are looked at before anything else is said."""
_BOM = b"\xef\xbb\xbf"
_FILE = r"[^\n<>:\"/\\|?*]{1,200}\.[A-Za-z0-9]{1,5}"
_ATTACHED_BY_ANDROID = re.compile(rf"[{MARKS}]*({_FILE}) \([^()\n]{{3,40}}\)")
_NAMED_BY_ANDROID = re.compile(r"[A-Z]{3}-[0-9]{8}-WA[0-9]{4,}\.[A-Za-z0-9]{1,5}")
_SAYS_ATTACHED = re.compile(
    r"\((?:file attached|fichier joint|datei angehängt|archivo adjunto|file allegato|arquivo anexado|файл добавлен|"
    r"dosya ekli|فائل منسلک ہے|تم إرفاق الملف|فایل پیوست شد|फ़ाइल संलग्न है|bestand bijgevoegd|附件文件)\)",
    re.IGNORECASE,
)
_ATTACHED_BY_IPHONE = re.compile(rf"[{MARKS}]*<[^<>:\n]{{2,40}}:[ \u00a0]?({_FILE})>")
_OMITTED_BY_ANDROID = re.compile(rf"[{MARKS}]*<[^<>:\n]{{4,60}}>[{MARKS}]*")
_OMITTED_BY_IPHONE = re.compile(
    rf"[{MARKS}]*(?:image|video|audio|sticker|gif|document|contact card|video note) omitted[{MARKS}]*"
    rf"|[{MARKS}]*[^<>\n:]{{2,30}} (?:omitted|weggelassen|omitido|omitida|omesso|omessa|absent|absente|пропущено|"
    rf"пропущена|شامل نہیں|محذوف|محذوفة|حذف شد|छोड़ा गया|नहीं है)[{MARKS}]*",
    re.IGNORECASE,
)
_EDITED = re.compile(
    rf"[{MARKS}]*<(?:This message was edited|Diese Nachricht wurde bearbeitet|Se editó este mensaje\.?|"
    rf"Ce message a été modifié|Mensagem editada|تم تعديل هذه الرسالة|اس میسج میں ترمیم کی گئی|"
    rf"यह मैसेज एडिट किया गया था|Сообщение изменено)>[{MARKS}]*\Z",
    re.IGNORECASE,
)
_TITLE = re.compile(r"WhatsApp Chat (?:with|-) (.+)", re.IGNORECASE)


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
    first = next((line for line in _first_lines(files, name) if line.strip()), "")
    return whatsapp_lines.head_of(first) is not None


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
    order = yield from _date_order(files, name)
    conversation = _conversation(name) or _conversation(files.name)
    message: _Message | None = None
    fresh = True
    with files.open(name) as stream:
        for start, line in _lines(stream):
            text = _text(line)
            head = whatsapp_lines.head_of(text) if fresh else None
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


def _date_order(files: ExportFiles, name: str) -> Generator[Skipped, None, DateOrder]:
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
            date = whatsapp_lines.date_of(_text(line[: 4 * whatsapp_lines.LONGEST_HEAD]))
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
    media, kind = _media(text), "message"
    notes: list[str] = [ZONE_UNKNOWN]
    if (said := order.note(head.date)) is not None:
        notes.append(said)
    if other_calendar(head.date):
        notes.append(whatsapp_lines.OTHER_CALENDAR)
    if media and beside is not None and media[0] not in beside:
        notes.append(MEDIA_MISSING)
    if _is_omitted(text, head.bracketed):
        notes.append(MEDIA_OMITTED)
    elif head.author is None or (head.bracketed and not media and _is_said_by_whatsapp(text)):
        kind = "service"
    if _EDITED.search(text):
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


def _media(text: str) -> tuple[str, ...]:
    first = text.split("\n", 1)[0]
    if found := _ATTACHED_BY_IPHONE.search(first):
        return (found[1],)
    found = _ATTACHED_BY_ANDROID.match(first)
    if found and (_NAMED_BY_ANDROID.fullmatch(found[1]) or _SAYS_ATTACHED.search(first)):
        return (found[1],)
    return ()


def _is_omitted(text: str, bracketed: bool) -> bool:
    if bracketed:
        return text.startswith("\u200e") and _OMITTED_BY_IPHONE.fullmatch(text) is not None
    return _OMITTED_BY_ANDROID.fullmatch(text) is not None


def _conversation(name: str) -> str | None:
    """Who the chat is with, where a name of the file, its folder or its ZIP says it."""
    for part in reversed(PurePosixPath(name).with_suffix("").parts if name else ()):
        if found := _TITLE.fullmatch(part):
            return found[1]
    stem = PurePosixPath(name).stem
    return None if stem.strip("_").lower() in ("chat", "") else stem
