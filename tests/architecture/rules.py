"""The house rules that a linter cannot say. Each takes a file and returns complaints; none means that it is kept.

`test_rules.py` shows each rule a planted breach; `test_tree.py` holds the tree to them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from tests.architecture.source_tree import Source

SHOWS_BUGS = ("desktop/affiant/cli/main.py", "desktop/affiant/ui/jobs.py", "desktop/affiant/verify/__main__.py")
"""The one place of each face where an error of ours becomes a sentence: one handler of everything in each."""

MAY_IMPORT_LATE = {
    "desktop/affiant/app.py": ("affiant.cli", "affiant.ui", "affiant.workflow.system"),
    "desktop/affiant/cli/registry.py": ("affiant.cli.commands",),
}
"""Qt is loaded for the window only, and a base installation has the libraries of neither face; ``affiant --help`` loads
no command. Everything else is imported at the top."""

CORE_MODULES = frozenset(
    (
        "__future__",
        "base64",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "hashlib",
        "hmac",
        "itertools",
        "json",
        "math",
        "operator",
        "pathlib",
        "re",
        "string",
        "struct",
        "types",
        "typing",
        "unicodedata",
    )
)
"""What `core` may take from the standard library: nothing here reads, writes, waits or asks the system."""

LIBRARIES = {
    "core": (),
    "confined": (),
    "analysis": (),
    "capture": ("PIL", "cryptography", "pypdfium2"),
    "stamp": ("asn1crypto", "cryptography"),
    "export": (
        "asn1crypto",
        "cryptography",
        "fontTools",
        "pyhanko",
        "pyhanko_certvalidator",
        "regex",
        "reportlab",
        "uharfbuzz",
    ),
    "verify": ("asn1crypto", "cryptography"),
    "store": ("sqlite_utils",),
    "identity": ("asn1crypto", "cryptography", "keyring"),
    "workflow": ("platformdirs",),
    "cli": (),
    "ui": ("PySide6", "shiboken6"),
    "app": (),
    "__main__": (),
    "__init__": (),
}
"""Libraries that each floor may import directly. A new one is a line here, in pyproject.toml and in README.md."""

VERIFY_CRYPTOGRAPHY = re.compile(r"desktop/affiant/verify/crypto/[a-z0-9_]+\.py")
"""The modules of `verify` that import a library; without it the verifier still runs and says *unknown*."""

DECODING_LIBRARIES = ("PIL", "pypdfium2")
DECODERS = (
    "affiant.capture.exif_reading",
    "affiant.capture.image_reading",
    "affiant.capture.pdf_reading",
    "affiant.capture.platform_exports.answering",
    "affiant.capture.platform_exports.registry",
    "affiant.capture.web.full_picture",
    "affiant.capture.web.page_capture",
    "affiant.capture.web.page_pictures",
    "affiant.capture.web.picture_check",
)
DECODING_PROGRAMS = (
    "affiant.capture.examine_worker",
    "affiant.capture.examine_pdf_worker",
    "affiant.capture.platform_exports.worker",
    "affiant.capture.web.recorder",
)
"""What opens foreign bytes, and the programs of the limited child processes that alone may import it."""

FORBIDDEN_WORDS = re.compile(r"\bcompliant\b|court-admissible|tamper-?proof|\bproves who\b", re.IGNORECASE)
"""Words that promise what no program can (design §3)."""

REGISTRY_HOSTS = re.compile(
    r"pypi\.org|pythonhosted\.org|pypi/simple|registry\.npmjs|proxy\.golang\.org|deb\.debian\.org|index-url|find-links"
)
MACHINE_PATHS = re.compile(r"(?<![\w.$}~*])/(?:work|tmp|root|home|opt)(?=/|\b)")
DRAWERS = frozenset(("common", "helper", "helpers", "misc", "miscellaneous", "tools", "util", "utils"))


def broad_handlers(source: Source) -> list[str]:
    """``except Exception``, ``except BaseException`` and bare ``except`` that do not raise again at their end."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and _catches_all(node.type):
            last = node.body[-1]
            again = isinstance(last, ast.Raise) and last.exc is None and not _is_exception(node.type)
            if not again:
                found.append(source.at(node.lineno, "catches everything"))
    return found[1:] if source.path in SHOWS_BUGS else found


