"""The completeness check of a web page: judges what `scripts/probe.js` found, and says what each answer rests on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from affiant.capture.web.exchange import mapping, number, text
from affiant.capture.web.page_words import AGREE, CONSENT, COOKIE, ERROR, FOLDED_NOUN, LOG_IN, SHELL, unfolds
from affiant.core.completeness import NO, UNKNOWN, YES, Answer

MAX_DETAIL = 300

_SHORT_PAGE = 1_500
"""Characters; a page with more than that has something besides an error or a form."""
_SHELL = 120
_WALL_SHARE = 12
"""Hundredths of the window that a wall covers at least."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a capture knows when it is asked whether it is complete."""

    probe: Mapping[str, Any]
    text: str
    """All that is visible, frames included."""
    status: int | None
    expect: tuple[str, ...] = ()
    visible: bool = False
    whole: tuple[str, ...] = field(default=())
    """What speaks against the page being captured to its end, each in a few words; empty when nothing does."""
    pictured: str = ""
    """How much of it is pictured, in a few words."""
    framed: str = ""
    """What is visible in frames alone."""


def judge(seen: Seen) -> list[Answer]:
    """Answer every question that a single page can answer."""
    overlays = [one for one in map(mapping, _list(seen.probe.get("overlays"))) if isinstance(one.get("text"), str)]
    answers = [
        _expanded(seen),
        Answer("links-opened", UNKNOWN, "only the person can say" if seen.visible else "nobody opened any"),
        _pictures(seen),
        _whole(seen),
        _log_in(seen, overlays),
        _cookies(seen, overlays),
        _consent(seen, overlays),
        _error(seen),
        _empty(seen),
    ]
    if seen.expect:
        answers.append(_claimed(seen))
    return answers


def unanswered(expect: tuple[str, ...]) -> list[Answer]:
    """Say that nothing could be asked: the page did not answer our script."""
    asked = ["expanded", "links-opened", "all-pictures", "whole-page", "no-log-in-wall", "no-cookie-banner"]
    asked += ["no-consent-dialog", "no-error-page", "not-empty", *(["claimed-words"] if expect else [])]
    return [Answer(one, UNKNOWN, "the page could not be asked") for one in asked]


