"""One request to the desktop portal for a screenshot (org.freedesktop.portal.Screenshot), through QtDBus.

The answer is a signal, and it may come before the call returns: it is subscribed to first, at the path that the
portal's documentation lets one predict.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, QUrl, Slot
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen.route import Failed

SERVICE, PATH, INTERFACE = (
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Screenshot",
)
_STORE = "org.freedesktop.impl.portal.PermissionStore"
_STORE_PATH = "/org/freedesktop/impl/portal/PermissionStore"
_CALL_MS = 3000
_ANSWER_MS = 60_000
"""The person may be looking for the button."""
_CANCELLED = 1
_SILENT = ("org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Timeout")


class Offer(Enum):
    """Whether a portal offers screenshots."""

    YES = auto()
    NO = auto()
    SILENT = auto()
    """It did not answer: perhaps it is only starting."""


def offers_screenshots() -> Offer:
    """Ask whether there is a portal that can take screenshots."""
    ask = QDBusMessage.createMethodCall(SERVICE, PATH, "org.freedesktop.DBus.Properties", "Get")
    ask.setArguments([INTERFACE, "version"])
    reply = _reply(ask)
    if reply is not None and reply.type() != QDBusMessage.MessageType.ErrorMessage:
        return Offer.YES
    return Offer.SILENT if reply is not None and reply.errorName() in _SILENT else Offer.NO


def is_allowed() -> bool:
    """Whether the person has agreed for good, so that nothing will be asked; False also where nobody can tell."""
    ask = QDBusMessage.createMethodCall(_STORE, _STORE_PATH, _STORE, "GetPermission")
    ask.setArguments(["screenshot", "screenshot", ""])  # a program that is in no sandbox has an empty name
    reply = _reply(ask)
    if reply is None or reply.type() == QDBusMessage.MessageType.ErrorMessage:
        return False
    return "yes" in (next(iter(reply.arguments()), None) or ())


def _reply(ask: QDBusMessage) -> QDBusMessage | None:
    bus = QDBusConnection.sessionBus()
    return bus.call(ask, QDBus.CallMode.Block, _CALL_MS) if bus.isConnected() else None


class PortalRequest(QObject):
    """Asks once. Keep it until one of the two was called.

    Args:
        token: text that no other request has; becomes part of a path of the bus.
        done: takes the address of the picture file.
        failed: takes why there is none.
    """

    def __init__(self, token: str, done: Callable[[QUrl], None], failed: Failed) -> None:
        super().__init__()
        self._token = token
        self._done = done
        self._failed = failed
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self._fail("screen-portal-silent", "The desktop did not answer in time"))

    def start(self) -> None:
        """Subscribe, then ask."""
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._fail("screen-no-bus", "There is no session bus, so the desktop cannot be asked for a picture")
            return
        sender = bus.baseService().removeprefix(":").replace(".", "_")
        path = f"{PATH}/request/{sender}/{self._token}"
        slot = SLOT("response(uint,QVariantMap)")
        # The stubs want bytes; SLOT gives text, and PySide6 takes nothing else.
        bus.connect(SERVICE, path, "org.freedesktop.portal.Request", "Response", self, slot)  # type: ignore[call-overload]
        ask = QDBusMessage.createMethodCall(SERVICE, PATH, INTERFACE, "Screenshot")
        ask.setArguments(["", {"handle_token": self._token, "interactive": False, "modal": True}])
        self._timer.start(_ANSWER_MS)
        reply = bus.call(ask, QDBus.CallMode.Block, _CALL_MS)
        if reply.type() == QDBusMessage.MessageType.ErrorMessage:
            self._fail("screen-portal-refused", "The desktop refused to take a picture", reply.errorName())

    # A typed slot: PySide6 cannot read an a{sv} out of a raw message.
    @Slot("uint", "QVariantMap")
    def response(self, code: int, results: dict[str, Any]) -> None:
        """Take the portal's answer."""
        if self._ended:
            return
        if code == 0 and results.get("uri"):
            self._end()
            self._done(QUrl(str(results["uri"])))
        elif code == _CANCELLED:
            self._end()
            self._failed(
                AffiantError(
                    "screen-declined",
                    "You declined the picture in the desktop's own window",
                    safe="Nothing was recorded.",
                    remedy="Try again and agree, or add a picture that another program made.",
                    status=ExitStatus.CANCELLED,
                )
            )
        else:
            self._fail("screen-portal-failed", "The desktop could not take the picture", str(code))

    def _fail(self, code: str, title: str, subject: str = "") -> None:
        if self._ended:
            return
        self._end()
        self._failed(
            AffiantError(
                code,
                title,
                subject=subject,
                safe="Nothing was recorded.",
                remedy="Open the capture check to see what works here; a picture made by another program can be added.",
                status=ExitStatus.INCOMPLETE,
            )
        )

    def _end(self) -> None:
        self._ended = True
        self._timer.stop()
