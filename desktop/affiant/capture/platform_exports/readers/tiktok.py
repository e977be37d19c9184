"""TikTok's *Download your data* as JSON: ``user_data.json`` or ``user_data_tiktok.json``.

Only generated files were seen. The form is that of the published readers of such downloads (names of sections
changed over the years; both are known here). Times stand there without a zone and are not moments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from affiant.capture.platform_exports.json_entries import (
    KIND_NOT_READ,
    WITHOUT_FORM,
    as_lines,
    broken,
    dig,
    fields,
    head_or_nothing,
    id_text,
    skipped,
    top_keys,
    walk_file,
    where,
    with_doubts,
    words,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.times import from_iso
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.record import Record, Skipped

_SECTIONS = {
    "Activity",
    "Your Activity",
    "Comment",
    "Direct Message",
    "Direct Messages",
    "Likes and Favorites",
    "Post",
    "Profile",
    "Profile And Settings",
    "Tiktok Live",
    "TikTok Live",
    "TikTok Shop",
    "Tiktok Shopping",
    "Video",
}
_NAMES = ("user_data.json", "user_data_tiktok.json")
_TIMES = ("date", "commenttime", "questiontime")
_LINKS = ("videolink", "effectlink", "hashtaglink", "url")
_VIDEO = re.compile(r"/(?:video|photo)/([0-9]{15,20})")
_CHAT = re.compile(r"Chat History with (.*?):?", re.DOTALL)
_LOOKED_AT = 8


class TikTok:
    """Reads TikTok's download."""

    key = "tiktok"
    title = "TikTok download, JSON"
    platform = "tiktok"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        return any(_is_known(head_or_nothing(files, name)) for name in _data_files(files)[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        data = _data_files(files)
        for name in data:
            yield from _file(files, name)
        yield from unread(files, data)


def _file(files: ExportFiles, name: str) -> Iterator[Record | Skipped]:
    for one in walk_file(files, name, _each_entry):
        if isinstance(one, Broken):
            yield broken(name, one)
        elif one.path and isinstance(one.path[-1], int):
            yield _listed(name, one)
        elif one.path and one.path[-1] in _BY_ITSELF and isinstance(one.value, dict) and one.value:
            yield with_doubts(_by_itself(name, one), one)
        elif one.path and one.path[-1] in _FACTS and isinstance(one.value, dict) and one.value:
            said = as_lines(one.value)
            yield with_doubts(Record("service", where(name, one), text=said, notes=("settings-or-form",)), one)
        elif "WatchLiveMap" in one.path and one.path[-1] == "WatchTime":
            yield _watched_live(name, one)


def _data_files(files: ExportFiles) -> list[str]:
    names = list(files.names())
    named = [name for name in names if name.rpartition("/")[2] in _NAMES]
    return named or (names if len(names) == 1 else [name for name in names if name.lower().endswith(".json")])


def _is_known(head: bytes) -> bool:
    keys = top_keys(head)
    known = [key for key in keys if key in _SECTIONS]
    return len(known) >= 2 or (bool(known) and any(mark in head for mark in _MARKS))


_MARKS = (
    b'"ChatHistory"',
    b'"CommentsList"',
    b'"FansList"',
    b'"FavoriteEffectsList"',
    b'"FavoriteSoundList"',
    b'"FavoriteVideoList"',
    b'"ItemFavoriteList"',
    b'"ProfileMap"',
    b'"VideoList"',
)
_BY_ITSELF = ("ProfileMap",)
_FACTS = ("SettingsMap", "WatchLiveSettingsMap", "Autofill", "Auto Fill")


def _each_entry(path: Path, is_list: bool) -> bool:
    return bool(path) and not is_list and (isinstance(path[-1], int) or path[-1] in (*_BY_ITSELF, *_FACTS))


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    note: str
    text: tuple[str, ...] = ()
    """Fields that hold the text; without any, the entry's facts are the text."""


_POSTS = {"Post", "Posts", "Video", "Videos", "Recently Deleted Posts"}
_FORMS: dict[str, _Form] = {
    "CommentsList": _Form("comment", "", ("comment",)),
    "Comments": _Form("comment", "live", ("commentcontent",)),
    "Questions": _Form("comment", "live", ("questioncontent",)),
    "ItemFavoriteList": _Form("reaction", "like", ("text",)),
    "FavoriteVideoList": _Form("reaction", "favourite", ("text",)),
    "FavoriteEffectsList": _Form("reaction", "favourite", ("text",)),
    "FavoriteHashtagList": _Form("reaction", "favourite", ("text",)),
    "FavoriteSoundList": _Form("reaction", "favourite", ("text",)),
    "HashtagList": _Form("service", "hashtag", ("hashtagname",)),
    "FansList": _Form("account", "follower", ("text",)),
    "Following": _Form("account", "following", ("text",)),
    "BlockList": _Form("account", "blocked", ("text",)),
    "SearchList": _Form("service", "search", ("searchterm",)),
    "ShareHistoryList": _Form("service", "share"),
    "LoginHistoryList": _Form("service", "log-in"),
    "GoLiveList": _Form("service", "live"),
}


def _form_of(path: Path) -> _Form | None:
    holder = path[-2] if len(path) > 1 else ""
    if "ChatHistory" in path:
        return _Form("message", "", ("content",))
    if holder == "PostList" and "Recently Deleted Posts" in path:
        return _Form("post", "deleted-in-export", ("title",))
    if holder == "VideoList":
        own = bool(set(path[:-2]) & _POSTS)
        return _Form("post", "", ("title",)) if own else _Form("service", "watched", ("text",))
    return _FORMS.get(holder) if isinstance(holder, str) else None


def _listed(name: str, one: Found) -> Record | Skipped:
    if not isinstance(one.value, dict):
        return skipped(name, one, WITHOUT_FORM)
    form = _form_of(one.path)
    if form is None or not one.value:
        return skipped(name, one, KIND_NOT_READ)
    entry = {key.replace(" ", "").casefold(): value for key, value in one.value.items()}
    time = from_iso(next((entry[key] for key in _TIMES if key in entry), None))
    link = words(entry.get("link")) or next(filter(None, map(words, map(entry.get, _LINKS))), None)
    number = _VIDEO.search(link) if link else None
    said = [words(entry.get(key)) for key in form.text]
    text = "\n".join(part for part in said if part) if form.text else as_lines(one.value, but=("Date", "date"))
    about = number[1] if number else None
    chat = next((step for step in one.path if isinstance(step, str) and _CHAT.fullmatch(step)), None)
    with_whom = _CHAT.fullmatch(chat) if chat else None
    record = Record(
        form.kind,
        where(name, one),
        id=about if form.kind == "post" else None,
        author=words(entry.get("from")) or (words(entry.get("username")) if form.kind == "account" else None),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        text=text,
        conversation=with_whom[1] if with_whom else None,
        reply_to=None if form.kind == "post" else about,
        url=link,
        media=tuple(address for address in (words(entry.get("photo")),) if address and address != "N/A"),
        notes=(*time.notes, *((form.note,) if form.note else ())),
    )
    return with_doubts(record, one)


def _watched_live(name: str, one: Found) -> Record:
    """A live film that was watched: the map has its number, and comments of their own below it."""
    time = from_iso(one.value)
    return Record(
        "service",
        where(name, one),
        posted_at=time.posted_at,
        posted_as=time.posted_as,
        reply_to=next((step for step in one.path[-2:-1] if isinstance(step, str)), None),
        notes=(*time.notes, "watched-live"),
    )


def _by_itself(name: str, one: Found) -> Record:
    profile = fields(one.value)
    handle = words(profile.get("userName"))
    picture = words(profile.get("profilePhoto"))
    return Record(
        "account",
        where(name, one),
        id=id_text(dig(profile, "userId")),
        author=f"@{handle}" if handle else None,
        text=as_lines(profile),
        media=(picture,) if picture else (),
        notes=("owner",),
    )