def normal(words: str) -> str:
    """Return words as they are compared: without case, forms of letters, joiners and differences of white space."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", words) if unicodedata.category(one) != "Cf")
    return " ".join(plain.casefold().split())


def _expanded(seen: Seen) -> Answer:
    folded = []
    for one in map(mapping, _list(seen.probe.get("foldable"))):
        label = text(one.get("text"), 80)
        counted = one.get("expanded") == "false" and FOLDED_NOUN.search(label)
        if (unfolds(label) and one.get("expanded") != "true") or counted:
            folded.append(label)
    closed = int(number(seen.probe.get("closed_details")))
    if not folded and not closed:
        return Answer("expanded", YES, "nothing was found that can be unfolded")
    shown = "; ".join(dict.fromkeys(folded[:5]))
    count = len(folded) + closed
    return Answer("expanded", NO, _cut(f"{count} left to unfold" + (f": {shown}" if shown else "")))


def _pictures(seen: Seen) -> Answer:
    pictures = mapping(seen.probe.get("pictures"))
    total, waiting, broken = (int(number(pictures.get(one))) for one in ("total", "waiting", "broken_count"))
    if waiting or broken:
        names = "; ".join(text(one, 100) for one in _list(pictures.get("broken"))[:2])
        said = f"{waiting + broken} of {total} did not load" + (f": {names}" if names else "")
        return Answer("all-pictures", NO, _cut(said))
    return Answer("all-pictures", YES, f"{total} of {total} loaded")


def _whole(seen: Seen) -> Answer:
    against = list(seen.whole)
    for one in _list(seen.probe.get("scrolls"))[:1]:
        shown, height = (int(number(mapping(one).get(name))) for name in ("shown", "height"))
        against.append(f"a part of it scrolls by itself: {shown} of {height} pixels are shown")
    if against:
        return Answer("whole-page", NO, _cut("; ".join(against)))
    return Answer("whole-page", YES, seen.pictured or None)


def _log_in(seen: Seen, overlays: Sequence[Mapping[str, Any]]) -> Answer:
    for one in overlays:
        words = text(one.get("text"))
        buttons = " | ".join(text(each, 80) for each in _list(one.get("buttons")))
        asks = one.get("password") is True or (LOG_IN.search(words) and LOG_IN.search(buttons))
        if asks and number(one.get("share")) >= _WALL_SHARE:
            return Answer("no-log-in-wall", NO, _cut(f"in front of the page: {words}"))
    size = int(number(seen.probe.get("text_length")))
    if number(seen.probe.get("passwords")) and size < _SHORT_PAGE:
        return Answer("no-log-in-wall", NO, f"a field for a password, and {size} characters of text")
    if _frame_in_front(overlays, _WALL_SHARE):
        return _of_frame("no-log-in-wall", LOG_IN, seen)
    return Answer("no-log-in-wall", YES, "no form or dialog was found that asks to log in")


def _cookies(seen: Seen, overlays: Sequence[Mapping[str, Any]]) -> Answer:
    for one in overlays:
        words = text(one.get("text"))
        if COOKIE.search(words) and _has(AGREE, one):
            return Answer("no-cookie-banner", NO, _cut(words))
    if _frame_in_front(overlays, 0):
        return _of_frame("no-cookie-banner", COOKIE, seen)
    return Answer("no-cookie-banner", YES, "nothing was found in front of the page that speaks of cookies")


def _consent(seen: Seen, overlays: Sequence[Mapping[str, Any]]) -> Answer:
    for one in overlays:
        words = text(one.get("text"))
        if CONSENT.search(words) and _has(AGREE, one) and number(one.get("share")) >= _WALL_SHARE:
            return Answer("no-consent-dialog", NO, _cut(words))
    if _frame_in_front(overlays, _WALL_SHARE):
        return _of_frame("no-consent-dialog", CONSENT, seen)
    return Answer("no-consent-dialog", YES, "nothing was found in front of the page that asks for consent")


def _error(seen: Seen) -> Answer:
    if seen.status is not None and seen.status >= 400:
        return Answer("no-error-page", NO, f"the server answered {seen.status}")
    heads = [text(seen.probe.get("title"), 300), *(text(one, 200) for one in _list(seen.probe.get("heading")))]
    short = number(seen.probe.get("text_length")) < _SHORT_PAGE
    for one in [*heads, *([seen.text[:_SHORT_PAGE]] if number(seen.probe.get("text_length")) < 300 else [])]:
        found = ERROR.search(one) if short else None
        if found:
            return Answer("no-error-page", NO, _cut(f"the page says: {' '.join(one.split())}"))
    status = "no status" if seen.status is None else f"the server answered {seen.status}"
    return Answer("no-error-page", YES, status)


def _empty(seen: Seen) -> Answer:
    words = len(seen.text.strip())
    shows = seen.probe.get("visual") or number(seen.probe.get("frames"))
    if not words and not shows:
        return Answer("not-empty", NO, "no text, and no picture")
    if words < _SHELL and SHELL.search(seen.text):
        return Answer("not-empty", NO, _cut(f"the page says only: {' '.join(seen.text.split())}"))
    return Answer("not-empty", YES, f"{words} characters of text")


def _claimed(seen: Seen) -> Answer:
    held = normal(seen.text)
    lacking = [one for one in seen.expect if normal(one) not in held]
    if lacking:
        return Answer("claimed-words", NO, _cut("not found: " + "; ".join(lacking)))
    return Answer("claimed-words", YES, f"{len(seen.expect)} of {len(seen.expect)} found")


def _frame_in_front(overlays: Sequence[Mapping[str, Any]], share: int) -> bool:
    return any(number(one.get("frames")) and number(one.get("share")) >= share for one in overlays)


def _of_frame(question: str, pattern: re.Pattern[str], seen: Seen) -> Answer:
    """Judge a frame in front of the page by the words of all frames; what it is cannot be told from outside."""
    found = pattern.search(seen.framed)
    if found:
        return Answer(question, NO, _cut(f"a frame is in front of the page, and a frame says: {found[0]}"))
    return Answer(question, UNKNOWN, "a frame is in front of the page, and was not asked")


def _has(pattern: re.Pattern[str], overlay: Mapping[str, Any]) -> bool:
    return any(pattern.search(text(one, 80)) for one in _list(overlay.get("buttons")))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _cut(words: str) -> str:
    return words if len(words) <= MAX_DETAIL else words[: MAX_DETAIL - 1] + "…"
