"""The kinds of authority. A new kind is one file in `authorities/` and one line here."""

from __future__ import annotations

from affiant.stamp.authorities.rfc3161 import Rfc3161Authority

AUTHORITIES: tuple[type[Rfc3161Authority], ...] = (Rfc3161Authority,)
"""Each makes an `authority.Authority` from a URL."""
