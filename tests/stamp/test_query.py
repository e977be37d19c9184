import hashlib
import subprocess

import pytest
from tests.fakes.case_memory import CountingBytes
from tests.fakes.time_authority import tool

from affiant.core.errors import AffiantError
from affiant.stamp.query import read_query, write_query

DIGEST = hashlib.sha256(b"hello").digest()


def test_a_query_reads_back() -> None:
    query = write_query(DIGEST, CountingBytes())
    assert read_query(query.der) == query


def test_openssl_reads_digest_nonce_and_the_wish_for_certificates(tmp_path) -> None:
    query = write_query(DIGEST, CountingBytes())
    (tmp_path / "q.tsq").write_bytes(query.der)
    shown = subprocess.run(
        (tool("openssl"), "ts", "-query", "-in", "q.tsq", "-text"), cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    assert "Hash Algorithm: sha256" in shown
    assert "Certificate required: yes" in shown
    assert f"{query.nonce:X}" in shown


def test_every_nonce_has_the_same_length_on_the_wire() -> None:
    lengths = {len(write_query(DIGEST, lambda size, byte=byte: bytes([byte]) * size).der) for byte in (0, 1, 127, 255)}
    assert len(lengths) == 1


def test_another_nonce_for_every_query() -> None:
    random = CountingBytes()
    assert write_query(DIGEST, random).nonce != write_query(DIGEST, random).nonce


def test_only_a_sha256_digest_is_asked_about() -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        write_query(b"short", CountingBytes())


@pytest.mark.parametrize("data", [b"", b"\x30\x00", b"not a query", b"\x30" * 5000])
def test_something_else_is_no_query(data) -> None:
    with pytest.raises(AffiantError) as caught:
        read_query(data)
    assert caught.value.code == "time-query-form"
