"""Answers a server that asks for a name and password with nothing at all."""

from __future__ import annotations

import ctypes

import shiboken6
from PySide6.QtNetwork import QAuthenticator


def give_nothing(authenticator: QAuthenticator) -> bool:
    """Make an authenticator null, so that Chromium shows what the server sends without a password.

    Qt asks by a pointer to an authenticator, and cancels only if that is null afterwards
    (``QWebEnginePagePrivate::authenticationRequired``); otherwise it logs in with an empty name and password. C++ would
    assign ``QAuthenticator()``, for which Qt for Python has no word. The class is one pointer to its private part
    (qauthenticator.h), and null without one; the private part of this one request is left to the system.

    Returns:
        Whether it is null now. If not, the page must be stopped.
    """
    ctypes.c_void_p.from_address(shiboken6.getCppPointer(authenticator)[0]).value = None
    return authenticator.isNull()
