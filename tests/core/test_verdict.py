"""The verdict: three lines, and unknown is neither failed nor passed."""

import itertools

import pytest

from affiant.core.errors import ExitStatus
from affiant.core.verdict import DOES_NOT_PROVE, Finding, Line, LineName, State, Verdict, worst


def verdict(*states: State) -> Verdict:
    contents, signer, time = (
        Line(name, state, f"{name} is {state}") for name, state in zip(LineName, states, strict=True)
    )
    return Verdict((contents, signer, time), (), ("a",), DOES_NOT_PROVE)


@pytest.mark.parametrize("states", list(itertools.product(State, repeat=3)))
def test_word_and_status_follow_the_worst_line(states: tuple[State, State, State]) -> None:
    found = verdict(*states)
    if State.FAIL in states:
        expected = ("failed", ExitStatus.FAILED_VERIFICATION)
    elif set(states) == {State.PASS}:
        expected = ("verified", ExitStatus.DONE)
    else:
        expected = ("incomplete", ExitStatus.INCOMPLETE)
    assert (found.word, found.status) == expected


def test_the_worst_of_nothing_is_unknown() -> None:
    assert worst([]) is State.UNKNOWN


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((State.PASS, State.WARN, State.UNKNOWN, State.FAIL), State.FAIL),
        ((State.PASS, State.WARN, State.UNKNOWN), State.UNKNOWN),
        ((State.PASS, State.WARN), State.WARN),
        ((State.PASS, State.PASS), State.PASS),
    ],
)
def test_the_worst_state_counts(states: tuple[State, ...], expected: State) -> None:
    assert worst(states) is expected
    assert worst(states[::-1]) is expected


def test_the_document_has_the_form_of_the_design() -> None:
    contents, signer, time = verdict(State.PASS, State.WARN, State.UNKNOWN).lines
    finding = Finding("payload-digests", State.PASS, "data/a", "The digests agree.")
    assert Verdict((contents, signer, time), (finding,), ("p",), ("n",)).to_json() == {
        "verdict": "incomplete",
        "lines": {
            "contents": {"state": "pass", "text": "contents is pass"},
            "signer": {"state": "warn", "text": "signer is warn"},
            "time": {"state": "unknown", "text": "time is unknown"},
        },
        "findings": [
            {"check": "payload-digests", "outcome": "pass", "subject": "data/a", "detail": "The digests agree."}
        ],
        "proves": ["p"],
        "does_not_prove": ["n"],
    }


def test_exit_statuses_are_those_of_the_design() -> None:
    assert [(one.name, int(one)) for one in ExitStatus] == [
        ("DONE", 0),
        ("FAILED_VERIFICATION", 1),
        ("USAGE", 2),
        ("INCOMPLETE", 3),
        ("LOCKED", 4),
        ("DISK", 5),
        ("CANCELLED", 6),
        ("BUG", 70),
    ]
