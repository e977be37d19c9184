"""The operating system's keyring, through `keyring`: only stores that we know, and one kind of error.

`keyring` itself would also take whatever plug-in is installed, among them one that keeps plain text and one that
asks on the terminal. A person's own configuration of `keyring` is followed, but only to a store named here.
"""

from __future__ import annotations

import configparser
import contextlib
from operator import attrgetter
from types import ModuleType
from typing import Protocol

from keyring import core
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, Windows, kwallet, macOS
from keyring.errors import KeyringError

from affiant.core.errors import ExitStatus
from affiant.identity.secret_keeper import KeeperUnavailableError

NAMED: tuple[type[KeyringBackend], ...] = (
    Windows.WinVaultKeyring,
    macOS.Keyring,
    SecretService.Keyring,
    kwallet.DBusKeyring,
)
_USER = "affiant"


_FOREIGN_ERRORS: tuple[tuple[ModuleType, str], ...] = (
    (SecretService, "secretstorage.exceptions.SecretStorageException"),
    (SecretService, "secretstorage.util.DBusErrorResponse"),
    (kwallet, "dbus.DBusException"),
    (Windows, "pywintypes.error"),
)
"""Errors of the libraries below that `keyring` lets through; a library that is not installed raises none."""


def _failures() -> tuple[type[Exception], ...]:
    """What the named stores raise when they do not answer."""
    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError]
    for module, name in _FOREIGN_ERRORS:
        with contextlib.suppress(AttributeError):
            found.append(attrgetter(name)(module))
    return tuple(found)


class PasswordStore(Protocol):
    """The part of a keyring backend that is used here."""

    def get_password(self, service: str, username: str) -> str | None:
        """The entry, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Make or replace an entry."""

    def delete_password(self, service: str, username: str) -> None:
        """Drop an entry."""


class OsKeyring:
    """Named texts in the keyring of the person logged in. A call takes 10 to 40 ms, or waits for an unlock prompt."""

    def __init__(self, store: PasswordStore) -> None:
        self._store = store
        self._failures = _failures()

    def get(self, name: str) -> str | None:
        """Return a text, or None where there is none of this name.

        Raises:
            KeeperUnavailableError: the keyring does not answer.
        """
        try:
            return self._store.get_password(_service(name), _USER)
        except self._failures as error:
            raise _unavailable() from error

    def put(self, name: str, text: str) -> None:
        """Keep a text, and read it back: some stores take an entry and lose it.

        Raises:
            KeeperUnavailableError: the keyring does not answer, or does not give the text back.
        """
        try:
            self._store.set_password(_service(name), _USER, text)
            kept = self._store.get_password(_service(name), _USER)
        except self._failures as error:
            raise _unavailable() from error
        if kept != text:
            raise _unavailable()

    def drop(self, name: str) -> None:
        """Drop a text; nothing happens where there is none.

        Raises:
            KeeperUnavailableError: the keyring does not answer.
        """
        try:
            if self._store.get_password(_service(name), _USER) is not None:
                self._store.delete_password(_service(name), _USER)
        except self._failures as error:
            raise _unavailable() from error


def find_keyring() -> OsKeyring | None:
    """Return this computer's keyring, or None where there is none that we know. Takes about 20 ms."""
    try:
        configured = core.load_env() or core.load_config()
    except (ImportError, AttributeError, RuntimeError, configparser.Error):
        return None  # the configuration names a store that is not there: the person wants no other
    if configured is not None:
        return _prepared(configured) if type(configured) in NAMED else None
    viable = [one for one in NAMED if one.viable]
    return _prepared(max(viable, key=lambda one: float(one.priority))()) if viable else None


def _prepared(store: KeyringBackend) -> OsKeyring:
    if isinstance(store, Windows.WinVaultKeyring):
        store.persist = "local machine"  # by default the secret would roam to the other computers of a domain
    return OsKeyring(store)


def _service(name: str) -> str:
    """A service of its own for every entry: on Windows two entries of one service move each other about."""
    return f"affiant/{name}"


def _unavailable() -> KeeperUnavailableError:
    return KeeperUnavailableError(
        "keyring-unavailable",
        "The keyring of this computer does not answer",
        safe="Nothing was changed.",
        remedy="Unlock the keyring, or log in to the desktop, and try again. A new identity can do without a keyring: "
        "name a file that holds a passphrase with --passphrase-file FILE.",
        status=ExitStatus.LOCKED,
    )
