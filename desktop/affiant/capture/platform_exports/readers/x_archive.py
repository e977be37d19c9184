"""X's data archive (*Your archive*): JavaScript files that each assign one list, from 2011 to now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from affiant.capture.platform_exports.json_entries import (
    FILE_NOT_READ,
    KIND_NOT_READ,
    WITHOUT_FORM,
    all_in_one,
    broken,
    dig,
    each_item,
    fields,
    head_or_nothing,
    id_text,
    items,
    skipped,
    walk_file,
    where,
    with_doubts,
)
from affiant.capture.platform_exports.json_walk import Found, Path
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.capture.platform_exports.x_archive_parts import MESSAGES, PARTS, Archive, Owner, message_records
from affiant.capture.platform_exports.x_status import name_of
from affiant.core.record import Record, Skipped, Where

_ASSIGNED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:window\.YTD\.([A-Za-z0-9_]{1,60})\.part[0-9]+|Grailbird\.data\.(tweets)_[0-9_]+)\s*=\s*"
)
"""Before the list: the form since 2018, and that of the archives before it (``data/js/tweets/2014_01.js``)."""
_MANIFEST = re.compile(rb"(?:\xef\xbb\xbf)?\s*window\.__THAR_CONFIG\s*=\s*")
_OWN_PROGRAM = re.compile(r"(?:^|/)(?:assets|lib)/")
"""Folders of the page that shows the archive."""
_LOOKED_AT = 6
_AT_ONCE = 1_000
"""Entries of an unread part that are skipped in one."""
_MISSING = "file-missing"


class XArchive:
    """Reads ``data/*.js``."""

    key = "x_archive"
    title = "X data archive"
    platform = "x"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """See `ExportReader.recognises`."""
        scripts = _scripts(files)
        known = [name for name in scripts if _stem(name) in ("account", "manifest", "tweet", "tweets", "like")]
        return any(
            _ASSIGNED.match(head) or _MANIFEST.match(head)
            for head in (head_or_nothing(files, name) for name in (known + scripts)[:_LOOKED_AT])
        )

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """See `ExportReader.read`."""
        archive = Archive(_owner(files), _pictures(files))
        scripts = _scripts(files)
        for name in scripts:
            head = head_or_nothing(files, name)
            if assigned := _ASSIGNED.match(head):
                part = (assigned[1] or b"tweet").decode("ascii")
                yield from _part(files, name, assigned.end(), part, archive, bare=assigned[1] is None)
            elif manifest := _MANIFEST.match(head):
                yield from _manifest(files, name, manifest.end())
            else:
                yield Skipped(FILE_NOT_READ, Where(name))
        yield from (one for one in unread(files, scripts) if not _OWN_PROGRAM.search(one.where.file))


def _scripts(files: ExportFiles) -> list[str]:
    return [name for name in files.names() if name.endswith(".js") and not _OWN_PROGRAM.search(name)]


def _stem(name: str) -> str:
    return name.rpartition("/")[2].removesuffix(".js")


def _part(
    files: ExportFiles, name: str, start: int, part: str, archive: Archive, *, bare: bool
) -> Iterator[Record | Skipped]:
    if part in MESSAGES:
        yield from _conversations(files, name, start, archive)
        return
    wrapper, make = PARTS.get(part, ("", None))
    unread = 0
    for one in walk_file(files, name, each_item, start):
        if not isinstance(one, Found):
            yield broken(name, one)
        elif not one.path and one.value == []:
            continue
        else:
            unwrapped = bare or (make is not None and _is_post_without_wrapper(one.value, wrapper))
            inside = () if unwrapped else (wrapper,)
            entry = one.value if unwrapped else dig(one.value, wrapper)
            if make is None:
                unread += 1
                if unread == _AT_ONCE:
                    yield Skipped(KIND_NOT_READ, Where(name), unread)
                    unread = 0
            elif isinstance(entry, dict):
                yield with_doubts(make(entry, where(name, one, *inside), archive), one)
            else:
                yield skipped(name, one, WITHOUT_FORM)
    if unread:
        yield Skipped(KIND_NOT_READ, Where(name), unread)


def _is_post_without_wrapper(value: object, wrapper: str) -> bool:
    """Whether a post stands in the list itself, as in the archives of 2018 to 2020."""
    entry = fields(value)
    return wrapper == "tweet" and wrapper not in entry and bool({"id", "id_str", "full_text"} & entry.keys())


def _conversations(files: ExportFiles, name: str, start: int, archive: Archive) -> Iterator[Record | Skipped]:
    conversation: str | None = None
    current: object = None
    for one in walk_file(files, name, _each_message, start):
        if not isinstance(one, Found):
            yield broken(name, one)
            continue
        if one.path[:1] != (current,):
            conversation, current = None, one.path[0] if one.path else None
        inside = one.path[1:]
        if inside == ("dmConversation", "conversationId"):
            conversation = id_text(one.value)
        elif inside[:2] == ("dmConversation", "messages") and len(inside) == 3 and fields(one.value):
            for steps, record in message_records(fields(one.value), conversation, archive):
                yield with_doubts(replace(record, where=where(name, one, *steps)), one)
        elif one.path and one.value != [] and not (len(inside) == 2 and inside[1] != "messages"):
            yield skipped(name, one, WITHOUT_FORM)


def _each_message(path: Path, _is_list: bool) -> bool:
    return len(path) == 4 or path[1:2] not in ((), ("dmConversation",)) or (len(path) == 3 and path[2] != "messages")


def _manifest(files: ExportFiles, name: str, start: int) -> Iterator[Record | Skipped]:
    """Say what the archive says of itself, and which of the files that it names are not there."""
    for one in walk_file(files, name, all_in_one, start):
        if not isinstance(one, Found) or not isinstance(one.value, dict):
            yield skipped(name, one, WITHOUT_FORM) if isinstance(one, Found) else broken(name, one)
            continue
        present = {path.rpartition("/")[2] for path in files.names()}
        for kind, described in fields(one.value.get("dataTypes")).items():
            for position, listed in enumerate(items(dig(described, "files"))):
                promised = dig(listed, "fileName")
                if isinstance(promised, str) and promised.rpartition("/")[2] not in present:
                    yield skipped(name, one, _MISSING, "dataTypes", kind, "files", position)


def _owner(files: ExportFiles) -> Owner:
    for name in _scripts(files):
        if _stem(name) == "account" and (assigned := _ASSIGNED.match(head_or_nothing(files, name))):
            for one in walk_file(files, name, each_item, assigned.end()):
                account = dig(one.value, "account") if isinstance(one, Found) else None
                if isinstance(account, dict):
                    author = name_of(account.get("accountDisplayName"), account.get("username"))
                    return Owner(author, id_text(account.get("accountId")))
    return Owner()


def _pictures(files: ExportFiles) -> dict[str, tuple[str, ...]]:
    """Files named ``<id of the post>-<name>`` in a folder of media."""
    found: dict[str, tuple[str, ...]] = {}
    for name in files.names():
        folder, _, own = name.rpartition("/")
        belongs_to, dash, _ = own.partition("-")
        if folder.endswith("_media") and dash and belongs_to.isdigit():
            found[belongs_to] = (*found.get(belongs_to, ()), name)
    return found
