"""``bagit.txt`` is exactly that of a BagIt 1.0 bag (RFC 8493, section 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import BAGIT, BAGIT_TEXT
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    if pack.read(BAGIT) == BAGIT_TEXT:
        yield passed("The pack declares itself as BagIt 1.0.", BAGIT)
    else:
        yield failed(BAGIT, "This is not the declaration of a BagIt 1.0 bag.")


CHECK = Check("bag-declaration", LineName.CONTENTS, _run)
