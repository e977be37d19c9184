"""Replies of other people's authorities; expected results are listed beside them in EXPECTED_RESULTS.md."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import tsp

from affiant.core.errors import AffiantError
from affiant.stamp.query import TimeQuery
from affiant.stamp.reply import check_reply

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "timestamps" / "rfc3161-client"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="not run: the shared samples are not here")


def _check(name: str, *, folder: str = "sigstage", nonce: int | None = None):
    reply = (SAMPLES / folder / name).read_bytes()
    chain = (SAMPLES / folder / "ts_chain.pem").read_text()
    if nonce is None:
        info = tsp.TimeStampResp.load(reply)["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        nonce = info["nonce"].native
    query = TimeQuery(hashlib.sha256(b"hello").digest(), nonce, b"")
    return check_reply(reply, query, [chain], NOW)


def test_a_genuine_reply_passes() -> None:
    assert _check("response-sha256.tsr").gen_time == "2025-05-09T11:58:55.000Z"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("response-sha384.tsr", "time-other-digest"),
        ("response-sha512.tsr", "time-other-digest"),
        ("response-invalid-signature.tsr", "time-signature"),
        ("response-no-embedded-cert.tsr", "time-signer"),
    ],
)
def test_a_reply_that_we_cannot_use_is_refused(name, code) -> None:
    with pytest.raises(AffiantError) as caught:
        _check(name)
    assert caught.value.code == code


def test_another_nonce_is_refused() -> None:
    with pytest.raises(AffiantError) as caught:
        _check("response-sha256.tsr", nonce=1)
    assert caught.value.code == "time-other-nonce"
