"""A verdict as text for people. The JSON form is `core.verdict.Verdict.to_json`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from affiant.core.verdict import Finding, State, Verdict
from affiant.core.verdict_words import STATE_WORDS, head_line
from affiant.verify.sentences import NOTHING_READ

ICONS = {State.PASS: "✔", State.WARN: "!", State.FAIL: "✖", State.UNKNOWN: "?"}
_ORDER = (State.FAIL, State.UNKNOWN, State.WARN, State.PASS)
_WIDTH = 100


def text_report(verdict: Verdict, *, every_check: bool = False) -> str:
    """Return the report: head line, three lines, findings with the worst first, and what is proven and what not.

    Args:
        verdict: to be shown.
        every_check: list the checks that passed, too.
    """
    return "\n".join(_lines(verdict, every_check)) + "\n"


def worst_first(verdict: Verdict) -> list[Finding]:
    """Findings with the worst outcome first, else in the order of the checks."""
    return sorted(verdict.findings, key=lambda one: _ORDER.index(one.outcome))


def _lines(verdict: Verdict, every_check: bool) -> Iterator[str]:
    yield head_line(verdict)
    yield ""
    for line in verdict.lines:
        label = f"{ICONS[line.state]} {line.name.capitalize():<9} {STATE_WORDS[line.state]:<8} "
        yield from _wrapped(line.text, label)
    shown = [one for one in worst_first(verdict) if every_check or not (one.outcome is State.PASS or _echo(one))]
    if shown:
        yield ""
        yield "Findings"
        for one in shown:
            subject = f" “{one.subject}”:" if one.subject else ""
            yield from _wrapped(f"{one.check}:{subject} {one.detail}", f"  {ICONS[one.outcome]} ")
    if verdict.proves:
        yield ""
        yield "What this proves"
        for sentence in verdict.proves:
            yield from _wrapped(sentence, "  - ")
    yield ""
    yield "What this does not prove"
    for sentence in verdict.does_not_prove:
        yield from _wrapped(sentence, "  - ")


def _echo(finding: Finding) -> bool:
    """Whether a check only repeats that nothing could be opened, which the first finding says."""
    return finding.outcome is State.UNKNOWN and finding.detail == NOTHING_READ


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
