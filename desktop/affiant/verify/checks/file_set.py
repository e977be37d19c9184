"""Every file is one that the format names, and none that every pack has is missing."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import pack_format as form
from affiant.core.names import visible
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed
from affiant.verify.pack_reading import PackReading

_REQUIRED = (form.TAG_MANIFEST, *form.SEALED_TAG_FILES, *form.FIXED_DATA_FILES)


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    wrong = 0
    for path in pack.files.paths():
        if not form.named_by_format(path):
            wrong += 1
            yield failed(visible(path, 200), "This file is not part of a pack; somebody added it.")
    for path in _REQUIRED:
        if path not in pack.paths:
            wrong += 1
            yield failed(path, "Every pack has this file; here it is missing.")
    if not wrong:
        yield passed("Every file is one that the format names, and none is missing.")


CHECK = Check("file-set", LineName.CONTENTS, _run)
