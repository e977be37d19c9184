"""Seals that somebody without keys rewrote: what no signature covers is chosen to break a library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms, core, tsp, x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from tests.fakes.pack_keys import PackKeys, certificate
from tests.fakes.pack_maker import PackMaker
from tests.fakes.token_maker import TokenMaker
from tests.fakes.verdicts import checks, judge, line

from affiant.core import pack_format as form
from affiant.core.trust import Trust
from affiant.core.verdict import LineName, State

Change = Callable[[x509.Certificate], None]


def _version(certificate: x509.Certificate) -> None:
    certificate["tbs_certificate"]["version"] = 3


def _extension(oid: str, der: bytes) -> Change:
    def change(certificate: x509.Certificate) -> None:
        found = certificate["tbs_certificate"]["extensions"]
        inside = core.ObjectIdentifier(oid).dump() + core.OctetString(der).dump()
        added = x509.Extension.load(bytes([0x30, len(inside)]) + inside)
        certificate["tbs_certificate"]["extensions"] = [added, *(found or ())]

    return change


def _again(certificate: x509.Certificate) -> None:
    found = list(certificate["tbs_certificate"]["extensions"])
    certificate["tbs_certificate"]["extensions"] = found + found


def _long_ago(certificate: x509.Certificate) -> None:
    certificate["tbs_certificate"]["validity"]["not_before"] = x509.Time(
        "general_time", core.GeneralizedTime.load(b"\x18\x0f00000101000000Z")
    )


_CHANGES: dict[str, Change] = {
    "a version that does not exist": _version,
    "alternative names of a strange kind": _extension("2.5.29.17", bytes.fromhex("3006a3043002a000")),
    "broken alternative names": _extension("2.5.29.17", b"\xff"),
    "broken constraints": _extension("2.5.29.19", b"\x30\x84"),
    "a broken key usage": _extension("2.5.29.15", b"\x03"),
    "a broken extended key usage": _extension("2.5.29.37", b"\x05\x00"),
    "every extension twice": _again,
    "a year that does not exist": _long_ago,
}


def test_names_of_another_type_are_a_verdict(keys: PackKeys, tmp_path: Path) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    seal = pack / form.SEAL_CMS
    for found, other in ((b"\x55\x04\x03\x0c", b"\x55\x04\x03\x04"), (b"Test", b"\xff\xfe\xfd\xfc")):
        seal.write_bytes(seal.read_bytes().replace(found, other))
        assert line(judge(pack, keys.trust()), LineName.SIGNER) is State.FAIL


@pytest.mark.parametrize("change", _CHANGES.values(), ids=_CHANGES.keys())
def test_a_strange_certificate_in_a_seal_or_a_token_is_a_verdict(
    keys: PackKeys, authority: TokenMaker, tmp_path: Path, change: Change
) -> None:
    trust = Trust(keys.trust().signers, (authority.root_pem,))
    maker = PackMaker(keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)})
    pack = maker.folder(tmp_path)
    seal, reply = pack / form.SEAL_CMS, pack / form.SEAL_TSR
    good_seal, good_reply = seal.read_bytes(), reply.read_bytes()
    assert judge(pack, trust).word == "verified"
    for in_place in (True, False):
        content = cms.ContentInfo.load(good_seal)
        _alter(content["content"], change, in_place)
        seal.write_bytes(content.dump())
        response = tsp.TimeStampResp.load(good_reply)
        _alter(response["time_stamp_token"]["content"], change, in_place)
        reply.write_bytes(response.dump())
        verdict = judge(pack, trust)
        if in_place:
            assert line(verdict, LineName.SIGNER) is not State.PASS
            assert line(verdict, LineName.TIME) is not State.PASS


def _alter(signed: cms.SignedData, change: Change, in_place: bool) -> None:
    """Change every certificate, or leave them and add a changed copy of each before them."""
    before = [bytes(one.dump()) for one in signed["certificates"]]
    changed = []
    for der in before:
        certificate = x509.Certificate.load(der)
        change(certificate)
        changed.append(certificate.dump())
    found = changed if in_place else changed + before
    signed["certificates"] = cms.CertificateSet([cms.CertificateChoices.load(der) for der in found])


def _pss(salt: int) -> dict[str, Any]:
    return {"algorithm": "rsassa_pss", "parameters": {"hash_algorithm": {"algorithm": "sha256"}, "salt_length": salt}}


@pytest.mark.parametrize("salt", [-1, 2**31, 2**70])
def test_an_impossible_salt_is_a_verdict(keys: PackKeys, tmp_path: Path, salt: int) -> None:
    pack = PackMaker(keys).folder(tmp_path)
    seal = pack / form.SEAL_CMS
    content = cms.ContentInfo.load(seal.read_bytes())
    signed = content["content"]
    signer = x509.Certificate.load(_rsa_certificate(keys))
    info = signed["signer_infos"][0]
    info["signature_algorithm"] = cms.SignedDigestAlgorithm(_pss(salt))
    info["sid"] = cms.SignerIdentifier(
        "issuer_and_serial_number",
        cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number}),
    )
    signed["certificates"] = cms.CertificateSet([cms.CertificateChoices.load(signer.dump())])
    seal.write_bytes(content.dump())
    verdict = judge(pack, keys.trust())
    assert "cms" in checks(verdict) | checks(verdict, State.UNKNOWN)
    assert line(verdict, LineName.SIGNER) is not State.PASS


def _rsa_certificate(keys: PackKeys) -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    made = certificate(keys.name, key.public_key(), keys.ca_certificate.subject, keys.ca_key)
    return made.public_bytes(Encoding.DER)
