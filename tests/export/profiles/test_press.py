from tests.fakes.pack_case import export, pack_case, refused


def test_press_refuses_what_nobody_marked_fit_and_names_each(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00002", "press", fit=False)
    wrong = refused(case, "press", tmp_path, ("C00001", "C00002", "C00005"))
    assert wrong.subject == "C00002, C00005"
    assert [line.split(":")[0] for line in wrong.remedy.splitlines()] == ["C00002", "C00005"]
    assert "not marked fit" in wrong.remedy


def test_being_fit_for_another_profile_is_not_enough_for_press(tmp_path) -> None:
    case = pack_case(tmp_path / "case")
    case.mark_fit("C00005", "platform")
    assert refused(case, "press", tmp_path, ("C00005",)).subject == "C00005"


def test_press_takes_what_was_marked_fit(tmp_path) -> None:
    assert export(pack_case(tmp_path / "case"), "press", tmp_path / "pack").captures == 3
