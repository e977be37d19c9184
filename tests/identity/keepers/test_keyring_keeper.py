"""The secret in the keyring: nobody is asked, and what cannot be had is said, never guessed."""

from pathlib import Path

import pytest
from tests.fakes.keyring_memory import MemoryKeyring

from affiant.core.errors import AffiantError, ExitStatus
from affiant.identity.keepers.keyring_keeper import KeyringKeeper
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.secret_keeper import KeeperUnavailableError, Readiness

OWNER, OTHER = "ab" * 32, "cd" * 32
SECRET = b"x" * 43


@pytest.fixture
def memory() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def keeper(memory: MemoryKeyring) -> KeyringKeeper:
    return KeyringKeeper(lambda: OsKeyring(memory))


def test_a_kept_secret_is_recalled_for_its_owner_only(keeper: KeyringKeeper, tmp_path: Path) -> None:
    assert keeper.readiness() is Readiness.READY
    keeper.keep(SECRET, OWNER, tmp_path)
    assert keeper.recall(OWNER, tmp_path) == SECRET
    with pytest.raises(KeeperUnavailableError) as missing:
        keeper.recall(OTHER, tmp_path)
    assert (missing.value.code, missing.value.status) == ("secret-missing", ExitStatus.LOCKED)
    assert list(tmp_path.iterdir()) == []


def test_without_a_keyring_it_is_not_ready_and_says_so(tmp_path: Path) -> None:
    keeper = KeyringKeeper(lambda: None)
    assert keeper.readiness() is Readiness.NO
    with pytest.raises(KeeperUnavailableError) as missing:
        keeper.recall(OWNER, tmp_path)
    assert missing.value.code == "keyring-missing"


def test_an_entry_that_is_no_secret_of_ours_is_damage(
    keeper: KeyringKeeper, memory: MemoryKeyring, tmp_path: Path
) -> None:
    keeper.keep(SECRET, OWNER, tmp_path)
    memory.entries = dict.fromkeys(memory.entries, "é")
    with pytest.raises(AffiantError) as damaged:
        keeper.recall(OWNER, tmp_path)
    assert damaged.value.code == "identity-damaged"


def test_forgetting_never_fails(keeper: KeyringKeeper, memory: MemoryKeyring, tmp_path: Path) -> None:
    keeper.keep(SECRET, OWNER, tmp_path)
    keeper.forget(OWNER, tmp_path)
    assert memory.entries == {}
    memory.locked = True
    keeper.forget(OWNER, tmp_path)
    KeyringKeeper(lambda: None).forget(OWNER, tmp_path)
