"""The list of keys, which our own process reads, against the readers, which it does not load."""

from __future__ import annotations

from affiant.capture.platform_exports.reader_keys import READER_KEYS
from affiant.capture.platform_exports.registry import READERS


def test_the_keys_are_those_of_the_readers_in_their_order() -> None:
    assert tuple(one.key for one in READERS) == READER_KEYS
