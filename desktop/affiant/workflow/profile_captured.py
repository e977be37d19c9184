"""One question of the completeness check that only the case can answer: is the account's profile page captured, too?"""

from __future__ import annotations

from affiant.core.case_reading import CaseReading
from affiant.core.completeness import NO, QUESTIONS, UNKNOWN, YES, Answer, Completeness
from affiant.workflow.page_identity import page_key

QUESTION = "profile-captured"


def with_profile(
    asked: Completeness, case: CaseReading, account_id: str | None, addresses: tuple[str, ...]
) -> Completeness:
    """Add the answer to what the page itself answered; without an account nobody asks.

    Args:
        asked: of the page.
        case: searched for captures of the account.
        account_id: ``A001``.
        addresses: those that this capture was taken of.
    """
    if account_id is None:
        return asked
    answers = {one.question: one for one in (*asked.answers, _answer(case, account_id, addresses))}
    return Completeness(tuple(answers[question] for question in QUESTIONS if question in answers))


def _answer(case: CaseReading, account_id: str, addresses: tuple[str, ...]) -> Answer:
    account = case.account(account_id)
    profile = account.latest("url") if account else None
    if profile is None:
        return Answer(QUESTION, UNKNOWN, "The address of the account's profile is not recorded.")
    wanted = page_key(profile)
    if any(page_key(one) == wanted for one in addresses):
        return Answer(QUESTION, YES, "This capture is of the profile.")
    for capture in case.captures(account=account_id, withdrawn=False):
        if capture.url and page_key(capture.url) == wanted:
            return Answer(QUESTION, YES, capture.id)
    return Answer(QUESTION, NO, profile)
