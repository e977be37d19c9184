from pathlib import Path

import pytest
from keyring.backends import fail, null
from keyring.errors import InitError
from secretstorage.exceptions import SecretStorageException
from tests.fakes.keyring_memory import MemoryKeyring

from affiant.core.errors import ExitStatus
from affiant.identity import os_keyring
from affiant.identity.os_keyring import OsKeyring, find_keyring
from affiant.identity.secret_keeper import KeeperUnavailableError

KNOWN = os_keyring.NAMED


@pytest.fixture
def store() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(os_keyring, "NAMED", ())


def _named(monkeypatch: pytest.MonkeyPatch, *kinds: type) -> None:
    monkeypatch.setattr(os_keyring, "NAMED", kinds)


class _Viable:
    viable = True
    priority = 5.0


class _Better(_Viable):
    priority = 5.1


class _Absent(_Viable):
    viable = False
    priority = 9.0


def test_what_is_put_can_be_had_and_dropped(store: MemoryKeyring):
    keyring = OsKeyring(store)
    assert keyring.get("identity/x") is None
    keyring.put("identity/x", "secret")
    assert keyring.get("identity/x") == "secret"
    keyring.drop("identity/x")
    keyring.drop("identity/x")
    assert store.entries == {}


def test_every_entry_has_a_service_of_its_own(store: MemoryKeyring):
    keyring = OsKeyring(store)
    keyring.put("a", "1")
    keyring.put("b", "2")
    assert {service for service, _ in store.entries} == {"affiant/a", "affiant/b"}


@pytest.mark.parametrize(
    "error",
    [InitError("Prompt dismissed"), OSError("broken pipe"), RuntimeError("no backend"), SecretStorageException("gone")],
)
def test_a_keyring_that_does_not_answer_is_said_to_be_locked(store: MemoryKeyring, error: Exception):
    store.fails_with = error
    keyring = OsKeyring(store)
    for call in (lambda: keyring.get("a"), lambda: keyring.put("a", "b"), lambda: keyring.drop("a")):
        with pytest.raises(KeeperUnavailableError) as caught:
            call()
        assert (caught.value.code, caught.value.status) == ("keyring-unavailable", ExitStatus.LOCKED)


def test_a_bug_is_not_taken_for_a_locked_keyring(store: MemoryKeyring):
    store.fails_with = TypeError("bug")
    with pytest.raises(TypeError):
        OsKeyring(store).get("a")


def test_a_keyring_that_loses_what_it_is_given_is_noticed(store: MemoryKeyring):
    store.loses_entries = True
    with pytest.raises(KeeperUnavailableError):
        OsKeyring(store).put("a", "b")


def test_without_a_store_that_we_know_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch):
    assert find_keyring() is None
    _named(monkeypatch, _Absent)
    assert find_keyring() is None


def test_of_two_stores_the_desktops_own_is_taken(monkeypatch: pytest.MonkeyPatch):
    _named(monkeypatch, _Viable, _Better, _Absent)
    found = find_keyring()
    assert found is not None
    assert type(found._store) is _Better


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "nonsense.Keyring", "keyring.backends.null.No"])
def test_a_person_can_switch_the_keyring_off(monkeypatch: pytest.MonkeyPatch, backend: str):
    _named(monkeypatch, _Viable)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    assert find_keyring() is None


def test_a_plug_in_that_is_configured_but_not_known_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    _named(monkeypatch, _Viable)
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir()
    settings.write_text(f"[backend]\ndefault-keyring={fail.Keyring.__module__}.Keyring\n")
    assert find_keyring() is None


def test_a_configured_store_that_we_know_is_used(monkeypatch: pytest.MonkeyPatch):
    _named(monkeypatch, null.Keyring)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert find_keyring() is not None


def test_plain_text_and_prompting_plug_ins_are_not_among_the_known_stores():
    assert [f"{one.__module__}.{one.__name__}" for one in KNOWN] == [
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    ]
