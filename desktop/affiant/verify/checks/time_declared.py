"""A pack that was closed with a time proof still has it; one that was not, says so (design §3)."""

from __future__ import annotations

from collections.abc import Iterator

from affiant.core.pack_format import BAG_INFO, SEAL_TSR, TIME_PENDING, TIME_STAMPED
from affiant.core.progress import Progress
from affiant.core.verdict import LineName
from affiant.verify.check import Check, Said, failed, passed, warned
from affiant.verify.pack_reading import PackReading
from affiant.verify.sentences import DEVICE_CLOCK_ONLY


def _run(pack: PackReading, _progress: Progress) -> Iterator[Said]:
    declared = pack.bag_info.values["Affiant-Time"]
    if declared not in (TIME_STAMPED, TIME_PENDING):
        yield failed(BAG_INFO, "The pack does not say whether it was closed with a time proof.")
    elif pack.has(SEAL_TSR):
        yield passed("The pack brings a time proof.", SEAL_TSR)
    elif declared == TIME_STAMPED:
        yield failed(SEAL_TSR, "The pack was closed with a time proof, but it is missing.")
    else:
        yield warned("", DEVICE_CLOCK_ONLY)


CHECK = Check("time-declared", LineName.TIME, _run)
