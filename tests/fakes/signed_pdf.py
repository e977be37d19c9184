"""The smallest PDF with a real signature over all of it."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

ROOM = 8192


def detached_cms(
    message: bytes, leaf: x509.Certificate, key: ec.EllipticCurvePrivateKey, ca: x509.Certificate
) -> bytes:
    return (
        PKCS7SignatureBuilder()
        .set_data(message)
        .add_signer(leaf, key, hashes.SHA256())
        .add_certificate(ca)
        .sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary])
    )


def signed_pdf(
    text: str, leaf: x509.Certificate, key: ec.EllipticCurvePrivateKey, ca: x509.Certificate, sign_other: bool = False
) -> bytes:
    """A PDF of one signature; `sign_other` signs other bytes than those of the PDF."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [5 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Annots [5 0 R] >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /Rect [0 0 0 0] /P 3 0 R /V 6 0 R >>",
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 %s] /Contents <%s> >>"
        % (b"*" * 40, b"0" * ROOM * 2),
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    before = out.index(b"<" + b"0" * 64)
    after = before + ROOM * 2 + 2
    ranges = b"%d %d %d" % (before, after, len(out) - after)
    place = out.index(b"*" * 40)
    out[place : place + 40] = ranges.ljust(40)
    message = bytes(out[:before] + out[after:])
    contents = detached_cms(b"something else" if sign_other else message, leaf, key, ca).hex().encode()
    out[before + 1 : before + 1 + len(contents)] = contents
    return bytes(out)
