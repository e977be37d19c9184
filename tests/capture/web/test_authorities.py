from __future__ import annotations

import hashlib
import ssl
from pathlib import Path

import pytest
from tests.fakes.site.certificates import certificates

from affiant.capture.web.authorities import MAX_BYTES, fingerprints
from affiant.core.errors import AffiantError


def test_every_certificate_of_every_file_is_named(tmp_path: Path) -> None:
    one, two = tmp_path / "one.pem", tmp_path / "two.pem"
    one.write_bytes(certificates().authority_pem)
    two.write_bytes(b"A comment\n" + certificates().good.chain_pem)
    found = fingerprints((one, two))
    der = ssl.PEM_cert_to_DER_cert(certificates().authority_pem.decode())
    assert found[0] == hashlib.sha256(der).hexdigest()
    assert found[1] == certificates().good.fingerprint
    assert len(found) == 3
    assert fingerprints(()) == ()


@pytest.mark.parametrize(
    "content",
    [None, b"", b"no certificate", b"\xff\xfe", b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n", b"x"],
    ids=["missing", "empty", "words", "not text", "not base64", "too large"],
)
def test_a_file_without_a_certificate_is_refused_before_anything_is_opened(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_bytes(content if content != b"x" else b"x" * (MAX_BYTES + 1))
    with pytest.raises(AffiantError) as refused:
        fingerprints((path,))
    assert (refused.value.code, refused.value.subject) == ("authority-unreadable", str(path))
