import pytest
from tests.fakes.pack_case import pack_case, refused

from affiant.core.errors import AffiantError
from affiant.export.registry import PROFILES, profile


@pytest.mark.parametrize("key", [one.key for one in PROFILES])
def test_a_withdrawn_capture_is_never_exported(tmp_path, key) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00004", "press")
    wrong = refused(case, key, tmp_path, ("C00001", "C00004"))
    assert wrong.subject == "C00004"
    assert "withdrawn" in wrong.remedy


@pytest.mark.parametrize("key", [one.key for one in PROFILES])
def test_a_pack_of_nothing_isrefused(tmp_path, key) -> None:
    refused(pack_case(tmp_path / "case"), key, tmp_path, (), code="pack-empty")


def test_every_reason_is_in_one_error(tmp_path) -> None:
    wrong = refused(pack_case(tmp_path / "case"), "press", tmp_path, ("C00004", "C00005"))
    assert len(wrong.remedy.splitlines()) == 3


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(AffiantError) as caught:
        profile("radio")
    assert caught.value.subject == "radio"
