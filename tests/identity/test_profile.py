import json
import os
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from tests.fakes.identity_home import asked, profile
from tests.fakes.keyring_memory import MemoryKeyring

from affiant.core import trust
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.identity import ssh_fingerprint, ssh_public_line
from affiant.identity import profile as profile_module
from affiant.identity.passphrase_source import AskedPassphrase, FilePassphrase

FILES = {"authority.pem", "ed25519.pem", "p256.pem", "public.json"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def keyring() -> MemoryKeyring:
    return MemoryKeyring()


def code_of(caught: pytest.ExceptionInfo[AffiantError]) -> tuple[str, ExitStatus]:
    return caught.value.code, caught.value.status


def test_a_new_identity_signs_for_the_keys_that_it_shows(home: Path, keyring: MemoryKeyring):
    made = profile(home, keyring).create("  Inspector\nZia ")
    assert made.public == profile(home, keyring).public()
    assert made.public.name == "Inspector Zia"
    Ed25519PublicKey.from_public_bytes(made.public.ed25519).verify(made.sign_ed25519(b"m"), b"m")


def test_unlocking_gives_the_same_keys_again(home: Path, keyring: MemoryKeyring):
    made = profile(home, keyring).create("Zia")
    again = profile(home, keyring, seed=2).unlock()
    assert again.public == made.public
    assert again.certificate == made.certificate
    assert again.ca_certificate == made.ca_certificate
    assert again.p256_key.private_numbers() == made.p256_key.private_numbers()
    assert again.sign_ed25519(b"m") == made.sign_ed25519(b"m")


def test_with_a_keyring_nobody_is_asked_and_no_secret_lies_on_disk(home: Path, keyring: MemoryKeyring):
    source = AskedPassphrase(pytest.fail)
    made = profile(home, keyring, source).create("Zia")
    profile(home, keyring, source).unlock()
    assert {one.name for one in (home / "identity").iterdir()} == FILES
    (((service, _), secret),) = keyring.entries.items()
    assert service == f"affiant/identity/{made.public.fingerprint}"
    assert not any(secret.encode() in one.read_bytes() for one in (home / "identity").iterdir())


def test_without_a_keyring_a_passphrase_keeps_the_secret(home: Path):
    made = profile(home, None, asked("correct horse")).create("Zia")
    assert profile(home, None, asked("correct horse")).unlock().public == made.public
    assert {one.name for one in (home / "identity").iterdir()} == FILES | {"passphrase.wrapped"}


def test_a_passphrase_file_goes_before_a_keyring(home: Path, keyring: MemoryKeyring, tmp_path: Path):
    path = tmp_path / "passphrase"
    path.write_bytes(b"correct horse\n")
    path.chmod(0o600)
    profile(home, keyring, FilePassphrase(path, pytest.fail)).create("Zia")
    assert keyring.entries == {}
    assert profile(home, None, asked("correct horse")).unlock()


def test_without_keyring_and_passphrase_nothing_is_made(home: Path):
    with pytest.raises(AffiantError) as caught:
        profile(home).create("Zia")
    assert code_of(caught) == ("passphrase-needed", ExitStatus.LOCKED)
    assert list(home.iterdir()) == []


def test_a_keyring_that_stays_locked_is_said_when_there_is_no_other_way(home: Path, keyring: MemoryKeyring):
    keyring.locked = True
    with pytest.raises(AffiantError) as caught:
        profile(home, keyring).create("Zia")
    assert code_of(caught) == ("keyring-unavailable", ExitStatus.LOCKED)


def test_where_the_keyring_stays_locked_a_person_is_asked(home: Path, keyring: MemoryKeyring):
    keyring.locked = True
    profile(home, keyring, asked("correct horse")).create("Zia")
    assert profile(home, None, asked("correct horse")).secret_place() == "in the profile, under your passphrase"


@pytest.mark.parametrize(("answers", "code"), [(("a", "b"), "passphrase-differs"), ((None,), "passphrase-needed")])
def test_a_passphrase_not_given_or_mistyped_leaves_nothing(home: Path, answers: tuple[str | None, ...], code: str):
    with pytest.raises(AffiantError, match=code):
        profile(home, None, asked(*answers)).create("Zia")
    assert list(home.iterdir()) == []
    assert not profile(home).exists()


def test_a_person_who_cancels_the_question_leaves_nothing(home: Path):
    def cancel() -> str:
        raise Cancelled

    with pytest.raises(Cancelled):
        profile(home, None, AskedPassphrase(cancel)).create("Zia")
    assert list(home.iterdir()) == []


def test_a_wrong_passphrase_is_said(home: Path):
    profile(home, None, asked("correct horse")).create("Zia")
    with pytest.raises(AffiantError) as caught:
        profile(home, None, asked("correct house")).unlock()
    assert code_of(caught) == ("passphrase-wrong", ExitStatus.LOCKED)


def test_without_a_source_a_passphrase_is_needed_to_unlock_but_not_to_look(home: Path, keyring: MemoryKeyring):
    made = profile(home, None, asked("correct horse")).create("Zia")
    assert profile(home, keyring).public() == made.public
    with pytest.raises(AffiantError) as caught:
        profile(home, keyring).unlock()
    assert code_of(caught) == ("passphrase-needed", ExitStatus.LOCKED)


def test_an_emptied_or_unreachable_keyring_is_said(home: Path, keyring: MemoryKeyring):
    profile(home, keyring).create("Zia")
    for other, code in ((MemoryKeyring(), "secret-missing"), (None, "keyring-missing")):
        with pytest.raises(AffiantError) as caught:
            profile(home, other, asked("correct horse")).unlock()
        assert code_of(caught) == (code, ExitStatus.LOCKED)


def test_an_identity_is_never_made_twice(home: Path, keyring: MemoryKeyring):
    made = profile(home, keyring).create("Zia")
    with pytest.raises(AffiantError, match="identity-exists"):
        profile(home, keyring, seed=2).create("Zia")
    assert profile(home, keyring).unlock().public == made.public
    assert len(keyring.entries) == 1


def test_of_two_makers_at_once_one_wins_and_the_other_leaves_nothing(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
):
    slow = profile(home, keyring, seed=2)
    seal = profile_module.keys.seal
    winners = []

    def overtaken(*arguments: object) -> bytes:
        monkeypatch.setattr(profile_module.keys, "seal", seal)
        winners.append(profile(home, keyring).create("Winner").public)
        return seal(*arguments)

    monkeypatch.setattr(profile_module.keys, "seal", overtaken)
    with pytest.raises(AffiantError, match="identity-exists"):
        slow.create("Loser")
    assert profile(home, keyring).unlock().public == winners[0]
    assert len(keyring.entries) == 1
    assert [one.name for one in home.iterdir()] == ["identity"]


def test_a_full_disk_leaves_neither_files_nor_a_secret(
    home: Path, keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(profile_module, "sync_folder", full)
    with pytest.raises(AffiantError) as caught:
        profile(home, keyring).create("Zia")
    assert code_of(caught) == ("disk-full", ExitStatus.DISK)
    assert keyring.entries == {}
    assert list(home.iterdir()) == []


def test_what_a_crash_left_is_swept_by_the_next_attempt(home: Path, keyring: MemoryKeyring):
    leftover = home / "identity-0011223344556677.new"
    leftover.mkdir(parents=True)
    (leftover / "p256.pem").write_bytes(b"x")
    assert not profile(home, keyring).exists()
    profile(home, keyring).create("Zia")
    assert [one.name for one in home.iterdir()] == ["identity"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_nobody_else_can_read_the_identity_whatever_the_umask(home: Path):
    before = os.umask(0)
    try:
        profile(home, None, asked("correct horse")).create("Zia")
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "identity").stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in (home / "identity").iterdir()} == {0o600}


def test_a_profile_that_cannot_be_written_is_said(tmp_path: Path, keyring: MemoryKeyring):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AffiantError) as caught:
        profile(tmp_path / "file", keyring).create("Zia")
    assert code_of(caught) == ("profile-unusable", ExitStatus.DISK)


