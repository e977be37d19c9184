"""Packs made by the real program, and the anchors that a recipient got outside of them."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.interop.authority import Authority
from tests.interop.checkers import (
    NAMESPACE,
    PRINCIPAL,
    ROOT,
    Anchors,
    affiant,
    document,
    make_nss,
    not_run,
    program,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here runs a foreign checker."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.interop)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """A local time-stamping authority."""
    running = Authority(tmp_path_factory.mktemp("authority"))
    yield running
    running.close()


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample files that lie beside the project."""
    folder = Path(os.environ.get("AFFIANT_SAMPLES") or ROOT.parent / "shared" / "samples")
    return folder if folder.is_dir() else not_run(f"no samples at {folder}; AFFIANT_SAMPLES names them")


@dataclass(frozen=True)
class Investigator:
    """A profile with an identity."""

    home: Path
    passphrase: Path
    public: dict[str, str]

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """One command."""
        return affiant(*words, home=self.home, passphrase=self.passphrase)

    def json(self, *words: str | Path) -> Any:
        """The document of one command that must go well."""
        return document(self.run(*words, "--json", "--batch"))


@pytest.fixture(scope="session")
def investigator(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Investigator:
    """An identity whose profile names the local authority."""
    folder = tmp_path_factory.mktemp("investigator")
    passphrase = folder / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    passphrase.chmod(0o600)
    home = folder / "home"
    home.mkdir(0o700)
    settings = {"authorities": [{"url": authority.url, "root_pem": authority.root.read_text()}]}
    (home / "authorities.json").write_text(json.dumps(settings))
    made = Investigator(home, passphrase, {})
    return Investigator(home, passphrase, made.json("identity", "new", "Unit 7 / وحدة"))


@pytest.fixture(scope="session")
def trust_file(investigator: Investigator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the investigator hands out by another way than the pack."""
    path = tmp_path_factory.mktemp("trust") / "trust.json"
    investigator.json("identity", "export", path)
    return path


@dataclass(frozen=True)
class Made:
    """An exported pack."""

    pack: Path
    case: Path
    exported: dict[str, Any]


def outside(folder: Path, investigator: Investigator, trust_file: Path, authority: Authority, made: Made) -> Anchors:
    """Write down the anchors, from the trust file alone."""
    (signer,) = json.loads(trust_file.read_text())["signers"]
    allowed, ca = folder / "allowed_signers", folder / "ca.pem"
    allowed.write_text(f'{PRINCIPAL} namespaces="{NAMESPACE}" {investigator.public["ssh_public_key"]}\n')
    ca.write_text(signer["ca_pem"])
    name = (made.pack / "data/ledger/checkpoint").read_text().splitlines()[0]
    blob = b"\x01" + base64.b64decode(signer["ssh_public_key"].split()[1])[-32:]
    number = hashlib.sha256(f"{name}\n".encode() + blob).hexdigest()[:8]
    key = f"{name}+{number}+{base64.b64encode(blob).decode()}"
    return Anchors(allowed, ca, authority.root, make_nss(folder / "nss", ca), key)


def small_samples(samples: Path) -> list[Path]:
    """A picture, an animation, a PDF, an archive, a page and a data file."""
    wanted = (
        "images/pngsuite/*.png",
        "images/pillow/*.gif",
        "pdf/**/*.fuzz",
        "web/**/*.warc*",
        "web/**/*.mhtml",
        "x/**/*.json",
    )
    found = [next(iter(sorted(samples.glob(pattern))), None) for pattern in wanted]
    return [path for path in found if path is not None]


@pytest.fixture(scope="session")
def small(
    investigator: Investigator, authority: Authority, samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Made:
    """A pack of a few files, sealed and stamped, for the attacks."""
    folder = tmp_path_factory.mktemp("small")
    case, pack = folder / "case", folder / "pack"
    investigator.json("init", case, "--title", "A small case")
    investigator.json("account", "add", case, "x:@example", "--id", "1234567890", "--url", "https://x.com/example")
    added = investigator.json(
        "add", case, *small_samples(samples), "--account", "x:@example", "--url", "https://x.com/example/status/1"
    )
    assert added["failed"] == []
    exported = investigator.json(
        "export", case, "court", pack, "--authority", authority.url, "--authority-root", authority.root
    )
    assert exported["time"] == "stamped"
    return Made(pack, case, exported)


@pytest.fixture(scope="session")
def small_anchors(
    small: Made,
    investigator: Investigator,
    trust_file: Path,
    authority: Authority,
    tmp_path_factory: pytest.TempPathFactory,
) -> Anchors:
    """Anchors for the small pack."""
    return outside(tmp_path_factory.mktemp("anchors"), investigator, trust_file, authority, small)


@pytest.fixture(scope="session")
def checklog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger's checker in Go, built with the distribution's golang.org/x/mod."""
    gocode = Path("/usr/share/gocode")
    if not (gocode / "src/golang.org/x/mod").is_dir():
        not_run("golang-golang-x-mod-dev is not installed")
    folder = tmp_path_factory.mktemp("checklog")
    environment = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": str(gocode),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "-mod=",
        "GOTOOLCHAIN": "local",
    }
    source = Path(__file__).parent / "go" / "checklog.go"
    command = [program("go"), "build", "-o", str(folder / "checklog"), str(source)]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    return folder / "checklog"
