"""Names that programs give to files which are not complete yet."""

from __future__ import annotations

ENDINGS = (".part", ".partial", ".crdownload", ".download", ".opdownload", ".tmp", ".temp", ".filepart")
"""Of browsers, copying programs and editors; the file is renamed when it is complete."""
BEGINNINGS = (".", "~$")
"""Hidden files, among them those of running copies (``.goutputstream-…``, ``.trashed-…``), and locks of documents."""


def is_partial(name: str) -> bool:
    """Whether a name says that its file, or all in its folder, is not for us yet."""
    lower = name.lower()
    return lower.startswith(BEGINNINGS) or lower.endswith(ENDINGS)
