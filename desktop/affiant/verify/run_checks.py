"""Runs checks in order and turns what they say, or cannot say, into findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from affiant.core.errors import AffiantError, FormatError
from affiant.core.names import visible
from affiant.core.progress import Progress
from affiant.core.verdict import Finding, LineName, State, worst
from affiant.verify.check import Check, Said, UnusableError, failed, unknown

T = TypeVar("T")
MAX_FINDINGS = 500
"""Of one check; the rest is counted in one more finding."""
_MAX_SUBJECT = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the line that it belongs to."""

    line: LineName
    finding: Finding


def run_checks(checks: Sequence[Check[T]], subject: T, progress: Progress) -> list[Found]:
    """Run all checks; each gives at least one finding.

    Args:
        checks: in order.
        subject: the pack or case.
        progress: passed on; may cancel.
    """
    found: list[Found] = []
    for check in checks:
        more = 0
        rest = State.PASS
        count = len(found)
        for said in _spoken(check, subject, progress):
            if len(found) - count < MAX_FINDINGS:
                found.append(_found(check, said))
            else:
                more, rest = more + 1, worst((rest, said.outcome))
        if more:
            found.append(_found(check, Said(rest, f"{more} more", "Further findings of the same kind are not listed.")))
    return found


def not_run(checks: Sequence[Check[T]], because: str) -> list[Found]:
    """*Unknown* for every check, when there was nothing to look at."""
    return [_found(check, unknown("", because)) for check in checks]


def _found(check: Check[T], said: Said) -> Found:
    return Found(check.line, Finding(check.key, said.outcome, visible(said.subject, _MAX_SUBJECT), said.detail))


def _spoken(check: Check[T], subject: T, progress: Progress) -> Iterator[Said]:
    """What a check says. Foreign bytes that break its reading are a failure; what it cannot look at is unknown."""
    silent = True
    try:
        for said in check.run(subject, progress):
            silent = False
            yield said
    except UnusableError as blocked:
        if blocked.state is State.UNKNOWN:
            yield unknown(blocked.subject, blocked.title)
        else:
            yield unknown(blocked.subject, "Not checked, because another part that it needs is missing or damaged.")
    except FormatError as wrong:
        yield failed(wrong.subject, wrong.title + ".")
    except AffiantError as wrong:
        yield unknown(wrong.subject, wrong.title + ".")
    except OSError as wrong:
        yield unknown(_file_of(wrong), "A file could not be read.")
    else:
        if silent:
            raise AssertionError(f"check {check.key} said nothing")


def _file_of(wrong: OSError) -> str:
    name = wrong.filename if isinstance(wrong.filename, str) else (wrong.args[0] if wrong.args else "")
    return str(name).rpartition("/")[2] if isinstance(name, str) else ""
