"""The SHA-256 manifest lists exactly the files below ``data/`` (RFC 8493, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.names import visible
from affiant.core.pack_format import FIXED_DATA_FILES, named_by_format
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        listed = pack.manifest
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    there = {path for path in pack.paths if path.startswith("data/")}
    wrong_ones = 0
    for path in sorted(there - listed.keys()):
        # What the format does not even name is reported by `file-set`.
        if named_by_format(path):
            wrong_ones += 1
            yield failed(visible(path, 200), "This file is in the pack but not in its manifest; somebody added it.")
    for path in listed:
        if path not in there and path not in FIXED_DATA_FILES:
            wrong_ones += 1
            yield failed(path, "The manifest lists this file, but it is missing.")
    if not wrong_ones:
        yield passed("The manifest lists exactly the files that are there.")


CHECK = Check("payload-set", LineName.CONTENTS, _run)
