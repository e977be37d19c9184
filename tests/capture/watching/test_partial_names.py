from __future__ import annotations

import pytest

from affiant.capture.watching.partial_names import is_partial


@pytest.mark.parametrize(
    ("name", "partial"),
    [
        ("film.mp4.part", True),
        ("Unconfirmed 1.crdownload", True),
        ("a.TMP", True),
        ("a.jpg.partial", True),
        (".goutputstream-AB12CD", True),
        ("~$letter.docx", True),
        ("IMG_0001.jpg", False),
        ("part", False),
        ("tmp.jpg", False),
        ("تصویر.jpg", False),
    ],
)
def test_names_of_files_that_are_still_coming(name: str, partial: bool) -> None:
    assert is_partial(name) is partial
