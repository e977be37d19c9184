"""YouTube: channels and videos keep their identifiers for good, and these hold no time.

Source: developers.google.com YoutubeVideoIdentifier; the form of the platform's own notices.
"""

from __future__ import annotations

import re

from affiant.analysis.identifiers.address import Address, decoded
from affiant.analysis.identifiers.reading import Outcome, Reading, Refusal

KEPT = frozenset(("v", "list", "index", "t", "start", "lc"))
CHANNEL_MISSING = "Channel ID (UC…): in the page source as browseId or channelId."
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_CHANNEL = re.compile(r"UC[A-Za-z0-9_-]{22}")
_UPLOADS = re.compile(r"UU[A-Za-z0-9_-]{22}")
_LIST = re.compile(r"[A-Za-z0-9_-]{2,64}")
_COMMENT = re.compile(r"[A-Za-z0-9_.\-]{10,128}")
_NAME = re.compile(r"[\w.·-]{1,100}")
_START = re.compile(r"(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?")


class YoutubeDesk:
    """See `PlatformDesk`."""

    key = "youtube"
    title = "YouTube"
    hosts = ("youtube.com", "youtu.be", "youtube-nocookie.com")
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.is_on("youtu.be"):
            match address.segments:
                case (code,):
                    return _video(address, code)
            return ()
        match address.segments:
            case ("watch",) if video := address.value("v"):
                return _video(address, video)
            case ("shorts" | "live" | "embed", code):
                return _video(address, code, confirmed=False)
            case ("playlist",) if playlist := address.value("list"):
                return _playlist(playlist)
            case ("channel", code, *_):
                return (_channel(code),)
            case ("c" | "user", name, *_):
                return _name(name, confirmed=False)
            case (name, *_) if name.startswith(("@", "%40")):
                return _name(name, confirmed=len(address.segments) == 1)
        return ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return KEPT

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return (_by_code(number),) if _VIDEO.fullmatch(number) else ()

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        if text.startswith("@"):
            return _name(text)
        if _CHANNEL.fullmatch(text):
            return (_channel(text),)
        if _UPLOADS.fullmatch(text):
            return _playlist(text)
        return (_by_code(text),) if _VIDEO.fullmatch(text) else ()


def start_seconds(text: str | None) -> int | None:
    """Seconds of a start time: ``42``, ``42s``, ``1m2s``, ``1h2m3s``; None where the text is none."""
    found = _START.fullmatch(text) if text else None
    if found is None:
        return None
    hours, minutes, seconds = (int(one or 0) for one in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3600)
    short = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{short}" if hours else short


def _video(address: Address, code: str, *, confirmed: bool = True) -> tuple[Reading, ...]:
    start = next((one for one in map(address.value, ("t", "start", "time_continue")) if one), None)
    seconds = start_seconds(start)
    details = (("start", _clock(seconds)),) if seconds is not None else ()
    playlist, comment = address.value("list"), address.value("lc")
    return (
        _by_code(code, details, confirmed=confirmed),
        *(_playlist(playlist) if playlist else ()),
        *(_comment(comment) if comment else ()),
    )


def _by_code(code: str, details: tuple[tuple[str, str], ...] = (), *, confirmed: bool = True) -> Reading:
    if not _VIDEO.fullmatch(code):
        return _refused("video", "A video ID has 11 letters, digits, - and _.", confirmed)
    form = ("address for forms", f"https://www.youtube.com/watch?v={code}")
    return Reading(
        "youtube",
        "video",
        Outcome.NO_TIME,
        id=code,
        details=(*details, form),
        missing=(CHANNEL_MISSING,),
        confirmed=confirmed,
    )


def _channel(code: str) -> Reading:
    if not _CHANNEL.fullmatch(code):
        return _refused("channel", "A channel ID begins with UC and has 24 characters.", confirmed=True)
    details = (("playlist of uploads", f"UU{code[2:]}"),)
    return Reading("youtube", "channel", Outcome.NO_TIME, id=code, details=details)


def _playlist(code: str, *, confirmed: bool = True) -> tuple[Reading, ...]:
    if not _LIST.fullmatch(code):
        return (_refused("playlist", "A playlist ID has letters, digits, - and _.", confirmed),)
    playlist = Reading("youtube", "playlist", Outcome.NO_TIME, id=code, confirmed=confirmed)
    return (playlist, _channel(f"UC{code[2:]}")) if _UPLOADS.fullmatch(code) else (playlist,)


def _comment(code: str) -> tuple[Reading, ...]:
    if not _COMMENT.fullmatch(code):
        return (_refused("comment", "This is no comment ID.", confirmed=False),)
    return (Reading("youtube", "comment", Outcome.NO_TIME, id=code, confirmed=False),)


def _name(name: str, *, confirmed: bool = True) -> tuple[Reading, ...]:
    plain = decoded(name).removeprefix("@")
    if not _NAME.fullmatch(plain):
        return ()
    missing = (CHANNEL_MISSING,)
    return (Reading("youtube", "channel", Outcome.NO_TIME, handle=plain, missing=missing, confirmed=confirmed),)


def _refused(kind: str, why: str, confirmed: bool) -> Reading:
    return Reading("youtube", kind, Outcome.REFUSED, refusal=Refusal("code-form", why), confirmed=confirmed)
