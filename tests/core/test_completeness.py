"""What a capture answers about itself, and what of it is a doubt."""

from __future__ import annotations

from affiant.core.completeness import NO, UNKNOWN, YES, Answer, Completeness


def test_only_a_no_is_a_doubt() -> None:
    found = Completeness((Answer("whole-page", YES), Answer("expanded", NO, "3 left"), Answer("not-empty", UNKNOWN)))
    assert found.doubts == ("expanded",)
    assert found.to_json() == {
        "answers": [
            {"answer": "yes", "detail": None, "question": "whole-page"},
            {"answer": "no", "detail": "3 left", "question": "expanded"},
            {"answer": "unknown", "detail": None, "question": "not-empty"},
        ],
        "doubts": ["expanded"],
    }
