"""``bag-info.txt`` has the labels of a pack and counts the payload rightly (RFC 8493, section 2.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core import pack_format as form
from affiant.core.errors import FormatError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, UnusableError, as_owner, failed, passed
from affiant.verify.pack_reading import PackReading


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    try:
        info = pack.bag_info
        stated = info.oxum()
    except UnusableError as wrong:
        yield as_owner(wrong)
        return
    except FormatError as wrong:
        yield failed(form.BAG_INFO, wrong.title + ".")
        return
    payload = [path for path in pack.paths if path.startswith("data/")]
    if stated != (sum(pack.files.size(path) for path in payload), len(payload)):
        yield failed(form.BAG_INFO, "The stated number of bytes and files is not what the pack holds.")
        return
    if info.values["Affiant-Pack-Version"] != str(form.VERSION):
        yield failed(form.BAG_INFO, "The pack declares a version that this program does not know.")
        return
    yield passed("The stated number of bytes and files is what the pack holds.", form.BAG_INFO)


CHECK = Check("bag-info", LineName.CONTENTS, _run)
