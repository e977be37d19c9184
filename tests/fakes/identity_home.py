"""Profiles of identities on `tmp_path`, with a fixed clock, a keyring in memory and a cheap key derivation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tests.fakes.keyring_memory import MemoryKeyring

from affiant.core.clock import FixedClock
from affiant.identity.os_keyring import OsKeyring
from affiant.identity.passphrase_source import AskedPassphrase, PassphraseSource
from affiant.identity.profile import IdentityProfile
from affiant.identity.registry import secret_keepers
from affiant.identity.wrapping import Cost

NOW = datetime(2026, 11, 21, 10, 0, 0, 123456, tzinfo=UTC)
CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)


def randomness(seed: int = 1) -> Callable[[int], bytes]:
    """Bytes that are the same in every run."""
    return Random(seed).randbytes


def asked(*answers: str | None) -> AskedPassphrase:
    """A person who gives these answers in turn, the last one for ever."""
    left = list(answers)
    return AskedPassphrase(lambda: left.pop(0) if len(left) > 1 else left[0])


def profile(
    home: Path, keyring: MemoryKeyring | None = None, source: PassphraseSource | None = None, seed: int = 1
) -> IdentityProfile:
    """A profile with this keyring and this source of a passphrase."""
    found = None if keyring is None else OsKeyring(keyring)
    random = randomness(seed)
    return IdentityProfile(home, secret_keepers(lambda: found, source, random, CHEAP), FixedClock(NOW), random)
