"""The secret under a passphrase: a wrong one, a missing one and a damaged file are three different things."""

import os
from pathlib import Path

import pytest

from affiant.core.errors import AffiantError, ExitStatus
from affiant.identity.keepers.passphrase_keeper import WRAPPED_FILE, PassphraseKeeper
from affiant.identity.passphrase_source import AskedPassphrase
from affiant.identity.secret_keeper import Readiness
from affiant.identity.wrapping import Cost

OWNER, OTHER = "ab" * 32, "cd" * 32
SECRET = b"x" * 43
CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)


def keeper(passphrase: str | None) -> PassphraseKeeper:
    source = AskedPassphrase(lambda: passphrase) if passphrase is not None else None
    return PassphraseKeeper(source, os.urandom, CHEAP)


def refusal(passphrase: str | None, folder: Path, owner: str = OWNER) -> tuple[str, ExitStatus]:
    with pytest.raises(AffiantError) as refused:
        keeper(passphrase).recall(owner, folder)
    return refused.value.code, refused.value.status


def test_a_kept_secret_is_recalled_with_its_passphrase(tmp_path: Path) -> None:
    assert keeper("right").readiness() is Readiness.BY_ASKING
    keeper("right").keep(SECRET, OWNER, tmp_path)
    assert keeper("right").recall(OWNER, tmp_path) == SECRET
    assert SECRET not in (tmp_path / WRAPPED_FILE).read_bytes()


def test_a_wrong_passphrase_a_missing_one_and_damage_are_told_apart(tmp_path: Path) -> None:
    assert refusal("right", tmp_path) == ("identity-damaged", ExitStatus.LOCKED)
    keeper("right").keep(SECRET, OWNER, tmp_path)
    assert refusal("wrong", tmp_path) == ("passphrase-wrong", ExitStatus.LOCKED)
    assert refusal(None, tmp_path) == ("passphrase-needed", ExitStatus.LOCKED)
    assert refusal("right", tmp_path, OTHER)[1] is ExitStatus.LOCKED
    (tmp_path / WRAPPED_FILE).write_bytes(b"{}")
    assert refusal("right", tmp_path) == ("identity-damaged", ExitStatus.LOCKED)


def test_without_a_source_it_is_not_ready(tmp_path: Path) -> None:
    assert keeper(None).readiness() is Readiness.NO
    with pytest.raises(AffiantError) as refused:
        keeper(None).keep(SECRET, OWNER, tmp_path)
    assert refused.value.code == "passphrase-needed"


def test_forgetting_removes_the_file_and_never_fails(tmp_path: Path) -> None:
    keeper("right").keep(SECRET, OWNER, tmp_path)
    keeper(None).forget(OWNER, tmp_path)
    assert list(tmp_path.iterdir()) == []
    keeper(None).forget(OWNER, tmp_path / "gone")
