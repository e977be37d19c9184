"""The plain sentences of the three lines (ux.md, section 4). One place, so that every face says the same words."""

from __future__ import annotations

from collections.abc import Sequence

from affiant.core.verdict import DOES_NOT_PROVE, Finding, Line, LineName, State, Verdict, worst
from affiant.verify.run_checks import Found

DEVICE_CLOCK_ONLY = "Time is only the laptop's own clock. It may be wrong."
CASE_GIVEN = "Not checked: this is a case, not a pack. Verify it with the application that made it."
CASE_UNREADABLE = "The database is damaged, or has another form than that of a case."
OUT_OF_MEMORY = "Not checked: the pack needs more memory than this program allows itself."
ENDED = "Not checked: the verifier came to a sudden end, which is a bug of it."
NOTHING_READ = "Not checked, because it could not be opened."
NOT_A_PACK = "Not checked: this is not a pack."


def verdict(found: Sequence[Found], files: frozenset[str], kind: str) -> Verdict:
    """Put findings into three lines.

    Args:
        found: in the order of the checks.
        files: all files that were looked at, to count those that differ; empty where that says nothing.
        kind: ``pack`` or ``case``.
    """
    by_line = {name: [one.finding for one in found if one.line is name] for name in LineName}
    lines = tuple(
        Line(name, worst([one.outcome for one in by_line[name]]), _TEXTS[name](by_line[name], files, kind))
        for name in LineName
    )
    contents, signer, time = lines
    return Verdict(
        lines=(contents, signer, time),
        findings=tuple(one.finding for one in found),
        proves=tuple(_proves(contents, signer, time, kind)),
        does_not_prove=DOES_NOT_PROVE,
    )


def _state(findings: Sequence[Finding]) -> State:
    return worst([one.outcome for one in findings])


def _first(findings: Sequence[Finding], state: State) -> str:
    return next((one.detail for one in findings if one.outcome is state), "Not checked.")


def _contents(findings: Sequence[Finding], files: frozenset[str], kind: str) -> str:
    state = _state(findings)
    if state is State.FAIL:
        wrong = {one.subject for one in findings if one.outcome is State.FAIL}
        if files and wrong <= files:
            rest = " The others still match." if len(wrong) < len(files) else ""
            verb = "differs" if len(wrong) == 1 else "differ"
            return f"Changed. {len(wrong)} of {len(files)} files {verb} from what was sealed.{rest}"
        number = "One thing does" if len(wrong) == 1 else f"{len(wrong)} things do"
        return f"Changed. {number} not fit; see the list."
    if state is State.PASS:
        what = "sealed" if kind == "pack" else "recorded"
        return f"Unchanged. All {len(files)} files match what was {what}."
    first = _first(findings, state)
    return first if first.startswith("Not checked") or state is State.WARN else f"Not checked: {_lower(first)}"


def _signer(findings: Sequence[Finding], _files: frozenset[str], kind: str) -> str:
    state = _state(findings)
    if state is State.FAIL:
        for one in findings:
            if one.outcome is State.FAIL and one.check in ("declared-seals", "trusted-signer"):
                return one.detail
        return f"The signature does not fit this {kind}."
    if state is State.PASS:
        return next((one.detail for one in findings if one.check == "trusted-signer"), findings[-1].detail)
    if state is State.UNKNOWN and not any(one.outcome is State.PASS for one in findings):
        return _first(findings, state)
    return next((one.detail for one in findings if one.check == "trusted-signer" and one.outcome is state), None) or (
        _first(findings, state)
    )


def _time(findings: Sequence[Finding], _files: frozenset[str], kind: str) -> str:
    state = _state(findings)
    if state is State.FAIL:
        for one in findings:
            if one.outcome is State.FAIL and one.check == "time-declared":
                return one.detail
        return f"The time proof does not fit this {kind}."
    if state is State.PASS:
        return next((one.detail for one in findings if one.check in ("time-token", "time-proofs")), DEVICE_CLOCK_ONLY)
    return _first(findings, state) if findings else DEVICE_CLOCK_ONLY


_TEXTS = {LineName.CONTENTS: _contents, LineName.SIGNER: _signer, LineName.TIME: _time}


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _proves(contents: Line, signer: Line, time: Line, kind: str) -> list[str]:
    """Only what passed; a line that warns proves less, and is said with its condition."""
    found: list[str] = []
    if contents.state is State.PASS and signer.state is State.PASS:
        found.append(f"That this {kind} is, byte for byte, what the signer sealed.")
        found.append("That the signer is the one whose key you confirmed.")
    elif contents.state is State.PASS and signer.state is State.WARN:
        found.append(f"That this {kind} is, byte for byte, what the holder of the shown key sealed, whoever that is.")
    if contents.state is State.PASS and time.state is State.PASS:
        found.append(f"That this {kind} {_lower(time.text)}")
    return found
