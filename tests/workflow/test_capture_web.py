from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fakes.page_capturer import CAPTURED_AT, FakeCapturer, unreachable
from tests.fakes.store_ports import account_drafts, store_ports
from tests.fakes.system import Warned, make_system

from affiant.capture.web.order import CertificateRefusedError, WebOrder
from affiant.core import event_types
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.workflow import capture_web as module
from affiant.workflow.capture_web import capture_web
from affiant.workflow.system import System
from affiant.workflow.web_pages import Page, WebCaptureOrder

ONE, TWO, THREE = (f"https://x.example/{number}" for number in (1, 2, 3))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case", "A case", store_ports()) as opened:
        opened.record(account_drafts(1, url="https://www.x.example/someone/"))
        yield opened


@pytest.fixture
def system(tmp_path: Path) -> System:
    return make_system(tmp_path, Warned())


def order(*urls: str | None, **more: object) -> WebCaptureOrder:
    return replace(WebCaptureOrder(tuple(Page(url) for url in urls)), **more)  # type: ignore[arg-type]


def unfinished(case: Case) -> list[Path]:
    return list((case.folder / "objects").rglob("*.part"))


def test_each_page_becomes_a_capture_with_everything_that_is_known_of_it(case: Case, system: System) -> None:
    browser = FakeCapturer()
    wanted = order(ONE, TWO, account="A001", note="seen", wait_s=1.5, expect=("words",), accept_certificate="ab" * 32)
    outcome = capture_web(case, system, browser, wanted, Silent())
    assert (outcome.status, outcome.failed, outcome.cancelled) == (ExitStatus.DONE, (), False)
    assert browser.orders[0] == WebOrder(ONE, 1500, ("words",), "ab" * 32)
    first, second = outcome.captures
    data = case.event(first.capture.event).data
    assert (data["kind"], data["url"], data["account"], data["note"]) == ("web", ONE, "A001", "seen")
    assert data["captured_at"] == CAPTURED_AT
    assert data["acquisition"]["web"] == first.web
    assert data["acquisition"]["environment"].keys() == {"os", "time_zone", "locale", "online"}
    assert data["acquisition"]["completeness"] == first.completeness.to_json()
    assert [one["role"] for one in data["artefacts"]] == ["screenshot", "text"]
    assert first.picture == second.picture == (20, 30)
    assert second.capture.number == 2


def test_pictures_and_addresses_are_looked_into_behind_the_capture(case: Case, system: System) -> None:
    (page,) = capture_web(case, system, FakeCapturer(), order(ONE), Silent()).captures
    (examined,) = case.events_of_type(event_types.ARTEFACT_EXAMINED)
    assert examined.data["facts"]["height"] == 30
    (read,) = case.events_of_type(event_types.IDENTIFIERS_READ)
    assert (read.data["capture"], read.data["input"]) == (page.capture.id, ONE)
    assert page.capture.event < min(read.seq, examined.seq)


def test_a_page_that_fails_is_named_and_the_others_go_on(case: Case, system: System) -> None:
    browser = FakeCapturer(problems={TWO: unreachable("net::ERR_NAME_NOT_RESOLVED")})
    outcome = capture_web(case, system, browser, order(ONE, TWO, THREE), Silent())
    assert [one.url for one in outcome.captures] == [ONE, THREE]
    (failed,) = outcome.failed
    assert (failed.url, failed.code, failed.remedy) == (TWO, "web-unreachable", "Check the address.")
    assert outcome.status == ExitStatus.INCOMPLETE
    assert unfinished(case) == []
    assert case.count_captures() == 2


def test_a_refused_certificate_names_the_fingerprint_to_accept(case: Case, system: System) -> None:
    refused = CertificateRefusedError("127.0.0.1", "net::ERR_CERT_AUTHORITY_INVALID", (), "cd" * 32)
    outcome = capture_web(case, system, FakeCapturer(problems={ONE: refused}), order(ONE), Silent())
    (failed,) = outcome.failed
    assert failed.fingerprint == "cd" * 32
    assert "cd" * 32 in failed.remedy
    assert outcome.captures == ()


def test_a_capture_that_broke_off_keeps_what_came_whole(case: Case, system: System) -> None:
    outcome = capture_web(case, system, FakeCapturer(broken={ONE}), order(ONE, TWO), Silent())
    first, second = outcome.captures
    assert [one.role for one in first.capture.artefacts] == ["screenshot", "text"]
    assert first.broke_off is not None
    assert second.broke_off is None
    assert case.event(first.capture.event).data["not_obtained"] == ["The archive of what was loaded (WARC)."]
    assert outcome.status == ExitStatus.INCOMPLETE
    assert unfinished(case) == []


