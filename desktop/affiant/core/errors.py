"""Expected errors: each says what happened, what is safe and what to do.

Everything that is not an `AffiantError` and escapes is a bug of ours (exit status 70). Nothing else
in the program catches `Exception`.
"""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """Exit statuses of every command (design §8)."""

    DONE = 0
    FAILED_VERIFICATION = 1
    USAGE = 2
    INCOMPLETE = 3
    LOCKED = 4
    DISK = 5
    CANCELLED = 6
    BUG = 70


class AffiantError(Exception):
    """An expected error that a person can act upon.

    Args:
        code: short stable name, e.g. ``file-missing``; tests and the help pages refer to it.
        title: what happened, one plain sentence without evidence text in it.
        subject: the file, field or place concerned; shown quoted, never mixed into the sentence.
        safe: what is not affected.
        remedy: what the person can do now.
        status: exit status of a command that ends with this error.
    """

    def __init__(
        self,
        code: str,
        title: str,
        *,
        subject: str = "",
        safe: str = "",
        remedy: str = "",
        status: ExitStatus = ExitStatus.USAGE,
    ) -> None:
        super().__init__(f"{code}: {title}" + (f" ({subject})" if subject else ""))
        self.code = code
        self.title = title
        self.subject = subject
        self.safe = safe
        self.remedy = remedy
        self.status = status


class FormatError(AffiantError):
    """Bytes do not have the form that a specification demands. Raised by parsers in `core`."""

    def __init__(self, title: str, *, subject: str = "", code: str = "format") -> None:
        super().__init__(code, title, subject=subject, remedy="Ask the sender for an undamaged copy.")


class Cancelled(BaseException):
    """The person stopped the work. A `BaseException`, so that no handler for errors swallows it."""
