"""Objects: every artefact and derivative, a file named by its SHA-256, written once."""

from __future__ import annotations

import itertools
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from affiant.store.case_folder import OBJECTS, UNFINISHED
from affiant.store.disk_errors import disk_errors
from affiant.store.durability import sync_files, sync_folders

_NAME = re.compile(r"[0-9a-f]{64}")
_PLAN_SUFFIX = ".plan"


def object_path(folder: Path, sha256: str) -> Path:
    """Where the bytes of this name lie in a case."""
    return folder.joinpath(OBJECTS, sha256[:2], sha256)


def is_object_name(name: str) -> bool:
    """Whether a file name has the form of an object."""
    return _NAME.fullmatch(name) is not None


class ObjectFolder:
    """The ``objects`` folder of a case that is open for writing.

    A file gets its name in ``objects/ab/`` only after its bytes are durable, and before any row speaks of it. Between
    name and row a *plan* file names what a batch is about to publish, so that a sweep after a crash removes these files
    and no others: a file without a row that no plan names is evidence of something else (an older database put back)
    and is left alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder / OBJECTS
        self._unfinished = self._root / UNFINISHED
        self._numbers = itertools.count(1)
        self._made: set[Path] = set()

    def create(self) -> None:
        """Make the folders."""
        with disk_errors(self._root):
            self._unfinished.mkdir(parents=True, exist_ok=True)

    def new_unfinished(self) -> Path:
        """A path for an unfinished file that no other file of this session has; any thread may ask."""
        return self._unfinished / f"{os.getpid()}-{next(self._numbers)}.part"

    def holds(self, sha256: str, size: int) -> bool:
        """Whether a file of this name and size is there."""
        try:
            found = object_path(self._folder, sha256).lstat()
        except FileNotFoundError:
            return False
        return found.st_size == size

    def publish(self, staged: dict[str, Path]) -> Path:
        """Make staged files durable and give them their names.

        Args:
            staged: SHA-256 to unfinished file.

        Returns:
            The plan; remove it by `settle` once rows speak of the files.

        Raises:
            AffiantError: the disk failed; nothing of the batch has become an object, or a sweep will remove it.
        """
        plan = self.new_unfinished().with_suffix(_PLAN_SUFFIX)
        with disk_errors(self._root):
            plan.write_text(json.dumps(sorted(staged)), encoding="ascii")
            sync_files([plan, *staged.values()], self._root)
            sync_folders([self._unfinished], self._root)
            folders = {object_path(self._folder, sha256).parent for sha256 in staged}
            for folder in folders - self._made:
                folder.mkdir(exist_ok=True)
            self._made |= folders
            for sha256, part in staged.items():
                self._name(part, object_path(self._folder, sha256))
            sync_folders([*folders, self._root], self._root)
        return plan

    def _name(self, part: Path, target: Path) -> None:
        if sys.platform == "win32" and target.exists():
            # Only a file without a row, or with a wrong size, is ever replaced; Windows refuses while it is read-only.
            target.chmod(0o600)
        part.replace(target)
        if not hasattr(os, "fchmod"):
            target.chmod(0o444)

    def settle(self, plan: Path) -> None:
        """The batch is committed: forget its plan."""
        with disk_errors(self._root):
            plan.unlink(missing_ok=True)

    def discard(self, parts: Iterable[Path]) -> None:
        """Remove unfinished files of a batch that will not be committed."""
        with disk_errors(self._root):
            for part in parts:
                part.unlink(missing_ok=True)

    def withdraw(self, plan: Path, published: Iterable[str]) -> None:
        """A commit failed after its files were named: take back the names, then the plan."""
        with disk_errors(self._root):
            for sha256 in published:
                self._remove(object_path(self._folder, sha256))
            plan.unlink(missing_ok=True)

    def sweep(self, known: Iterable[str]) -> int:
        """Remove what a crash left behind: unfinished files, and planned objects that got no row.

        Args:
            known: among the planned names, those that have a row.

        Returns:
            Files removed, not counting plans.
        """
        keep = frozenset(known)
        removed = 0
        with disk_errors(self._root):
            for sha256 in self.planned():
                if sha256 not in keep:
                    removed += self._remove(object_path(self._folder, sha256))
            for left in self._left():
                left.unlink(missing_ok=True)
                removed += left.suffix != _PLAN_SUFFIX
        return removed

    def planned(self) -> frozenset[str]:
        """Names in plans that a crash left behind; a plan that was torn named nothing yet."""
        names: set[str] = set()
        with disk_errors(self._root):
            for plan in self._left():
                if plan.suffix == _PLAN_SUFFIX:
                    names.update(_read_plan(plan))
        return frozenset(names)

    def _left(self) -> Iterator[Path]:
        if self._unfinished.is_dir():
            yield from sorted(path for path in self._unfinished.iterdir() if not path.is_dir())

    def _remove(self, path: Path) -> bool:
        if not path.exists():
            return False
        if sys.platform == "win32":
            path.chmod(0o600)
        path.unlink()
        return True


def _read_plan(plan: Path) -> list[str]:
    try:
        found = json.loads(plan.read_bytes())
    except ValueError:
        return []
    return [name for name in found if isinstance(name, str) and is_object_name(name)] if isinstance(found, list) else []
