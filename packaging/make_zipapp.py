"""Makes the verifier as one file: make_zipapp.py [OUT], by default build/affiant-verify.pyz; see packaging/zipapp.

The file runs with a bare Python 3.11 or newer and holds `core`, `verify` and, where it is installed, asn1crypto with
its licence. Signatures also need the library cryptography, which is compiled and cannot be put in; without it the
verdict says *unknown* for them and names the stock command. The same sources give the same bytes.
"""

from __future__ import annotations

import importlib.metadata
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "desktop"
MAIN = b"""import sys

if sys.version_info < (3, 11):
    sys.exit("affiant-verify needs Python 3.11 or newer")

from affiant.verify.__main__ import main

sys.exit(main())
"""
BROUGHT = "asn1crypto"


def own_files() -> Iterator[tuple[str, bytes]]:
    """The sources of the verifier."""
    yield "__main__.py", MAIN
    for name in ("LICENSE", "NOTICE"):
        yield name, (ROOT / name).read_bytes()
    yield "affiant/__init__.py", (SOURCES / "affiant/__init__.py").read_bytes()
    for layer in ("core", "verify"):
        for path in sorted((SOURCES / "affiant" / layer).rglob("*.py")):
            yield path.relative_to(SOURCES).as_posix(), path.read_bytes()


def brought_files() -> Iterator[tuple[str, bytes]]:
    """The one library in pure Python, with its licence; nothing when it is not installed."""
    try:
        files = importlib.metadata.files(BROUGHT) or []
    except importlib.metadata.PackageNotFoundError:
        print(f"{BROUGHT} is not installed: this file will say unknown for CMS seals and time proofs", file=sys.stderr)
        return
    for entry in sorted(files, key=str):
        name = entry.as_posix()
        if name.startswith(f"{BROUGHT}/") and name.endswith(".py"):
            yield name, entry.read_binary()
        elif "licen" in Path(name).name.lower():
            yield f"{BROUGHT}/LICENSE", entry.read_binary()


def build(out: Path) -> None:
    """Write the file."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as stream:
        stream.write(b"#!/usr/bin/env python3\n")
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in [*own_files(), *brought_files()]:
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, content)
    out.chmod(0o755)
    print(out)


if __name__ == "__main__":
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    build(Path(sys.argv[1]) if len(sys.argv) == 2 else ROOT / "build" / "affiant-verify.pyz")
