from __future__ import annotations

import itertools

from affiant.core.verdict import Finding, LineName, State
from affiant.core.verdict_words import head_line
from affiant.verify.report import text_report
from affiant.verify.run_checks import Found
from affiant.verify.sentences import NOT_A_PACK, NOTHING_READ, verdict


def _found(contents: State, signer: State, time: State) -> list[Found]:
    return [
        Found(LineName.CONTENTS, Finding("payload-digests", contents, "a", "The file differs.")),
        Found(LineName.SIGNER, Finding("trusted-signer", signer, "", "Signed by somebody.")),
        Found(LineName.TIME, Finding("time-token", time, "", "Existed no later than then.")),
    ]


def test_every_combination_has_a_report_and_proves_only_what_passed() -> None:
    for states in itertools.product(State, repeat=3):
        found = verdict(_found(*states), frozenset("ab"), "pack")
        assert [one.state for one in found.lines] == list(states)
        report = text_report(found)
        assert report.startswith(head_line(found))
        assert all(line.text for line in found.lines)
        assert bool(found.proves) <= (states[0] is State.PASS)
        if State.FAIL in states:
            assert "do not rely" in report or " not " in head_line(found)
        if states[0] is not State.PASS:
            assert found.proves == ()


def test_what_could_not_be_opened_is_said_once_and_not_for_every_check() -> None:
    first = Found(LineName.CONTENTS, Finding("container", State.UNKNOWN, "file", NOT_A_PACK))
    rest = [Found(name, Finding(f"check-{name}", State.UNKNOWN, "", NOTHING_READ)) for name in LineName]
    found = verdict([first, *rest], frozenset(), "pack")
    assert "container" in text_report(found)
    assert "check-" not in text_report(found)
    assert "check-" in text_report(found, every_check=True)


def test_head_lines_tell_genuine_unconfirmed_unsigned_and_garbage_apart() -> None:
    heads = {
        head_line(verdict(_found(State.PASS, signer, State.WARN), frozenset("a"), "pack"))
        for signer in (State.PASS, State.WARN, State.UNKNOWN, State.FAIL)
    }
    assert len(heads) == 4


def test_changed_files_are_counted() -> None:
    files = frozenset(str(number) for number in range(214))
    found = [
        Found(LineName.CONTENTS, Finding("payload-digests", State.FAIL, name, "It differs.")) for name in ("1", "2")
    ]
    line = verdict(found, files, "pack").lines[0]
    assert line.text == "Changed. 2 of 214 files differ from what was sealed. The others still match."


def test_nothing_looked_at_is_unknown() -> None:
    assert {one.state for one in verdict([], frozenset(), "pack").lines} == {State.UNKNOWN}
