"""Programs that we did not write, as they read a pack: each is started as a process with files and outside anchors.

A checker says *accepted* or not, and its own words. One that is not installed is never counted as passed: the test is
skipped and says so, and in continuous integration it fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]
TAG = "tagmanifest-sha256.txt"
NAMESPACE = "affiant-pack-v1"
PRINCIPAL = "jane@example.org"
"""Name that the recipient gives to the signer in a list of her own."""


def not_run(what: str) -> NoReturn:
    """Say that something could not be checked; `tests/conftest.py` fails it where everything must run."""
    pytest.skip(f"not run: {what}")


def program(name: str) -> str:
    """Path of an installed program."""
    found = shutil.which(name)
    return found if found is not None else not_run(f"{name} is not installed")


@dataclass(frozen=True)
class Anchors:
    """What a recipient got outside of the pack."""

    allowed_signers: Path
    ca: Path
    tsa_root: Path
    nss: Path
    """NSS database that trusts `ca`."""
    note_key: str
    """Verifier key of the ledger, in the form of golang.org/x/mod/sumdb/note."""


@dataclass(frozen=True)
class Said:
    """What a checker said."""

    accepted: bool
    words: str


def ran(command: list[str], folder: Path, *, stdin: Path | None = None) -> tuple[int, str]:
    """Status and everything that a command said, in a language that tests can read."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    with (stdin or Path(os.devnull)).open("rb") as given:
        result = subprocess.run(
            command,
            cwd=folder,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    return result.returncode, result.stdout


def by_status(command: list[str], folder: Path, *, stdin: Path | None = None) -> Said:
    """A checker whose exit status can be trusted."""
    status, words = ran(command, folder, stdin=stdin)
    return Said(status == 0, words)


def ssh_keygen(pack: Path, anchors: Anchors) -> Said:
    """OpenSSH on the SSHSIG."""
    if not (pack / TAG).is_file():
        return Said(False, "no tag manifest")
    command = [program("ssh-keygen"), "-Y", "verify", "-f", str(anchors.allowed_signers), "-I", PRINCIPAL]
    return by_status([*command, "-n", NAMESPACE, "-s", f"seal/{TAG}.sig"], pack, stdin=pack / TAG)


def openssl_ts(pack: Path, anchors: Anchors) -> Said:
    """OpenSSL on the time-stamp token."""
    command = [program("openssl"), "ts", "-verify", "-data", TAG, "-in", f"seal/{TAG}.tsr"]
    return by_status([*command, "-CAfile", str(anchors.tsa_root)], pack)


def openssl_cms(pack: Path, anchors: Anchors) -> Said:
    """OpenSSL on the CMS signature."""
    command = [program("openssl"), "cms", "-verify", "-binary", "-inform", "DER", "-in", f"seal/{TAG}.p7s"]
    tail = ["-content", TAG, "-CAfile", str(anchors.ca), "-purpose", "any", "-out", os.devnull]
    return by_status([*command, *tail], pack)


def sha256sum(pack: Path, _anchors: Anchors) -> Said:
    """Coreutils on both manifests."""
    return by_status([program("sha256sum"), "-c", "--strict", "--quiet", TAG, "manifest-sha256.txt"], pack)


def bagit(pack: Path, _anchors: Anchors) -> Said:
    """The Library of Congress's bagit-python, from the checkers' own environment."""
    own = ROOT / ".checkers" / "bin" / "bagit.py"
    python = own.with_name("python")
    if not own.is_file():
        not_run("bagit.py is not installed; packaging/test makes .checkers")
    return by_status([str(python), "-I", str(own), "--validate", "--quiet", str(pack)], pack)


def pdfsig(pack: Path, anchors: Anchors) -> Said:
    """Poppler on the dossier. It exits 0 on a broken seal, so its three lines are read."""
    command = [program("pdfsig"), "-nssdir", f"sql:{anchors.nss}", "data/dossier.pdf"]
    status, words = ran(command, pack)
    wanted = (
        "- Signature Validation: Signature is Valid.",
        "- Total document signed",
        "- Certificate Validation: Certificate is Trusted.",
    )
    lines = {line.strip() for line in words.splitlines()}
    signatures = len(re.findall(r"^Signature #", words, re.MULTILINE))
    return Said(status == 0 and signatures == 1 and lines >= set(wanted), words)


def mutool(pack: Path, _anchors: Anchors) -> Said:
    """MuPDF on the dossier. It exits 0 on everything, so its words are read; it knows no trusted certificates."""
    status, words = ran([program("mutool"), "sign", "-v", "data/dossier.pdf"], pack)
    return Said(status == 0 and "unchanged since signing" in words and "Digest error" not in words, words)


Checker = Callable[[Path, Anchors], Said]
CHECKERS: Mapping[str, Checker] = {
    "ssh-keygen": ssh_keygen,
    "openssl ts": openssl_ts,
    "openssl cms": openssl_cms,
    "sha256sum": sha256sum,
    "bagit.py": bagit,
    "pdfsig": pdfsig,
    "mutool": mutool,
}


def make_nss(folder: Path, ca: Path) -> Path:
    """Make an NSS database that trusts one authority for signatures."""
    certutil = program("certutil")
    folder.mkdir()
    for words in (["-N", "--empty-password"], ["-A", "-n", "ca", "-t", "C,C,C", "-i", str(ca)]):
        subprocess.run([certutil, *words, "-d", f"sql:{folder}"], check=True, capture_output=True)
    return folder


def affiant(
    *words: str | Path, home: Path, passphrase: Path, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The real program, in a process of its own."""
    environment = {**os.environ, "AFFIANT_HOME": str(home), "AFFIANT_PASSPHRASE_FILE": str(passphrase)}
    return subprocess.run(
        [sys.executable, "-I", "-m", "affiant", *map(str, words)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def document(result: subprocess.CompletedProcess[str]) -> object:
    """The one JSON document of a command that went well."""
    assert result.returncode == 0, result.stdout + result.stderr
    return json.loads(result.stdout)
