"""Finds out what a path holds and opens it as a pack."""

from __future__ import annotations

from pathlib import Path

from affiant.core.errors import AffiantError
from affiant.core.pack_format import BAGIT, TAG_MANIFEST
from affiant.verify.folder_pack import FolderPack
from affiant.verify.pack_files import NotAPackError, PackFiles
from affiant.verify.zip_pack import ZipPack

CASE_DATABASE = "case.sqlite"


def open_pack(path: Path) -> PackFiles:
    """Open a folder or a ZIP file as a pack.

    Raises:
        NotAPackError: something else lies there; code ``is-a-case`` when it is a case.
        WrongFormError: a pack's form, but not quite: readers could disagree on what it holds.
        AffiantError: nothing is there (code ``pack-missing``).
        OSError: it cannot be read.
    """
    if not path.exists():
        raise AffiantError(
            "pack-missing", "There is no such file or folder", subject=str(path), remedy="Check the path."
        )
    if path.is_dir():
        if (path / CASE_DATABASE).is_file():
            raise IsACaseError
        if not any((path / name).exists() for name in (BAGIT, TAG_MANIFEST, "data")):
            raise NotAPackError("The folder is not a pack")
        return FolderPack(path)
    if not path.is_file():
        raise NotAPackError("This is neither a file nor a folder")
    with path.open("rb") as stream:
        looks_like_zip = stream.read(2) == b"PK"
    if not looks_like_zip and path.suffix.lower() != ".zip":
        raise NotAPackError("The file is not a pack")
    return ZipPack(path)


class IsACaseError(NotAPackError):
    """The folder is a case."""

    def __init__(self) -> None:
        super().__init__("The folder is a case, not a pack")
