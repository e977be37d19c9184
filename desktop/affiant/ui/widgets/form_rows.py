"""Rows of forms: a label in plain text that names its field and carries its Alt key."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLayout, QWidget

from affiant.ui.widgets.plain_label import PlainLabel


def add_row(form: QFormLayout, words: str, field: QWidget, row: QLayout | None = None) -> None:
    """Add a field to a form.

    Args:
        form: the form.
        words: our own words, with ``&`` before the letter of the Alt key if there is one.
        field: takes the focus of the label.
        row: holds the field together with something else, or None when the field stands alone.
    """
    label = PlainLabel(words)
    label.setBuddy(field)
    field.setAccessibleName(words.replace("&", ""))
    if row is None:
        form.addRow(label, field)
    else:
        form.addRow(label, row)
