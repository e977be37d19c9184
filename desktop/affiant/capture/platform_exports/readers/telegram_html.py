"""Telegram Desktop, *Export chat history* as HTML: ``messages.html``, ``messages2.html``, … of one chat or of many.

Every message has its id and its byte range. Times have an offset from UTC since 2021; older ones are local times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from affiant.capture.platform_exports.reader import ExportFiles, head_of
from affiant.capture.platform_exports.telegram_page import Message, Title, messages
from affiant.capture.platform_exports.times import NO_TIME, UNREADABLE, Time, of_local
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

LOOKED_AT = 8
MAX_PAGE = 64 << 20
"""Bytes of a page; Telegram begins a new one after a thousand messages."""
_PAGE = re.compile(r"messages([0-9]*)\.html")
_NUMBER = re.compile(r"message(-?[0-9]+)")
_DATE = re.compile(
    r"\s*([0-9]{2})\.([0-9]{2})\.([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})"
    r"(?: UTC([+-])([0-9]{2}):([0-9]{2}))?\s*",
    re.ASCII,
)
_SCRIPT = "js/script.js"
"""Makes the pages move; the same in every export."""
_MARKS = (b'class="history"', b'class="message ')
"""What a page has, whatever was cut away around its messages."""


class TelegramHtml:
    """Reads the pages of Telegram Desktop."""

    key = "telegram_html"
    title = "Telegram Desktop, HTML"
    platform = "telegram"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return any(_is_page(files, name) for name in _candidates(files)[:LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        pages = [name for name in _candidates(files) if _is_page(files, name)]
        if not pages:
            raise FormatError("There is no page of messages of Telegram Desktop in this export")
        there = frozenset(files.names())
        chat = _Chat("", None, None)
        for name in pages:
            folder = str(PurePosixPath(name).parent)
            if folder != chat.folder:
                chat = _Chat(folder, None, None)
            yield from _page(files, name, chat, there)
        yield from unread(files, [*pages, *(name for name in files.names() if name.endswith(_SCRIPT))])


@dataclass(slots=True)
class _Chat:
    """What goes on from one page to the next."""

    folder: str
    title: str | None
    author: str | None


def _candidates(files: ExportFiles) -> list[str]:
    """Pages in the order of their numbers; whatever else is HTML comes after them."""
    names = [name for name in files.names() if name.lower().endswith((".html", ".htm")) and "__MACOSX/" not in name]

    def order(name: str) -> tuple[bool, str, int, str]:
        path = PurePosixPath(name)
        found = _PAGE.fullmatch(path.name)
        return found is None, str(path.parent), int(found[1][:9] or 1) if found else 0, name

    return sorted(names, key=order)


def _is_page(files: ExportFiles, name: str) -> bool:
    try:
        head = head_of(files, name)
    except FormatError:
        return False
    return all(mark in head for mark in _MARKS)


def _page(files: ExportFiles, name: str, chat: _Chat, there: frozenset[str]) -> Iterator[Record | Skipped]:
    if files.size(name) > MAX_PAGE:
        yield Skipped("file-too-large", Where(name, None, 0, files.size(name)))
        return
    try:
        with files.open(name) as stream:
            data = stream.read(MAX_PAGE)
        for one in messages(data):
            if isinstance(one, Title):
                chat.title = one.text
            else:
                yield _entry(name, one, chat, there)
    except FormatError as wrong:
        yield Skipped(wrong.code, Where(name))


def _entry(name: str, message: Message, chat: _Chat, there: frozenset[str]) -> Record | Skipped:
    place = Where(name, message.id, message.start, message.end - message.start)
    number = _NUMBER.fullmatch(message.id)
    if message.service and (number is None or number[1].startswith("-")):
        return Skipped("day-heading", place)  # written by the export between the messages of two days
    if not message.service and (author := message.text("author")):
        chat.author = author
    when = _time(message.date)
    text, extra = message.text("text"), message.text("extra")
    from_fields = bool(extra)
    if not text and not extra and not message.media and not message.omitted:
        extra = message.text("media")
        from_fields = bool(extra)
    folder = PurePosixPath(name).parent
    notes = list(when.notes)
    notes += ["text-from-fields"] if from_fields else []
    notes += ["forwarded"] if message.forwarded else []
    notes += ["media-omitted"] if message.omitted else []
    if len(there) > 1 and any((folder / one).as_posix() not in there for one in message.media):
        notes.append("media-not-in-export")
    return Record(
        "service" if message.service else "message",
        place,
        id=number[1] if number else message.id,
        author=None if message.service else message.text("author") or (chat.author if message.joined else None),
        posted_at=when.posted_at,
        posted_as=when.posted_as,
        text="\n".join(one for one in (text, extra) if one),
        conversation=chat.title,
        reply_to=message.reply_to,
        media=tuple(message.media),
        notes=tuple(notes),
    )


def _time(written: str | None) -> Time:
    if written is None:
        return NO_TIME
    found = _DATE.fullmatch(written)
    if found is None:
        return Time(None, written, (UNREADABLE,))
    day, month, year, hour, minute, second = (int(part) for part in found.groups()[:6])
    try:
        local = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 -- its zone is dealt with beside it
    except ValueError:
        return Time(None, written, (UNREADABLE,))
    if found[7] is None:
        return of_local(local, None, written)
    east = timedelta(hours=int(found[8]), minutes=int(found[9]))
    return of_local(local, -east if found[7] == "-" else east, written)
