"""The tag manifest, over which every seal is made, lists exactly the files that it must (RFC 8493, section 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import SEALED_TAG_FILES, TAG_MANIFEST
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        listed = pack.tag_manifest
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    if tuple(listed) == tuple(sorted(SEALED_TAG_FILES)):
        yield passed("The tag manifest lists exactly the files that it must.", TAG_MANIFEST)
    else:
        yield failed(TAG_MANIFEST, "The tag manifest lists other files than it must.")


CHECK = Check("tag-manifest", LineName.CONTENTS, _run)
