"""What was chosen last, kept in the profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from affiant.capture.screen.geometry import Box
from affiant.ui.screen.preferences import ScreenChoices, ScreenPreferences


def test_choices_come_back(tmp_path: Path) -> None:
    kept = ScreenChoices(Box(-5, 6, 7, 8), 5)
    ScreenPreferences(tmp_path / "home").write(kept)
    assert ScreenPreferences(tmp_path / "home").read() == kept


@pytest.mark.parametrize(
    "text",
    ["", "[]", "not json", '{"region": {"x": 1}}', '{"region": {"x":1,"y":1,"width":0,"height":5}, "delay_s": 7}'],
)
def test_what_cannot_be_read_is_no_choice(tmp_path: Path, text: str) -> None:
    (tmp_path / "screen.json").write_text(text)
    assert ScreenPreferences(tmp_path).read() == ScreenChoices()


def test_one_choice_that_cannot_be_read_leaves_the_other(tmp_path: Path) -> None:
    (tmp_path / "screen.json").write_text(json.dumps({"region": None, "delay_s": 3}))
    assert ScreenPreferences(tmp_path).read() == ScreenChoices(None, 3)


def test_a_profile_that_cannot_be_written_to_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file stands there")
    ScreenPreferences(tmp_path / "home").write(ScreenChoices(None, 3))
    assert ScreenPreferences(tmp_path / "home").read() == ScreenChoices()
