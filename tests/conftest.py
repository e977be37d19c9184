"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NOT_APPLICABLE = (
    "the superuser may read everything",
    "the tests run as an ordinary user",
    "an ordinary user may not enter this checkout",
    "there are no namespaces here, so everything runs without them",
    "this system gives an ordinary user no namespaces, so a browser has no sandbox to be tested",
)
"""Reasons to skip that are no lack: what is tested cannot happen to this user at all."""


def strict() -> bool:
    """Whether a test that could not run is a failure: in continuous integration everything is installed."""
    return os.environ.get("AFFIANT_CI") == "1" or os.environ.get("CI", "").lower() in ("1", "true")


def judged(report: pytest.TestReport, demanding: bool) -> pytest.TestReport:
    """Turn a skip into a failure where everything must run; a missing checker never counts as passed."""
    if demanding and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not reason.endswith(NOT_APPLICABLE):
            report.outcome = "failed"
            report.longrepr = f"not run, which is a failure in continuous integration: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """See `judged`."""
    return judged((yield), strict())
