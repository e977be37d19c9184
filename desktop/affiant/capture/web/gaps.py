"""What a capture did not get: the recorder names a code and a count, and here they become a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from affiant.core.errors import FormatError

GAPS: Mapping[str, str] = {
    "picture": "The picture of the page.",
    "picture-rest": "The picture below {count} pixels: the browser did not draw it.",
    "picture-cut": "The picture below {count} pixels: the page is taller than what is pictured.",
    "picture-narrow": "The picture right of {count} pixels: the page is wider than what is pictured.",
    "picture-unchecked": "A check that the picture shows what the page shows.",
    "page": "The page with everything in it as one file (MHTML).",
    "dom": "The page as the browser built it (DOM).",
    "text": "The visible text of the page.",
    "text-cut": "The visible text behind the first {count} characters.",
    "frame-text": "The text of {count} of the frames in the page.",
    "closed-text": "The text of {count} of the parts of the page: they are closed to scripts. The DOM has it.",
    "page-changed": "One moment: other words or pictures were shown while the picture was taken than were read before.",
    "from-worker": "The answer of the server: a program of the page itself (service worker) answered in its place.",
    "accepted-elsewhere": "Trust in every server on the way: a certificate was accepted that is not the page's own.",
    "compared-once": "The accepted certificate compared for every resource: this browser allows it for the page only.",
    "address-cut": "The end of the address of the page: it is longer than {count} characters.",
    "address-by-page": "An answer of the server for the address shown: the page itself put it there.",
    "print": "The page as printed (PDF): this browser does not print, or did not answer.",
    "archive": "The archive of what was loaded (WARC).",
    "headers": "The headers of the answers.",
    "certificate": "The chain of certificates of the server.",
    "metadata": "What the page says about itself.",
    "record": "The record of the capture.",
    "completeness": "The completeness check.",
    "bodies": "The contents of {count} of the resources: the browser did not have them any more.",
    "bodies-unfinished": "The contents of {count} of the resources: they were still loading.",
    "bodies-cut": "The contents of {count} of the resources: they are larger than what is kept.",
    "lasting": "What was said on {count} lasting connections of the page (WebSocket, WebTransport).",
    "exchanges-cut": "{count} of the requests: the page made more than are recorded.",
    "load-not-finished": "The rest of the page: it was still loading when it was taken.",
    "page-cut-short": "The rest of the page: the connection ended before it.",
    "never-quiet": "A quiet moment: the page went on loading things while it was taken.",
    "endless": "The rest of the page: it grows as it is scrolled, and was followed for {count} steps.",
    "script-stopped": "The page left to itself: a script that never paused was stopped, so that it could be read.",
    "not-scrolled": "Pictures that the page loads only when scrolled to: it was taken as it was shown.",
    "earlier-traffic": "What the page loaded before the recorder saw it.",
    "page-moved-on": "One moment: the window showed another page before everything was taken.",
}
"""Code to sentence."""


def gap_sentences(found: object) -> tuple[str, ...]:
    """Turn the recorder's list of ``{code, count}`` into sentences.

    Raises:
        FormatError: it has another form.
    """
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise FormatError("The recorder spoke of gaps in another form")
    return tuple(dict.fromkeys(_sentence(one) for one in found))


def _sentence(gap: Any) -> str:
    code, count = (gap.get("code"), gap.get("count")) if isinstance(gap, dict) else (None, None)
    if not isinstance(code, str) or code not in GAPS or not isinstance(count, int | None):
        raise FormatError("The recorder spoke of a gap that there is not")
    return GAPS[code].format(count=f"{count or 0:,}")


def missing(role: str) -> str:
    """Return the sentence for an artefact that did not come at all."""
    return GAPS["picture" if role == "screenshot" else role]