def test_a_profile_without_identity_is_said(home: Path):
    for call in (profile(home).public, profile(home).unlock, profile(home).secret_place):
        with pytest.raises(AffiantError, match="identity-missing"):
            call()


@pytest.mark.parametrize("name", sorted((FILES | {"passphrase.wrapped"}) - {"authority.pem"}))
@pytest.mark.parametrize("harm", ["missing", "empty", "cut", "flipped", "large", "folder"])
def test_a_damaged_file_is_named_and_nothing_is_unlocked(home: Path, name: str, harm: str):
    profile(home, None, asked("correct horse")).create("Zia")
    path = home / "identity" / name
    data = path.read_bytes()
    path.unlink()
    if harm == "folder":
        path.mkdir()
    elif harm != "missing":
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"empty": b"", "cut": data[:-40], "flipped": flipped, "large": b" " * (1 << 20)}[harm])
    with pytest.raises(AffiantError) as caught:
        profile(home, None, asked("correct horse")).unlock()
    assert code_of(caught) in {("identity-damaged", ExitStatus.LOCKED), ("profile-unusable", ExitStatus.DISK)}
    assert (harm == "folder") == (caught.value.code == "profile-unusable")
    if harm != "folder":
        assert caught.value.subject == name
    with pytest.raises(AffiantError, match="identity-exists"):
        profile(home, None, asked("correct horse")).create("Zia")


