"""What yt-dlp stores beside a video of YouTube: ``….info.json`` with its comments, and ``….description``.

No sample was at hand; the form is that of yt-dlp's own documentation and source (``YoutubeDL`` fields, extractor
``youtube``). The times of comments in it are *reckoned* by yt-dlp from words such as "2 years ago" at the moment of
the download: they are given as they stand and never as a moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from affiant.capture.platform_exports.json_entries import (
    FILE_DAMAGED,
    WITHOUT_FORM,
    broken,
    each_item,
    head_or_nothing,
    id_text,
    skipped,
    values_at_the_head,
    walk_file,
    where,
    with_doubts,
    words,
)
from affiant.capture.platform_exports.json_path import json_path
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import NO_TIME, Time, from_seconds
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

RECKONED = "time-reckoned-by-yt-dlp"
DAY_ONLY = "time-is-a-day"
_OF_COMMENTS = frozenset({"author_is_uploader", "author_thumbnail", "_time_text", "time_text"})
_INFO = ".info.json"
_DESCRIPTION = ".description"
_LOOKED_AT = 8
_LONGEST_DESCRIPTION = 1 << 20
_FACTS = frozenset(
    {
        "availability",
        "channel",
        "channel_id",
        "channel_url",
        "description",
        "fulltitle",
        "id",
        "timestamp",
        "title",
        "upload_date",
        "uploader",
        "uploader_id",
        "uploader_url",
        "webpage_url",
    }
)
"""What is kept of a video while the file is read; it may stand before the comments or behind them."""


class YoutubeInfo:
    """Reads ``*.info.json`` and the descriptions beside them."""

    key = "youtube_info"
    title = "YouTube, stored by yt-dlp"
    platform = "youtube"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        names = files.names()
        named = [name for name in names if name.endswith(_INFO)] or (names if len(names) == 1 else [])
        heads = (head_or_nothing(files, name) for name in named[:_LOOKED_AT])
        return any(_is_info(head) or _is_comments(head) for head in heads)

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        names = files.names()
        said: dict[str, str] = {}
        infos = [name for name in names if name.endswith(_INFO) or len(names) == 1]
        for name in infos:
            facts: dict[str, Any] = {}
            yield from _info(files, name, facts)
            said[name.removesuffix(_INFO)] = words(facts.get("description")) or ""
        descriptions = [name for name in names if name.endswith(_DESCRIPTION)]
        for name in descriptions:
            yield from _description(files, name, said.get(name.removesuffix(_DESCRIPTION)))
        yield from unread(files, infos)


def _is_info(head: bytes) -> bool:
    """Fields that yt-dlp alone writes, and an address that YouTube alone has."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    own = b'"formats"' in head or b'"_type"' in head or b'"webpage_url"' in head or b'"_version"' in head
    youtube = b"ytimg.com/" in head or b"youtube.com/" in head or b'"youtube"' in head
    return start.startswith(b"{") and b'"id"' in head and b'"title"' in head and own and youtube


def _is_comments(head: bytes) -> bool:
    """Whether a file holds nothing but the list of comments, cut out of an information by a program."""
    first = next(iter(values_at_the_head(head, each_item, 1)), None) if head.lstrip().startswith(b"[") else None
    entry = first.value if first is not None and isinstance(first.value, dict) else {}
    return {"text", "author", "parent"} <= entry.keys() and bool(_OF_COMMENTS & entry.keys())


def _info(files: ExportFiles, name: str, facts: dict[str, Any]) -> Iterator[Record | Skipped]:
    if _is_comments(head_or_nothing(files, name)):
        for one in walk_file(files, name, each_item):
            yield broken(name, one) if isinstance(one, Broken) else _comment(name, one, facts)
        return
    for one in walk_file(files, name, _comment_or_fact):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif one.path[:1] == ("comments",) and not (len(one.path) == 1 and one.value in ([], None)):
            yield _comment(name, one, facts)
        elif one.path[:1] == ("entries",) and one.value != []:
            yield skipped(name, one, WITHOUT_FORM)  # a playlist: its videos have files of their own
        elif len(one.path) == 1 and one.path[0] in _FACTS:
            facts[str(one.path[0])] = one.value
    if words(facts.get("title")) or id_text(facts.get("id")):
        yield from _video(name, facts)
    else:
        yield Skipped(WITHOUT_FORM, Where(name))


