"""The SHA-512 manifest lists the same files, with the values that the ledger recorded when they were acquired.

The ledger's values are under the checkpoint; the files themselves are tied to them by SHA-256. A thorough run computes
SHA-512 anew for every file.
"""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import MANIFEST_SHA512
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed, unknown
from affiant.verify.exhibit_reading import exhibit_files
from affiant.verify.file_digests import FileDigest, digest_files
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, progress: Progress) -> Iterator[Said]:
    try:
        listed = pack.manifest_sha512
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    wrong_ones = 0
    for path in sorted(pack.manifest.keys() ^ listed.keys()):
        wrong_ones += 1
        yield failed(path, "Only one of the two manifests lists this file.")
    for path, artefact in exhibit_files(pack):
        if path in listed and listed[path] != artefact.get("sha512"):
            wrong_ones += 1
            yield failed(path, "The SHA-512 in the manifest is not the one recorded when the file was acquired.")
    if pack.thorough:
        for found in digest_files(pack.files, "sha512", [path for path in listed if path in pack.paths], progress):
            said = _judge(found, listed[found.path])
            if said is not None:
                wrong_ones += 1
                yield said
    if not wrong_ones:
        how = "every value was computed anew" if pack.thorough else "and the values recorded at acquisition"
        yield passed(f"The SHA-512 manifest lists the same files, {how}.", MANIFEST_SHA512)


def _judge(found: FileDigest, expected: str) -> Said | None:
    if found.digest is None:
        return unknown(found.path, "The file could not be read.")
    return None if found.digest == expected else failed(found.path, "The file differs from its SHA-512.")


CHECK = Check("sha512-manifest", LineName.CONTENTS, _run)
