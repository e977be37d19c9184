"""What a browser gets of us, and who may start one."""

from pathlib import Path

import pytest

from affiant.capture.web.browser_surroundings import browser_environment, ensure_allowed, ensure_screen, memory_flags
from affiant.capture.web.engine import EngineOrder, Host
from affiant.core.errors import AffiantError

OURS = {
    "HOME": "/home/investigator",
    "DISPLAY": ":7",
    "TZ": "Asia/Karachi",
    "AFFIANT_HOME": "/secret",
    "AFFIANT_PASSPHRASE_FILE": "/secret",
    "SSH_AUTH_SOCK": "/secret",
    "DBUS_SESSION_BUS_ADDRESS": "/secret",
    "http_proxy": "http://secret",
    "LD_PRELOAD": "/secret",
}


@pytest.mark.parametrize("visible", [True, False])
def test_a_browser_learns_its_screen_and_the_time_zone_and_nothing_else_of_ours(visible: bool) -> None:
    given = browser_environment(Host(OURS, False), EngineOrder(visible, locale="ur-PK"), Path("/private"))
    assert given.get("DISPLAY") == (":7" if visible else None)
    assert given["TZ"] == "Asia/Karachi"
    assert given["LANGUAGE"] == "ur_PK"
    assert given["HOME"] == given["TMPDIR"] == given["XDG_CONFIG_HOME"] == "/private"
    assert "/secret" not in str(given)
    assert "investigator" not in str(given)


def test_ordinary_users_keep_the_sandbox() -> None:
    assert ensure_allowed(Host({"AFFIANT_ALLOW_ROOT_BROWSER": "1"}, False)) == ""


@pytest.mark.parametrize("said", [{}, {"AFFIANT_ALLOW_ROOT_BROWSER": "0"}, {"AFFIANT_ALLOW_ROOT_BROWSER": ""}])
def test_the_superuser_is_refused_with_what_to_do(said: dict[str, str]) -> None:
    with pytest.raises(AffiantError) as refused:
        ensure_allowed(Host(said, True))
    assert refused.value.code == "browser-as-root"
    assert "AFFIANT_ALLOW_ROOT_BROWSER=1" in refused.value.remedy


def test_the_superuser_who_was_allowed_is_told_that_the_sandbox_is_off() -> None:
    assert "without its sandbox" in ensure_allowed(Host({"AFFIANT_ALLOW_ROOT_BROWSER": "1"}, True))


def test_a_window_needs_a_screen() -> None:
    with pytest.raises(AffiantError) as refused:
        ensure_screen(Host({}, False, "linux"))
    assert refused.value.code == "no-screen"
    ensure_screen(Host({"WAYLAND_DISPLAY": "wayland-0"}, False, "linux"))
    ensure_screen(Host({}, False, "darwin"))


def test_little_shared_memory_is_not_used(tmp_path: Path) -> None:
    assert memory_flags(tmp_path, 1) == []
    assert memory_flags(tmp_path, 1 << 80) == ["--disable-dev-shm-usage"]
    assert memory_flags(tmp_path / "missing", 1) == ["--disable-dev-shm-usage"]
