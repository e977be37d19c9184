"""Where a person's passphrase comes from: a file that the caller named, or somebody who is asked."""

from __future__ import annotations

import hmac
import os
import stat
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from affiant.core.errors import AffiantError
from affiant.identity.private_files import read_bounded
from affiant.identity.problems import passphrase_needed

MAX_BYTES = 4096


class PassphraseSource(Protocol):
    """Gives the passphrase of an identity."""

    @property
    def asked_for(self) -> bool:
        """Whether the person named this source, so that it goes before a keyring when an identity is made."""

    @property
    def place(self) -> str:
        """File that the passphrase comes from; empty when a person is asked."""

    def passphrase(self) -> bytes:
        """The passphrase of the identity that exists.

        Raises:
            AffiantError: there is none (``passphrase-needed``), it is empty, or its file cannot be read.
        """

    def new_passphrase(self) -> bytes:
        """The passphrase for an identity that is being made; a person is asked twice.

        Raises:
            AffiantError: as `passphrase`; or the two answers differ (``passphrase-differs``).
        """


@dataclass(frozen=True, slots=True)
class FilePassphrase:
    """A file with the passphrase on it, for use without a person.

    A file that others may read is warned of and not refused: containers and service managers hand secrets over in
    files of mode 0444, and whether a folder above shuts others out cannot be told from the file.
    """

    path: Path
    """``--passphrase-file`` or ``AFFIANT_PASSPHRASE_FILE``; a pipe serves too."""
    warn: Callable[[AffiantError], None]
    """Takes an error that is shown and not raised."""
    asked_for: bool = True

    @property
    def place(self) -> str:
        """See `PassphraseSource.place`."""
        return str(self.path)

    def passphrase(self) -> bytes:
        """See `PassphraseSource.passphrase`; exactly one newline at the end is not part of it."""
        try:
            data = read_bounded(self.path, MAX_BYTES)
            mode = self.path.stat().st_mode
        except OSError as error:
            raise self._unusable("The passphrase file cannot be read") from error
        except ValueError as error:
            raise self._unusable(f"The passphrase file is larger than {MAX_BYTES} bytes") from error
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            self.warn(_open_to_others(self.path))
        data = data.removesuffix(b"\n").removesuffix(b"\r") if data.endswith(b"\r\n") else data.removesuffix(b"\n")
        if not data.strip():
            raise self._unusable("The passphrase file is empty")
        return _composed(data)

    def new_passphrase(self) -> bytes:
        """See `PassphraseSource.new_passphrase`."""
        return self.passphrase()

    def _unusable(self, title: str) -> AffiantError:
        return AffiantError(
            "passphrase-file-unusable",
            title,
            subject=str(self.path),
            safe="Nothing was changed.",
            remedy="Name a file that you may read and that holds the passphrase on one line.",
        )


@dataclass(frozen=True, slots=True)
class AskedPassphrase:
    """Somebody who is asked."""

    ask: Callable[[], str | None]
    """Asks once; None or nothing when the person declined."""
    asked_for: bool = False
    place: str = ""

    def passphrase(self) -> bytes:
        """See `PassphraseSource.passphrase`."""
        answer = self.ask()
        if answer is None or not answer.strip():
            raise passphrase_needed()
        return _composed(answer.encode("utf-8", "surrogateescape"))

    def new_passphrase(self) -> bytes:
        """See `PassphraseSource.new_passphrase`."""
        first = self.passphrase()
        if not hmac.compare_digest(first, self.passphrase()):
            raise AffiantError(
                "passphrase-differs",
                "The two passphrases are not the same",
                safe="Nothing was changed.",
                remedy="Give the same passphrase twice.",
            )
        return first


def _composed(data: bytes) -> bytes:
    """One form for one text: keyboards of some systems send accents apart from their letters. Other bytes stay."""
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return data


def _open_to_others(path: Path) -> AffiantError:
    return AffiantError(
        "passphrase-file-open",
        "The passphrase file may be open to other people on this computer",
        subject=str(path),
        remedy="Allow only yourself to read it: chmod 600.",
    )
