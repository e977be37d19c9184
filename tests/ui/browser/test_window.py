"""The window of the built-in browser, walked through once by `tests/fakes/browser_window_walk.py`; see there."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from tests.fakes.site.answer import Answer, Request, html
from tests.fakes.site.server import Site

WALK = Path(__file__).resolve().parents[2] / "fakes" / "browser_window_walk.py"
FORM = """<p><button id="more" type="button">Show  more replies</button>
<a id="away" href="thread" target="_blank">away</a>
<form action="form"><input id="note" name="note"><input id="secret" name="secret" type="password">
<button id="send">Send</button></form><p style="height:3000px">long</p>"""


def form(_: Request) -> Answer:
    return html("A form", FORM)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("window")


@pytest.fixture(scope="module")
def found(pictures: Path) -> dict[str, Any]:
    flags = "--disable-gpu" + (" --no-sandbox" if os.geteuid() == 0 else "")
    surroundings = {
        "PATH": os.environ["PATH"],
        "HOME": str(pictures),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "QTWEBENGINE_CHROMIUM_FLAGS": flags,
    }
    with Site() as site:
        site.put("form", form)
        command = [sys.executable, "-I", str(WALK), site.url(""), str(pictures)]
        said = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=300, check=False)
    assert said.returncode == 0, said.stderr[-3000:]
    return json.loads(said.stdout)


def steps(found: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["detail"] for one in found["steps"] if one["kind"] == kind]


def test_page_has_the_size_of_the_order_as_far_as_the_screen_goes(found: dict[str, Any]) -> None:
    assert found["view"] == [640, 600]  # 900 by 600 was wanted; the window is never narrower than 960


def test_sandbox_that_is_off_is_said(found: dict[str, Any]) -> None:
    assert "without its sandbox" in found["sandbox"]


def test_accounts_are_offered_with_their_titles_made_visible(found: dict[str, Any]) -> None:
    assert found["accounts"] == ["No account", "@a", "@b<U+202E>"]
    assert found["chosen"] == "A2"


def test_every_control_has_a_name_for_a_screen_reader(found: dict[str, Any]) -> None:
    assert found["nameless"] == []
    assert found["buttons"] == ["Back", "Forward", "Reload", "Stop"]


def test_title_of_the_page_is_shown_apart_from_our_own(found: dict[str, Any]) -> None:
    assert found["title"] == "Web capture – Affiant"  # the walk waits for the other


def test_presses_are_logged_with_place_and_words_of_the_button(found: dict[str, Any]) -> None:
    first = steps(found, "click")[0]
    assert (first["element"], first["text"], first["button"]) == ("button", "Show more replies", "left")
    assert first["x"] > 0
    assert first["y"] > 0


def test_nothing_that_was_typed_is_logged(found: dict[str, Any]) -> None:
    assert found["typed_into_page"] == "hunter2typed words"
    assert [set(one) - {"at", "kind"} for one in steps(found, "key")][:2] == [set(), set()]
    assert "hunter2" not in json.dumps(found["steps"])
    assert "typed" not in json.dumps(found["steps"])
    assert {one["element"]: one["text"] for one in steps(found, "click") if one["element"] == "input"} == {"input": ""}


def test_address_of_a_sent_form_is_logged_without_what_was_typed(found: dict[str, Any]) -> None:
    ways = steps(found, "navigate")
    assert [one["how"] for one in ways[:2]] == ["address", "form"]
    assert ways[1]["url"].endswith("/form")


def test_scrolling_and_going_back_are_logged(found: dict[str, Any]) -> None:
    assert steps(found, "scroll")[0] == {"x": 0, "y": 700}
    assert [one["kind"] for one in found["steps"]].count("back") == 1


def test_link_to_a_new_window_that_a_person_pressed_opens_in_the_same(found: dict[str, Any]) -> None:
    assert any(one["url"].endswith("/thread") for one in steps(found, "navigate"))


def test_steps_are_dated_by_our_clock(found: dict[str, Any]) -> None:
    assert {one["at"] for one in found["steps"]} == {"2026-11-22T10:00:00.000Z"}


def test_capture_is_asked_for_by_keys_with_account_note_and_words_once(found: dict[str, Any]) -> None:
    assert found["wanted"] == {"account": "A2", "note": "a note", "expect": ["first words", "second"]}
    assert found["pressed_twice"] is False


def test_every_artefact_is_said_with_a_word(found: dict[str, Any]) -> None:
    assert found["lines"] == [
        "Picture of the whole page – working",
        "Page as one file (MHTML) – done",
        "Text – waiting",
        "Archive of all answers (WARC) – doubtful",
        "Certificate – not obtained",
    ]


def test_page_gets_no_input_and_no_line_moves_it_while_it_is_captured(found: dict[str, Any]) -> None:
    assert found["held"] == [True, False]
    assert found["notice_afterwards"] is True


def test_window_asks_once_before_it_stops_a_capture(found: dict[str, Any]) -> None:
    assert found["closed_while_busy"][0] == 0
    assert "Close once more" in found["closed_while_busy"][1]
    assert found["closed"] == 1


def test_note_and_words_make_room_after_a_whole_capture(found: dict[str, Any]) -> None:
    assert found["afterwards"] == ["", "", True]


def test_what_is_no_address_is_said(found: dict[str, Any]) -> None:
    assert "no address of a web page" in found["no_address"]


def test_refused_certificate_is_shown_with_its_fingerprint_and_can_be_confirmed(found: dict[str, Any]) -> None:
    assert "wrong<U+202E>" in found["certificate"]
    assert " ".join(["abababab"] * 8) in found["certificate"]
    assert found["accepted"] == ["certificateAccepted", "ab" * 32, "ab" * 32]


@pytest.mark.parametrize("name", ["ready", "busy", "certificate", "dark"])
def test_window_is_drawn(found: dict[str, Any], pictures: Path, name: str) -> None:
    assert found
    picture = QImage(str(pictures / f"{name}.png"))
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(colours) > 20


def test_address_of_what_could_not_be_opened_does_not_stand_above_another_page(found: dict[str, Any]) -> None:
    assert len(found["not_opened"]) == 2  # the walk waits for the address of the page that is shown


def test_note_and_words_of_a_doubtful_capture_stay_for_its_page_alone(found: dict[str, Any]) -> None:
    assert found["doubtful"] == ["of this page", "its words"]
    assert found["after_not_opened"] == "of this page"
    assert found["another_page"] == ["", ""]
