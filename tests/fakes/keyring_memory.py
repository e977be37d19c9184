"""A keyring backend in memory; it can be locked, or lose what it is given. Never the keyring of this computer."""

from __future__ import annotations

from keyring.errors import KeyringLocked, PasswordDeleteError


class MemoryKeyring:
    """The part of `keyring.backend.KeyringBackend` that is used."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}
        self.locked = False
        self.loses_entries = False
        self.fails_with: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        if not self.loses_entries:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")

    def _answer(self) -> None:
        if self.locked:
            raise KeyringLocked("Failed to unlock the collection!")
        if self.fails_with is not None:
            raise self.fails_with
