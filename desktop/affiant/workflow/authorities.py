"""Time-stamping authorities that this profile, or this one run, asks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from affiant.core.canonical import parse_object
from affiant.core.errors import AffiantError, ExitStatus, FormatError
from affiant.workflow.system import System

SETTINGS_FILE = "authorities.json"


@dataclass(frozen=True, slots=True)
class Authority:
    """One RFC 3161 authority."""

    url: str
    root_pem: str
    """Its root certificate; without it no reply can be checked, and an unchecked reply is never filed."""

    @classmethod
    def from_files(cls, url: str, root: Path | None) -> Authority:
        """Make one from what the command line names.

        Raises:
            AffiantError: no root certificate given, or it cannot be read.
        """
        if root is None:
            raise AffiantError(
                "authority-root-missing",
                "An authority needs its root certificate",
                subject=url,
                remedy="Name it with --authority-root PEM; without it no reply can be checked.",
            )
        try:
            return cls(url, root.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise AffiantError(
                "authority-root-unreadable",
                "The root certificate cannot be read",
                subject=str(root),
                remedy="Give a PEM file.",
            ) from error


def configured_authorities(system: System) -> tuple[Authority, ...]:
    """Authorities of the profile, in the order in which they are asked; none at first.

    Raises:
        AffiantError: the settings file is damaged or cannot be read.
    """
    try:
        data = (system.home / SETTINGS_FILE).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise AffiantError(
            "profile-unreadable",
            "The settings of the time-stamping authorities cannot be read",
            subject=str(system.home / SETTINGS_FILE),
            remedy="Allow yourself to read the profile folder, or choose another with AFFIANT_HOME.",
            status=ExitStatus.DISK,
        ) from error
    found = parse_object(data, subject=SETTINGS_FILE)
    try:
        return tuple(Authority(str(one["url"]), str(one["root_pem"])) for one in found["authorities"])
    except (KeyError, TypeError) as wrong:
        raise FormatError("The settings of the time-stamping authorities are damaged", subject=SETTINGS_FILE) from wrong
