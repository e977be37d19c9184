"""Measures on a screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.capture.screen.geometry import Box, in_device_pixels, read_region, surrounding
from affiant.core.errors import AffiantError

boxes = st.builds(Box, st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(1, 5000), st.integers(1, 5000))


@given(boxes, boxes)
def test_what_is_common_lies_in_both(first: Box, second: Box) -> None:
    common = first.common(second)
    if not common.empty:
        assert common.common(first) == common == common.common(second)
        assert surrounding((first, second)).common(common) == common
    assert common.empty == second.common(first).empty


@given(st.integers(0, 4000), st.integers(0, 4000), st.integers(0, 4000), st.sampled_from((1.0, 1.25, 1.5, 2.0)))
def test_stretches_that_touch_do_so_in_device_pixels_too(start: int, first: int, second: int, scale: float) -> None:
    begin, width = in_device_pixels(start, start + first, scale)
    following, _ = in_device_pixels(start + first, start + first + second, scale)
    assert begin + width == following


def test_a_region_is_read() -> None:
    assert read_region(" -10,20,300,40") == Box(-10, 20, 300, 40)


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "1,2,3,0", "1,2,0,3", "a,b,c,d", "1;2;3;4", "1,2,3,4,5", "1,2,3,-4", "١,2,3,4"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(AffiantError) as refused:
        read_region(text)
    assert refused.value.code == "region-unreadable"


@given(boxes)
def test_a_box_travels_as_json(box: Box) -> None:
    assert Box.from_json(box.to_json()) == box


@pytest.mark.parametrize(
    "value",
    [None, [], {"x": 1}, {"x": 1, "y": 2, "width": 3, "height": "4"}, {"x": True, "y": 0, "width": 1, "height": 1}],
)
def test_other_json_is_no_box(value: object) -> None:
    with pytest.raises(ValueError, match="box"):
        Box.from_json(value)
