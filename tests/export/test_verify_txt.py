"""VERIFY.txt is run as printed: from the pack's folder, in a clean account, with the trust file outside of the pack."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import export, pack_case
from tests.fakes.signer import MemorySigner
from tests.fakes.time_authority import LocalAuthority, tool
from tests.fakes.time_stamper import UncheckedStamper

from affiant.core import trust
from affiant.core.identity import ssh_public_line

TOOLS = ("sh", "python3", "ssh-keygen", "sha256sum", "openssl", "certutil", "pdfsig", "find", "wc")


LINES = ("Signature is Valid", "  - Total document signed", "Certificate is Trusted")
STEPS = ("ssh-keygen -Y verify", "sha256sum", "find data", "find .", "openssl cms", "openssl ts -verify", "pdfsig")


class Recipient:
    """A person with a pack, a trust file and stock tools."""

    def __init__(self, folder: Path, case: MemoryCase, *, stamped: bool = True) -> None:
        for name in TOOLS:
            tool(name)
        self.folder, self.pack = folder, folder / "pack"
        folder.mkdir()
        authority = LocalAuthority(folder.with_name("authority"))
        export(case, "court", self.pack, stamper=UncheckedStamper(authority) if stamped else None)
        (folder / "trust.json").write_bytes(trust.write([case.signer.public], [authority.root_pem]))
        self.text = (self.pack / "VERIFY.txt").read_text(encoding="utf-8")

    def section(self, title: str) -> list[str]:
        """Commands of one section, by the four spaces before them."""
        body = re.split(r"\n\n([^\n]+)\n=+\n", self.text)
        return re.findall(r"^    (.+)$", body[body.index(title) + 1], re.MULTILINE)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            ("sh", "-c", command), cwd=self.pack, env=environment, capture_output=True, text=True, check=False
        )

    def prepare(self) -> None:
        (command,) = self.section("Before you start: the keys, from outside the pack")
        done = self.run(command)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def recipient(tmp_path) -> Recipient:
    found = Recipient(tmp_path / "home", pack_case(tmp_path / "case"))
    found.prepare()
    return found


def _find(recipient: Recipient, start: str) -> str:
    return next(one for one in recipient.section("Linux") if one.startswith(start))


def test_every_command_for_linux_does_what_the_text_says(recipient) -> None:
    commands = recipient.section("Linux")
    done = {command: recipient.run(command) for command in commands}
    assert {command: one.stderr for command, one in done.items() if one.returncode} == {}
    assert 'Good "affiant-pack-v1" signature for affiant-' in done[commands[0]].stdout
    assert all(line.endswith(": OK") for line in done[commands[1]].stdout.splitlines())
    said = re.search(r"Must print (\d+), (\d+) and (\d+)\.", recipient.text).groups()
    assert tuple(done[one].stdout.strip() for one in commands[2:5]) == said
    assert "CMS Verification successful" in done[commands[5]].stderr
    assert "Verification: OK" in done[commands[6]].stdout + done[commands[6]].stderr
    assert "Time stamp:" in done[commands[7]].stdout
    seal = done[_find(recipient, "pdfsig")].stdout
    for line in LINES:
        assert line in seal
    fingerprint = re.search(r"SSH key +(SHA256:\S+)", recipient.text)[1]
    assert fingerprint in done[_find(recipient, "ssh-keygen -Y check-novalidate")].stdout


def test_the_first_line_says_what_files_inside_the_pack_prove(recipient) -> None:
    assert recipient.text.splitlines()[0] == "Files inside this pack, this one too, prove nothing about who signed it."


def test_numbers_and_names_are_filled_in(recipient) -> None:
    signer = MemorySigner()
    for text in (signer.public.fingerprint, " ".join(signer.public.words), "affiant-" + signer.public.fingerprint[:16]):
        assert text in recipient.text
    assert signer.certificate.fingerprint(hashes.SHA256()).hex() in recipient.text


def test_a_trust_file_of_somebody_else_makes_no_anchors(tmp_path) -> None:
    recipient = Recipient(tmp_path / "home", pack_case(tmp_path / "case"))
    (recipient.folder / "trust.json").write_bytes(trust.write([MemorySigner(7).public], []))
    done = recipient.run(recipient.section("Before you start: the keys, from outside the pack")[0])
    assert done.returncode != 0
    assert "IndexError" in done.stderr
    assert not (recipient.folder / "allowed_signers").exists()


def test_a_pack_of_another_key_is_refused_by_the_outside_anchors_only(tmp_path) -> None:
    honest, forger = MemorySigner(1), MemorySigner(2)
    recipient = Recipient(tmp_path / "home", pack_case(tmp_path / "case", signer=forger), stamped=False)
    (recipient.folder / "allowed_signers").write_text(
        f'affiant-{forger.public.fingerprint[:16]} namespaces="affiant-pack-v1" '
        + ssh_public_line(honest.public.ed25519)
        + "\n"
    )
    (recipient.folder / "ca.pem").write_text(honest.public.ca_pem)
    first, *_, ssh_inside, cms_inside = recipient.section("Linux")
    assert recipient.run(first).returncode != 0
    assert recipient.run(_find(recipient, "openssl cms")).returncode != 0
    assert recipient.run(ssh_inside).returncode == 0
    assert recipient.run(cms_inside).returncode == 0


@pytest.mark.parametrize(
    ("change", "noticed"),
    [
        ("flip", {"sha256sum"}),
        ("add", {"find data", "find ."}),
        ("delete", {"sha256sum", "find data", "find ."}),
        ("bag-info", {"sha256sum"}),
        ("overlay", {"sha256sum", "pdfsig"}),
        ("beside", {"find ."}),
    ],
)
def test_each_change_is_noticed_by_the_steps_that_should(recipient, change, noticed) -> None:
    before = _observed(recipient)
    exhibit, dossier = recipient.pack / "data/exhibits/E001/E001-01.png", recipient.pack / "data/dossier.pdf"
    if change == "flip":
        data = bytearray(exhibit.read_bytes())
        data[3] ^= 1
        exhibit.write_bytes(data)
    elif change == "add":
        shutil.copy(exhibit, exhibit.with_name("E001-02.png"))
    elif change == "delete":
        exhibit.unlink()
    elif change == "bag-info":
        info = recipient.pack / "bag-info.txt"
        info.write_bytes(info.read_bytes().replace(b"court", b"press"))
    elif change == "overlay":
        dossier.write_bytes(dossier.read_bytes() + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    else:
        (recipient.pack / "README.txt").write_text("trust me")
    after = _observed(recipient)
    assert {step for step in before if before[step] != after[step]} == noticed


def _observed(recipient: Recipient) -> dict[str, object]:
    found: dict[str, object] = {}
    for step in STEPS:
        if step == "pdfsig" and not (recipient.folder / "nss").exists():
            for one in recipient.section("Linux"):
                if "certutil" in one:
                    recipient.run(one)
        done = recipient.run(_find(recipient, step))
        lines = [
            line for line in ("Signature is Valid", "- Total document signed", "is Trusted") if line in done.stdout
        ]
        found[step] = (done.returncode, lines if step == "pdfsig" else done.stdout)
    return found
