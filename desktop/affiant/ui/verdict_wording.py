"""How a verdict looks: the colour of each state, and the whole as plain text. Its words are `core.verdict_words`."""

from __future__ import annotations

from affiant.core.names import visible
from affiant.core.verdict import Line, State, Verdict
from affiant.core.verdict_words import LINE_TITLES, STATE_WORDS, head_line

STATE_COLOURS = {State.PASS: "good", State.WARN: "warn", State.FAIL: "bad", State.UNKNOWN: "unknown"}
"""Fields of `theme.Colours`; the icons are named like the states."""

_GRAVITY = (State.FAIL, State.UNKNOWN, State.WARN)


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
