"""A time-stamping authority for tests: ``openssl ts -reply`` with our own certificates. It proves no time."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_FROM, _TO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
_CONFIG = """
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
ordering = yes
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def tool(name: str) -> str:
    """Path of a stock tool; a missing one is reported as *not run*, which is not *passed*."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"not run: {name} is not installed")
    return found


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    common: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    ca: bool,
    usage: tuple[x509.ObjectIdentifier, ...] = (),
    critical: bool = True,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_TO)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=critical)
    return builder.sign(issuer_key, hashes.SHA256())


@dataclass
class LocalAuthority:
    """A `stamp.authority.Authority` that answers in this process.

    `extra` certificates are put into every reply, unordered, as some real authorities do.
    """

    folder: Path
    url: str = "http://authority.invalid/tsa"
    self_signed: bool = False
    extra: tuple[x509.Certificate, ...] = ()
    asked: list[bytes] = field(default_factory=list)
    root_pem: str = ""

    def __post_init__(self) -> None:
        tool("openssl")
        self.folder.mkdir(parents=True)
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate("Test TSA root", root_key, "Test TSA root", root_key, ca=True)
        stamping = (ExtendedKeyUsageOID.TIME_STAMPING,)
        signer = (
            _certificate("Test TSA", key, "Test TSA", key, ca=False, usage=stamping)
            if self.self_signed
            else _certificate("Test TSA", key, "Test TSA root", root_key, ca=False, usage=stamping)
        )
        self.root_pem = root.public_bytes(Encoding.PEM).decode()
        self._write("tsa.pem", signer.public_bytes(Encoding.PEM))
        self._write("tsa.key", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        chain = (*self.extra, signer) if self.self_signed else (*self.extra, signer, root)
        self._write("chain.pem", b"".join(one.public_bytes(Encoding.PEM) for one in chain))
        self._write("root.pem", self.root_pem.encode())
        self._write("serial", b"01\n")
        self._write("tsa.cnf", _CONFIG.format(folder=self.folder).encode())

    def _write(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def ask(self, query: bytes) -> bytes:
        self.asked.append(query)
        self._write("query.tsq", query)
        command = (
            tool("openssl"), "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-signer", "tsa.pem",
            "-inkey", "tsa.key", "-chain", "chain.pem", "-out", "reply.tsr",
        )  # fmt: skip
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "reply.tsr").read_bytes()


def stranger() -> x509.Certificate:
    """A certificate that has nothing to do with the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    return _certificate("Aaa spoofed TSA", key, "Aaa spoofed TSA", key, ca=False)
