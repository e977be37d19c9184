from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from tests.fakes.pack_keys import PackKeys, certificate
from tests.fakes.pack_maker import Hooks, PackMaker
from tests.fakes.signed_pdf import detached_cms
from tests.fakes.verdicts import assert_only, checks, judge, line, subjects

from affiant.core import pack_format as form
from affiant.core.trust import Trust
from affiant.core.verdict import LineName, State


def test_a_seal_over_another_pack_is_refused(keys: PackKeys, tmp_path: Path) -> None:
    other = detached_cms(b"another tag manifest", keys.certificate, keys.p256_key, keys.ca_certificate)
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_CMS: other})))
    assert_only(judge(maker.folder(tmp_path)), "cms", form.SEAL_CMS, LineName.SIGNER)


def test_a_signature_by_another_key_than_the_certificates_is_refused(
    keys: PackKeys, other_keys: PackKeys, tmp_path: Path
) -> None:
    maker = PackMaker(keys, cms_keys=replace(keys, p256_key=other_keys.p256_key))
    assert_only(judge(maker.folder(tmp_path)), "cms", form.SEAL_CMS, LineName.SIGNER)


def test_a_certificate_of_another_ca_is_refused(keys: PackKeys, other_keys: PackKeys, tmp_path: Path) -> None:
    ca = other_keys.public.ca_pem.encode()
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_CA: ca})))
    verdict = judge(maker.folder(tmp_path))
    assert form.SEAL_CA in subjects(verdict, "cms")
    # With the signer's own CA from outside, the pack's copy is not asked.
    assert "cms" not in checks(judge(maker.folder(tmp_path, "again"), keys.trust()))


@pytest.mark.parametrize("damaged", [b"", b"\x30\x80", b"\x30\x03\x02\x01\x01", b"\x30\x84\xff\xff\xff\xff"])
def test_a_damaged_seal_is_a_failure_and_no_crash(keys: PackKeys, tmp_path: Path, damaged: bytes) -> None:
    maker = PackMaker(keys, Hooks(sealed=lambda files: files.update({form.SEAL_CMS: damaged})))
    verdict = judge(maker.folder(tmp_path))
    assert_only(verdict, "cms", form.SEAL_CMS, LineName.SIGNER)
    assert line(verdict, LineName.SIGNER) is State.FAIL


def test_no_cut_and_no_flip_of_a_seal_passes_or_crashes(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    path = pack / form.SEAL_CMS
    good = path.read_bytes()
    for place in range(0, len(good), 23):
        path.write_bytes(good[:place])
        assert "cms" in checks(judge(pack)) | checks(judge(pack), State.UNKNOWN)
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        judge(pack)


def test_a_ca_that_was_renewed_gives_no_alarm(keys: PackKeys, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    older = certificate(f"{keys.name} CA", key.public_key(), None, key, ca=True).public_bytes(Encoding.PEM).decode()
    (signer,) = keys.trust().signers
    trust = Trust((replace(signer, ca_pem=older), signer))
    assert line(judge(PackMaker(keys).folder(tmp_path), trust), LineName.SIGNER) is State.PASS
