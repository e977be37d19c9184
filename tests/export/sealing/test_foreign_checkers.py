"""Each seal by a program that we did not write. What such a program says of a damaged one is seen as well."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from reportlab.pdfgen.canvas import Canvas
from tests.fakes.pack_case import export, pack_case
from tests.fakes.signer import MemorySigner
from tests.fakes.time_authority import LocalAuthority, tool
from tests.fakes.time_stamper import UncheckedStamper

from affiant.core.errors import AffiantError
from affiant.core.identity import PACK_NAMESPACE, principal
from affiant.export.dossier.build import build_dossier
from affiant.export.sealing import cms, pades, sshsig
from affiant.export.sealing.public_files import allowed_signers

SIGNER = MemorySigner()
LINES = ("Signature is Valid", "- Total document signed", "Certificate is Trusted")
MESSAGE = b"0123  a.txt\r\n4567  b.txt\n"
AT = datetime(2026, 11, 3, 10, 12, 0, 123000, tzinfo=UTC)


def _run(folder: Path, *command: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run((tool(command[0]), *command[1:]), cwd=folder, input=stdin, capture_output=True, check=False)


def _ssh_keygen(folder: Path, message: bytes, namespace: str = PACK_NAMESPACE) -> bool:
    (folder / "signers").write_bytes(allowed_signers(SIGNER.public))
    (folder / "m.sig").write_bytes(sshsig.sign(MESSAGE, PACK_NAMESPACE, SIGNER))
    name = principal(SIGNER.public.fingerprint)
    done = _run(
        folder, "ssh-keygen", "-Y", "verify", "-f", "signers", "-I", name, "-n", namespace, "-s", "m.sig", stdin=message
    )
    return done.returncode == 0


def test_ssh_keygen_takes_the_signature_and_refuses_another_message_or_namespace(tmp_path) -> None:
    assert _ssh_keygen(tmp_path, MESSAGE)
    assert not _ssh_keygen(tmp_path, MESSAGE + b"x")
    assert not _ssh_keygen(tmp_path, MESSAGE, "file")


def test_the_armour_has_lines_of_70(tmp_path) -> None:
    lines = sshsig.sign(MESSAGE, PACK_NAMESPACE, SIGNER).decode().splitlines()
    assert {len(line) for line in lines[1:-2]} == {70}


def test_ssh_keygen_would_write_the_same_bytes(tmp_path) -> None:
    key = tmp_path / "key"
    key.write_bytes(SIGNER.ed25519_key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    key.chmod(0o600)
    (tmp_path / "m").write_bytes(MESSAGE)
    done = _run(tmp_path, "ssh-keygen", "-Y", "sign", "-f", "key", "-n", PACK_NAMESPACE, "m")
    assert done.returncode == 0
    assert (tmp_path / "m.sig").read_bytes() == sshsig.sign(MESSAGE, PACK_NAMESPACE, SIGNER)


def _openssl(folder: Path, message: bytes, ca_pem: str) -> bool:
    (folder / "m").write_bytes(message)
    (folder / "m.p7s").write_bytes(cms.sign(MESSAGE, SIGNER))
    (folder / "ca.pem").write_text(ca_pem)
    done = _run(
        folder,
        *("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "m.p7s", "-content", "m"),
        *("-CAfile", "ca.pem", "-purpose", "any", "-out", "/dev/null"),
    )
    return done.returncode == 0


def test_openssl_takes_the_cms_and_refuses_another_message_or_ca(tmp_path) -> None:
    assert _openssl(tmp_path, MESSAGE, SIGNER.public.ca_pem)
    assert not _openssl(tmp_path, MESSAGE + b"x", SIGNER.public.ca_pem)
    assert not _openssl(tmp_path, MESSAGE, MemorySigner(2).public.ca_pem)


def _pdf(path: Path, *, end: bytes = b"\n") -> Path:
    canvas = Canvas(str(path), invariant=1, pdfVersion=(1, 7))
    canvas.drawString(72, 720, "sealed")
    canvas.save()
    path.write_bytes(path.read_bytes().rstrip() + end)
    return path


def _pdfsig(folder: Path, pdf: Path) -> list[str]:
    nss = folder / "nss"
    if not nss.exists():
        nss.mkdir()
        (folder / "ca.pem").write_text(SIGNER.public.ca_pem)
        assert _run(folder, "certutil", "-N", "-d", "sql:nss", "--empty-password").returncode == 0
        added = _run(folder, "certutil", "-A", "-d", "sql:nss", "-n", "ca", "-t", "C,C,C", "-i", "ca.pem")
        assert added.returncode == 0
    shown = _run(folder, "pdfsig", "-nssdir", "sql:nss", str(pdf)).stdout.decode()
    return [
        line for line in ("Signature is Valid", "- Total document signed", "Certificate is Trusted") if line in shown
    ]


@pytest.mark.parametrize("end", [b"\n", b"", b"\r\n"])
@pytest.mark.parametrize("stamped", [False, True])
def test_pdfsig_says_all_three_lines_and_mutool_and_qpdf_agree(tmp_path, end, stamped) -> None:
    stamper = UncheckedStamper(LocalAuthority(tmp_path / "tsa")) if stamped else None
    pdf = _pdf(tmp_path / "d.pdf", end=end)
    before = pdf.read_bytes()
    pades.seal(pdf, SIGNER, AT, stamper)
    assert pdf.read_bytes().startswith(before)
    assert len(_pdfsig(tmp_path, pdf)) == 3
    assert b"unchanged since signing" in _run(tmp_path, "mutool", "sign", "-v", "d.pdf").stdout
    assert _run(tmp_path, "qpdf", "--check", "d.pdf").returncode == 0
    assert pdf.read_bytes().count(b"/ByteRange") == 1


def test_the_seal_certifies_and_permits_no_change_and_states_the_ledgers_time(tmp_path) -> None:
    pdf = _pdf(tmp_path / "d.pdf")
    pades.seal(pdf, SIGNER, AT, None)
    data = pdf.read_bytes()
    assert b"/SubFilter /ETSI.CAdES.detached" in data
    assert b"/DocMDP" in data
    assert b"/P 1" in data
    assert b"20261103101200" in data
    assert b"/TU (" in data


def test_metadata_and_version_stay_as_they_were(tmp_path) -> None:
    pdf = _pdf(tmp_path / "d.pdf")
    before = pdf.stat().st_size
    pades.seal(pdf, SIGNER, AT, None)
    added = pdf.read_bytes()[before:]
    for word in (b"/Metadata", b"/ModDate", b"/Version", b"/Extensions", b"xmpmeta"):
        assert word not in added


def test_the_same_document_gets_the_same_seal(tmp_path) -> None:
    found = set()
    for name in ("a.pdf", "b.pdf"):
        pdf = _pdf(tmp_path / name)
        pades.seal(pdf, SIGNER, AT, None)
        found.add(pdf.read_bytes())
    assert len(found) == 1


def test_pdfsig_notices_a_flipped_byte_and_an_overlay(tmp_path) -> None:
    pdf = _pdf(tmp_path / "d.pdf")
    pades.seal(pdf, SIGNER, AT, None)
    good = pdf.read_bytes()
    flipped = bytearray(good)
    flipped[200] ^= 1
    pdf.write_bytes(flipped)
    assert "Signature is Valid" not in _pdfsig(tmp_path, pdf)
    pdf.write_bytes(good + b"1 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert "- Total document signed" not in _pdfsig(tmp_path, pdf)


def test_a_failing_authority_leaves_the_document_as_it_was(tmp_path) -> None:
    pdf = _pdf(tmp_path / "d.pdf", end=b"")
    before = pdf.read_bytes()
    with pytest.raises(AffiantError):
        pades.seal(pdf, SIGNER, AT, UncheckedStamper(LocalAuthority(tmp_path / "tsa"), fails_at=1))
    assert pdf.read_bytes() == before


def test_a_token_that_does_not_fit_is_said(tmp_path) -> None:
    class Large(UncheckedStamper):
        def stamp(self, sha256_digest: bytes) -> bytes:
            reply = tsp.TimeStampResp.load(super().stamp(sha256_digest))
            info = reply["time_stamp_token"]["content"]["signer_infos"][0]
            info["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [b"\x04\x82\xff\xff" + bytes(0xFFFF)]}]
            return reply.dump(force=True)

    pdf = _pdf(tmp_path / "d.pdf")
    before = pdf.read_bytes()
    with pytest.raises(AffiantError) as caught:
        pades.seal(pdf, SIGNER, AT, Large(LocalAuthority(tmp_path / "tsa")))
    assert caught.value.code == "time-token-unusable"
    assert pdf.read_bytes() == before


@pytest.mark.parametrize("stamped", [False, True])
def test_the_real_dossier_takes_the_seal_and_gets_the_same_one_again(tmp_path, stamped) -> None:
    case = pack_case(tmp_path / "case", signer=SIGNER)
    stamper = UncheckedStamper(LocalAuthority(tmp_path / "tsa")) if stamped else None
    for name in ("one", "two"):
        export(case, "court", tmp_path / name, draw=build_dossier, stamper=stamper)
    pdf = tmp_path / "one/data/dossier.pdf"
    assert len(_pdfsig(tmp_path, pdf)) == 3
    assert b"unchanged since signing" in _run(tmp_path, "mutool", "sign", "-v", str(pdf)).stdout
    # A token holds the authority's time and serial number; without one, nothing differs.
    assert (pdf.read_bytes() == (tmp_path / "two/data/dossier.pdf").read_bytes()) is not stamped
