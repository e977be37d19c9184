"""The foreign libraries behind the port `signature_library.SealLibrary`."""

from __future__ import annotations

from affiant.verify.crypto.cms import DetachedSeal
from affiant.verify.crypto.time_token import ReadToken, read_query
from affiant.verify.signature_library import CmsSeal, Imprint, TimeToken


class Seals:
    """See `SealLibrary`."""

    def read_cms(self, der: bytes) -> CmsSeal:
        """See `SealLibrary.read_cms`."""
        return DetachedSeal(der)

    def read_time_reply(self, der: bytes) -> TimeToken:
        """See `SealLibrary.read_time_reply`."""
        return ReadToken(der)

    def read_time_query(self, der: bytes) -> Imprint:
        """See `SealLibrary.read_time_query`."""
        return read_query(der)
