"""The verdict: three lines, never one (design §7). The same words for window, command line and print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from affiant.core.errors import ExitStatus


class State(StrEnum):
    """What a check, or a line, came to. *Unknown* is never shown as failed, nor as passed."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


_WORST_FIRST = (State.FAIL, State.UNKNOWN, State.WARN, State.PASS)


class LineName(StrEnum):
    """The three lines."""

    CONTENTS = "contents"
    SIGNER = "signer"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found about one subject."""

    check: str
    """Key of the check, as in the registry and in pack-v1.md, e.g. ``payload-digests``."""
    outcome: State
    subject: str
    """File, event or field; shown quoted."""
    detail: str
    """One plain sentence of ours, without text from the evidence."""

    def to_json(self) -> dict[str, str]:
        """Form of design §8."""
        return {
            "check": self.check,
            "outcome": str(self.outcome),
            "subject": self.subject,
            "detail": self.detail,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """One of the three lines."""

    name: LineName
    state: State
    text: str
    """One plain sentence."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that a verification says."""

    lines: tuple[Line, Line, Line]
    """Contents, signer, time."""
    findings: tuple[Finding, ...]
    proves: tuple[str, ...]
    does_not_prove: tuple[str, ...]

    @property
    def word(self) -> str:
        """``failed`` when a line fails, ``verified`` when all pass, else ``incomplete``."""
        states = {line.state for line in self.lines}
        if State.FAIL in states:
            return "failed"
        return "verified" if states == {State.PASS} else "incomplete"

    @property
    def status(self) -> ExitStatus:
        """Exit status of `affiant verify`."""
        return {
            "failed": ExitStatus.FAILED_VERIFICATION,
            "verified": ExitStatus.DONE,
            "incomplete": ExitStatus.INCOMPLETE,
        }[self.word]

    def to_json(self) -> dict[str, Any]:
        """The document of ``verify --json`` (design §8)."""
        return {
            "verdict": self.word,
            "lines": {str(line.name): {"state": str(line.state), "text": line.text} for line in self.lines},
            "findings": [finding.to_json() for finding in self.findings],
            "proves": list(self.proves),
            "does_not_prove": list(self.does_not_prove),
        }


def worst(states: Sequence[State]) -> State:
    """Worst of several outcomes; `State.UNKNOWN` for none, because nothing was looked at."""
    return next((state for state in _WORST_FIRST if state in states), State.UNKNOWN)


DOES_NOT_PROVE = (
    "That what the page or file says is true.",
    "That the holder of the account wrote it.",
    "That the investigator saw everything, or captured everything that was there.",
)
"""Printed in every pack and on every verdict (design §3)."""