@pytest.mark.parametrize("name", ["ed25519.pem", "p256.pem"])
def test_a_whole_key_file_of_somebody_else_is_refused(home: Path, tmp_path: Path, name: str):
    profile(home, None, asked("p")).create("Zia")
    profile(tmp_path / "other", None, asked("p")).create("Zia")  # same random bytes, so the same secret
    (home / "identity" / name).write_bytes((tmp_path / "other" / "identity" / name).read_bytes())
    with pytest.raises(AffiantError, match="identity-damaged") as caught:
        profile(home, None, asked("p")).unlock()
    assert caught.value.subject == name


@pytest.mark.parametrize("field", ["name", "certificate_pem", "ca_pem", "ssh_public_key", "p256_spki", "keeper"])
def test_an_altered_public_file_is_refused(home: Path, tmp_path: Path, field: str):
    profile(home, None, asked("p")).create("Zia")
    profile(tmp_path / "other", None, asked("p")).create("Somebody Else")
    path = home / "identity" / "public.json"
    document = json.loads(path.read_bytes())
    document[field] = json.loads((tmp_path / "other" / "identity" / "public.json").read_bytes())[field]
    document |= {"keeper": "nobody"} if field == "keeper" else {}
    path.write_text(json.dumps(document))
    with pytest.raises(AffiantError, match="identity-damaged") as caught:
        profile(home, None, asked("p")).unlock()
    assert caught.value.subject == "public.json"


def test_whether_a_passphrase_is_needed_is_known_beforehand(home: Path, keyring: MemoryKeyring):
    assert profile(home).needs_passphrase()
    assert not profile(home, keyring, asked("p")).needs_passphrase()
    profile(home, None, asked("p")).create("Zia")
    assert profile(home, keyring).needs_passphrase()


def test_an_unlocked_identity_shows_no_private_key(home: Path, keyring: MemoryKeyring):
    assert "key=" not in repr(profile(home, keyring).create("Zia"))


def test_the_trust_file_is_read_by_recipients(home: Path, keyring: MemoryKeyring):
    made = profile(home, keyring).create("حسن علی")
    (signer,) = trust.parse(profile(home, keyring).export_trust(["PEM"])).signers
    assert (signer.name, signer.fingerprint) == ("حسن علی", made.public.fingerprint)
    assert signer.ca_pem == made.public.ca_pem
    assert trust.parse(profile(home, keyring).export_trust(["PEM"])).authorities_pem == ("PEM",)


def test_ssh_keygen_prints_the_fingerprint_that_we_print(home: Path, keyring: MemoryKeyring, tmp_path: Path):
    public = profile(home, keyring).create("Zia").public
    (tmp_path / "key.pub").write_text(ssh_public_line(public.ed25519) + "\n")
    printed = subprocess.run(
        ["ssh-keygen", "-lf", str(tmp_path / "key.pub")], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split()[:2] == ["256", ssh_fingerprint(public.ed25519)]


def test_openssl_opens_every_key_file_with_the_secret_of_the_keyring(home: Path, keyring: MemoryKeyring):
    made = profile(home, keyring).create("Zia")
    (secret,) = keyring.entries.values()
    found = {
        name: subprocess.run(
            ["openssl", "pkey", "-in", str(home / "identity" / name), "-passin", "stdin", "-pubout"],
            input=secret.encode(),
            capture_output=True,
            check=True,
        ).stdout
        for name in ("ed25519.pem", "p256.pem", "authority.pem")
    }
    assert load_pem_public_key(found["ed25519.pem"]) == made.ed25519_key.public_key()
    assert load_pem_public_key(found["p256.pem"]) == made.certificate.public_key()
    assert load_pem_public_key(found["authority.pem"]) == made.ca_certificate.public_key()
