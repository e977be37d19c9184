"""The whole tree keeps the house rules."""

from __future__ import annotations

import tomllib

import pytest
from tests.architecture import rules
from tests.architecture.source_tree import PACKAGE, ROOT, python_sources, text_sources, tracked_paths

OURS = python_sources("desktop")
OTHERS_WORDS = ("resources/fonts/", "LICENSE", "NOTICE")
"""Files with the words of other people, such as licences."""
NAMES_THE_RULE = ("tests/architecture/rules.py", "tests/architecture/test_rules.py")


def test_there_is_a_tree_to_look_at() -> None:
    assert len(OURS) > 20
    assert "desktop/affiant/core/merkle.py" in {one.path for one in OURS}


@pytest.mark.parametrize(
    "rule",
    [
        rules.broad_handlers,
        rules.late_imports,
        rules.relative_imports,
        rules.foreign_libraries,
        rules.impure_core,
        rules.decodes_in_our_own_process,
        rules.prints,
        rules.busy_init,
        rules.drawers,
    ],
)
def test_the_program_keeps_the_rule(rule) -> None:  # type: ignore[no-untyped-def]  # one of `rules`
    assert [complaint for source in OURS for complaint in rule(source)] == []


def test_each_face_shows_bugs_in_one_place() -> None:
    for path in rules.SHOWS_BUGS:
        assert (ROOT / path).is_file(), f"{path} is gone: its exemption must go too"
    for module in (*rules.DECODERS, *rules.DECODING_PROGRAMS):
        assert (PACKAGE.parent / f"{module.replace('.', '/')}.py").is_file(), f"{module} is gone"
    for path in rules.MAY_IMPORT_LATE:
        assert (ROOT / path).is_file(), f"{path} is gone: its exemption must go too"


def test_every_python_file_says_what_it_is() -> None:
    """Files of tests say it by their names and those of their tests."""
    sources = [one for one in python_sources() if not one.path.rpartition("/")[2].startswith(("test_", "conftest"))]
    assert [complaint for source in sources for complaint in rules.no_docstring(source)] == []


def test_nothing_promises_what_no_program_can() -> None:
    sources = [
        one
        for one in text_sources("desktop", "resources", "packaging", "README.md")
        if not one.path.startswith(OTHERS_WORDS)
    ]
    assert [complaint for source in sources for complaint in rules.forbidden_words(source)] == []


def test_no_file_names_a_package_registry_or_a_path_of_some_machine() -> None:
    sources = [
        one
        for one in text_sources()
        if one.path not in NAMES_THE_RULE and not one.path.startswith(OTHERS_WORDS) and one.path != "packaging/lock"
    ]
    complaints = [
        complaint
        for source in sources
        for rule in (rules.registry_hosts, rules.machine_paths)
        for complaint in rule(source)
    ]
    assert complaints == []


def test_the_version_stands_in_one_more_place_only() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f'__version__ = "{project["version"]}"' in (PACKAGE / "__init__.py").read_text()


PACKAGES = {
    "PIL": "pillow",
    "pyhanko_certvalidator": "pyhanko",
    "sqlite_utils": "sqlite-utils",
    "shiboken6": "pyside6",
}
"""Packages whose modules have other names."""


def test_every_library_of_the_rules_is_declared_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = str([project["dependencies"], project["optional-dependencies"]]).lower()
    readme = (ROOT / "README.md").read_text().lower()
    for library in {one for some in rules.LIBRARIES.values() for one in some}:
        package = PACKAGES.get(library, library).lower()
        assert package in declared, f"{library} is not declared in pyproject.toml"
        assert package in readme, f"{library} is not explained in README.md"


def test_no_artefact_of_a_build_is_tracked() -> None:
    endings = (".pyc", ".whl", ".egg-info", ".sqlite", ".orig", ".rej")
    assert [path for path in tracked_paths() if path.endswith(endings) and not path.startswith("tests/")] == []
