import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes.case_memory import CountingBytes
from tests.fakes.time_authority import LocalAuthority, stranger

from affiant.core.errors import AffiantError
from affiant.stamp.query import write_query
from affiant.stamp.reply import MAX_BYTES, check_reply

DIGEST = hashlib.sha256(b"hello").digest()


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("tsa") / "a")


@pytest.fixture(scope="module")
def query():
    return write_query(DIGEST, CountingBytes())


@pytest.fixture(scope="module")
def reply(authority, query) -> bytes:
    return authority.ask(query.der)


def _now() -> datetime:
    return datetime.now(UTC)


def _refused(code: str, *arguments: object) -> AffiantError:
    with pytest.raises(AffiantError) as caught:
        check_reply(*arguments)
    assert caught.value.code == code
    return caught.value


def test_a_good_reply_tells_time_and_authority(authority, query, reply) -> None:
    proof = check_reply(reply, query, [authority.root_pem], _now())
    assert abs(proof.clock_difference) < timedelta(minutes=5)
    assert proof.gen_time.endswith("Z")
    assert proof.policy == "1.3.6.1.4.1.99999.1"
    assert len(proof.authority) == 64
    assert proof.authority_name == "CN=Test TSA"
    assert proof.reply == reply


def test_a_clock_that_is_behind_is_told_and_not_refused(authority, query, reply) -> None:
    proof = check_reply(reply, query, [authority.root_pem], _now() - timedelta(days=400))
    assert proof.clock_difference > timedelta(days=399)


def test_other_data_is_refused(authority, query, reply) -> None:
    other = replace(query, digest=hashlib.sha256(b"other").digest())
    _refused("time-other-digest", reply, other, [authority.root_pem], _now())


def test_an_older_reply_to_another_query_is_refused(authority, query, reply) -> None:
    _refused("time-other-nonce", reply, replace(query, nonce=query.nonce + 1), [authority.root_pem], _now())


def test_another_root_is_refused(query, reply, tmp_path) -> None:
    other = LocalAuthority(tmp_path / "b")
    wrong = _refused("time-untrusted", reply, query, [other.root_pem], _now())
    assert wrong.subject == "CN=Test TSA"


def test_no_root_at_all_is_refused(query, reply) -> None:
    _refused("time-untrusted", reply, query, [], _now())


def test_a_self_signed_authority_is_refused_without_its_own_certificate_as_root(query, tmp_path) -> None:
    authority = LocalAuthority(tmp_path / "c", self_signed=True)
    reply = authority.ask(query.der)
    _refused("time-untrusted", reply, query, [authority.root_pem], _now())
    own = (authority.folder / "tsa.pem").read_text()
    assert check_reply(reply, query, [own], _now()).authority_name == "CN=Test TSA"


def test_certificates_in_any_order_and_of_strangers_do_not_matter(query, tmp_path) -> None:
    authority = LocalAuthority(tmp_path / "d", extra=(stranger(), stranger()))
    proof = check_reply(authority.ask(query.der), query, [authority.root_pem], _now())
    assert proof.authority_name == "CN=Test TSA"


def test_every_altered_byte_of_the_signed_time_is_noticed(authority, query, reply) -> None:
    start = reply.index(b"\x18\x0f20")  # GeneralizedTime of 15 characters
    altered = bytearray(reply)
    altered[start + 5] = ord("9")
    _refused("time-signature", bytes(altered), query, [authority.root_pem], _now())


def test_an_altered_signature_is_noticed(authority, query, reply) -> None:
    altered = bytearray(reply)
    altered[-3] ^= 1
    _refused("time-signature", bytes(altered), query, [authority.root_pem], _now())


def test_a_refusal_of_the_authority_is_told(authority, query) -> None:
    _refused("time-refused", authority.ask(b"\x30\x03\x02\x01\x01"), query, [authority.root_pem], _now())


@pytest.mark.parametrize(
    "data", [b"", b"\x30\x00", b"<html>sign in</html>", b"\x30\x80" * 3000, b"x" * (MAX_BYTES + 1)]
)
def test_what_is_no_reply_is_refused_and_never_crashes(authority, query, data) -> None:
    _refused("time-reply-form", data, query, [authority.root_pem], _now())


def test_a_reply_cut_anywhere_never_crashes(authority, query, reply) -> None:
    for size in range(0, len(reply), 37):
        with pytest.raises(AffiantError):
            check_reply(reply[:size], query, [authority.root_pem], _now())


def test_a_root_that_is_no_certificate_is_said(query, reply) -> None:
    _refused("time-root-form", reply, query, ["not PEM"], _now())
