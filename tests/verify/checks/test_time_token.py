from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.fakes.pack_keys import BEGIN, PackKeys, certificate
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.token_maker import GEN_TIME, TokenMaker, query
from tests.fakes.verdicts import assert_only, checks, judge, line

from affiant.core import pack_format as form
from affiant.core.trust import Trust
from affiant.core.verdict import LineName, State, Verdict


def _judge(keys: PackKeys, authority: TokenMaker, folder: Path, **how: Any) -> Verdict:
    maker = PackMaker(
        keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest, **how)}
    )
    return judge(maker.folder(folder), keys.trust(authority.root_pem))


def test_a_good_proof_passes_and_its_time_is_printed(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    verdict = _judge(keys, authority, tmp_path)
    assert verdict.word == "verified"
    assert verdict.lines[2].text == "Existed no later than 2026-11-03 10:12:00 UTC (one independent proof)."


def test_a_proof_over_something_else_is_refused(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    reply = authority.reply(hashlib.sha256(b"another pack").digest())
    maker = PackMaker(keys, time=form.TIME_STAMPED, stamp=lambda _: {form.SEAL_TSR: reply})
    verdict = judge(maker.folder(tmp_path), keys.trust(authority.root_pem))
    assert_only(verdict, "time-token", form.SEAL_TSR, LineName.TIME)


@pytest.mark.parametrize("how", [{"break_signature": True}, {"pin": False}, {"status": "rejection"}])
def test_a_defective_proof_is_refused(
    keys: PackKeys, authority: TokenMaker, tmp_path: Path, how: dict[str, Any]
) -> None:
    assert_only(_judge(keys, authority, tmp_path, **how), "time-token", form.SEAL_TSR, LineName.TIME)


def test_a_proof_that_names_another_certificate_is_refused(
    keys: PackKeys, authority: TokenMaker, tmp_path: Path
) -> None:
    verdict = _judge(keys, authority, tmp_path, pinned=keys.certificate)
    assert_only(verdict, "time-token", form.SEAL_TSR, LineName.TIME)


@pytest.mark.parametrize(
    "made",
    [
        {"usages": ()},
        {"critical_usage": False},
        {"usages": (ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.EMAIL_PROTECTION)},
    ],
)
def test_a_certificate_that_is_not_for_time_stamps_alone_is_refused(
    keys: PackKeys, tmp_path: Path, made: dict[str, Any]
) -> None:
    verdict = _judge(keys, TokenMaker.make(**made), tmp_path)
    assert_only(verdict, "time-token", form.SEAL_TSR, LineName.TIME)


def test_an_unknown_root_is_unknown_and_neither_passes_nor_fails(
    keys: PackKeys, authority: TokenMaker, tmp_path: Path
) -> None:
    maker = PackMaker(keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)})
    pack = maker.folder(tmp_path)
    for trust in (None, keys.trust(), keys.trust(TokenMaker.make("Other").root_pem)):
        verdict = judge(pack, trust)
        assert line(verdict, LineName.TIME) is State.UNKNOWN
        assert not checks(verdict)


def test_an_authority_of_the_signer_is_no_independent_time(keys: PackKeys, tmp_path: Path) -> None:
    verdict = _judge(keys, TokenMaker.make(under=keys), tmp_path)
    assert line(verdict, LineName.TIME) is State.WARN
    assert "signer's own" in verdict.lines[2].text
    assert checks(verdict, State.WARN) == {"time-token"}


def test_an_unreadable_root_is_unknown(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    maker = PackMaker(keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)})
    verdict = judge(maker.folder(tmp_path), keys.trust("not a certificate"))
    assert line(verdict, LineName.TIME) is State.UNKNOWN


def test_a_certificate_out_of_date_at_the_stated_time_is_not_trusted(keys: PackKeys, tmp_path: Path) -> None:
    verdict = _judge(keys, TokenMaker.make(begin=BEGIN, days=1), tmp_path)
    assert line(verdict, LineName.TIME) is State.UNKNOWN


def test_unrelated_and_unordered_certificates_in_the_token_do_no_harm(
    keys: PackKeys, other_keys: PackKeys, authority: TokenMaker, tmp_path: Path
) -> None:
    others = (other_keys.ca_certificate, keys.certificate, other_keys.certificate, authority.root)
    verdict = _judge(keys, replace(authority, others=others), tmp_path)
    assert line(verdict, LineName.TIME) is State.PASS


def test_a_clock_ahead_of_the_proof_is_said(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    verdict = _judge(keys, authority, tmp_path, at=GEN_TIME - timedelta(days=1))
    assert line(verdict, LineName.TIME) is State.WARN
    assert not checks(verdict)


def test_an_answer_to_another_query_is_refused(keys: PackKeys, authority: TokenMaker, tmp_path: Path) -> None:
    def stamp(digest: bytes) -> dict[str, bytes]:
        return {form.SEAL_TSR: authority.reply(digest, nonce=8), form.SEAL_TSQ: query(digest, nonce=7)}

    verdict = judge(
        PackMaker(keys, time=form.TIME_STAMPED, stamp=stamp).folder(tmp_path), keys.trust(authority.root_pem)
    )
    assert_only(verdict, "time-token", form.SEAL_TSR, LineName.TIME)


def test_a_waiting_query_for_another_pack_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    maker = PackMaker(keys, stamp=lambda _: {form.SEAL_TSQ: query(hashlib.sha256(b"other").digest())})
    assert_only(judge(maker.folder(tmp_path)), "time-token", form.SEAL_TSQ, LineName.TIME)


@pytest.mark.parametrize("damaged", [b"", b"\x30\x00", b"\xff" * 100, b"\x30\x84\xff\xff\xff\xff"])
@pytest.mark.parametrize("path", [form.SEAL_TSR, form.SEAL_TSQ])
def test_a_damaged_proof_is_a_failure_and_no_crash(keys: PackKeys, tmp_path: Path, damaged: bytes, path: str) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({path: damaged})))
    assert_only(judge(maker.folder(tmp_path)), "time-token", path, LineName.TIME)


def test_many_trusted_authorities_hide_no_intermediate(keys: PackKeys, tmp_path: Path) -> None:
    """A list of all public roots is long; the way over an intermediate certificate must be found in it."""
    root_key, middle_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root = certificate("Root", root_key.public_key(), None, root_key, ca=True)
    middle = certificate("Middle", middle_key.public_key(), root.subject, root_key, ca=True)
    leaf = certificate(
        "Leaf", key.public_key(), middle.subject, middle_key, usages=(ExtendedKeyUsageOID.TIME_STAMPING,)
    )
    authority = TokenMaker(key, leaf, root, (middle,))
    strangers = [TokenMaker.make(f"Stranger {number}").root_pem for number in range(140)]
    trust = Trust(keys.trust().signers, (*strangers, authority.root_pem))
    maker = PackMaker(keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)})
    assert line(judge(maker.folder(tmp_path), trust), LineName.TIME) is State.PASS
