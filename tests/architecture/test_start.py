"""What is loaded at the start, seen in a process of its own: lazy and dynamic imports cannot hide there."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

REPORT = "\nimport json, sys\nsys.stderr.write('\\n' + json.dumps(sorted(sys.modules)))"

HEAVY = {"PySide6", "shiboken6", "reportlab", "pyhanko", "PIL", "uharfbuzz", "fontTools"}
OF_THE_APP = HEAVY | {"keyring", "platformdirs", "regex", "sqlite_utils"}

PARSERS = {
    "affiant.capture.image_reading",
    "affiant.capture.pdf_reading",
    "affiant.capture.platform_exports.csv_rows",
    "affiant.capture.platform_exports.export_files",
    "affiant.capture.platform_exports.html_tokens",
    "affiant.capture.platform_exports.json_cursor",
    "affiant.capture.platform_exports.json_walk",
    "affiant.capture.platform_exports.page_text",
    "affiant.capture.platform_exports.warc_stream",
    "affiant.capture.web.browser_pipe",
    "affiant.capture.web.protocol",
}
"""What reads foreign bytes: pictures, documents, exports, and what a browser says."""


def modules_after(code: str) -> set[str]:
    """Names of all modules that a new interpreter has loaded after `code`."""
    result = subprocess.run([sys.executable, "-I", "-c", code + REPORT], capture_output=True, text=True, check=True)
    return set(json.loads(result.stderr.splitlines()[-1]))


def floors(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("affiant.")}


def tops(modules: set[str]) -> set[str]:
    return {name.split(".")[0] for name in modules}


def test_the_probe_sees_what_is_loaded() -> None:
    seen = modules_after("import sqlite3\nimport affiant.core.clock\ndef f():\n    import uuid\nf()")
    assert {"sqlite3", "affiant.core.clock", "uuid"} <= seen
    assert floors(seen) == {"core"}


@pytest.mark.parametrize("module", ["affiant.verify.verify", "affiant.verify.__main__", "affiant.verify.registry"])
def test_the_verifier_sees_the_core_alone(module: str) -> None:
    seen = modules_after(f"import {module}")
    assert floors(seen) == {"core", "verify"}
    assert not tops(seen) & {*HEAVY, "sqlite3", "sqlite_utils", "keyring"}


def test_help_loads_neither_qt_nor_the_heavy_libraries() -> None:
    run = "from affiant.app import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    seen = tops(modules_after(run))
    assert not seen & HEAVY


def test_no_command_loads_qt() -> None:
    seen = modules_after("from affiant.cli.registry import COMMANDS\nfor one in COMMANDS:\n    one.load()")
    assert "workflow" in floors(seen)
    assert "ui" not in floors(seen)
    assert not tops(seen) & {"PySide6", "shiboken6"}


def test_what_reads_foreign_bytes_is_loaded_by_limited_children_alone() -> None:
    programs = ("capture.web.recorder", "capture.platform_exports.worker", "capture.examine_worker")
    children = "\n".join(f"import affiant.{one}" for one in (*programs, "capture.examine_pdf_worker"))
    assert modules_after(children) >= PARSERS
    commands = "from affiant.cli.registry import COMMANDS\nfor one in COMMANDS:\n    one.load()"
    seen = modules_after(f"import affiant.ui.workflow_verbs\n{commands}")
    assert "affiant.capture.web.session" in seen
    assert not seen & PARSERS


@pytest.mark.parametrize("words", [[], ["list", "CASE", "accounts"], ["--help"]], ids=["window", "command", "help"])
def test_a_base_installation_says_that_it_is_the_verifier_alone(words: list[str]) -> None:
    """The libraries of the base installation are found, and no others."""
    code = f"""
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {OF_THE_APP!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from affiant.app import main
sys.exit(main({words!r}))
"""
    result = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert "the verifier alone" in result.stderr
    assert "Traceback" not in result.stderr
