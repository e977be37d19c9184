"""The sandbox is said to hold only when the kernel's own words of every page process say so."""

from pathlib import Path

import pytest

from affiant.capture.web.page_sandbox import seen_sandbox

SESSION = 500


def process(
    folder: Path,
    number: int,
    kind: str = "renderer",
    *,
    session: int = SESSION,
    seccomp: int = 2,
    spaces: int = 2,
    threads: int = 9,
) -> None:
    place = folder / str(number)
    place.mkdir()
    (place / "stat").write_text(f"{number} (Web (Engine) x) S 1 {session} {session} 0 -1")
    (place / "cmdline").write_bytes(f"/usr/lib/QtWebEngineProcess\0--type={kind}\0--lang=en\0".encode())
    ids = "\t".join([str(number), "4", "1"][:spaces])
    (place / "status").write_text(f"Name:\tx\nNSpid:\t{ids}\nThreads:\t{threads}\nSeccomp:\t{seccomp}\n")


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    """What is always there: the zygotes, which are not behind the filter, and things that are no process."""
    process(tmp_path, 1, "zygote", seccomp=0, spaces=1, threads=1)
    process(tmp_path, 2, "zygote", seccomp=0, threads=1)
    process(tmp_path, 3, "gpu-process", seccomp=0, spaces=1)
    process(tmp_path, 4, session=501, seccomp=0, spaces=1)
    (tmp_path / "5").mkdir()
    (tmp_path / "self").mkdir()
    return tmp_path


@pytest.mark.parametrize("kind", ["renderer", "zygote"])
def test_page_processes_behind_filter_and_in_namespaces_are_held(kernel: Path, kind: str) -> None:
    process(kernel, 10, kind)
    process(kernel, 11, kind, spaces=3)
    assert seen_sandbox(SESSION, kernel).held is True


@pytest.mark.parametrize("kind", ["renderer", "zygote"])
@pytest.mark.parametrize("missing", [{"seccomp": 0}, {"seccomp": 1}, {"spaces": 1}])
def test_one_page_process_that_is_not_held_is_enough(kernel: Path, kind: str, missing: dict[str, int]) -> None:
    process(kernel, 10)
    process(kernel, 11, kind, **missing)
    assert seen_sandbox(SESSION, kernel).held is False


def test_nothing_is_claimed_without_a_page(kernel: Path) -> None:
    assert seen_sandbox(SESSION, kernel).held is None


def test_nothing_is_claimed_where_it_cannot_be_seen(kernel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process(kernel, 10)
    monkeypatch.setattr("sys.platform", "darwin")
    assert seen_sandbox(SESSION, kernel).held is None
