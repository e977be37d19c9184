"""The import contracts hold, and each of them is seen to break on planted imports."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.source_tree import PACKAGE, ROOT

PLANTED = {
    "layers": [
        ("core/planted.py", "import affiant.store.connection"),
        ("confined/planted.py", "import affiant.capture.registry"),
        ("analysis/planted.py", "import affiant.capture.registry"),
        ("verify/planted_export.py", "import affiant.export.registry"),
        ("verify/planted_store.py", "import affiant.store.connection"),
        ("export/planted.py", "import affiant.verify.check"),
        ("ui/planted_cli.py", "import affiant.cli.registry"),
        ("cli/planted_ui.py", "import affiant.ui.registry"),
        ("workflow/planted.py", "import affiant.cli.registry"),
        ("attic.py", "x = 1"),
    ],
    "qt": [("cli/planted_qt.py", "import PySide6.QtCore"), ("store/planted_qt.py", "def f():\n    import PySide6")],
    "sqlite": [("cli/planted_sql.py", "import sqlite3"), ("workflow/planted_sql.py", "import sqlite_utils")],
    "pure-core": [("core/planted_os.py", "import os"), ("core/planted_net.py", "import urllib.request")],
    "platform-desks": "analysis/identifiers/platforms",
    "sources": "capture/sources",
    "export-readers": "capture/platform_exports/readers",
    "export-child": [
        ("capture/platform_exports/reading.py", "import affiant.capture.platform_exports.registry"),
        ("workflow/planted_reader.py", "import affiant.capture.platform_exports.export_files"),
        ("cli/planted_reader.py", "import affiant.capture.platform_exports.readers.whatsapp"),
    ],
    "engines": "capture/web/engines",
    "browser-program": [("ui/start.py", "import affiant.ui.browser.program")],
    "authorities": "stamp/authorities",
    "profiles": "export/profiles",
    "seals": [("export/sealing/cms.py", "import affiant.export.sealing.sshsig")],
    "checks": "verify/checks",
    "case-checks": "verify/case_checks",
    "keepers": "identity/keepers",
    "commands": "cli/commands",
    "pages": "ui/pages",
    "screen-routes": "ui/screen/routes",
}
"""Contract to what breaks it: files with an import, or a family in which one of two new files imports the other."""


def lint(source_root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--config",
            str(ROOT / "pyproject.toml"),
            "--no-cache",
            *options,
        ],
        cwd=source_root,
        env=os.environ | {"PYTHONPATH": str(source_root), "NO_COLOR": "1", "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def names_of_contracts() -> dict[str, str]:
    text = (ROOT / "pyproject.toml").read_text()
    return dict(re.findall(r'\[\[tool\.importlinter\.contracts\]\]\nid = "([^"]+)"\nname = "([^"]+)"', text))


def test_the_contracts_hold() -> None:
    result = lint(PACKAGE.parent)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the linter says of a copy with every breach planted."""
    root = tmp_path_factory.mktemp("planted")
    shutil.copytree(PACKAGE, root / "affiant", ignore=shutil.ignore_patterns("__pycache__"))
    for planted in PLANTED.values():
        if isinstance(planted, list):
            for path, text in planted:
                with (root / "affiant" / path).open("a") as file:
                    file.write(f"{text}\n")
        else:
            family = root / "affiant" / planted
            (family / "planted_one.py").write_text("x = 1\n")
            (family / "planted_two.py").write_text(f"import affiant.{planted.replace('/', '.')}.planted_one\n")
    result = lint(root)
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stdout


def test_every_contract_has_a_planted_breach() -> None:
    assert names_of_contracts().keys() == PLANTED.keys()


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_breach_breaks_the_contract(broken: str, contract: str) -> None:
    name = names_of_contracts()[contract]
    assert f"{name} BROKEN" in broken
    details = broken.split("Broken contracts")[1].split(f"\n{name}\n", 1)[1]
    planted = PLANTED[contract]
    paths = [path for path, _ in planted] if isinstance(planted, list) else [f"{planted}/planted_two.py"]
    for path in paths:
        assert "affiant." + path.removesuffix(".py").replace("/", ".") in details or path == "attic.py"
    if contract == "layers":
        assert "attic" in details
