"""Lists of entries in the downloads of Facebook and Instagram: at the top of a file, or under a key at the top."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeAlias

from affiant.capture.platform_exports.json_entries import (
    FILE_WITHOUT_ENTRIES,
    KIND_NOT_READ,
    WITHOUT_FORM,
    broken,
    dig,
    fields,
    items,
    skipped,
    walk_file,
    words,
)
from affiant.capture.platform_exports.json_walk import Broken, Found, Path
from affiant.capture.platform_exports.meta_pages import PAGES, beginning_of, is_page, read_page
from affiant.capture.platform_exports.meta_text import both_forms
from affiant.capture.platform_exports.meta_threads import is_thread, read_thread
from affiant.capture.platform_exports.reader import ExportFiles
from affiant.capture.platform_exports.unread_files import unread
from affiant.core.record import Record, Skipped, Where

Maker: TypeAlias = "Callable[[str, Found, Any], list[Record]]"
"""Makes records of an entry: name of the file, the entry as found, and its value in the form to use. Nothing for
kinds that it does not read; as many for either form of the value."""


_DEEPEST = 8


def each_entry(path: Path, is_list: bool) -> bool:
    """For `walk`: the items of the list at the top, or of the lists under the keys at the top."""
    return path != () and not (len(path) == 1 and isinstance(path[0], str) and is_list)


def data_files(files: ExportFiles) -> Sequence[str]:
    """The files that may be read."""
    names = files.names()
    return names if len(names) == 1 else [name for name in names if name.lower().endswith((".json", *PAGES))]


def read_all(files: ExportFiles, make: Maker) -> Iterator[Record | Skipped]:
    """Give what the JSON files and the pages of a download hold."""
    read: list[str] = []
    for name in data_files(files):
        head = beginning_of(files, name)
        if name.lower().endswith(PAGES):
            if is_page(head):
                read.append(name)
                yield from read_page(files, name)
            continue
        read.append(name)
        if is_thread(head):
            yield from read_thread(files, name)
        else:
            yield from _entries(files, name, make)
    yield from unread(files, read)


def _entries(files: ExportFiles, name: str, make: Maker) -> Iterator[Record | Skipped]:
    fact, entry = False, False
    for one in walk_file(files, name, each_entry):
        named = len(one.path) == 1 and isinstance(one.path[0], str)
        is_fact = named and not isinstance(one, Broken) and not isinstance(one.value, dict | list)
        fact, entry = fact or is_fact, entry or not is_fact
        if isinstance(one, Broken):
            yield broken(name, one)
        elif isinstance(one.value, dict) or (one.value and isinstance(one.value, list)):
            made = both_forms(one, partial(make, name, one)) if one.value else []
            yield from made
            if not made:
                yield skipped(name, one, KIND_NOT_READ if isinstance(one.value, dict) else WITHOUT_FORM)
        elif one.value != [] and (one.path == () or isinstance(one.path[-1], int)):
            yield skipped(name, one, WITHOUT_FORM)  # what stands at the top by itself is a fact of the file
    if fact and not entry:
        yield Skipped(FILE_WITHOUT_ENTRIES, Where(name))


def label_lines(entry: dict[str, Any]) -> str:
    """The texts of the newest form of entries: ``label_values``, in the language of the account."""
    return "\n".join(f"{label}: {shown}" for label, shown, _ in _labels(entry.get("label_values"), ""))


def label_address(entry: dict[str, Any]) -> str | None:
    """The first address in the newest form of entries: what was liked or saved."""
    return next((address for _, _, address in _labels(entry.get("label_values"), "") if address), None)


def _labels(values: Any, above: str, depth: int = 0) -> Iterator[tuple[str, str, str | None]]:
    """Label, text and address of each value; those inside of others have the label of the outer one before theirs."""
    for one in items(values):
        own = words(dig(one, "label")) or words(dig(one, "title")) or ""
        label = " ".join(part for part in (above, own) if part)
        address = words(dig(one, "href"))
        shown = words(dig(one, "value")) or address
        if shown:
            yield label, shown, address or (shown if shown.startswith("https://") else None)
        elif own and not items(dig(one, "dict")) and words(dig(one, "label")):
            yield label, "", None
        if depth < _DEEPEST:
            yield from _labels(dig(one, "dict"), label, depth + 1)


def files_in(value: Any) -> tuple[str, ...]:
    """Names of the files in a list of media."""
    return tuple(address for one in items(value) if (address := words(dig(one, "uri"))))


def first(value: Any) -> dict[str, Any]:
    """The first item of a list, where it is an object."""
    return fields(items(value)[0]) if items(value) else {}
