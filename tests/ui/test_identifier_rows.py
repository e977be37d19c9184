"""What the address of a capture says, beside the capture."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fakes.case_memory import MemoryCase

from affiant.ui.widgets.identifier_rows import identifier_rows


@pytest.mark.parametrize(
    ("url", "rows"),
    [
        (
            "https://x.com/example/status/1382350606417817604",
            (
                ("X post", "1382350606417817604"),
                ("", "2021-04-14T15:10:42.059Z (derived, ±1 ms): number issued"),
                ("X user", "@example"),
            ),
        ),
        ("https://news.example/a", ()),
        ("no address", ()),
        (None, ()),
    ],
)
def test_rows_of_an_address(tmp_path: Path, url: str | None, rows: tuple[tuple[str, str], ...]) -> None:
    capture = MemoryCase(tmp_path).add_capture(b"a", name="a.txt", media_type="text/plain", url=url)
    assert identifier_rows(capture) == rows
