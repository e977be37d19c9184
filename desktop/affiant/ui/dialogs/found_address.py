"""An address was dropped or pasted: is the page behind it meant, or the words that it is?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from affiant.core.names import visible
from affiant.ui import wording
from affiant.ui.dialogs.asking import AskingDialog
from affiant.ui.widgets.buttons import button
from affiant.ui.widgets.plain_label import PlainLabel


class FoundAddressDialog(AskingDialog):
    """See the module.

    Args:
        address: as it was given.
        capture: hands the address to the page for web captures.
        keep: takes the address itself into the case, as text.
        parent: the window it stands before.
    """

    def __init__(
        self, address: str, capture: Callable[[], object], keep: Callable[[], object], parent: QWidget | None
    ) -> None:
        super().__init__(
            "This is the address of a page",
            "Capture the page behind it, or keep the address itself as a text file?",
            "&Capture this page…",
            parent,
        )
        self._capture = capture
        self._keep = keep
        self.form.addRow(PlainLabel(wording.breakable(visible(address, 2000)), wrap=True))
        self.keep = button("&Keep as text", self._kept)
        self.buttons.insertWidget(self.buttons.indexOf(self.act), self.keep)

    def submit(self) -> None:
        """See `AskingDialog.submit`."""
        self.accept()
        self._capture()

    def _kept(self) -> None:
        self.accept()
        self._keep()
