"""What a check is: a key, the line it belongs to, and a generator of what it found.

A check says what is wrong, once for each subject, or at its end once that it passed. It never says nothing. When
a part of the pack that an earlier check judges is unusable, the reader raises `UnusableError`; the later check lets it
pass by, and the run records *unknown* for it: it could not look, so it neither passed nor failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from affiant.core.errors import AffiantError
from affiant.core.progress import Progress
from affiant.core.verdict import LineName, State

T = TypeVar("T")


class UnusableError(AffiantError):
    """A part of what is verified cannot be used, and the check that owns the part says why.

    Args:
        subject: the file or place.
        because: one plain sentence; the owner of the part uses it as its finding.
        state: what the owner shall say: *fail* for a wrong or missing part, *unknown* for one that could not be read.
    """

    def __init__(self, subject: str, because: str, state: State = State.FAIL) -> None:
        super().__init__("not-usable", because, subject=subject)
        self.state = state


@dataclass(frozen=True, slots=True)
class Said:
    """What a check says about one subject."""

    outcome: State
    subject: str
    detail: str


def passed(detail: str, subject: str = "") -> Said:
    """All is as it should be."""
    return Said(State.PASS, subject, detail)


def failed(subject: str, detail: str) -> Said:
    """Something does not fit."""
    return Said(State.FAIL, subject, detail)


def warned(subject: str, detail: str) -> Said:
    """Nothing is wrong, but the reader must know this."""
    return Said(State.WARN, subject, detail)


def unknown(subject: str, detail: str) -> Said:
    """It could not be checked."""
    return Said(State.UNKNOWN, subject, detail)


def as_owner(wrong: UnusableError) -> Said:
    """The finding of the check that owns an unusable part."""
    return Said(wrong.state, wrong.subject, wrong.title)


@dataclass(frozen=True, slots=True)
class Check(Generic[T]):
    """One small check of a pack or of a case."""

    key: str
    """Stable name, as in pack-v1.md and in ``findings``."""
    line: LineName
    run: Callable[[T, Progress], Iterator[Said]]
