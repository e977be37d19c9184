"""A test that could not run is a failure in continuous integration, and is said to be skipped elsewhere."""

from __future__ import annotations

import pytest
from tests.conftest import judged, strict


def skipped(reason: str = "not run: pdfsig is not installed") -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="tests/test_x.py::test_x",
        location=("tests/test_x.py", 1, "test_x"),
        keywords={},
        outcome="skipped",
        longrepr=("tests/test_x.py", 1, f"Skipped: {reason}"),
        when="setup",
    )


def test_a_missing_checker_fails_where_everything_must_run() -> None:
    report = judged(skipped(), True)
    assert report.outcome == "failed"
    assert "pdfsig is not installed" in str(report.longrepr)


def test_a_missing_checker_is_a_skip_at_home() -> None:
    assert judged(skipped(), False).outcome == "skipped"


def test_what_cannot_happen_to_this_user_is_no_lack() -> None:
    assert judged(skipped("the superuser may read everything"), True).outcome == "skipped"


def test_an_expected_failure_is_not_a_skip() -> None:
    report = skipped()
    report.wasxfail = "reason"
    assert judged(report, True).outcome == "skipped"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({"AFFIANT_CI": "1"}, True), ({"CI": "true"}, True), ({"CI": "1"}, True), ({"CI": "false"}, False), ({}, False)],
)
def test_continuous_integration_is_known_by_its_variables(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: bool
) -> None:
    for name in ("AFFIANT_CI", "CI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert strict() is expected
