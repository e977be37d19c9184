"""The tracked files of the project, as the rules read them."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "desktop" / "affiant"


@dataclass(frozen=True)
class Source:
    """One text file."""

    path: str
    """Below the project, with forward slashes."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python."""
        return ast.parse(self.text, self.path)

    @property
    def layer(self) -> str:
        """First name below the package, e.g. ``core``; empty outside of the package."""
        parts = self.path.split("/")
        return parts[2].removesuffix(".py") if parts[:2] == ["desktop", "affiant"] else ""

    def at(self, line: int, what: str) -> str:
        """One complaint."""
        return f"{self.path}:{line}: {what}"


def tracked_paths(*below: str) -> list[str]:
    """Tracked files that exist, sorted; all of them, or those below the given folders."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--", *below]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def text_sources(*below: str) -> list[Source]:
    """Tracked files in UTF-8 without zero bytes."""
    found = []
    for path in tracked_paths(*below):
        data = (ROOT / path).read_bytes()
        if b"\0" in data:
            continue
        try:
            found.append(Source(path, data.decode("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def python_sources(*below: str) -> list[Source]:
    """Tracked Python files."""
    return [one for one in text_sources(*below) if one.path.endswith(".py")]
