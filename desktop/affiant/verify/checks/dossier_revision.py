"""The dossier carries exactly one signature, over everything but itself: nothing was laid over the sealed pages."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import DOSSIER
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, passed
from affiant.verify.pack_reading import PackReading
from affiant.verify.seal_reading import read_pdf_signature


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        read_pdf_signature(pack)
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    yield passed("The dossier has one signature, over the whole document.", DOSSIER)


CHECK = Check("dossier-revision", LineName.CONTENTS, _run)
