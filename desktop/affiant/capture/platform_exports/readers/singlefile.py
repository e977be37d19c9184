"""Pages stored by SingleFile: one HTML file, with a comment at its head that says address and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from affiant.capture.platform_exports.archived_page import TIME_OF_ARCHIVING
from affiant.capture.platform_exports.lines import CUT
from affiant.capture.platform_exports.page_text import decoded, read_page
from affiant.capture.platform_exports.reader import ExportFiles, head_of
from affiant.core.errors import FormatError
from affiant.core.record import Record, Skipped, Where

KEPT_BYTES = 32 << 20
"""As much of a file as is looked at: its pictures are in it."""
_MARK = re.compile(rb"<!--\s*(?:Page saved with|Archive processed by) SingleFileZ?\b(.{0,4096}?)-->", re.DOTALL)
_FIELD = re.compile(r"^[ \t]*(url|saved date|info):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEAD = 16 << 10
_LOOKED_AT = 200


class SingleFile:
    """See `ExportReader`."""

    key = "singlefile"
    title = "Page stored by SingleFile"
    platform = "web"
    version = 1

    def recognises(self, files: ExportFiles) -> bool:
        """A file has the comment at its head."""
        return any(_said(files, name) is not None for name in files.names()[:_LOOKED_AT])

    def read(self, files: ExportFiles) -> Iterator[Record | Skipped]:
        """Read all such pages among the files; others are none of ours."""
        for name in files.names():
            said = _said(files, name)
            if said is None:
                continue
            try:
                yield _page(files, name, said)
            except FormatError:
                yield Skipped("file-damaged", Where(name))


def _said(files: ExportFiles, name: str) -> dict[str, str] | None:
    """What the comment says; None where there is none."""
    try:
        found = _MARK.search(head_of(files, name, _HEAD))
    except FormatError:
        return None
    if found is None:
        return None
    fields: dict[str, str] = {}
    for key, value in _FIELD.findall(found[1].decode("utf-8", "replace")):
        fields.setdefault(key, value)
    return fields


def _page(files: ExportFiles, name: str, said: dict[str, str]) -> Record:
    with files.open(name) as stream:
        data = stream.read(KEPT_BYTES + 1)
    page = read_page(decoded(data[:KEPT_BYTES], None))
    notes = [TIME_OF_ARCHIVING] if said.get("saved date") else []
    if page.cut or len(data) > KEPT_BYTES:
        notes.append(CUT)
    if "</html>" not in data[-4096:].decode("utf-8", "replace").lower() and len(data) <= KEPT_BYTES:
        notes.append("record-broken-off")
    return Record(
        kind="page",
        where=Where(name, start=0, length=files.size(name)),
        posted_as=said.get("saved date") or None,
        text="\n".join(one for one in (page.title, page.text) if one),
        url=said.get("url") or page.canonical or None,
        notes=tuple(notes),
    )
