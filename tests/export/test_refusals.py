import pytest
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import export, pack_case

from affiant.core.errors import AffiantError
from affiant.export.registry import PROFILES, profile


def _refused(
    case: MemoryCase, key: str, tmp_path, captures: tuple[str, ...], code: str = "pack-refused"
) -> AffiantError:
    with pytest.raises(AffiantError) as caught:
        export(case, key, tmp_path / "pack", captures=captures)
    assert caught.value.code == code
    assert not any(one.name.startswith("pack") for one in tmp_path.iterdir())
    return caught.value


def test_press_refuses_what_nobody_marked_fit_and_names_each(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00002", "press", fit=False)
    wrong = _refused(case, "press", tmp_path, ("C00001", "C00002", "C00005"))
    assert wrong.subject == "C00002, C00005"
    assert [line.split(":")[0] for line in wrong.remedy.splitlines()] == ["C00002", "C00005"]
    assert "not marked fit" in wrong.remedy


def test_being_fit_for_another_profile_is_not_enough_for_press(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00005", "platform")
    assert _refused(case, "press", tmp_path, ("C00005",)).subject == "C00005"


def test_platform_refuses_a_capture_of_no_account(tmp_path) -> None:
    wrong = _refused(pack_case(tmp_path / "case"), "platform", tmp_path, ("C00001", "C00005"))
    assert wrong.subject == "C00005"
    assert "no account" in wrong.remedy


def test_platform_refuses_a_handle_without_id_or_url(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    account = case.add_account("tiktok", "=handle")
    capture = case.add_capture(b"x", account=account.id)
    wrong = _refused(case, "platform", tmp_path, (capture.id,))
    assert account.id in wrong.remedy
    assert "=handle" not in wrong.remedy + wrong.title


@pytest.mark.parametrize("observed", [{"url": "https://tiktok.com/@a"}, {"durable_id": "7"}])
def test_platform_takes_an_account_with_a_durable_id_or_url(tmp_path, observed) -> None:
    case = pack_case(tmp_path / "case")
    capture = case.add_capture(b"x", account=case.add_account("tiktok", "a", **observed).id)
    assert export(case, "platform", tmp_path / "pack", captures=(capture.id,)).captures == 1


def test_platform_takes_a_capture_with_an_exact_url(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    capture = case.add_capture(b"x", account=case.add_account("tiktok", "a").id, url="https://tiktok.com/@a/video/1")
    assert export(case, "platform", tmp_path / "pack", captures=(capture.id,)).captures == 1


def test_court_refuses_a_missing_original(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    capture = case.capture("C00002")
    case.object_path(capture.artefacts[0].sha256).unlink()
    wrong = _refused(case, "court", tmp_path, ("C00001", "C00002"))
    assert wrong.subject == "C00002"
    assert "missing" in wrong.remedy


def test_court_refuses_a_ledger_without_a_record_of_the_working_condition(tmp_path) -> None:
    case = MemoryCase(tmp_path / "case", session=False)
    capture = case.add_capture(b"x")
    assert _refused(case, "court", tmp_path, (capture.id,)).subject == "case"


@pytest.mark.parametrize("key", [one.key for one in PROFILES])
def test_a_withdrawn_capture_is_never_exported(tmp_path, key) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00004", "press")
    wrong = _refused(case, key, tmp_path, ("C00001", "C00004"))
    assert wrong.subject == "C00004"
    assert "withdrawn" in wrong.remedy


@pytest.mark.parametrize("key", [one.key for one in PROFILES])
def test_a_pack_of_nothing_is_refused(tmp_path, key) -> None:
    _refused(pack_case(tmp_path / "case"), key, tmp_path, (), code="pack-empty")


def test_every_reason_is_in_one_error(tmp_path) -> None:
    wrong = _refused(pack_case(tmp_path / "case"), "press", tmp_path, ("C00004", "C00005"))
    assert len(wrong.remedy.splitlines()) == 3


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(AffiantError) as caught:
        profile("radio")
    assert caught.value.subject == "radio"
