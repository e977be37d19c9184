"""What the window says of an acquisition, as `event_types.CAPTURE_ADDED` records it."""

from __future__ import annotations

from tests.fakes.web_acquisition import acquisition

from affiant.ui.widgets.acquisition_rows import warning_rows

AUTHORITY = ("Certificate", "An authority of the operator's own was trusted beside the public ones")


def test_an_authority_of_the_operators_own_is_a_warning() -> None:
    assert AUTHORITY in warning_rows({"acquisition": acquisition()})


def test_a_capture_from_before_authorities_were_recorded_can_be_looked_at() -> None:
    recorded = acquisition()
    del recorded["web"]["engine"]["authorities"]
    said = tuple(warning_rows({"acquisition": recorded}))
    assert AUTHORITY not in said
    assert said
