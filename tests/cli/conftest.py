"""A command line with a profile of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine


@pytest.fixture
def affiant(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line of a person with an empty profile folder."""
    return CommandLine(tmp_path, capsys, monkeypatch)
