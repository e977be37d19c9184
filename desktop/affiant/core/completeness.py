"""The completeness check: what is asked of every capture before it is sealed, and what was answered.

A doubtful capture is kept and marked; the check never refuses anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

YES, NO, UNKNOWN = "yes", "no", "unknown"

QUESTIONS: Mapping[str, str] = {
    "expanded": "Is everything unfolded that the page offers to unfold?",
    "links-opened": "Were the links opened that the capture is about?",
    "profile-captured": "Is the account's profile page captured, too?",
    "claimed-words": "Are the words in it that it is said to show?",
    "all-pictures": "Did every picture of the page load?",
    "whole-page": "Is the page captured to its end?",
    "no-log-in-wall": "Is it free of a log-in wall?",
    "no-cookie-banner": "Is it free of a cookie banner?",
    "no-consent-dialog": "Is it free of a consent dialog?",
    "no-error-page": "Is it something else than an error page?",
    "not-empty": "Does it show anything at all?",
}
"""Code and sentence. A ``no`` is a doubt with the same code."""

DOUBTS: Mapping[str, str] = {
    "expanded": "Something is still folded.",
    "links-opened": "Links that it is about were not opened.",
    "profile-captured": "The account's profile page is not captured.",
    "claimed-words": "Words that it is said to show are missing.",
    "all-pictures": "Not every picture of the page loaded.",
    "whole-page": "The page goes on where the capture ends.",
    "no-log-in-wall": "It shows a log-in wall.",
    "no-cookie-banner": "A cookie banner stands in front of it.",
    "no-consent-dialog": "A consent dialog stands in front of it.",
    "no-error-page": "It is an error page.",
    "not-empty": "It shows nothing.",
}
"""What a ``no`` means, by the same codes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or said, for one question."""

    question: str
    """A key of `QUESTIONS`."""
    answer: str
    """``yes``, ``no`` or ``unknown``."""
    detail: str | None = None
    """What it rests on; may hold text from the page."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """All answers of one capture, in the order of `QUESTIONS`; what was not asked is not among them."""

    answers: tuple[Answer, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """Questions that were answered with no."""
        return tuple(one.question for one in self.answers if one.answer == NO)

    def to_json(self) -> dict[str, Any]:
        """The form in which ``capture.added`` records it."""
        return {
            "answers": [{"answer": one.answer, "detail": one.detail, "question": one.question} for one in self.answers],
            "doubts": list(self.doubts),
        }
