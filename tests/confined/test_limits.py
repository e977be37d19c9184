"""Limits reach the child as they were given."""

from __future__ import annotations

from typing import Any

import pytest

from affiant.confined.limits import Limits
from affiant.core.errors import FormatError


def test_limits_travel_to_the_child_unchanged() -> None:
    limits = Limits(memory_bytes=5, cpu_seconds=4, wall_seconds=3, output_bytes=2, open_files=1)
    assert Limits.from_json(limits.to_json()) == limits


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {},
        Limits().to_json() | {"more": 1},
        Limits().to_json() | {"open_files": 0},
        Limits().to_json() | {"cpu_seconds": True},
    ],
    ids=["nothing", "empty", "unknown-field", "zero", "boolean"],
)
def test_other_limits_are_refused(wrong: Any) -> None:
    with pytest.raises(FormatError):
        Limits.from_json(wrong)
