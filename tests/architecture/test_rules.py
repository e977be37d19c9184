"""Every rule is seen to complain about a planted breach, and to be content with the good form beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.architecture import rules
from tests.architecture.source_tree import Source

Rule = Callable[[Source], list[str]]
STORE = "desktop/affiant/store/planted.py"


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept Exception:\n    pass"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept Exception:\n    log()\n    raise"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept:\n    pass"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept BaseException:\n    pass"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept (OSError, Exception) as e:\n    g(e)"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept BaseException as e:\n    raise OSError from e"),
        (
            rules.broad_handlers,
            "desktop/affiant/cli/main.py",
            "try:\n    f()\nexcept Exception:\n    g()\ntry:\n    f()\nexcept Exception:\n    g()",
        ),
        (rules.late_imports, STORE, "def f():\n    from affiant.core import clock"),
        (rules.late_imports, STORE, "def f():\n    if x:\n        import affiant.core.clock"),
        (rules.late_imports, STORE, "class A:\n    def f(self):\n        from . import clock"),
        (rules.late_imports, "desktop/affiant/app.py", "def f():\n    from affiant.store import case"),
        (rules.late_imports, "desktop/affiant/cli/registry.py", "def f():\n    from affiant.workflow import cases"),
        (rules.relative_imports, STORE, "from .case import Case"),
        (rules.relative_imports, STORE, "from .. import core"),
        (rules.foreign_libraries, STORE, "import PySide6"),
        (rules.foreign_libraries, STORE, "def f():\n    from PySide6.QtCore import QObject"),
        (rules.foreign_libraries, "desktop/affiant/core/planted.py", "import cryptography"),
        (rules.foreign_libraries, "desktop/affiant/verify/checks/planted.py", "import cryptography.x509"),
        (rules.foreign_libraries, "desktop/affiant/verify/crypto/planted.py", "import sqlite_utils"),
        (rules.foreign_libraries, "desktop/affiant/ui/planted.py", "import reportlab"),
        (rules.foreign_libraries, "desktop/affiant/attic/planted.py", "x = 1"),
        (rules.impure_core, "desktop/affiant/core/planted.py", "import os"),
        (rules.impure_core, "desktop/affiant/core/planted.py", "from urllib.parse import quote"),
        (rules.impure_core, "desktop/affiant/core/planted.py", "import time"),
        (rules.decodes_in_our_own_process, STORE, "from PIL import Image"),
        (rules.decodes_in_our_own_process, "desktop/affiant/capture/examination.py", "import PIL.Image"),
        (rules.decodes_in_our_own_process, STORE, "from affiant.capture.image_reading import answer"),
        (rules.decodes_in_our_own_process, STORE, "from affiant.capture import image_reading"),
        (rules.decodes_in_our_own_process, STORE, "import affiant.capture.examine_worker"),
        (rules.decodes_in_our_own_process, "desktop/affiant/capture/planted.py", "import pypdfium2.raw"),
        (rules.decodes_in_our_own_process, STORE, "from affiant.capture.platform_exports.registry import READERS"),
        (rules.prints, STORE, "def f():\n    print('x')"),
        (rules.no_docstring, STORE, "x = 1"),
        (rules.no_docstring, STORE, ""),
        (rules.no_docstring, STORE, "# only a comment\n"),
        (rules.busy_init, "desktop/affiant/store/__init__.py", '"""Doc."""\nfrom affiant.store import case'),
        (rules.busy_init, "desktop/affiant/__init__.py", '"""Doc."""\n__version__ = "1"\nx = 1'),
        (rules.drawers, "desktop/affiant/store/utils.py", ""),
        (rules.drawers, "desktop/affiant/common/case.py", ""),
        (rules.forbidden_words, "README.md", "Our packs are court-admissible."),
        (rules.forbidden_words, "README.md", "fully RFC Compliant"),
        (rules.forbidden_words, "README.md", "a tamperproof log"),
        (rules.forbidden_words, "resources/x.html", "The seal proves who wrote it."),
        (rules.registry_hosts, "packaging/x.lock", "--extra-index-" + "url file:///x"),
        (rules.registry_hosts, "README.md", "https://files." + "pythonhosted.org/x"),
        (rules.machine_paths, "x.md", "see /" + "work/main/x"),
        (rules.machine_paths, "x.py", "p = '/" + "tmp/x'"),
        (rules.machine_paths, "x.sh", "cd /" + "root"),
        (rules.machine_paths, "x.toml", 'path = "/' + 'home/jane/x"'),
    ],
)
def test_a_planted_breach_is_found(rule: Rule, path: str, text: str) -> None:
    found = rule(Source(path, text))
    assert len(found) == 1
    assert found[0].startswith(f"{path}:")


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept OSError:\n    pass"),
        (rules.broad_handlers, STORE, "try:\n    f()\nexcept BaseException:\n    undo()\n    raise"),
        (rules.broad_handlers, "desktop/affiant/cli/main.py", "try:\n    f()\nexcept Exception:\n    g()"),
        (rules.late_imports, STORE, "from affiant.core import clock"),
        (rules.late_imports, STORE, "def f():\n    import reportlab"),
        (rules.late_imports, "desktop/affiant/app.py", "def f():\n    from affiant.ui.start import run"),
        (rules.relative_imports, STORE, "from affiant.core import clock"),
        (rules.foreign_libraries, STORE, "import sqlite_utils, sqlite3, os\nfrom affiant.core import clock"),
        (rules.foreign_libraries, "desktop/affiant/verify/crypto/planted.py", "import cryptography"),
        (rules.impure_core, "desktop/affiant/core/planted.py", "import json\nfrom pathlib import Path"),
        (rules.impure_core, STORE, "import os"),
        (rules.decodes_in_our_own_process, "desktop/affiant/capture/image_reading.py", "from PIL import Image"),
        (
            rules.decodes_in_our_own_process,
            "desktop/affiant/capture/examine_worker.py",
            "from affiant.capture.image_reading import answer",
        ),
        (rules.prints, "desktop/affiant/cli/command.py", "print('x')"),
        (rules.prints, "desktop/affiant/verify/__main__.py", "print('x')"),
        (rules.prints, STORE, "printer.print_('x')"),
        (rules.no_docstring, STORE, '"""What it is."""'),
        (rules.busy_init, "desktop/affiant/store/__init__.py", '"""Doc."""'),
        (rules.busy_init, "desktop/affiant/__init__.py", '"""Doc."""\n__version__ = "1"'),
        (rules.drawers, "desktop/affiant/store/objects.py", ""),
        (rules.forbidden_words, "README.md", "It complies with nothing; it proves sameness."),
        (rules.registry_hosts, "README.md", "https://docs.astral.sh/uv/"),
        (rules.machine_paths, "x.sh", '"$HOME/' + 'tmp" ../shared/work/x ~/work ${X}/home'),
    ],
)
def test_the_good_form_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert rule(Source(path, text)) == []
