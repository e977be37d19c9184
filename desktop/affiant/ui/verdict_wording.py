"""The verdict in words: the head line, the word and the icon of each state, and the whole as plain text."""

from __future__ import annotations

from affiant.core.names import visible
from affiant.core.verdict import Line, LineName, State, Verdict

STATE_WORDS = {State.PASS: "Pass", State.WARN: "Warning", State.FAIL: "Fail", State.UNKNOWN: "Unknown"}
"""Colour is only ever added to one of these words and an icon."""
STATE_COLOURS = {State.PASS: "good", State.WARN: "warn", State.FAIL: "bad", State.UNKNOWN: "unknown"}
"""Fields of `theme.Colours`; the icons are named like the states."""
LINE_TITLES = {LineName.CONTENTS: "Contents", LineName.SIGNER: "Signer", LineName.TIME: "Time"}

_CONTENTS = {
    State.PASS: "Unchanged",
    State.WARN: "The contents pass, with a warning",
    State.FAIL: "Changed: do not rely on this",
    State.UNKNOWN: "The contents could not be checked",
}
_SIGNER = {
    State.PASS: "signed by a key that you trust",
    State.WARN: "you have not confirmed who signed",
    State.FAIL: "its signer did not pass the check",
    State.UNKNOWN: "who signed could not be checked",
}
_TIME = {
    State.PASS: "its time is proven",
    State.WARN: "its time is not proven",
    State.FAIL: "its time proof does not hold",
    State.UNKNOWN: "its time could not be checked",
}
_GRAVITY = (State.FAIL, State.UNKNOWN, State.WARN)


def head_line(verdict: Verdict) -> str:
    """Return one sentence that says the worst of the three lines in words, and never hides it behind a good one."""
    contents, signer, time = (line.state for line in verdict.lines)
    if contents is State.FAIL:
        return f"{_CONTENTS[contents]}."
    rest = {_SIGNER[signer]: signer, _TIME[time]: time}
    for gravity in _GRAVITY:
        said = [words for words, state in rest.items() if state is gravity]
        if said:
            joint = "but " if contents is State.PASS else "and "
            return f"{_CONTENTS[contents]} – {joint}{' and '.join(said)}."
    return f"{_CONTENTS[contents]}, {_SIGNER[signer]}, and {_TIME[time]}."


def worst_state(verdict: Verdict) -> State:
    """Return the state that the head line wears."""
    states = {line.state for line in verdict.lines}
    return next((state for state in _GRAVITY if state in states), State.PASS)


def as_text(verdict: Verdict, subject: str) -> str:
    """Return the whole result as plain text, for a file.

    Args:
        verdict: the result.
        subject: name of what was verified; shown quoted.
    """
    parts = [f'Verification of "{visible(subject)}"', head_line(verdict), ""]
    parts += [_line(line) for line in verdict.lines]
    parts += ["", "What this proves", *(f"- {one}" for one in verdict.proves)]
    parts += ["", "What this does not prove", *(f"- {one}" for one in verdict.does_not_prove)]
    parts += ["", "Findings"]
    parts += [
        f'- {STATE_WORDS[one.outcome]}: {one.check}: "{visible(one.subject)}": {one.detail}' for one in verdict.findings
    ]
    return "\n".join(parts) + "\n"


def _line(line: Line) -> str:
    return f"{LINE_TITLES[line.name]}: {STATE_WORDS[line.state]}. {line.text}"
