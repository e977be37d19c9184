import pytest
from asn1crypto import pem
from asn1crypto.keys import EncryptedPrivateKeyInfo
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from tests.fakes.identity_home import randomness

from affiant.core.errors import AffiantError, ExitStatus
from affiant.identity.keys import MAX_ROUNDS, make_keys, make_secret, open_ed25519, open_p256, raw_public, seal, spki

SECRET = make_secret(randomness())


def test_a_secret_is_43_ascii_characters_for_256_bits():
    assert len(SECRET) == 43
    assert SECRET.isascii()
    assert make_secret(randomness(2)) != SECRET


def test_sealed_keys_open_again():
    keys = make_keys()
    ed25519 = open_ed25519(seal(keys.ed25519, SECRET), SECRET, subject="k")
    p256 = open_p256(seal(keys.p256, SECRET), SECRET, subject="k")
    assert raw_public(ed25519) == raw_public(keys.ed25519)
    assert spki(p256) == spki(keys.p256)


def test_a_key_file_holds_no_plain_key():
    keys = make_keys()
    assert b"ENCRYPTED PRIVATE KEY" in seal(keys.ed25519, SECRET)


def _refused(data: bytes, secret: bytes = SECRET) -> AffiantError:
    with pytest.raises(AffiantError) as caught:
        open_p256(data, secret, subject="p256.pem")
    assert caught.value.code == "identity-damaged"
    assert caught.value.subject == "p256.pem"
    assert caught.value.status is ExitStatus.LOCKED
    return caught.value


def test_another_secret_opens_nothing():
    _refused(seal(make_keys().p256, SECRET), b"x" * 43)


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"])
def test_bytes_that_are_no_key_file_are_damage(data: bytes):
    _refused(data)


def test_a_cut_key_file_is_damage():
    _refused(seal(make_keys().p256, SECRET)[:-60])


def test_a_plain_key_is_refused_as_it_was_not_written_by_us():
    plain = make_keys().p256.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _refused(plain)


@pytest.mark.parametrize("key", [make_keys().ed25519, ec.generate_private_key(ec.SECP384R1())])
def test_a_key_of_another_kind_is_refused(key):
    _refused(seal(key, SECRET))


def test_an_rsa_key_is_no_ed25519_key():
    data = rsa.generate_private_key(65537, 2048).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(SECRET)
    )
    with pytest.raises(AffiantError, match="identity-damaged"):
        open_ed25519(data, SECRET, subject="ed25519.pem")


def test_a_key_file_that_asks_for_a_days_work_is_refused_at_once(monkeypatch):
    _, _, der = pem.unarmor(seal(make_keys().p256, SECRET))
    info = EncryptedPrivateKeyInfo.load(der)
    derivation = info["encryption_algorithm"]["parameters"]["key_derivation_func"]
    derivation["parameters"]["iteration_count"] = MAX_ROUNDS + 1

    def work(*_: object) -> None:
        raise AssertionError("the work was begun")

    monkeypatch.setattr("affiant.identity.keys.load_pem_private_key", work)
    _refused(pem.armor("ENCRYPTED PRIVATE KEY", info.dump(force=True)))
