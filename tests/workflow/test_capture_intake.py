from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.store_ports import account_drafts, store_ports
from tests.fakes.system import Warned, make_system

from affiant.core import event_types
from affiant.core.errors import AffiantError
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow.capture_intake import CaptureFacts, CaptureIntake
from affiant.workflow.system import System

FACTS = CaptureFacts("web", {"environment": {"os": "test"}}, url="https://x.example/1", not_obtained=("No PDF.",))
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        opened.record(account_drafts(1))
        yield opened


@pytest.fixture
def system(tmp_path: Path) -> System:
    return make_system(tmp_path, Warned())


def unfinished(case: Case) -> list[Path]:
    return list((case.folder / "objects").rglob("*.part"))


def test_all_artefacts_become_one_capture_in_one_event(case: Case, system: System) -> None:
    with CaptureIntake(case, system) as intake:
        picture = intake.take("screenshot", "page.png", io.BytesIO(PNG), Silent())
        intake.take("text", "text.txt", io.BytesIO(b"words"), Silent(), type_="text/plain")
        taken = intake.seal(FACTS)
    event = case.event(taken.event)
    assert event.type == event_types.CAPTURE_ADDED
    assert [one["role"] for one in event.data["artefacts"]] == ["screenshot", "text"]
    assert event.data["artefacts"][0]["media_type"] == "image/png"
    assert (event.data["kind"], event.data["not_obtained"]) == ("web", ["No PDF."])
    assert event.data["acquisition"] == {"environment": {"os": "test"}}
    assert case.object_path(picture.sha256).read_bytes() == PNG
    assert unfinished(case) == []
    found = case.capture(taken.id)
    assert found is not None
    assert (found.number, found.url) == (1, "https://x.example/1")


def test_leaving_without_sealing_leaves_nothing_behind(case: Case, system: System) -> None:
    size = case.size()
    with CaptureIntake(case, system) as intake:
        intake.take("screenshot", "page.png", io.BytesIO(PNG), Silent())
        assert unfinished(case)
    assert unfinished(case) == []
    assert case.size() == size


def test_an_unknown_account_is_refused_and_sealing_can_be_tried_again(case: Case, system: System) -> None:
    with CaptureIntake(case, system) as intake:
        intake.take("screenshot", "page.png", io.BytesIO(PNG), Silent())
        with pytest.raises(AffiantError):
            intake.seal(CaptureFacts("web", {}, account="A009"))
        taken = intake.seal(CaptureFacts("web", {}, account="A001"))
    found = case.capture(taken.id)
    assert found is not None
    assert found.account == "A001"


def test_the_same_bytes_again_are_one_object_and_a_new_capture(case: Case, system: System) -> None:
    ids = []
    for _ in range(2):
        with CaptureIntake(case, system) as intake:
            intake.take("screenshot", "page.png", io.BytesIO(PNG), Silent())
            ids.append(intake.seal(FACTS))
    assert [one.same_as for one in ids] == [None, "C00001"]


def test_a_capture_without_artefacts_is_a_bug(case: Case, system: System) -> None:
    with CaptureIntake(case, system) as intake, pytest.raises(ValueError, match="at least one"):
        intake.seal(FACTS)


def test_another_thread_can_write_while_artefacts_come_in(case: Case, system: System) -> None:
    with CaptureIntake(case, system) as intake:
        intake.take("screenshot", "page.png", io.BytesIO(PNG), Silent())
        case.record(account_drafts(2))
        taken = intake.seal(FACTS)
    assert taken.event == case.size()
