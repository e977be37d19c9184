import pytest
from tests.fakes.pack_case import export, pack_case, refused


def test_platform_refuses_a_capture_of_no_account(tmp_path) -> None:
    wrong = refused(pack_case(tmp_path / "case"), "platform", tmp_path, ("C00001", "C00005"))
    assert wrong.subject == "C00005"
    assert "no account" in wrong.remedy


def test_platform_refuses_a_handle_without_id_or_url(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    account = case.add_account("tiktok", "=handle")
    capture = case.add_capture(b"x", account=account.id)
    wrong = refused(case, "platform", tmp_path, (capture.id,))
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
