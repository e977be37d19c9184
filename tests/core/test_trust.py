"""The trust file."""

import base64
import json
from typing import Any

import pytest

from affiant.core import trust
from affiant.core.errors import FormatError
from affiant.core.identity import PublicIdentity

IDENTITY = PublicIdentity("وحدة 7", bytes(range(32)), b"spki", "CERT", "CA")


@pytest.fixture
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(trust.write([IDENTITY], ["ROOT"]))
    return found


def parse(document: object) -> trust.Trust:
    return trust.parse(json.dumps(document).encode())


def test_a_trust_file_is_read_back() -> None:
    found = trust.parse(trust.write([IDENTITY], ["ROOT"]))
    (signer,) = found.signers
    assert (signer.name, signer.ed25519, signer.p256_spki, signer.ca_pem) == (
        IDENTITY.name,
        IDENTITY.ed25519,
        IDENTITY.p256_spki,
        "CA",
    )
    assert signer.fingerprint == IDENTITY.fingerprint
    assert found.authorities_pem == ("ROOT",)


def test_several_signers_and_none(document: dict[str, Any]) -> None:
    assert trust.parse(trust.write([], [])) == trust.Trust()
    assert len(trust.parse(trust.write([IDENTITY, IDENTITY], [])).signers) == 2
    del document["time_authorities"]
    assert parse(document).authorities_pem == ()


@pytest.mark.parametrize("field", ["ssh_public_key", "p256_spki", "fingerprint_sha256"])
def test_a_fingerprint_that_does_not_fit_its_keys_is_refused(document: dict[str, Any], field: str) -> None:
    other = PublicIdentity("other", bytes(32), b"other", "", "")
    replaced = json.loads(trust.write([other], []))["signers"][0]
    document["signers"][0][field] = replaced[field]
    with pytest.raises(FormatError):
        parse(document)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("format", "affiant-trust-v2", id="another version"),
        pytest.param("signers", None, id="signers null"),
        pytest.param("signers", {"a": 1}, id="signers as object"),
        pytest.param("signers", "text", id="signers as text"),
        pytest.param("signers", [5], id="a signer as number"),
        pytest.param("signers", [{}], id="an empty signer"),
        pytest.param("time_authorities", [5], id="an authority as number"),
        pytest.param("time_authorities", "text", id="authorities as text"),
        pytest.param("time_authorities", None, id="authorities null"),
    ],
)
def test_another_form_is_refused(document: dict[str, Any], field: str, value: object) -> None:
    with pytest.raises(FormatError):
        parse(document | {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 5),
        ("ca_pem", None),
        ("ssh_public_key", 5),
        ("ssh_public_key", ""),
        ("p256_spki", 5),
        ("p256_spki", "*"),
        ("p256_spki", base64.b64encode(b"other").decode()),
        ("fingerprint_sha256", 5),
    ],
)
def test_a_damaged_signer_is_refused(document: dict[str, Any], field: str, value: object) -> None:
    document["signers"][0][field] = value
    with pytest.raises(FormatError):
        parse(document)


def test_a_file_too_large_to_be_one_is_refused_unread() -> None:
    with pytest.raises(FormatError):
        trust.parse(b" " * (trust.MAX_BYTES + 1))


def test_no_private_word_is_in_it() -> None:
    assert b"PRIVATE" not in trust.write([IDENTITY], [])
