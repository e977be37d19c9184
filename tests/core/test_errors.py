"""Expected errors."""

import pytest

from affiant.core.errors import AffiantError, Cancelled, ExitStatus, FormatError
from affiant.core.progress import Silent


def test_an_error_carries_what_a_person_needs() -> None:
    error = AffiantError("code", "Title", subject="file", safe="all else", remedy="do", status=ExitStatus.DISK)
    assert str(error) == "code: Title (file)"
    assert (error.code, error.title, error.subject, error.safe, error.remedy, error.status) == (
        "code",
        "Title",
        "file",
        "all else",
        "do",
        ExitStatus.DISK,
    )
    assert str(AffiantError("code", "Title")) == "code: Title"


def test_a_format_error_is_an_expected_error() -> None:
    assert isinstance(FormatError("Title"), AffiantError)
    assert FormatError("Title").code == "format"


def test_no_handler_of_errors_swallows_a_cancellation() -> None:
    assert not issubclass(Cancelled, Exception)
    with pytest.raises(Cancelled):
        raise Cancelled


def test_silence_never_cancels() -> None:
    Silent().report(1, None, "Hashing")
