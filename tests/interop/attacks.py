"""The attacks of the matrix: each changes a copy of a good pack as an attacker would, with stock tools."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from tests.interop.authority import Authority
from tests.interop.checkers import NAMESPACE, TAG, program


def _run(*words: str | Path, folder: Path) -> None:
    subprocess.run([program(str(words[0])), *map(str, words[1:])], cwd=folder, check=True, capture_output=True)


def payload(pack: Path) -> Path:
    """The first exhibit's file."""
    return next(path for path in sorted((pack / "data" / "exhibits").rglob("*")) if path.suffix == ".png")


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def recompute(pack: Path) -> None:
    """Write all manifests anew, over the same names in the same order."""
    for algorithm in ("sha256", "sha512"):
        _rewrite(pack, f"manifest-{algorithm}.txt", algorithm)
    _rewrite(pack, TAG, "sha256")


def _rewrite(pack: Path, manifest: str, algorithm: str) -> None:
    names = [line.split("  ", 1)[1] for line in (pack / manifest).read_text().splitlines()]
    lines = [f"{hashlib.new(algorithm, (pack / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (pack / manifest).write_text("".join(lines))


def t1_flipped_byte(pack: Path, _authority: Authority) -> None:
    """One byte of a payload file flipped."""
    flip(payload(pack))


def t2_recomputed_manifests(pack: Path, _authority: Authority) -> None:
    """Payload altered, all manifests recomputed."""
    flip(payload(pack))
    recompute(pack)


def t3_extra_payload(pack: Path, _authority: Authority) -> None:
    """Extra file put into ``data/``."""
    payload(pack).with_name("E001-99.png").write_bytes(b"extra")


def t4_deleted_payload(pack: Path, _authority: Authority) -> None:
    """Payload file deleted."""
    payload(pack).unlink()


def t5_overlaid_dossier(pack: Path, _authority: Authority) -> None:
    """PDF overlaid by an incremental update."""
    dossier = pack / "data" / "dossier.pdf"
    with dossier.open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        page = writer.root["/Pages"]["/Kids"][0]
        while page["/Type"] == "/Pages":
            page = page["/Kids"][0]
        overlay = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 400 400 200 re f Q")
        page["/Contents"] = generic.ArrayObject([writer.add_object(overlay)])
        writer.update_container(page)
        writer.write_in_place()


def t6_edited_bag_info(pack: Path, _authority: Authority) -> None:
    """``bag-info.txt`` edited."""
    path = pack / "bag-info.txt"
    path.write_bytes(path.read_bytes().replace(b"Affiant-Profile: court", b"Affiant-Profile: press"))


def t7_resigned_by_another(pack: Path, authority: Authority) -> None:
    """Payload altered, everything rebuilt and re-signed with other keys, fresh token of the same genuine authority."""
    flip(payload(pack))
    recompute(pack)
    seal, keys = pack / "seal", pack.parent / "forger"
    keys.mkdir()
    for name in ("sig", "p7s", "tsr"):
        (seal / f"{TAG}.{name}").unlink()
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "ssh", folder=pack)
    _run("ssh-keygen", "-q", "-Y", "sign", "-f", keys / "ssh", "-n", NAMESPACE, TAG, folder=pack)
    (pack / f"{TAG}.sig").rename(seal / f"{TAG}.sig")
    kind, key, _ = (keys / "ssh.pub").read_text().split()
    old = (seal / "allowed_signers").read_text().split()[0]
    (seal / "allowed_signers").write_text(f'{old} namespaces="{NAMESPACE}" {kind} {key}\n')
    names = ("-subj", "/CN=Forger", "-days", "3650", "-keyout", keys / "key.pem", "-out", keys / "cert.pem")
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc")
    _run("openssl", "req", "-x509", *curve, *names, folder=pack)
    signer = ("-signer", keys / "cert.pem", "-inkey", keys / "key.pem", "-outform", "DER")
    _run("openssl", "cms", "-sign", "-binary", "-in", TAG, *signer, "-out", seal / f"{TAG}.p7s", folder=pack)
    (seal / "ca.pem").write_bytes((keys / "cert.pem").read_bytes())
    authority.stamp(pack / TAG, seal / f"{TAG}.tsr")


def t8_swapped_token(pack: Path, authority: Authority) -> None:
    """Another genuine token swapped in."""
    authority.stamp(pack / "bag-info.txt", pack / "seal" / f"{TAG}.tsr")


def removed_seals(pack: Path, _authority: Authority) -> None:
    """Token and CMS signature removed."""
    (pack / "seal" / f"{TAG}.tsr").unlink()
    (pack / "seal" / f"{TAG}.p7s").unlink()


def unlisted_files(pack: Path, _authority: Authority) -> None:
    """Files added beside ``bagit.txt`` and in ``seal/``, where no stock tool looks."""
    (pack / "READ-ME-FIRST.txt").write_text("Run this.\n")
    (pack / "seal" / "extra.txt").write_text("extra\n")


@dataclass(frozen=True)
class Attack:
    """What is done, and which of the foreign checkers refuse it; all others must stay content."""

    change: Callable[[Path, Authority], None]
    refused_by: frozenset[str]
    our_line: str
    """Line of ``affiant verify --trust`` that must fail."""


def _attack(change: Callable[[Path, Authority], None], line: str, *refused_by: str) -> Attack:
    return Attack(change, frozenset(refused_by), line)


ATTACKS = (
    _attack(t1_flipped_byte, "contents", "sha256sum", "bagit.py"),
    _attack(t2_recomputed_manifests, "signer", "ssh-keygen", "openssl ts", "openssl cms"),
    _attack(t3_extra_payload, "contents", "bagit.py"),
    _attack(t4_deleted_payload, "contents", "sha256sum", "bagit.py"),
    _attack(t5_overlaid_dossier, "contents", "sha256sum", "bagit.py", "pdfsig", "mutool"),
    _attack(t6_edited_bag_info, "contents", "sha256sum", "bagit.py"),
    _attack(t7_resigned_by_another, "signer", "ssh-keygen", "openssl cms"),
    _attack(t8_swapped_token, "time", "openssl ts"),
    _attack(removed_seals, "signer", "openssl ts", "openssl cms"),
    _attack(unlisted_files, "contents"),
)
"""The rows of the matrix of standards, section 2, judged with anchors from outside the pack."""
