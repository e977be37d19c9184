from __future__ import annotations

import pytest

from affiant.export.qr_modules import QUIET_ZONE, qr_modules


def test_a_code_is_square_and_has_a_white_border() -> None:
    rows = qr_modules("AB" * 32)
    assert {len(row) for row in rows} == {len(rows)}
    assert not any(any(row) for row in rows[:QUIET_ZONE] + rows[-QUIET_ZONE:])
    assert not any(any(row[:QUIET_ZONE]) or any(row[-QUIET_ZONE:]) for row in rows)


@pytest.mark.parametrize("corner", [(0, 0), (0, 1), (1, 0)])
def test_three_corners_have_a_finder_pattern(corner: tuple[int, int]) -> None:
    rows = [row[QUIET_ZONE:-QUIET_ZONE] for row in qr_modules("AB" * 32)[QUIET_ZONE:-QUIET_ZONE]]
    top, left = (side * (len(rows) - 7) for side in corner)
    outer = [rows[top][left : left + 7], rows[top + 6][left : left + 7]]
    assert all(all(row) for row in outer)
    assert rows[top + 1][left : left + 7] == (True, False, False, False, False, False, True)
    assert rows[top + 3][left : left + 7] == (True, False, True, True, True, False, True)
