"""Choosing files and folders with the dialogs of the system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_files(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Ask for files; none when the person changed their mind."""
    names, _ = QFileDialog.getOpenFileNames(parent, title)
    return tuple(Path(name) for name in names)


def choose_file(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """Ask for one file.

    Args:
        parent: the window.
        title: of the dialog.
        kinds: Qt's filter, e.g. ``Packs (*.zip)``; nothing for all.
    """
    name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Ask for a folder that is there; a start that is not would stand in the dialog, where it cannot be chosen."""
    start = next((one for one in (start, *start.parents) if one.is_dir()), None) if start else None
    name = QFileDialog.getExistingDirectory(parent, title, str(start) if start else "")
    return Path(name) if name else None


def choose_target(parent: QWidget, title: str, proposed: Path) -> Path | None:
    """Ask where to write a file."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed))
    return Path(name) if name else None
