"""Why a page was not captured: the recorder names a code, and here it becomes words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affiant.capture.web.order import CertificateRefusedError
from affiant.core.errors import AffiantError, ExitStatus, FormatError

_NOTHING = "Nothing was captured; the case is unchanged."
_WHOLE = "What had come whole until then is kept; everything else goes on."
_AGAIN = "Try again; if it happens again, try the other browser (--engine)."

PROBLEMS: Mapping[str, tuple[str, str, str]] = {
    "web-address": (
        "This is not the address of a web page",
        _NOTHING,
        "Give an address that begins with http or https.",
    ),
    "web-unreachable": (
        "The page could not be reached",
        _NOTHING,
        "Check the address and the connection, and try again.",
    ),
    "web-no-answer": ("The server did not answer in time", _NOTHING, "Try again later."),
    "web-redirects": ("The address is passed on and on, and leads nowhere", _NOTHING, "Check the address."),
    "web-download": (
        "This address gives a file to save, and not a page",
        _NOTHING,
        "Save the file with your own browser, and add it to the case.",
    ),
    "web-certificate-changed": (
        "The server showed another certificate than the one that was accepted",
        _NOTHING,
        "Look at the new certificate before you accept it.",
    ),
    "web-no-page": ("No page is open in the window", _NOTHING, "Open a page first."),
    "web-page-ended": ("The page's own process ended", _WHOLE, _AGAIN),
    "web-browser-ended": ("The browser ended", _WHOLE, _AGAIN),
    "web-recorder-ended": ("The limited process that records the page ended", _WHOLE, _AGAIN),
    "web-hung": ("Browser or recorder did not answer any longer, and were stopped", _WHOLE, _AGAIN),
    "web-nothing": ("No part of the page could be captured whole", _NOTHING, _AGAIN),
    "web-not-started": ("The browser could not be made ready", _NOTHING, _AGAIN),
}
"""Code to title, what is safe, and what to do."""

_MAX_SUBJECT = 500


def problem(code: str, subject: str = "") -> AffiantError:
    """Return the error with a code.

    Args:
        code: a key of `PROBLEMS`.
        subject: address or the browser's own code; may come from the page.

    Raises:
        FormatError: no such code.
    """
    if code not in PROBLEMS:
        raise FormatError("The recorder named a problem that there is not")
    title, safe, remedy = PROBLEMS[code]
    status = ExitStatus.USAGE if code == "web-address" else ExitStatus.INCOMPLETE
    return AffiantError(code, title, subject=subject[:_MAX_SUBJECT], safe=safe, remedy=remedy, status=status)


def problem_of(message: Mapping[str, Any]) -> AffiantError:
    """Read the recorder's frame ``failed``.

    Raises:
        FormatError: it has another form.
    """
    code, subject = str(message.get("code")), str(message.get("subject", ""))
    if code != "web-certificate-refused":
        return problem(code, subject)
    chain, fingerprint = message.get("chain"), message.get("fingerprint")
    if not isinstance(chain, list) or not isinstance(fingerprint, str | None):
        raise FormatError("The recorder spoke of a certificate in another form")
    return CertificateRefusedError(
        subject[:_MAX_SUBJECT],
        str(message.get("error", ""))[:_MAX_SUBJECT],
        tuple(str(one) for one in chain),
        fingerprint,
    )
