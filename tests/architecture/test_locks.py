"""The lock files: everything by hash, one version of everything, nothing about some machine."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
from tests.architecture.source_tree import ROOT

LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "packaging").glob("*.lock"))}
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def versions(lock: str) -> dict[str, str]:
    return dict(REQUIREMENT.findall(LOCKS[lock]))


def test_the_locks_are_there() -> None:
    assert set(LOCKS) == {"app", "checkers", "checkers-build", "test", "verify"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_exact_and_has_a_hash(lock: str) -> None:
    entries = [line for line in re.sub(r"\\\n\s*", "", LOCKS[lock]).splitlines() if not line.startswith("#")]
    assert len(entries) == len(versions(lock)) > 0
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9._-]+==\S+( ; [^\\]+?)?\s*(--hash=sha256:[0-9a-f]{64}\s*)+", entry), entry


def test_the_larger_environment_holds_the_smaller_one_in_the_same_versions() -> None:
    assert versions("verify").items() <= versions("app").items() <= versions("test").items()


def test_the_locks_are_as_new_as_the_project_file() -> None:
    def pinned(requirements: list[str]) -> set[tuple[str, str]]:
        return {tuple(one.lower().split("==")) for one in requirements if "==" in one}  # type: ignore[misc]  # pairs

    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    assert pinned(project["dependencies"]) <= versions("verify").items()
    assert pinned(project["optional-dependencies"]["app"]) <= versions("app").items()
    assert pinned(groups["test"]) <= versions("test").items()
    assert pinned(groups["checkers"]) <= versions("checkers").items()


def test_foreign_checkers_are_not_in_the_programs_environment() -> None:
    assert not versions("checkers").keys() & versions("test").keys()


@pytest.mark.parametrize("script", ["packaging/run", "packaging/test", "packaging/lock", ".ci/run"])
def test_scripts_can_be_started(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(path)], check=True)


def test_continuous_integration_runs_the_tests_and_nothing_else() -> None:
    lines = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ['AFFIANT_CI=1 exec "$(dirname "${BASH_SOURCE[0]}")/../packaging/test"']
