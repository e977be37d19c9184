"""What the program says before it starts a browser, and why it does not."""

import subprocess
import sys

import pytest

ASKS = (
    "import sys\n"
    "from affiant.capture.web.engine import Host\n"
    "from affiant.ui.browser.__main__ import main\n"
    "sys.exit(main(sys.argv[2:], Host({'AFFIANT_ALLOW_ROOT_BROWSER': sys.argv[1]}, True)))"
)


def asked(allowed: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", ASKS, allowed, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("allowed", ["", "0", "yes"])
def test_the_superuser_is_refused_unless_allowed(allowed: str) -> None:
    said = asked(allowed)
    assert said.returncode == 2
    assert "AFFIANT_ALLOW_ROOT_BROWSER=1" in said.stderr


def test_nothing_is_started_without_the_two_pipes() -> None:
    said = asked("1")
    assert said.returncode == 2
    assert "descriptors 3 and 4" in said.stderr


def test_unknown_words_are_refused() -> None:
    assert asked("1", "--port", "9222").returncode == 2
