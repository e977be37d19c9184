"""Fingerprints, their words, and SSH forms of the key."""

import base64
from hashlib import sha256

import pytest

from affiant.core import identity
from affiant.core.errors import FormatError
from affiant.core.wordlist import WORDS

KEY = bytes(range(32))


def test_the_words_are_those_of_bip39() -> None:
    text = "".join(f"{word}\n" for word in WORDS)
    assert sha256(text.encode()).hexdigest() == "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"


@pytest.mark.parametrize(
    ("entropy", "words"),
    [
        ("00" * 16, "abandon " * 11 + "about"),
        ("7f" * 16, "legal winner thank year wave sausage worth useful legal winner thank yellow"),
        ("80" * 16, "letter advice cage absurd amount doctor acoustic avoid letter advice cage above"),
        ("ff" * 16, "zoo " * 11 + "wrong"),
        (
            "9e885d952ad362caeb4efe34a8e91bd2",
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
        ),
    ],
)
def test_words_of_a_fingerprint_are_the_published_vectors(entropy: str, words: str) -> None:
    assert identity.fingerprint_words(entropy + "5a" * 16) == tuple(words.split())


def test_one_fingerprint_covers_both_keys() -> None:
    found = identity.fingerprint(KEY, b"spki")
    assert found == sha256(b"affiant-identity-v1\0" + KEY + b"spki").hexdigest()
    assert found != identity.fingerprint(KEY[::-1], b"spki")
    assert found != identity.fingerprint(KEY, b"other")
    public = identity.PublicIdentity("Unit 7", KEY, b"spki", "", "")
    assert public.fingerprint == found
    assert public.words == identity.fingerprint_words(found)


def test_the_principal_is_one_word_without_patterns() -> None:
    assert identity.principal("ab" * 32) == "affiant-" + "ab" * 8


def test_ssh_forms_are_those_of_openssh() -> None:
    # RFC 8709, section 4: two strings, each with its length in four bytes.
    blob = b"\0\0\0\x0bssh-ed25519\0\0\0\x20" + KEY
    assert identity.ssh_blob(KEY) == blob
    assert identity.ssh_public_line(KEY) == "ssh-ed25519 " + base64.b64encode(blob).decode()
    assert identity.ssh_public_line(KEY, "unit 7").endswith(" unit 7")
    digest = base64.b64encode(sha256(blob).digest()).decode()
    assert identity.ssh_fingerprint(KEY) == "SHA256:" + digest.rstrip("=")


def test_a_public_line_is_read_back_with_and_without_a_comment() -> None:
    assert identity.parse_ssh_public_line(identity.ssh_public_line(KEY)) == KEY
    assert identity.parse_ssh_public_line(identity.ssh_public_line(KEY, "a b c") + "\n") == KEY


RSA_BLOB = base64.b64encode(b"\0\0\0\x07ssh-rsa" + bytes(40)).decode()
SHORT_BLOB = base64.b64encode(identity.ssh_blob(KEY)[:-1]).decode()
LONG_BLOB = base64.b64encode(identity.ssh_blob(KEY) + b"\0").decode()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 !!!!",
        "ssh-ed25519 é",
        f"ssh-rsa {RSA_BLOB}",
        f"ssh-ed25519 {RSA_BLOB}",
        f"ssh-ed25519 {SHORT_BLOB}",
        f"ssh-ed25519 {LONG_BLOB}",
        "ssh-rsa " + identity.ssh_public_line(KEY).split()[1],
    ],
)
def test_another_key_or_a_damaged_line_is_refused(line: str) -> None:
    with pytest.raises(FormatError):
        identity.parse_ssh_public_line(line)
