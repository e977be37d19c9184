"""Instagram: a shortcode is a media number in positional base 64, and holds milliseconds.

Sources: unfurl instagram.yaml and parse_instagram, the article of Instagram's engineers on sharding. The mask of the
shard is 0x7FFC00: the reference decoder's 0x7FF800 loses a bit.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import FLOAT_DAMAGE, UNSIGNED_BITS, float_damaged, refused_number
from affiant.analysis.identifiers.reading import DerivedTime, Formula, Outcome, Reading, Refusal
from affiant.analysis.identifiers.unix_time import from_ms

EPOCH_MS = 1314220021721
FIRST = datetime(2012, 1, 1, tzinfo=UTC)
"""A time before this is refused."""
MEDIA = Formula(
    "instagram-media", 1, f"media_id = positional base 64 of the code; unix_ms = (media_id >> 23) + {EPOCH_MS}"
)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
USER_MISSING = "Numeric user ID: in the page source of the profile, as profile_id or user_id."
NOT_A_PROFILE = re.compile(
    "p|reel|reels|tv|stories|explore|direct|accounts|developer|about|legal|press|api|"
    "graphql|web|emails|challenge|oauth|static|lite"
)
"""First segments of a path that name no account."""
_NAME = re.compile(r"[A-Za-z0-9_.]{1,30}")
_CODE = re.compile(r"[A-Za-z0-9_-]{10,11}")
_KINDS = {"p": "post", "reel": "reel", "reels": "reel", "tv": "video"}


class InstagramDesk:
    """See `PlatformDesk`."""

    key = "instagram"
    title = "Instagram"
    hosts = ("instagram.com",)
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if _forwards(address):
            return (Reading("instagram", "forwarding link", Outcome.NO_TIME),)
        match address.segments:
            case ("p" | "reel" | "reels" | "tv" as word, code):
                return (by_code(_KINDS[word], code),)
            case (name, "p" | "reel" | "reels" | "tv" as word, code) if _is_profile(name):
                return by_code(_KINDS[word], code), _user(name)
            case ("stories", "highlights", number):
                return (_plain("highlight", number),)
            case ("stories", name, number) if _NAME.fullmatch(name):
                return by_number("story", number), _user(name)
            case ("explore", "tags", tag):
                return (Reading("instagram", "tag", Outcome.NO_TIME, handle=tag),)
            case ("explore", "locations", number, *_):
                return (_plain("location", number),)
            case (name,) if _is_profile(name):
                return (_user(name),)
        return ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return frozenset(("img_index",))

    def target(self, address: Address) -> str | None:
        """See `PlatformDesk.target`."""
        return address.value("u") if _forwards(address) else None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return by_number("post, reel or story", number), _plain("user", number, confirmed=False)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        if text.startswith("@"):
            return (_user(text[1:]),) if _is_profile(text[1:]) else ()
        return (by_code("post or reel", text),) if _CODE.fullmatch(text) else ()


def by_code(kind: str, code: str) -> Reading:
    """Read a shortcode."""
    if not code or any(one not in ALPHABET for one in code):
        refusal = Refusal("code-characters", "The code holds a character that such codes do not have.")
        return Reading("instagram", kind, Outcome.REFUSED, refusal=refusal)
    number = 0
    for one in code:
        number = number << 6 | ALPHABET.index(one)
    details = (("code", code),)
    if number >= 1 << UNSIGNED_BITS:
        text = "The code is longer than a media number; such codes exist for what is shared in private."
        return Reading("instagram", kind, Outcome.REFUSED, refusal=Refusal("number-too-large", text), details=details)
    return _media(kind, number, details)


def by_number(kind: str, number: str) -> Reading:
    """Read a media number, as of a story."""
    if refusal := refused_number(number, UNSIGNED_BITS):
        return Reading("instagram", kind, Outcome.REFUSED, refusal=refusal)
    notes = (FLOAT_DAMAGE,) if float_damaged(number) else ()
    return _media(kind, int(number), (), notes)


def _media(kind: str, number: int, details: tuple[tuple[str, str], ...], notes: tuple[str, ...] = ()) -> Reading:
    time = DerivedTime(from_ms((number >> 23) + EPOCH_MS), 1, MEDIA, "number issued")
    if time.at < FIRST:
        refusal = Refusal("before-scheme", "The number gives a time before 2012, when such numbers began.")
        return Reading(
            "instagram", kind, Outcome.REFUSED, id=str(number), refusal=refusal, details=details, notes=notes
        )
    parts = ("shard", str((number & 0x7FFC00) >> 10)), ("sequence", str(number & 0x3FF))
    return Reading("instagram", kind, Outcome.VALUE, id=str(number), time=time, details=(*details, *parts), notes=notes)


def _plain(kind: str, number: str, *, confirmed: bool = True) -> Reading:
    if refusal := refused_number(number):
        return Reading("instagram", kind, Outcome.REFUSED, refusal=refusal, confirmed=confirmed)
    return Reading("instagram", kind, Outcome.NO_TIME, id=number, confirmed=confirmed)


def _user(name: str) -> Reading:
    return Reading("instagram", "user", Outcome.NO_TIME, handle=name, missing=(USER_MISSING,))


def _is_profile(segment: str) -> bool:
    return _NAME.fullmatch(segment) is not None and not NOT_A_PROFILE.fullmatch(segment.lower())


def _forwards(address: Address) -> bool:
    return address.host == "l.instagram.com" and not address.segments
