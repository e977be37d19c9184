"""The chain of certificates that the server showed, as the browser gives it."""

from __future__ import annotations

import base64
import binascii
import textwrap
from urllib.parse import urlsplit

from affiant.capture.web.protocol import Protocol, ProtocolError

_MAX = 20


def chain_of(protocol: Protocol, session: str | None, url: str) -> tuple[str, ...]:
    """Return the chain for the origin of an address as PEM, leaf first; empty when the browser has none."""
    try:
        parts = urlsplit(url)
        held = protocol.call("Network.getCertificate", {"origin": f"{parts.scheme}://{parts.netloc}"}, session, 5).get(
            "tableNames"
        )
    except (ProtocolError, ValueError):
        return ()
    return tuple(pem for one in (held[:_MAX] if isinstance(held, list) else []) if (pem := _pem(one)))


def _pem(held: object) -> str | None:
    try:
        der = base64.b64decode(held, validate=True) if isinstance(held, str) else b""
    except binascii.Error:
        return None
    if not der:
        return None
    body = "\n".join(textwrap.wrap(base64.b64encode(der).decode("ascii"), 64))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"
