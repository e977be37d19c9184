"""Expected errors that more than one module of this folder raises, each worded once."""

from __future__ import annotations

from affiant.core.errors import AffiantError, ExitStatus


def identity_damaged(subject: str) -> AffiantError:
    """A file of the identity is missing, cut, altered, or does not fit the others.

    Args:
        subject: name of the file.
    """
    return AffiantError(
        "identity-damaged",
        "A file of your identity is missing or damaged",
        subject=subject,
        safe="Cases and packs are not affected; what is signed already stays signed.",
        remedy="Put the folder 'identity' of the profile back from a backup. Without one, move it away, make a new "
        "identity and publish its new fingerprint.",
        status=ExitStatus.LOCKED,
    )


def passphrase_needed() -> AffiantError:
    """Nobody gave a passphrase, and nobody can be asked for one."""
    return AffiantError(
        "passphrase-needed",
        "A passphrase is needed to open your identity, and none was given",
        safe="Nothing was changed.",
        remedy="Name a file that holds the passphrase with --passphrase-file FILE or AFFIANT_PASSPHRASE_FILE.",
        status=ExitStatus.LOCKED,
    )


def passphrase_wrong(place: str = "") -> AffiantError:
    """The passphrase is not the one that the identity was made with.

    Args:
        place: file that the passphrase came from; empty when a person was asked.
    """
    return AffiantError(
        "passphrase-wrong",
        "This passphrase does not open your identity",
        subject=place,
        safe="Nothing was changed.",
        remedy="Try again; capitals, spaces and the keyboard layout count.",
        status=ExitStatus.LOCKED,
    )
