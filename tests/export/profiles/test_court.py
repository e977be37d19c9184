from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import export, pack_case, refused


def test_court_refuses_a_missing_original(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    capture = case.capture("C00002")
    case.object_path(capture.artefacts[0].sha256).unlink()
    wrong = refused(case, "court", tmp_path, ("C00001", "C00002"))
    assert wrong.subject == "C00002"
    assert "missing" in wrong.remedy


def test_court_refuses_a_ledger_without_a_record_of_the_working_condition(tmp_path) -> None:
    case = MemoryCase(tmp_path / "case", session=False)
    capture = case.add_capture(b"x")
    assert refused(case, "court", tmp_path, (capture.id,)).subject == "case"


def test_court_takes_captures_that_nobody_marked_fit(tmp_path) -> None:
    assert export(pack_case(tmp_path / "case"), "court", tmp_path / "pack", captures=("C00005",)).captures == 1
