"""Codes of the recorder as expected errors."""

from __future__ import annotations

import pytest

from affiant.capture.web.problems import PROBLEMS, problem
from affiant.core.errors import ExitStatus


@pytest.mark.parametrize("code", PROBLEMS)
def test_what_is_no_address_is_wrong_input_and_everything_else_is_incomplete(code: str) -> None:
    error = problem(code, "x" * 5000)
    assert error.status == (ExitStatus.USAGE if code == "web-address" else ExitStatus.INCOMPLETE)
    assert error.title
    assert error.remedy
    assert len(error.subject) <= 500