def test_cancelling_keeps_what_is_complete_and_leaves_nothing_half(case: Case, system: System) -> None:
    def stop(wanted: WebOrder) -> None:
        if wanted.url == TWO:
            raise Cancelled

    outcome = capture_web(case, system, FakeCapturer(before=stop), order(ONE, TWO, THREE), Silent())
    assert outcome.cancelled
    assert outcome.status == ExitStatus.CANCELLED
    assert [one.url for one in outcome.captures] == [ONE]
    assert case.count_captures() == 1
    assert unfinished(case) == []


def test_cancelling_while_bytes_come_leaves_nothing_half(case: Case, system: System) -> None:
    class Stopping:
        reports = 0

        def report(self, done: int, total: int | None, what: str) -> None:
            self.reports += 1
            if self.reports == 2:  # the first is the step, the second comes with the picture's bytes
                assert (done, total, what) == (1, 8, "Loading the page")
                raise Cancelled

    outcome = capture_web(case, system, FakeCapturer(), order(ONE), Stopping())
    assert outcome.cancelled
    assert case.count_captures() == 0
    assert unfinished(case) == []


def test_progress_goes_on_over_all_pages(case: Case, system: System) -> None:
    seen: list[tuple[int, int | None]] = []

    class Noting:
        def report(self, done: int, total: int | None, what: str) -> None:
            if what == "Loading the page":
                seen.append((done, total))

    capture_web(case, system, FakeCapturer(), order(ONE, TWO), Noting())
    assert list(dict.fromkeys(seen)) == [(1, 16), (9, 16)]


def test_a_disk_of_the_case_that_fails_ends_the_work_and_names_the_rest(
    case: Case, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = AffiantError("disk-full", "The disk is full", status=ExitStatus.DISK)

    class Full(module.CaptureIntake):
        def seal(self, facts):
            if facts.url == TWO:
                raise full
            return super().seal(facts)

    monkeypatch.setattr(module, "CaptureIntake", Full)
    outcome = capture_web(case, system, FakeCapturer(), order(ONE, TWO, THREE), Silent())
    assert [one.url for one in outcome.captures] == [ONE]
    assert [(one.url, one.code) for one in outcome.failed] == [(TWO, "disk-full"), (THREE, "disk-full")]
    assert outcome.status == ExitStatus.DISK
    assert unfinished(case) == []


def test_an_unknown_account_is_refused_before_anything_is_loaded(case: Case, system: System) -> None:
    browser = FakeCapturer()
    with pytest.raises(AffiantError):
        capture_web(case, system, browser, order(ONE, account="x:nobody"), Silent())
    assert browser.orders == []


def test_what_the_window_shows_is_captured_under_the_address_where_it_stands(case: Case, system: System) -> None:
    (page,) = capture_web(case, system, FakeCapturer(), order(None), Silent()).captures
    assert case.event(page.capture.event).data["url"] == "https://shown.example/in/the/window#landed"


def test_what_cannot_be_derived_is_said_and_takes_nothing_away(
    case: Case, system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AffiantError("worker-missing", "The worker cannot be started")

    monkeypatch.setattr(module, "read_identifiers", fail)
    outcome = capture_web(case, system, FakeCapturer(), order(ONE), Silent())
    assert len(outcome.captures) == 1
    assert outcome.not_derived is not None
    assert outcome.status == ExitStatus.INCOMPLETE


@pytest.mark.parametrize(
    ("url", "answer", "detail"),
    [
        ("https://x.example/someone", "yes", "This capture is of the profile."),
        ("http://x.example/someone/?a=1", "no", "https://www.x.example/someone/"),
        (ONE, "no", "https://www.x.example/someone/"),
    ],
)
def test_the_case_says_whether_the_profile_is_captured(
    case: Case, system: System, url: str, answer: str, detail: str
) -> None:
    (page,) = capture_web(case, system, FakeCapturer(), order(url, account="A001"), Silent()).captures
    first = page.completeness.answers[0]
    assert (first.question, first.answer, first.detail) == ("profile-captured", answer, detail)
    assert ("profile-captured" in page.completeness.doubts) == (answer == "no")


def test_a_profile_that_was_captured_earlier_is_found(case: Case, system: System) -> None:
    pages = order("https://x.example/someone", ONE, account="A001")
    _, second = capture_web(case, system, FakeCapturer(), pages, Silent()).captures
    assert second.completeness.answers[0].detail == "C00001"


def test_without_an_account_nobody_asks_for_its_profile(case: Case, system: System) -> None:
    (page,) = capture_web(case, system, FakeCapturer(), order(ONE), Silent()).captures
    assert "profile-captured" not in [one.question for one in page.completeness.answers]
