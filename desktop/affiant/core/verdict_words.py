"""The verdict in words: one head line and one word for each state, alike on screen, terminal and paper (design §7)."""

from __future__ import annotations

from affiant.core.verdict import LineName, State, Verdict

STATE_WORDS = {State.PASS: "Pass", State.WARN: "Warning", State.FAIL: "Fail", State.UNKNOWN: "Unknown"}
"""Colour and icons are only ever added to one of these words."""
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
