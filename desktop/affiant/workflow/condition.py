"""Working order of this computer and of a case, for a person who asks. Changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from affiant.core.errors import AffiantError
from affiant.core.progress import Progress
from affiant.core.verdict import Finding, State
from affiant.store.disk_errors import free_bytes
from affiant.workflow.identities import identity_profile
from affiant.workflow.system import System
from affiant.workflow.verification import verify

_KNOWN_DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""SHA-256 of ``abc`` (FIPS 180-4, appendix)."""
_LOW_SPACE = 1 << 30


def examine_condition(system: System, case: Path | None, progress: Progress) -> tuple[Finding, ...]:
    """Look at hashing, identity, disk and, when one is named, at a whole case.

    Raises:
        AffiantError: the case cannot be opened at all.
    """
    findings = [_hashing(), _identity(system), _disk(case if case is not None else system.home)]
    if case is not None:
        findings.extend(_case(system, case, progress))
    return tuple(findings)


def _hashing() -> Finding:
    right = hashlib.sha256(b"abc").hexdigest() == _KNOWN_DIGEST
    return Finding(
        "hash-self-test",
        State.PASS if right else State.FAIL,
        "",
        "SHA-256 gives the known answer." if right else "SHA-256 gives a wrong answer: do not use this computer.",
    )


def _identity(system: System) -> Finding:
    profile = identity_profile(system)
    try:
        if not profile.exists():
            return Finding(
                "identity", State.WARN, "", "There is no identity yet: affiant identity new --name NAME makes one."
            )
        profile.public()
    except AffiantError as error:
        return Finding("identity", State.FAIL, error.subject, f"{error.title}. {error.remedy}")
    return Finding("identity", State.PASS, "", f"The identity is complete; its secret lies {profile.secret_place()}.")


def _disk(place: Path) -> Finding:
    free = free_bytes(place.absolute())
    if free is None:
        return Finding("disk", State.UNKNOWN, str(place), "Nobody can say how much room is free.")
    megabytes = free // 1_000_000
    if free < _LOW_SPACE:
        return Finding("disk", State.WARN, str(place), f"Only {megabytes} MB are free.")
    return Finding("disk", State.PASS, str(place), f"{megabytes} MB are free.")


def _case(system: System, case: Path, progress: Progress) -> Iterator[Finding]:
    verdict = verify(system, case, (), progress)
    yield from (one for one in verdict.findings if one.outcome != State.PASS)
    contents = verdict.lines[0]
    yield Finding("case", contents.state, str(case), contents.text)
