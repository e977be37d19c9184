"""What the program takes from its surroundings, gathered in one place and passed in."""

from __future__ import annotations

import getpass
import os
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from affiant import __version__
from affiant.core.clock import Clock
from affiant.core.errors import AffiantError
from affiant.workflow.environment import environment
from affiant.workflow.program_hash import program_sha256
from affiant.workflow.system_clock import SystemClock

HOME_VARIABLE = "AFFIANT_HOME"
PASSPHRASE_FILE_VARIABLE = "AFFIANT_PASSPHRASE_FILE"
APP_NAME = "Affiant"


@dataclass(frozen=True, slots=True)
class System:
    """Clock, random bytes, profile folder and the facts about this machine."""

    clock: Clock
    random: Callable[[int], bytes]
    """Gives that many random bytes."""
    home: Path
    """Profile folder: identity, anchors, settings."""
    passphrase_file: Path | None
    """File that holds the passphrase of the identity, for use without a keyring."""
    ask_passphrase: Callable[[], str | None] | None
    """Asks a person for the passphrase; None where nobody can be asked."""
    warn: Callable[[AffiantError], None]
    """Takes an error that is shown to the person and ends nothing."""
    machine: str
    """Name of this computer; recorded as a commitment only."""
    user: str
    """Account on this computer; recorded as a commitment only."""
    app_version: str = __version__
    environment: Callable[[], dict[str, Any]] = environment
    """What every capture records of the surroundings."""

    def app_sha256(self) -> str:
        """SHA-256 over the program's own files."""
        return program_sha256(Path(__file__).resolve().parents[1])


def system_from_environment(
    environment: Mapping[str, str],
    *,
    passphrase_file: Path | None = None,
    ask_passphrase: Callable[[], str | None] | None = None,
    warn: Callable[[AffiantError], None],
) -> System:
    """Gather the surroundings of a real run.

    Args:
        environment: ``AFFIANT_HOME`` moves the profile; ``AFFIANT_PASSPHRASE_FILE`` names a passphrase file.
        passphrase_file: from the command line; wins over the environment.
        ask_passphrase: asks a person, or None.
        warn: shows an error that ends nothing.
    """
    home = environment.get(HOME_VARIABLE)
    named_file = environment.get(PASSPHRASE_FILE_VARIABLE)
    return System(
        clock=SystemClock(),
        random=os.urandom,
        home=Path(home) if home else user_data_path("affiant", appauthor=False),
        passphrase_file=passphrase_file or (Path(named_file) if named_file else None),
        ask_passphrase=ask_passphrase,
        warn=warn,
        machine=platform.node(),
        user=_user(),
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without an entry, as in some containers
        return ""
