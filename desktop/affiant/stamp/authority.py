"""The contract of an authority: turns a query into a reply. Whether the reply is good is for `stamp.reply` to say."""

from __future__ import annotations

from typing import Protocol


class Authority(Protocol):
    """A time-stamping authority that can be asked now."""

    @property
    def url(self) -> str:
        """Where it is."""

    def ask(self, query: bytes) -> bytes:
        """Return the reply, unchecked, of at most `reply.MAX_BYTES`.

        Args:
            query: TimeStampReq, DER.

        Raises:
            AffiantError: it cannot be reached (``authority-unreachable``), answers something else than a reply
                (``authority-answer``), or its address is not one that can be asked (``authority-url``).
        """
