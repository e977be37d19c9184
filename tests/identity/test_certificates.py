import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from tests.fakes.identity_home import NOW, randomness

from affiant.identity import certificates
from affiant.identity.certificates import Certificates
from affiant.identity.keys import make_keys

KEYS = make_keys()


def issue(name: str = "Inspector Zia", seed: int = 1) -> Certificates:
    return certificates.issue(name, signer=KEYS.p256, authority=KEYS.authority, now=NOW, random=randomness(seed))


def common(name: x509.Name) -> str:
    return str(name.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def test_the_authority_may_issue_and_do_nothing_else():
    found = issue().authority.extensions
    basic = found.get_extension_for_class(x509.BasicConstraints)
    usage = found.get_extension_for_class(x509.KeyUsage)
    assert basic.critical
    assert basic.value == x509.BasicConstraints(ca=True, path_length=0)
    assert usage.critical
    assert usage.value.key_cert_sign
    assert usage.value.crl_sign
    assert not usage.value.digital_signature


def test_the_signer_may_sign_documents_and_do_nothing_else():
    found = issue().signer.extensions
    basic = found.get_extension_for_class(x509.BasicConstraints)
    usage = found.get_extension_for_class(x509.KeyUsage)
    assert basic.critical
    assert basic.value == x509.BasicConstraints(ca=False, path_length=None)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    purposes = found.get_extension_for_class(x509.ExtendedKeyUsage)
    assert list(purposes.value) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]
    assert not purposes.critical


def test_key_identifiers_lead_from_the_signer_to_the_authority():
    found = issue()
    wanted = x509.AuthorityKeyIdentifier.from_issuer_public_key(KEYS.authority.public_key())
    for one, key in ((found.signer, KEYS.p256), (found.authority, KEYS.authority)):
        extensions = one.extensions
        assert extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value == wanted
        own = extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        assert own == x509.SubjectKeyIdentifier.from_public_key(key.public_key())


def test_validity_begins_an_hour_back_and_ends_after_three_and_ten_years():
    found = issue()
    start = NOW.replace(microsecond=0) - timedelta(hours=1)
    assert found.signer.not_valid_before_utc == found.authority.not_valid_before_utc == start
    assert found.signer.not_valid_after_utc == start + timedelta(days=1095)
    assert found.authority.not_valid_after_utc == start + timedelta(days=3650)


def test_serial_numbers_are_random_and_fit_twenty_octets():
    found = (issue(seed=1), issue(seed=2))
    numbers = {one.serial_number for pair in found for one in (pair.signer, pair.authority)}
    assert len(numbers) == 4
    assert all(0 < one < 1 << 159 for one in numbers)


def test_the_authority_is_never_named_like_its_signer():
    for name in ("a" * 64, "x", "x, unit CA 00000000"):
        found = issue(name)
        assert found.signer.subject != found.authority.subject
        assert found.signer.issuer == found.authority.subject


@pytest.mark.parametrize("name", ["حسن علی", "حسن Inspector", "علی 7", "محمدٌ", "a" * 200, "ح" * 150, "\U0001f600 x"])
def test_the_library_that_seals_dossiers_can_read_both_names(name: str):
    found = issue(name)
    for one in (found.signer, found.authority):
        read = asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))
        assert read.subject.hashable
        assert read.issuer.hashable


@pytest.mark.parametrize("name", ["Zia/CN=Root, O=Police\\+x", "ح" * 150, "a" * 200, '"; #<b>', "حسن علی"])
def test_a_hostile_or_long_name_stands_in_one_attribute(name: str):
    found = issue(name).signer.subject
    assert [one.oid for one in found] == [NameOID.COMMON_NAME]
    assert len(common(found).encode()) <= 64


def test_openssl_trusts_the_signer_through_the_authority(tmp_path: Path):
    found, other = issue("حسن / O=x"), _another_authority()
    for name, one in (("signer", found.signer), ("ca", found.authority), ("other", other)):
        (tmp_path / f"{name}.pem").write_bytes(one.public_bytes(Encoding.PEM))
    at = ["-attime", str(int(NOW.timestamp()))]
    good = _openssl(tmp_path, "verify", *at, "-x509_strict", "-purpose", "smimesign", "-CAfile", "ca.pem", "signer.pem")
    assert (good.returncode, good.stdout) == (0, "signer.pem: OK\n"), good.stderr
    assert _openssl(tmp_path, "verify", *at, "-CAfile", "other.pem", "signer.pem").returncode != 0
    late = ["-attime", str(int((NOW + timedelta(days=1100)).timestamp()))]
    assert _openssl(tmp_path, "verify", *late, "-CAfile", "ca.pem", "signer.pem").returncode != 0


def test_certificates_of_different_makers_do_not_belong_together():
    found = issue()
    assert certificates.belong_together(found, "Inspector Zia", KEYS.p256)
    assert not certificates.belong_together(found, "Inspector Noor", KEYS.p256)
    assert not certificates.belong_together(found, "Inspector Zia", KEYS.authority)
    assert not certificates.belong_together(
        Certificates(found.signer, _another_authority()), "Inspector Zia", KEYS.p256
    )


def _another_authority() -> x509.Certificate:
    other = ec.generate_private_key(ec.SECP256R1())
    return certificates.issue("Other", signer=other, authority=other, now=NOW, random=randomness(3)).authority


def _openssl(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True, check=False)
