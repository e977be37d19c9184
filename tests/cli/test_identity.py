"""``affiant identity``."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine

from affiant.core.errors import ExitStatus
from affiant.core.trust import parse


def test_show_gives_exactly_the_documented_fields(affiant: CommandLine) -> None:
    affiant.run("identity", "new", "Jane Khan")
    shown = affiant.json("identity", "show")
    assert list(shown) == ["name", "fingerprint_words", "fingerprint_sha256", "ssh_public_key", "certificate_pem"]
    assert shown["name"] == "Jane Khan"
    assert len(shown["fingerprint_words"].split()) == 12


def test_the_fingerprint_is_shown_as_a_code_too(affiant: CommandLine) -> None:
    affiant.run("identity", "new", "Jane Khan")
    plain = affiant.run("identity", "show").out
    drawn = affiant.run("identity", "show", "--qr").out
    assert drawn.startswith(plain.rstrip("\n"))
    code = drawn[len(plain.rstrip("\n")) :].strip("\n").split("\n")
    assert set("".join(code)) == set("█▀▄ ")
    assert len(set(map(len, code))) == 1


def test_export_writes_the_trust_file_and_never_overwrites(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.run("identity", "new", "--name", "Jane Khan")
    target = tmp_path / "trust.json"
    fingerprint = affiant.json("identity", "export", target)["fingerprint_sha256"]
    assert [one.fingerprint for one in parse(target.read_bytes()).signers] == [fingerprint]
    assert affiant.run("identity", "export", target).status == ExitStatus.USAGE


def test_ssh_keygen_reads_the_public_key(affiant: CommandLine, tmp_path: Path) -> None:
    affiant.run("identity", "new", "--name", "Jane Khan")
    key = tmp_path / "key.pub"
    key.write_text(affiant.json("identity", "show")["ssh_public_key"] + "\n")
    read = subprocess.run(["ssh-keygen", "-lf", key], capture_output=True, text=True, check=True)
    assert "(ED25519)" in read.stdout


def test_a_second_identity_is_refused(affiant: CommandLine) -> None:
    affiant.run("identity", "new", "--name", "Jane Khan")
    ran = affiant.run("identity", "new", "--name", "Somebody Else", "--json")
    assert ran.document["error"]["code"] == "identity-exists"


def test_a_name_is_asked_for(affiant: CommandLine) -> None:
    assert affiant.run("identity", "new").status == ExitStatus.USAGE


class _Person(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_is_asked_for_the_name_and_nobody_in_a_batch(
    affiant: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Person("Unit 7\n"))
    assert affiant.run("identity", "new", "--batch").status == ExitStatus.USAGE
    assert affiant.json("identity", "new")["name"] == "Unit 7"


def test_a_wrong_passphrase_is_locked(affiant: CommandLine, tmp_path: Path) -> None:
    case = affiant.new_case()
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase\n")
    wrong.chmod(0o600)
    ran = affiant.run("account", "add", case, "x:@somebody", "--passphrase-file", wrong)
    assert ran.status == ExitStatus.LOCKED
    assert "passphrase-wrong" in ran.talk
    assert str(wrong) in ran.talk