def _catches_all(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(_catches_all(one) for one in caught.elts)
    return caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException"))


def _is_exception(caught: ast.expr | None) -> bool:
    return isinstance(caught, ast.Name) and caught.id == "Exception"


def imports(source: Source) -> Iterator[tuple[ast.stmt, str, bool]]:
    """Each import: where, the module's full name, and whether it stands in a function."""
    late = {
        id(inner)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(node)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name, id(node) in late
        elif isinstance(node, ast.ImportFrom):
            yield node, "." * node.level + (node.module or ""), id(node) in late


def late_imports(source: Source) -> list[str]:
    """Imports of our own inside functions: they hide cycles, and the cure is a port in the layer below."""
    allowed = MAY_IMPORT_LATE.get(source.path, ())
    return [
        source.at(node.lineno, f"imports {module} inside a function")
        for node, module, late in imports(source)
        if late
        and (module.startswith(".") or module.split(".")[0] == "affiant")
        and not any(f"{module}.".startswith(f"{one}.") for one in allowed)
    ]


def relative_imports(source: Source) -> list[str]:
    """Imports by dots: the full name can be searched for."""
    return [source.at(node.lineno, "imports by dots") for node, module, _ in imports(source) if module.startswith(".")]


def foreign_libraries(source: Source) -> list[str]:
    """Libraries on a floor that has no business with them; in `verify` also outside of its own modules for them."""
    allowed = LIBRARIES.get(source.layer)
    if allowed is None:
        return [source.at(1, "is on no floor of the house")]
    found = []
    for node, module, _ in imports(source):
        top = module.split(".")[0]
        if top in ("", "affiant", "_typeshed") or top in sys.stdlib_module_names:
            continue
        misplaced = source.layer == "verify" and not VERIFY_CRYPTOGRAPHY.fullmatch(source.path)
        if top not in allowed or misplaced:
            found.append(source.at(node.lineno, f"imports {top}"))
    return found


def decodes_in_our_own_process(source: Source) -> list[str]:
    """A library that decodes files outside of the decoders, or a decoder outside of the child's program."""
    own = source.path.removeprefix("desktop/").removesuffix(".py").replace("/", ".")
    if own in DECODERS:
        return []
    found = []
    for node, module, _ in imports(source):
        names = {module, *(f"{module}.{one.name}" for one in getattr(node, "names", []))}
        if (
            module.split(".")[0] in DECODING_LIBRARIES
            or names & set(DECODING_PROGRAMS)
            or (names & set(DECODERS) and own not in DECODING_PROGRAMS)
        ):
            found.append(source.at(node.lineno, f"imports {module}"))
    return found


def impure_core(source: Source) -> list[str]:
    """Modules in `core` that are not on the list of harmless ones."""
    return [
        source.at(node.lineno, f"imports {module}")
        for node, module, _ in imports(source)
        if source.layer == "core" and module.split(".")[0] not in CORE_MODULES | {"affiant"}
    ]


def prints(source: Source) -> list[str]:
    """Talk outside of the command line."""
    if source.layer == "cli" or source.path.endswith("/__main__.py"):
        return []
    return [
        source.at(node.lineno, "prints")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


def no_docstring(source: Source) -> list[str]:
    """Files that do not say what they are."""
    return [] if ast.get_docstring(source.tree) else [source.at(1, "has no docstring")]


def busy_init(source: Source) -> list[str]:
    """``__init__.py`` with more than its docstring; the package's own may name the version."""
    if not source.path.endswith("/__init__.py"):
        return []
    rest = source.tree.body[1:]
    if source.path == "desktop/affiant/__init__.py":
        rest = [node for node in rest if not ast.unparse(node).startswith("__version__ = ")]
    return [source.at(node.lineno, "does something in __init__") for node in rest]


def drawers(source: Source) -> list[str]:
    """Files and folders whose name says nothing."""
    parts = source.path.removesuffix(".py").split("/")
    return [source.at(1, f"lies in a drawer called {part}") for part in parts if part in DRAWERS]


def _matches(source: Source, pattern: re.Pattern[str], what: str) -> list[str]:
    return [
        source.at(number, f"{what} {match[0]!r}")
        for number, line in enumerate(source.text.splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def forbidden_words(source: Source) -> list[str]:
    """Promises that a program cannot keep."""
    return _matches(source, FORBIDDEN_WORDS, "says")


def registry_hosts(source: Source) -> list[str]:
    """Hosts and options of package registries: where packages come from is the machine's business."""
    return _matches(source, REGISTRY_HOSTS, "names")


def machine_paths(source: Source) -> list[str]:
    """Paths of some developer's machine; invented evidence in tests may come from invented homes."""
    found = _matches(source, MACHINE_PATHS, "names the path")
    return [one for one in found if not (source.path.startswith("tests/") and one.endswith("'/home'"))]
