"""Every source is registered and tested."""

from __future__ import annotations

from pathlib import Path

from affiant.capture import registry
from affiant.core.canonical import canonical


def test_every_source_file_is_registered_and_tested() -> None:
    folder = Path(registry.__file__).parent / "sources"
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert {source.key for source in registry.SOURCES} == files
    tests = {path.stem for path in (Path(__file__).parent / "sources").glob("test_*.py")}
    assert tests == {f"test_{name}" for name in files}


def test_every_source_has_a_key_and_a_title_for_people() -> None:
    for source in registry.SOURCES:
        canonical([source.key, source.title])
        assert source.title
