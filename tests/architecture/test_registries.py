"""Every plug-in is a file, a line in its registry, and a test; the three always agree."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.architecture.source_tree import PACKAGE, ROOT

FAMILIES = {
    "analysis/identifiers/platforms": "analysis/identifiers/registry.py",
    "capture/sources": "capture/registry.py",
    "capture/platform_exports/readers": "capture/platform_exports/registry.py",
    "capture/web/engines": "capture/web/engine_registry.py",
    "stamp/authorities": "stamp/registry.py",
    "export/profiles": "export/registry.py",
    "verify/checks": "verify/registry.py",
    "verify/case_checks": "verify/registry.py",
    "identity/keepers": "identity/registry.py",
    "cli/commands": "cli/registry.py",
    "ui/pages": "ui/registry.py",
    "ui/screen/routes": "ui/screen/registry.py",
    "store/migrations": "store/migrations/registry.py",
}
"""Folder of a family to its registry, both below the package."""
NO_PLUGINS = {"store/migrations": {"migration", "registry"}}
"""Files in a family's folder that are its contract and its list."""
UPGRADES_NOTHING = {"m0001_first_form"}
"""The first form of a case; every migration after it has a test of the upgrade."""


def brought_from(package: str, tree: ast.Module) -> dict[str, list[str]]:
    """Module of a family to the names by which a registry knows it."""
    brought: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == package:
            brought |= {name.name: [name.asname or name.name] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(f"{package}."):
            brought[node.module.removeprefix(f"{package}.")] = [name.asname or name.name for name in node.names]
    return brought


def complaints(package: Path, tests: Path, family: str, registry: str) -> list[str]:
    """Where files, lines of the registry and tests of a family differ."""
    files = {path.stem for path in (package / family).glob("*.py")} - {"__init__"} - NO_PLUGINS.get(family, set())
    tree = ast.parse((package / registry).read_text(encoding="utf-8"))
    brought = brought_from(f"affiant.{family.replace('/', '.')}", tree)
    lines = brought.keys() - NO_PLUGINS.get(family, set())
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    tested = {path.stem.removeprefix("test_") for path in (tests / family.partition("/")[0]).rglob("test_*.py")}
    return [
        *(f"{family}/{one}.py is not in {registry}" for one in sorted(files - lines)),
        *(f"{registry} names {one}, which has no file" for one in sorted(lines - files)),
        *(f"{registry} imports {one} and does not list it" for one in sorted(lines) if not used & set(brought[one])),
        *(f"{family}/{one}.py has no test_{one}.py" for one in sorted(files - tested - UPGRADES_NOTHING)),
    ]


@pytest.mark.parametrize(("family", "registry"), list(FAMILIES.items()), ids=list(FAMILIES))
def test_files_lines_and_tests_agree(family: str, registry: str) -> None:
    assert complaints(PACKAGE, ROOT / "tests", family, registry) == []


def test_no_registry_is_forgotten() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*registry.py")}
    assert found == set(FAMILIES.values())


@pytest.mark.parametrize(
    "registry",
    [
        "from affiant.stamp.authorities.good import Good\nALL = (Good(),)",
        "from affiant.stamp.authorities import good\nALL = (good.GOOD,)",
        "def load():\n    from affiant.stamp.authorities.good import Good\n    return Good()",
    ],
)
def test_every_way_of_naming_a_plugin_is_understood(registry: str) -> None:
    assert brought_from("affiant.stamp.authorities", ast.parse(registry)).keys() == {"good"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A family of one good plug-in."""
    folder = tmp_path / "affiant" / "stamp" / "authorities"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text('"""Authorities."""\n')
    (folder / "good.py").write_text('"""Good."""\n')
    (tmp_path / "affiant" / "stamp" / "registry.py").write_text(
        "from affiant.stamp.authorities.good import Good\nALL = (Good(),)\n"
    )
    (tmp_path / "tests" / "stamp" / "authorities").mkdir(parents=True)
    (tmp_path / "tests" / "stamp" / "authorities" / "test_good.py").write_text('"""Test."""\n')
    return tmp_path


def of(house: Path) -> list[str]:
    return complaints(house / "affiant", house / "tests", "stamp/authorities", "stamp/registry.py")


def test_a_good_family_gives_no_complaint(house: Path) -> None:
    assert of(house) == []


def test_a_file_without_line_and_test_is_found(house: Path) -> None:
    (house / "affiant/stamp/authorities/planted.py").write_text("")
    assert of(house) == [
        "stamp/authorities/planted.py is not in stamp/registry.py",
        "stamp/authorities/planted.py has no test_planted.py",
    ]


def test_a_line_without_a_file_is_found(house: Path) -> None:
    (house / "affiant/stamp/authorities/good.py").unlink()
    assert of(house) == ["stamp/registry.py names good, which has no file"]


def test_an_import_that_is_not_listed_is_found(house: Path) -> None:
    (house / "affiant/stamp/registry.py").write_text("from affiant.stamp.authorities.good import Good\nALL = ()\n")
    assert of(house) == ["stamp/registry.py imports good and does not list it"]
