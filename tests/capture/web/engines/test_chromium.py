"""An installed Chromium as an engine."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fakes.browser_driver import PATIENCE, Driver, processes_of, start, this_host
from tests.fakes.listening import listening_sockets
from tests.fakes.site.server import Site

from affiant.capture.web.engine import EngineOrder, Host
from affiant.capture.web.engines.chromium import PROGRAMS, Chromium
from affiant.core.errors import AffiantError

ALLOWED = {"AFFIANT_ALLOW_ROOT_BROWSER": "1"}
INSTALLED = any(shutil.which(one) for one in PROGRAMS)


def chromium(folder: Path, script: str, name: str = "chromium") -> Chromium:
    """With a program of that name, which is a script, alone on the PATH."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Chromium(Host({**ALLOWED, "PATH": str(folder)}, False))


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_usual_name_is_found(tmp_path: Path, name: str) -> None:
    about = chromium(tmp_path, "echo 'Google Chrome 156.0.8078.79 beta'", name).about()
    assert (about.name, about.version) == ("Google Chrome", "156.0.8078.79")
    assert any("driven by a program" in one for one in Chromium.limits)


@pytest.mark.parametrize("script", ["exit 1", "echo hello", "printf '\\377\\376'"])
def test_a_program_that_does_not_say_its_version_is_no_chromium(tmp_path: Path, script: str) -> None:
    with pytest.raises(AffiantError) as refused:
        chromium(tmp_path, script).about()
    assert refused.value.code == "chromium-missing"


def test_without_one_it_says_what_to_install(tmp_path: Path) -> None:
    engine = Chromium(Host({**ALLOWED, "PATH": str(tmp_path)}, True))
    for use in (engine.about, lambda: engine.start(EngineOrder())):
        with pytest.raises(AffiantError) as refused:
            use()
        assert refused.value.code == "chromium-missing"
        assert "chromium" in refused.value.remedy


def test_the_superuser_is_refused(tmp_path: Path) -> None:
    chromium(tmp_path, "echo 'Chromium 1.2.3.4'")
    engine = Chromium(Host({"PATH": str(tmp_path)}, True))
    for use in (engine.about, lambda: engine.start(EngineOrder())):
        with pytest.raises(AffiantError) as refused:
            use()
        assert refused.value.code == "browser-as-root"


def test_it_has_no_window_of_ours(tmp_path: Path) -> None:
    engine = chromium(tmp_path, "exit 0")
    with pytest.raises(AffiantError) as refused:
        engine.start(EngineOrder(visible=True))
    assert refused.value.code == "engine-without-window"


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a name that Chromium can bear; those of the tests are long."""
    with tempfile.TemporaryDirectory(prefix="t") as folder:
        yield Path(folder)


def test_a_long_name_of_the_temporary_folder_is_said_before_chromium_breaks_at_it(tmp_path: Path) -> None:
    engine = chromium(tmp_path, "exit 0")
    deep = tmp_path / ("d" * 60)
    deep.mkdir()
    with pytest.raises(AffiantError) as refused:
        engine.start(EngineOrder(temporary_folder=deep))
    assert refused.value.code == "temporary-folder-too-long"
    assert list(deep.iterdir()) == []


@pytest.mark.parametrize("superuser", [True, False])
def test_the_sandbox_is_switched_off_for_the_allowed_superuser_alone(
    tmp_path: Path, short: Path, superuser: bool
) -> None:
    places = [tmp_path, short]
    chromium(places[0], 'printf "%s\\n" "$@" >&4')
    engine = Chromium(Host({**ALLOWED, "PATH": str(places[0])}, superuser))
    with engine.start(EngineOrder(temporary_folder=places[1], locale="ur-PK")) as browser:
        words = b""
        while part := os.read(browser.read_end, 9999):
            words += part
    said = words.decode().splitlines()
    assert ("--no-sandbox" in said) is superuser
    assert "--remote-debugging-pipe" in said
    assert "--lang=ur-PK" in said
    assert any(one.startswith(f"--user-data-dir={places[1]}") for one in said)
    assert not any("debugging-port" in one for one in said)


@pytest.mark.skipif(not INSTALLED, reason="not run: chromium is not installed")
def test_an_installed_one_answers_without_any_port_and_nothing_is_left(short: Path) -> None:
    assert Chromium(this_host()).about().version
    with Site() as site, start("chromium", EngineOrder(temporary_folder=short)) as browser:
        driver = Driver(browser)
        assert "Chrome" in driver.call("Browser.getVersion")["product"]
        context = driver.call("Target.createBrowserContext", disposeOnDetach=True)["browserContextId"]
        driver.call("Target.createTarget", url=site.url("thread"), browserContextId=context)
        end = time.monotonic() + PATIENCE
        while "A thread" not in [one["title"] for one in driver.call("Target.getTargets")["targetInfos"]]:
            assert time.monotonic() < end, "the page does not come"
        assert listening_sockets(list(processes_of(browser.process_id))) == []
        assert browser.sandbox().held is (os.geteuid() != 0)
    assert list(short.iterdir()) == []


def test_an_authority_of_the_operators_own_is_refused_and_nothing_is_started(tmp_path: Path) -> None:
    engine = chromium(tmp_path, "echo Chromium 156.0.8078.79")
    with pytest.raises(AffiantError) as refused:
        engine.start(EngineOrder(authorities=(tmp_path / "authority.pem",)))
    assert refused.value.code == "engine-without-authorities"