def _comment_or_fact(path: Path, is_list: bool) -> bool:
    return not (path == () or (path == ("comments",) and is_list))


def _video(name: str, facts: dict[str, Any]) -> Iterator[Record]:
    time = _uploaded(facts)
    channel = id_text(facts.get("channel_id"), facts.get("uploader_id"))
    author = words(facts.get("channel")) or words(facts.get("uploader"))
    handle = words(facts.get("uploader_id"))
    shown = f"{author} ({handle})" if author and handle and handle.startswith("@") else author
    place = Where(name, "$")
    texts = (words(facts.get("title")) or words(facts.get("fulltitle")), words(facts.get("description")))
    yield Record(
        "post",
        place,
        id=id_text(facts.get("id")),
        author=shown,
        author_id=channel,
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text="\n\n".join(text for text in texts if text),
        url=words(facts.get("webpage_url")),
        notes=time.notes,
    )
    if channel:
        told = "channel_id" if id_text(facts.get("channel_id")) else "uploader_id"
        address = words(facts.get("channel_url")) or words(facts.get("uploader_url"))
        place = Where(name, json_path((told,)))
        yield Record("account", place, id=channel, author=shown, author_id=channel, url=address)


def _uploaded(facts: dict[str, Any]) -> Time:
    """The moment where the file has it; ``upload_date`` is a day, in UTC by what yt-dlp knew."""
    if facts.get("timestamp") is not None:
        return from_seconds(facts["timestamp"])
    day = words(facts.get("upload_date"))
    return Time(None, day, (DAY_ONLY,)) if day else NO_TIME


def _comment(name: str, one: Found, facts: dict[str, Any]) -> Record | Skipped:
    if not isinstance(one.value, dict) or not (one.value.get("text") or one.value.get("id")):
        return skipped(name, one, WITHOUT_FORM)
    comment = one.value
    parent = id_text(comment.get("parent"))
    said = words(comment.get("_time_text")) or words(comment.get("time_text")) or id_text(comment.get("timestamp"))
    notes = [RECKONED] if said else []
    notes += ["by-uploader"] if comment.get("author_is_uploader") is True else []
    notes += ["edited"] if comment.get("is_edited") is True else []
    return with_doubts(
        Record(
            "comment",
            where(name, one),
            id=id_text(comment.get("id")),
            author=words(comment.get("author")),
            author_id=id_text(comment.get("author_id")),
            posted_as=said,
            text=words(comment.get("text")) or "",
            conversation=id_text(facts.get("id")),
            reply_to=None if parent == "root" else parent,
            url=words(comment.get("author_url")),
            notes=tuple(notes),
        ),
        one,
    )


def _description(files: ExportFiles, name: str, said: str | None) -> Iterator[Record | Skipped]:
    """The text beside a video. Where the information has the same one, nothing new is said of it."""
    try:
        with files.open(name) as stream:
            data = stream.read(_LONGEST_DESCRIPTION + 1)
    except (FormatError, OSError):
        yield Skipped(FILE_DAMAGED, Where(name))
        return
    if len(data) > _LONGEST_DESCRIPTION:
        yield Skipped("entry-too-large", Where(name))
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield Skipped("entry-not-utf8", Where(name))
        return
    if text.split() == (said or "").split():
        yield Skipped("same-as-in-information", Where(name))
    else:
        yield Record("post", Where(name, start=0, length=len(data)), text=text, notes=("description-beside",))
