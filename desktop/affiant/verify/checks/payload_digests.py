"""Every file, outside ``seal/``, has the SHA-256 that its manifest states: the bytes are those that were sealed."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, failed, passed, unknown
from affiant.verify.file_digests import digest_files
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, progress: Progress) -> Iterator[Said]:
    expected: dict[str, str] = {}
    blocked: list[UnusableError] = []
    try:
        expected.update(pack.tag_manifest)
    except UnusableError as wrong:
        blocked.append(wrong)
    try:
        expected.update(pack.manifest)
    except UnusableError as wrong:
        blocked.append(wrong)
    there = [path for path in expected if path in pack.paths]
    wrong_ones = 0
    for found in digest_files(pack.files, "sha256", there, progress):
        if found.digest is None:
            wrong_ones += 1
            yield unknown(found.path, "The file could not be read.")
        elif found.digest != expected[found.path]:
            wrong_ones += 1
            yield failed(found.path, "The file differs from what was sealed.")
    for one in blocked:
        wrong_ones += 1
        yield unknown(one.subject, "The files that this manifest lists were not compared.")
    if not wrong_ones:
        yield passed(f"All {len(there)} files are, byte for byte, those that their manifests state.")


CHECK = Check("payload-digests", LineName.CONTENTS, _run)
