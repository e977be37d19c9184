"""The contract of a platform at the identifier desk. Everything is a pure function of text: no clock, no network."""

from __future__ import annotations

from typing import Protocol

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.reading import Reading


class PlatformDesk(Protocol):
    """What one platform's identifiers say. Times are not yet compared with the capture; the desk does that."""

    @property
    def key(self) -> str:
        """Stable short name, as its file is called."""

    @property
    def title(self) -> str:
        """Name for people."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts in lower case; all below them count too."""

    @property
    def schemes(self) -> tuple[str, ...]:
        """Schemes of the platform's own, such as ``tg``."""

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """Read an address on one of the `hosts`, or with one of the `schemes`; the main thing first.

        Empty where its form is not known.

        Raises:
            AddressError: a parameter that names something stands twice, or does not decode.
        """

    def kept(self, address: Address) -> frozenset[str]:
        """Names of the parameters that carry content, and stay when the address is cleaned."""

    def target(self, address: Address) -> str | None:
        """Where a forwarding address of the platform leads, decoded; None where it is no such address.

        Raises:
            AddressError: as `read_address`.
        """

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """What a bare number may be on this platform; one that fits nothing is read as refused.

        Args:
            number: ASCII digits without leading zero, at most 40; Telegram's may have a minus.
        """

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """What a code, a file name or a handle may be; empty where it fits nothing.

        Args:
            text: without white space and invisible characters; a handle begins with ``@``.
        """
