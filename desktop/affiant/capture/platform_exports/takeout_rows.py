"""Rows of the CSV files in the YouTube part of Google Takeout, and the records that are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from affiant.capture.platform_exports.json_entries import dig, fields, items
from affiant.capture.platform_exports.json_value import NotReadable, parse_value
from affiant.capture.platform_exports.times import from_iso
from affiant.core.record import Record, Where

Maker: TypeAlias = "Callable[[dict[str, str], Where], Record]"

_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_CHANNEL_ADDRESS = re.compile(r"https?://(?:www\.)?youtube\.com/channel/UC[A-Za-z0-9_-]{22}")


def maker_for(columns: Collection[str]) -> Maker | None:
    """Who makes records of a file with these columns (in lower case); None for files that no record is made of."""
    for needed, make in _FORMS:
        if needed <= set(columns):
            return make
    return None


def maker_by_cells(cells: Sequence[str]) -> Maker | None:
    """Who makes records of a file whose columns have names in another language, where a row tells what it is."""
    if len(cells) == 3 and _CHANNEL.fullmatch(cells[0]) and _CHANNEL_ADDRESS.fullmatch(cells[1]):
        return _subscription_in_order
    return None


def said_in(cell: str) -> str:
    """The text of a comment: plain in old exports, later JSON, either ``{"takeoutSegments": [{"text": …}]}`` or
    ``{"text": …},{"text": …}``."""
    if not cell.startswith("{"):
        return cell
    try:
        value, _ = parse_value(f"[{cell}]".encode("utf-8", "surrogateescape"))
    except NotReadable:
        return cell
    segments = [part for one in items(value) for part in (items(dig(one, "takeoutSegments")) or [one])]
    texts = [fields(segment).get("text") or dig(segment, "link", "linkUrl") for segment in segments]
    return "".join(text for text in texts if isinstance(text, str)) if any(texts) else cell


def _comment(row: dict[str, str], place: Where) -> Record:
    return _said(row, place, "comment", "comment")


def _live_chat(row: dict[str, str], place: Where) -> Record:
    return _said(row, place, "message", "live chat")


def _said(row: dict[str, str], place: Where, kind: str, what: str) -> Record:
    time = from_iso(row.get(f"{what} create timestamp"))
    stored = row.get(f"{what} text") or ""
    text = said_in(stored)
    return Record(
        kind,
        place,
        id=row.get(f"{what} id") or None,
        author_id=row.get("channel id") or None,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=text,
        text_as_stored=stored if stored != text else None,
        conversation=row.get("video id") or row.get("post id") or None,
        reply_to=row.get("parent comment id") or None,
        notes=time.notes,
    )


def _subscription(row: dict[str, str], place: Where) -> Record:
    number = row.get("channel id") or None
    return Record(
        "account",
        place,
        id=number,
        author=row.get("channel title") or None,
        author_id=number,
        url=row.get("channel url") or None,
        notes=("subscribed-to",),
    )


def _subscription_in_order(row: dict[str, str], place: Where) -> Record:
    cells = [*row.values(), "", "", ""]
    return _subscription({"channel id": cells[0], "channel url": cells[1], "channel title": cells[2]}, place)


def _own_channel(row: dict[str, str], place: Where) -> Record:
    number = row.get("channel id") or None
    name = next((cell for column, cell in row.items() if column.startswith("channel title") and cell), None)
    return Record("account", place, id=number, author=name, author_id=number, notes=("owner",))


def _playlist_item(row: dict[str, str], place: Where) -> Record:
    time = from_iso(row.get("playlist video creation timestamp") or row.get("time added"))
    return Record(
        "service",
        place,
        id=row.get("video id") or None,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        notes=(*time.notes, "playlist-item"),
    )


_FORMS: tuple[tuple[frozenset[str], Maker], ...] = (
    (frozenset({"comment id", "comment text"}), _comment),
    (frozenset({"live chat id", "live chat text"}), _live_chat),
    (frozenset({"channel id", "channel url", "channel title"}), _subscription),
    (frozenset({"channel id", "channel title (original)"}), _own_channel),
    (frozenset({"video id", "playlist video creation timestamp"}), _playlist_item),
    (frozenset({"video id", "time added"}), _playlist_item),
)
