"""Time-stamp replies, tokens and queries (RFC 3161, with ESSCertIDv2 of RFC 5816)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from asn1crypto import cms, tsp

from affiant.core.errors import FormatError
from affiant.verify.crypto.certificates import for_time_stamps_only, leads_to, load_pem
from affiant.verify.crypto.cms import MAX_BYTES, SignedMessage, digest_name, load_token_content, strictly
from affiant.verify.signature_library import Imprint

_LOAD_REPLY: Callable[[bytes], tsp.TimeStampResp] = partial(tsp.TimeStampResp.load, strict=True)
_LOAD_QUERY: Callable[[bytes], tsp.TimeStampReq] = partial(tsp.TimeStampReq.load, strict=True)
_GRANTED = ("granted", "granted_with_mods")
_WRONG_REPLY = "The time proof does not have the form of RFC 3161"
_WRONG_QUERY = "The time query does not have the form of RFC 3161"


class ReadToken:
    """See `signature_library.TimeToken`. Certificates in the token may stand in any order."""

    def __init__(self, reply: bytes) -> None:
        if len(reply) > MAX_BYTES:
            raise FormatError("The time proof is far larger than the format allows")
        response = strictly(lambda: _LOAD_REPLY(reply), _WRONG_REPLY)
        token = strictly(lambda: _granted(response), _WRONG_REPLY)
        self._message = SignedMessage(token, "tst_info")
        strictly(self._read, _WRONG_REPLY)

    def _read(self) -> None:
        info, self._content = load_token_content(self._message.signed_data)
        if info["version"].native != "v1":
            raise ValueError("another version")
        self.imprint = _imprint(info["message_imprint"], info["nonce"].native)
        when = info["gen_time"].native
        if not isinstance(when, datetime) or when.tzinfo is None:
            raise TypeError("no time")
        self.gen_time = when.astimezone(UTC)

    def problem(self) -> str | None:
        """See `TimeToken.problem`."""
        message = self._message
        if not message.covers(hashlib.new(message.digest, self._content).digest()):
            return "The time proof was altered: its signature is over another statement."
        if not message.signed():
            return "The authority's signature on the time proof is wrong."
        if message.pins_signer() is not True:
            return "The time proof does not name the certificate that signed it."
        if not for_time_stamps_only(message.certificate):
            return "The certificate that signed the time proof is not one for time-stamping alone."
        return None

    def trusted(self, roots_pem: Sequence[str]) -> bool:
        """See `TimeToken.trusted`."""
        roots = [root for text in roots_pem for root in load_pem(text.encode())]
        return leads_to(self._message.certificate, self._message.certificates, roots, self.gen_time)


def read_query(data: bytes) -> Imprint:
    """See `signature_library.SealLibrary.read_time_query`."""
    if len(data) > MAX_BYTES:
        raise FormatError("The time query is far larger than the format allows")

    def read() -> Imprint:
        query = _LOAD_QUERY(data)
        return _imprint(query["message_imprint"], query["nonce"].native)

    return strictly(read, _WRONG_QUERY)


def _granted(response: tsp.TimeStampResp) -> cms.ContentInfo:
    if response["status"]["status"].native not in _GRANTED:
        raise ValueError("the authority refused")
    token: cms.ContentInfo = response["time_stamp_token"]
    return token


def _imprint(found: tsp.MessageImprint, nonce: int | None) -> Imprint:
    return Imprint(digest_name(found["hash_algorithm"]), found["hashed_message"].native, nonce)
