"""``affiant capture``: what it says, and its exit statuses. The browser is a fake; tests/e2e has the real ones."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from tests.fakes.command_line import CommandLine
from tests.fakes.page_capturer import FakeCapturer, unreachable

from affiant.capture.web.authorities import fingerprints
from affiant.capture.web.order import CertificateRefusedError
from affiant.cli.commands import capture as command
from affiant.core.errors import AffiantError, ExitStatus

ONE, TWO = "https://x.example/1", "https://x.example/\u202e2"


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> FakeCapturer:
    made = FakeCapturer()
    monkeypatch.setattr(command, "open_browser", lambda *_, **__: nullcontext(made))
    return made


def test_the_document_has_exactly_its_fields(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    browser.problems[TWO] = unreachable()
    ran = affiant.run("capture", case, ONE, TWO, "--json")
    assert ran.status == ExitStatus.INCOMPLETE
    assert list(ran.document) == ["captures", "failed"]
    (page,) = ran.document["captures"]
    assert list(page) == [
        "id", "number", "url", "final_url", "event", "artefacts", "not_obtained", "doubts", "picture", "sandbox",
    ]  # fmt: skip
    assert (page["id"], page["url"], page["final_url"]) == ("C00001", ONE, f"{ONE}#landed")
    assert [list(one) for one in page["artefacts"]] == [["role", "name", "sha256", "size"]] * 2
    assert page["picture"] == {"width": 20, "height": 30}
    assert page["doubts"] == ["no-log-in-wall"]
    assert page["sandbox"] == {"held": True, "reason": None}
    (failed,) = ran.document["failed"]
    assert list(failed) == ["url", "code", "title", "detail", "remedy"]
    assert (failed["url"], failed["code"]) == (TWO, "web-unreachable")
    (listed,) = affiant.json("list", case, "captures")
    assert (listed["kind"], listed["url"]) == ("web", ONE)


def test_the_list_names_pages_by_their_address(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    affiant.json("capture", case, TWO)
    assert "https://x.example/<U+202E>2" in affiant.run("list", case, "captures").out


def test_the_text_says_what_speaks_against_a_capture(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    browser.broken.add(TWO)
    ran = affiant.run("capture", case, ONE, TWO)
    assert ran.status == ExitStatus.INCOMPLETE
    for words in (
        "C00001  20 × 30 pixels, 2 files  https://x.example/1",
        "doubt         It shows a log-in wall.",
        "broke off     The page's own process ended. (web-page-ended)",
        "not obtained  The archive of what was loaded (WARC).",
        "certificate   NOT VALID, accepted by you",
        "https://x.example/<U+202E>2",
        "2 captured, hashed and sealed; 0 not captured.",
    ):
        assert words in ran.out
    assert "\u202e" not in ran.out


def test_a_page_that_could_not_be_reached_says_what_the_browser_said(
    affiant: CommandLine, browser: FakeCapturer
) -> None:
    case = affiant.new_case()
    browser.problems[ONE] = unreachable(f"net::ERR_NAME_NOT_RESOLVED {ONE}\u202e")
    words = f"The page could not be reached. [net::ERR_NAME_NOT_RESOLVED {ONE}<U+202E>] Check the address."
    assert words in affiant.run("capture", case, ONE).out
    browser.problems[TWO] = unreachable(TWO)
    assert "The page could not be reached. Check the address." in affiant.run("capture", case, TWO).out
    (failed,) = affiant.run("capture", case, ONE, "--json").document["failed"]
    assert failed["detail"].startswith("net::ERR_NAME_NOT_RESOLVED")


@pytest.mark.parametrize("held", [b"", b"\x89PNG\0", b"x" * (5 << 20)])
def test_a_list_that_is_none_is_named(affiant: CommandLine, browser: FakeCapturer, tmp_path: Path, held: bytes) -> None:
    case = affiant.new_case()
    listed = tmp_path / "list.csv"
    listed.write_bytes(held)
    assert affiant.run("capture", case, "--list", listed, "--json").document["error"]["subject"] == str(listed)
    assert affiant.run("targets", "add", case, listed, "--json").document["error"]["subject"] == "list.csv"


def test_options_may_stand_between_the_case_and_the_addresses(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    assert affiant.run("capture", case, "--note", "seen", ONE, "--batch", TWO).status == ExitStatus.DONE
    assert len(affiant.json("list", case, "captures")) == 2
    ran = affiant.run("capture", "--note", "seen")
    assert (ran.status, "CASE" in ran.talk) == (ExitStatus.USAGE, True)


def test_options_reach_the_browser(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    assert affiant.run("account", "add", case, "x:@someone").status == 0
    colons = ":".join(["AB"] * 32)
    words = ("--wait", "1.5", "--expect", "one two", "--expect", "three", "--accept-certificate", colons)
    affiant.json("capture", case, ONE, *words, "--account", "x:someone", "--note", "seen")
    (order,) = browser.orders
    assert (order.wait_ms, order.expect, order.accepted_certificate) == (1500, ("one two", "three"), "ab" * 32)
    (listed,) = affiant.json("list", case, "captures")
    assert listed["account"] == "A001"


def test_a_list_brings_addresses_and_names_rows_that_are_none(
    affiant: CommandLine, browser: FakeCapturer, tmp_path: Path
) -> None:
    case = affiant.new_case()
    listed = tmp_path / "list.csv"
    listed.write_text(f"url;note\n{ONE};of the list\nnothing;\n")
    ran = affiant.run("capture", case, "https://x.example/0", "--list", listed, "--json")
    assert ran.status == ExitStatus.USAGE
    assert [one["url"] for one in ran.document["captures"]] == ["https://x.example/0", ONE]
    (failed,) = ran.document["failed"]
    assert (failed["url"], failed["code"]) == ("nothing;", "not-an-address")
    assert "row 3" in failed["remedy"]


def test_a_refused_certificate_says_how_to_accept_it(affiant: CommandLine, browser: FakeCapturer) -> None:
    case = affiant.new_case()
    browser.problems[ONE] = CertificateRefusedError("x", "net::ERR_CERT_AUTHORITY_INVALID", (), "cd" * 32)
    ran = affiant.run("capture", case, ONE)
    assert ran.status == ExitStatus.USAGE
    assert f"--accept-certificate {'cd' * 32}\n" in ran.out
    assert affiant.json("list", case, "captures") == []


@pytest.mark.parametrize(
    "words",
    [
        (),
        (ONE, "--wait", "-1"),
        (ONE, "--wait", "nan"),
        (ONE, "--wait", "long"),
        (ONE, "--accept-certificate", "ab"),
        (ONE, "--engine", "netscape"),
    ],
)
def test_wrong_usage_captures_nothing(affiant: CommandLine, browser: FakeCapturer, words: tuple[str, ...]) -> None:
    case = affiant.new_case()
    assert affiant.run("capture", case, *words).status == ExitStatus.USAGE
    assert browser.orders == []


def test_a_browser_that_cannot_be_used_is_said_before_the_case_is_opened(
    affiant: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AffiantError("browser-as-root", "The browser does not run as the superuser", remedy="Use an account.")

    case = affiant.new_case()
    events = len(affiant.json("list", case, "events"))
    monkeypatch.setattr(command, "open_browser", refuse)
    ran = affiant.run("capture", case, ONE, "--json")
    assert ran.status == ExitStatus.USAGE
    assert ran.document["error"]["code"] == "browser-as-root"
    assert len(affiant.json("list", case, "events")) == events


def test_an_authority_of_ones_own_reaches_the_browser_and_one_that_cannot_be_read_is_said(
    affiant: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given: list[object] = []

    def refuse(*_: object, authorities: tuple[Path, ...]) -> None:
        given.extend(authorities)
        fingerprints(authorities)

    case = affiant.new_case()
    monkeypatch.setattr(command, "open_browser", refuse)
    ran = affiant.run("capture", case, ONE, "--site-authority", tmp_path / "house.pem", "--json")
    assert given == [tmp_path / "house.pem"]
    assert (ran.status, ran.document["error"]["code"]) == (ExitStatus.USAGE, "authority-unreadable")
