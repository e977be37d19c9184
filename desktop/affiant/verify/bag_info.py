"""``bag-info.txt`` (RFC 8493, section 2.2.2) in the one form of packs: each label once, in order, on a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from affiant.core.errors import FormatError
from affiant.core.pack_format import BAG_INFO, BAG_INFO_LABELS

_OXUM = re.compile(r"(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class BagInfo:
    """The values by label."""

    values: Mapping[str, str]

    def oxum(self) -> tuple[int, int]:
        """Bytes and files of the payload.

        Raises:
            FormatError: not two numbers.
        """
        found = _OXUM.fullmatch(self.values["Payload-Oxum"])
        if found is None:
            raise FormatError("Payload-Oxum is not two numbers", subject=BAG_INFO)
        return int(found[1]), int(found[2])


def parse_bag_info(data: bytes) -> BagInfo:
    """Read ``bag-info.txt``.

    Raises:
        FormatError: a label is missing, twice, unknown or out of order.
    """
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as wrong:
        raise FormatError("The bag's information is not UTF-8", subject=BAG_INFO) from wrong
    pairs = [line.split(": ", 1) for line in lines[:-1]]
    if lines[-1] or [pair[0] for pair in pairs] != list(BAG_INFO_LABELS) or any(len(pair) != 2 for pair in pairs):
        raise FormatError("The bag's information does not have the labels of a pack in their order", subject=BAG_INFO)
    return BagInfo({pair[0]: pair[1] for pair in pairs})
