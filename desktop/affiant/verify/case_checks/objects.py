"""Every stored file is there and has the bytes that its event recorded; files that belong to nothing are named."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check, Said, failed, passed, unknown, warned
from affiant.verify.file_digests import digest_files
from affiant.verify.object_files import ObjectFiles


def _run(case: CaseReading, progress: Progress) -> Iterator[Said]:
    expected = case.index.tables.objects
    files = ObjectFiles(case.snapshot.objects())
    said = [
        *_missing(expected, files),
        *_changed(expected, files, progress),
        *_other_digests(case, expected, files, progress),
    ]
    yield from said
    for name in files.names():
        if name not in expected:
            yield warned(f"objects/{name[:2]}/{name}", "This stored file belongs to no event.")
    for path in case.snapshot.strangers():
        yield warned(path.name, "This file in the case folder does not belong to the case.")
    if not said:
        yield passed(f"All {len(expected)} stored files have the bytes that the events recorded.")


def _missing(expected: dict[str, int | None], files: ObjectFiles) -> Iterator[Said]:
    for name in expected:
        if name not in files:
            yield failed(name, "This stored file is missing.")


def _changed(expected: dict[str, int | None], files: ObjectFiles, progress: Progress) -> Iterator[Said]:
    for found in digest_files(files, "sha256", [name for name in expected if name in files], progress):
        if found.digest is None:
            yield unknown(found.path, "This stored file could not be read.")
        elif found.digest != found.path:
            yield failed(found.path, "This stored file was changed.")
        elif expected[found.path] not in (None, files.size(found.path)):
            yield failed(found.path, "The size of this stored file is not the one that its event recorded.")


def _other_digests(
    case: CaseReading, expected: dict[str, int | None], files: ObjectFiles, progress: Progress
) -> Iterator[Said]:
    """Size and SHA-512 that no event records (of thumbnails and time proofs) are those of the file."""
    rows = {
        name: (row["sha512"], row["size"])
        for row in case.snapshot.rows("object")
        if expected.get(name := bytes(row["sha256"]).decode("ascii", "replace"), 0) is None and name in files
    }
    for found in digest_files(files, "sha512", list(rows), progress):
        sha512, size = rows[found.path]
        if found.digest is not None and (found.digest.encode(), files.size(found.path)) != (sha512, size):
            yield failed(f"object {found.path}", "Size or SHA-512 in the list are not those of the stored file.")


CHECK = Check("objects", LineName.CONTENTS, _run)
