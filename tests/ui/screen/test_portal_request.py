"""What the portal answers, and that it is heard once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from affiant.core.errors import AffiantError, ExitStatus
from affiant.ui.screen import portal_request
from affiant.ui.screen.portal_request import Offer, PortalRequest


@pytest.fixture
def heard(qtbot: QtBot) -> Callable[[], tuple[PortalRequest, list[QUrl], list[AffiantError]]]:
    def make() -> tuple[PortalRequest, list[QUrl], list[AffiantError]]:
        done: list[QUrl] = []
        failed: list[AffiantError] = []
        return PortalRequest("token", done.append, failed.append), done, failed

    return make


@pytest.mark.parametrize(
    ("code", "results", "said", "status"),
    [
        (1, {}, "screen-declined", ExitStatus.CANCELLED),
        (2, {}, "screen-portal-failed", ExitStatus.INCOMPLETE),
        (0, {}, "screen-portal-failed", ExitStatus.INCOMPLETE),
    ],
)
def test_a_refusal_is_told_with_its_reason(
    heard: Callable[[], tuple[PortalRequest, list[QUrl], list[AffiantError]]],
    code: int,
    results: dict[str, Any],
    said: str,
    status: ExitStatus,
) -> None:
    request, done, failed = heard()
    request.response(code, results)
    request.response(0, {"uri": "file:///late.png"})
    assert done == []
    assert [(one.code, one.status) for one in failed] == [(said, status)]


def test_a_picture_is_told_once(heard: Callable[[], tuple[PortalRequest, list[QUrl], list[AffiantError]]]) -> None:
    request, done, failed = heard()
    request.response(0, {"uri": "file:///run/a%20b.png"})
    request.response(1, {})
    assert [one.toLocalFile() for one in done] == ["/run/a b.png"]
    assert failed == []


class _NoBus:
    def isConnected(self) -> bool:  # noqa: N802 - Qt's name
        return False


class _Bus(_NoBus):
    """A bus that gives one answer to everything."""

    def __init__(self, error: str) -> None:
        self._error = error

    def isConnected(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def baseService(self) -> str:  # noqa: N802 - Qt's name
        return ":1.5"

    def connect(self, *_: object) -> bool:
        return True

    def call(self, ask: QDBusMessage, *_: object) -> QDBusMessage:
        return ask.createErrorReply(self._error, "words of others") if self._error else ask.createReply(["yes"])


@pytest.mark.parametrize(
    ("error", "offer", "allowed"),
    [
        ("", Offer.YES, True),
        ("org.freedesktop.DBus.Error.ServiceUnknown", Offer.NO, False),
        ("org.freedesktop.DBus.Error.UnknownMethod", Offer.NO, False),
        ("org.freedesktop.DBus.Error.NoReply", Offer.SILENT, False),
    ],
)
def test_a_portal_that_does_not_answer_is_not_one_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, error: str, offer: Offer, allowed: bool
) -> None:
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: _Bus(error))
    assert portal_request.offers_screenshots() is offer
    assert portal_request.is_allowed() is allowed


def test_without_a_bus_there_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, heard: Callable[[], tuple[PortalRequest, list[QUrl], list[AffiantError]]]
) -> None:
    monkeypatch.setattr(QDBusConnection, "sessionBus", _NoBus)
    assert portal_request.offers_screenshots() is Offer.NO
    request, _, failed = heard()
    request.start()
    assert [one.code for one in failed] == ["screen-no-bus"]


def test_a_portal_that_refuses_the_call_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, heard: Callable[[], tuple[PortalRequest, list[QUrl], list[AffiantError]]]
) -> None:
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: _Bus("org.freedesktop.DBus.Error.AccessDenied"))
    request, _, failed = heard()
    request.start()
    assert [(one.code, one.subject) for one in failed] == [
        ("screen-portal-refused", "org.freedesktop.DBus.Error.AccessDenied")
    ]
