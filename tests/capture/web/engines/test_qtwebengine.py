"""The built-in browser as an engine: found without Qt, started, answering over its pipes alone, ended."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.fakes.browser_driver import Driver, ended, processes_of, start, this_host
from tests.fakes.listening import listening_sockets
from tests.fakes.site.server import Site

from affiant.capture.web.engine import EngineOrder, Host
from affiant.capture.web.engines.qtwebengine import QtWebEngine
from affiant.core.errors import AffiantError

ALLOWED = {"AFFIANT_ALLOW_ROOT_BROWSER": "1"}


def test_what_is_installed_is_found_with_its_version_and_its_limits() -> None:
    about = QtWebEngine(this_host()).about()
    assert (about.name, about.version) == ("QtWebEngine", "6.11.3")
    assert any("H.264" in one for one in QtWebEngine.limits)


def test_qt_is_looked_for_and_not_loaded() -> None:
    program = (
        "import os, sys\n"
        "from affiant.capture.web.engine import Host\n"
        "from affiant.capture.web.engine_registry import engine_named\n"
        "engine_named('qtwebengine', Host.here({'AFFIANT_ALLOW_ROOT_BROWSER': '1'})).about()\n"
        "print(sorted(one for one in sys.modules if one.startswith(('PySide6', 'shiboken'))))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout == "[]\n"


@pytest.mark.parametrize("files", [(), ("QtCore.abi3.so",)])
def test_without_the_extra_it_says_what_to_install(tmp_path: Path, files: tuple[str, ...]) -> None:
    for name in files:
        (tmp_path / name).touch()
    engine = QtWebEngine(Host(ALLOWED, True), lambda: (tmp_path,))
    for use in (engine.about, lambda: engine.start(EngineOrder())):
        with pytest.raises(AffiantError) as refused:
            use()
        assert refused.value.code == "web-extra-missing"
        assert "affiant[app,web]" in refused.value.remedy


def test_the_superuser_is_refused(tmp_path: Path) -> None:
    engine = QtWebEngine(Host({}, True))
    for use in (engine.about, lambda: engine.start(EngineOrder(temporary_folder=tmp_path))):
        with pytest.raises(AffiantError) as refused:
            use()
        assert refused.value.code == "browser-as-root"
    assert list(tmp_path.iterdir()) == []


def test_a_window_without_a_screen_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AffiantError) as refused:
        QtWebEngine(Host(ALLOWED, True, "linux")).start(EngineOrder(visible=True, temporary_folder=tmp_path))
    assert refused.value.code == "no-screen"


def test_windows_is_told_that_it_is_not_there_yet() -> None:
    with pytest.raises(AffiantError) as refused:
        QtWebEngine(Host(ALLOWED, False, "win32")).about()
    assert refused.value.code == "web-engine-not-here"


def test_a_page_is_opened_without_any_port_and_nothing_is_left(tmp_path: Path) -> None:
    with Site() as site, start("qtwebengine", EngineOrder(temporary_folder=tmp_path, width=900, height=700)) as browser:
        driver = Driver(browser)
        driver.until("Affiant.ready")
        driver.call("Page.enable")
        driver.call("Page.navigate", url=site.url("thread"))
        driver.until("Page.loadEventFired")
        assert driver.value("[document.title, innerWidth, innerHeight].join()") == "A thread,900,700"
        assert listening_sockets(list(processes_of(browser.process_id))) == []
        sandbox = browser.sandbox()
        assert sandbox.held is (os.geteuid() != 0)
        assert sandbox.reason.endswith(".")
    assert browser.ended() is not None
    assert list(tmp_path.iterdir()) == []


def test_listening_is_noticed_by_the_test_above() -> None:
    before = len(listening_sockets([os.getpid()]))  # a site of another test may still be there
    with socket.create_server(("127.0.0.1", 0)):
        assert len(listening_sockets([os.getpid()])) == before + 1


def test_the_program_ends_well_with_its_pipe(tmp_path: Path) -> None:
    with start("qtwebengine", EngineOrder(temporary_folder=tmp_path)) as browser:
        Driver(browser).until("Affiant.ready")
        browser.release_ends()
        assert ended(browser) == 0


def test_ending_while_it_starts_leaves_nothing(tmp_path: Path) -> None:
    browser = start("qtwebengine", EngineOrder(temporary_folder=tmp_path))
    begun = time.monotonic()
    browser.end()
    assert time.monotonic() - begun < 10
    assert list(tmp_path.iterdir()) == []
