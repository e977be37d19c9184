"""Checkpoints: the text form of C2SP signed notes."""

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from affiant.core import checkpoint
from affiant.core.errors import FormatError
from affiant.core.identity import PublicIdentity

CASE = "0b8f3a52-7c1d-4e6f-9a2b-3c4d5e6f7a8b"
NAME = f"affiant/{CASE}"
ROOT = sha256(b"root").digest()


class Key:
    """A signer with a key of the test."""

    def __init__(self, seed: bytes = b"\x01" * 32) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> PublicIdentity:
        return PublicIdentity("Test", self._key.public_key().public_bytes_raw(), b"spki", "", "")

    def sign_ed25519(self, message: bytes) -> bytes:
        return self._key.sign(message)


@pytest.fixture
def note() -> bytes:
    return checkpoint.write(CASE, 42, ROOT, Key())


def test_a_note_is_read_back_whole(note: bytes) -> None:
    found = checkpoint.parse(note)
    assert (found.origin, found.size, found.root) == (NAME, 42, ROOT)
    assert found.text == f"{NAME}\n42\n{base64.b64encode(ROOT).decode()}\n".encode()
    (signature,) = found.signatures
    assert signature.name == NAME
    assert signature.key_id == checkpoint.key_id(NAME, Key().public.ed25519)
    Ed25519PrivateKey.from_private_bytes(b"\x01" * 32).public_key().verify(signature.signature, found.text)


def test_key_id_and_verifier_key_follow_the_signed_note_specification() -> None:
    # The example key of the documentation of golang.org/x/mod/sumdb/note.
    name, number, encoded = "PeterNeumann", "c74f20a3", "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    raw = base64.b64decode(encoded)
    assert raw[:1] == b"\x01"
    assert checkpoint.key_id(name, raw[1:]).hex() == number
    assert checkpoint.verifier_key(name, raw[1:]) == f"{name}+{number}+{encoded}"


def test_a_second_signature_is_kept(note: bytes) -> None:
    line = note.split(b"\n\n")[1]
    assert len(checkpoint.parse(note + line).signatures) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"affiant/0b", b"other/0b", id="another kind of log"),
        pytest.param(b"affiant/0b", b"affiant/0B", id="a name in capitals"),
        pytest.param(b"\n42\n", b"\n042\n", id="size with a leading zero"),
        pytest.param(b"\n42\n", b"\n-42\n", id="negative size"),
        pytest.param(b"\n42\n", b"\n+42\n", id="signed size"),
        pytest.param(b"\n42\n", b"\n9999999999999999999\n", id="size beyond 64 bits"),
        pytest.param(b"\n42\n", "\n٤٢\n".encode(), id="size in other digits"),
        pytest.param(b"\n42\n", b"\n42\nextension\n", id="a line of extension"),
        pytest.param(b"\n\n", b"\n", id="no empty line"),
        pytest.param(b"\n\n", b"\r\n\r\n", id="other line ends"),
        pytest.param(b"\n\n", b"\n\n\n", id="two empty lines"),
        pytest.param("— ".encode(), b"- ", id="a hyphen for the dash"),
        pytest.param(base64.b64encode(ROOT), base64.b64encode(ROOT[:31]), id="a short root"),
        pytest.param(base64.b64encode(ROOT), b"!" * 44, id="a root that is not base64"),
    ],
)
def test_another_form_is_refused(note: bytes, old: bytes, new: bytes) -> None:
    assert old in note
    with pytest.raises(FormatError):
        checkpoint.parse(note.replace(old, new))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda note: note[:-1], id="last line not ended"),
        pytest.param(lambda note: note + b"\n", id="an empty signature line"),
        pytest.param(lambda note: note.split("—".encode())[0], id="no signature"),
        pytest.param(lambda note: note + f"— {NAME} AAAA\n".encode(), id="a signature without a key id"),
        pytest.param(lambda note: note + f"— {NAME}\n".encode(), id="a signature without a value"),
        pytest.param(lambda note: note + f"— {NAME} AAAAAAAA AAAA\n".encode(), id="a line of three parts"),
        pytest.param(lambda note: note + b"\xff", id="invalid UTF-8"),
        pytest.param(lambda note: note + note.split(b"\n\n")[1] * 100, id="too long"),
        pytest.param(lambda note: b"", id="nothing"),
    ],
)
def test_a_damaged_note_is_refused(note: bytes, change) -> None:  # type: ignore[no-untyped-def]  # small lambdas
    with pytest.raises(FormatError):
        checkpoint.parse(change(note))


def test_a_root_with_idle_bits_is_refused(note: bytes) -> None:
    # Base64 of 32 bytes leaves two bits unused: two texts would name one root.
    encoded = base64.b64encode(ROOT).decode()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = encoded[:-2] + alphabet[alphabet.index(encoded[-2]) + 1] + "="
    assert base64.b64decode(twin) == ROOT
    with pytest.raises(FormatError):
        checkpoint.parse(note.replace(encoded.encode(), twin.encode()))
