"""The desk as a whole: what it takes a text for, and what it never says."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import CAPTURED, FEW, ask

from affiant.analysis.identifiers.desk import OTHER_SITE, UNKNOWN_FORM, read
from affiant.analysis.identifiers.registry import PLATFORM_DESKS

ID = "1382350606417817604"
ISSUED = datetime.fromisoformat("2021-04-14T15:10:42.059+00:00")


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        (timedelta(minutes=5, milliseconds=1), "conflict"),
        (timedelta(minutes=5), "value"),
        (timedelta(minutes=5) - timedelta(milliseconds=1), "value"),
        (timedelta(0), "value"),
    ],
)
def test_a_time_more_than_five_minutes_after_the_capture_is_a_conflict(before: timedelta, outcome: str) -> None:
    found = ask(f"https://x.com/i/status/{ID}", captured_at=ISSUED - before).readings[0]
    assert found.outcome == outcome
    assert found.time is not None
    assert any("slow" in note for note in found.notes) is (outcome == "conflict")


def test_a_bare_number_yields_candidates_each_with_its_platform() -> None:
    answer = ask(ID)
    assert answer.platform is None
    assert all(one.candidate for one in answer.readings)
    assert {one.platform for one in answer.readings} >= {"x", "facebook", "instagram", "telegram", "tiktok", "discord"}
    outcomes = [one.outcome.value for one in answer.readings]
    assert "refused" not in outcomes[: outcomes.index("refused")]
    assert set(outcomes[outcomes.index("refused") :]) == {"refused"}


def test_a_known_platform_settles_a_code() -> None:
    assert ask("DW1nTDiDvnF", "youtube").platform == "youtube"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("@example", "handle-alone"),
        ("/share/p/1E8garP5Dy/", "path-alone"),
        ("hello", "unknown"),
        ("hello there", "hidden"),
        ("a\u202eb", "hidden"),
        ("x.com@evil.example/a", "address-user"),
        ("mailto://a", "address-scheme"),
    ],
)
def test_what_says_nothing_is_refused_with_its_reason(text: str, code: str) -> None:
    answer = ask(text)
    assert answer.refusal is not None
    assert (answer.refusal.code, answer.readings) == (code, ())


@pytest.mark.parametrize(
    "url",
    [
        f"https://x.com.evil.example/a/status/{ID}",
        f"https://evilx.com/a/status/{ID}",
        f"https://х.com/a/status/{ID}",
        f"https://x.com:8443/a/status/{ID}",
        f"x.com.evil.example/a/status/{ID}",
        f"https://evil.example/?u=x.com/a/status/{ID}",
    ],
)
def test_a_lookalike_host_is_no_platform(url: str) -> None:
    answer = ask(url)
    assert answer.platform is None
    assert [(one.platform, one.id, one.notes) for one in answer.readings] == [("other", None, (OTHER_SITE,))]
    assert answer.cleaned_url is not None
    assert answer.cleaned_url.isascii()


def test_an_address_may_lack_its_scheme() -> None:
    assert ask(f"x.com/a/status/{ID}").cleaned_url == f"https://x.com/a/status/{ID}"
    assert ask("example.t.me").readings[0].handle == "example"


def test_a_form_that_is_not_known_is_said() -> None:
    assert UNKNOWN_FORM in ask("https://x.com/i/something/new").readings[0].notes


def test_an_address_on_another_platform_than_was_said_is_noted() -> None:
    assert "another platform" in ask("https://x.com/a", "facebook").notes[0]
    assert ask("https://x.com/a", "x").notes == ()


def test_forwarding_inside_forwarding_ends() -> None:
    url = "https://x.com/a?s=1"
    for _ in range(6):
        url = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"
    answer = ask(url)
    assert answer.cleaned_url == "https://l.facebook.com/l.php"
    assert answer.readings[0].kind == "forwarding link"


def test_the_raw_text_is_kept() -> None:
    text = "HTTPS://X.com/A?s=20#f"
    assert ask(text).text == text


def test_no_desk_of_that_name() -> None:
    with pytest.raises(ValueError, match="myspace"):
        read("1", CAPTURED, "myspace")


def test_keys_and_hosts_of_the_desks_are_their_own() -> None:
    keys = [one.key for one in PLATFORM_DESKS]
    hosts = [host for one in PLATFORM_DESKS for host in one.hosts]
    assert len(set(keys)) == len(keys)
    assert len(set(hosts)) == len(hosts)
    assert all(host == host.lower() for host in hosts)


@FEW
@given(st.text(max_size=80))
def test_no_text_makes_the_desk_fall_over(text: str) -> None:
    for platform in (None, *(one.key for one in PLATFORM_DESKS)):
        answer = ask(text, platform)
        assert answer.refusal is not None or answer.readings


@FEW
@given(
    st.sampled_from([host for one in PLATFORM_DESKS for host in one.hosts]),
    st.lists(
        st.sampled_from(["a", "i", "status", "p", "c", "s", "@a", "channel", "%ff", "1", "+", "posts", "e\u0301", ID]),
        max_size=5,
    ),
    st.lists(
        st.sampled_from(["v", "id=%00", "u=a", "list=%E2%80%AE", "t=9h", "post=0", "fbid=x", "ext=9999999999"]),
        max_size=3,
    ),
)
def test_no_address_makes_the_desk_fall_over(host: str, segments: list[str], query: list[str]) -> None:
    answer = ask(f"https://{host}/{'/'.join(segments)}?{'&'.join(query)}")
    assert answer.refusal is not None or answer.readings


def test_every_time_says_formula_version_tolerance_and_what_happened() -> None:
    for text in (ID, "6854717870488702213", "175928847299117063", "5511999999999-1623281429@g.us", "ErD8xv0VkAIBJe7"):
        for one in ask(text).readings:
            if one.time is not None:
                assert one.time.formula.version >= 1
                assert ">>" in one.time.formula.text or "unix_s" in one.time.formula.text
                assert one.time.tolerance_ms > 0
                assert one.time.meaning
