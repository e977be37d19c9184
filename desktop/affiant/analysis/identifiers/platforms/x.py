"""X, once Twitter: snowflakes of posts, users and media.

Sources: unfurl parse_twitter (epoch, fields, names of media files), docs.x.com x-ids (numbers as text), konomama
"twitter snowflake metadata" (since when users have snowflakes).
"""

from __future__ import annotations

import re

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import FLOAT_DAMAGE, float_damaged, refused_number
from affiant.analysis.identifiers.reading import DerivedTime, Formula, Outcome, Reading, Refusal
from affiant.analysis.identifiers.unix_time import from_ms, from_seconds

EPOCH_MS = 1288834974657
FIRST_POST = 4300600246272
"""2010-11-04T02:00:00; earlier posts have plain sequence numbers."""
FIRST_USER = 699382682219446272
"""2016-02-16T00:00; earlier accounts have small numbers without a time. One day was mixed."""
LOOSE_USERS = 1162151986590646272
"""2019-08-16: from here the account's date of joining no longer follows the number closely."""
SNOWFLAKE = Formula("x-snowflake", 1, f"unix_ms = (id >> 22) + {EPOCH_MS}")
MEDIA_NAME = Formula("x-media-name", 1, f"n = first 11 bytes of base64url(stem); unix_ms = (n >> 46) + {EPOCH_MS}")
USER_MISSING = (
    "Numeric user ID: in the address of the profile's banner picture (pbs.twimg.com/profile_banners/<number>/…), or in "
    "the page source as rest_id."
)
_LEAD = "The name fits X's naming scheme; it does not show that the file came from X."
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}")
_NOT_A_PROFILE = re.compile(
    "about|account|compose|download|explore|hashtag|home|i|intent|jobs|login|logout|messages|"
    "notifications|oauth|privacy|search|settings|share|signup|tos"
)
_TABS = re.compile("articles|followers|following|highlights|likes|media|photo|verified_followers|with_replies")
_MEDIA = re.compile(r"(?:.*/)?([A-Za-z0-9_-]{15})(?:\.[A-Za-z0-9]{3,4})?(?:[:_-](?:orig|large|medium|small|thumb))?")
_BANNER = re.compile(r"(?:.*/)?profile_banners/([0-9]+)/([0-9]+)(?:/[0-9a-z_]+)?")
_PATHS = re.compile(
    r"(?:.*/)?(?:(profile_images)|(ext_tw_video|amplify_video|ext_tw_video_thumb|amplify_video_thumb))/([0-9]+)/.+"
)
_ALPHABET = {one: place for place, one in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")}


class XDesk:
    """See `PlatformDesk`."""

    key = "x"
    title = "X"
    hosts = ("x.com", "twitter.com", "twimg.com")
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.is_on("twimg.com"):
            return _picture(address.path)
        match address.segments:
            case ("i", "user", number):
                return (_user(number, confirmed=False),)
            case ("intent", "user"):
                return (_user(address.value("user_id") or "", confirmed=False),)
            case ("i", "status", number, *_) | ("i", "web", "status", number, *_):
                return (_post(number, confirmed=False),)
            case ("i", "lists" as kind, number) | ("i", "communities" as kind, number):
                return (_opaque_number(kind, number),)
            case ("i", "spaces", code, *_):
                return (Reading("x", "space", Outcome.NO_TIME, id=code, confirmed=False),)
            case (handle, "status" | "statuses" as word, number, *rest) if _HANDLE.fullmatch(handle):
                post = _post(number, confirmed=word == "status" and not rest)
                note = "Only the number decides: the handle in the address may be wrong or old."
                return (post, _handle(handle, notes=(note,)))
            case (handle,) if _is_profile(handle):
                return (_handle(handle),)
            case (handle, tab) if _is_profile(handle) and _TABS.fullmatch(tab):
                return (_handle(handle, confirmed=False),)
        return ()

    def kept(self, address: Address) -> frozenset[str]:
        """See `PlatformDesk.kept`."""
        return frozenset(("user_id",)) if address.segments == ("intent", "user") else frozenset()

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return _post(number), _user(number)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        if text.startswith("@"):
            return (_handle(text[1:]),) if _is_profile(text[1:]) else ()
        if _BANNER.fullmatch(text) or _PATHS.fullmatch(text):
            return _picture(text)
        found = _MEDIA.fullmatch(text)
        if found is None or _snowflake_of(found[1]) < FIRST_POST:
            return ()
        return (_media(found[1], lead=True),)


def snowflake(number: int) -> DerivedTime:
    """Time of a snowflake of X."""
    return DerivedTime(from_ms((number >> 22) + EPOCH_MS), 1, SNOWFLAKE, "number issued")


def _parts(number: int) -> tuple[tuple[str, str], ...]:
    return ("machine", str((number & 0x3FF000) >> 12)), ("sequence", str(number & 0xFFF))


def _post(number: str, *, confirmed: bool = True) -> Reading:
    return _snowflake(
        "post", number, FIRST_POST, "Posts this old have plain sequence numbers without a time.", confirmed
    )


def _user(number: str, *, confirmed: bool = True) -> Reading:
    text = "Accounts have a time in their number only since 16 February 2016; this number is older."
    return _snowflake("user", number, FIRST_USER, text, confirmed)


def _snowflake(kind: str, number: str, first: int, too_old: str, confirmed: bool) -> Reading:
    if refusal := refused_number(number):
        return Reading("x", kind, Outcome.REFUSED, refusal=refusal, confirmed=confirmed)
    value = int(number)
    notes: tuple[str, ...] = (FLOAT_DAMAGE,) if float_damaged(number) else ()
    if value < first:
        refusal = Refusal("before-scheme", too_old)
        return Reading("x", kind, Outcome.REFUSED, id=number, refusal=refusal, notes=notes, confirmed=confirmed)
    if kind == "user" and value >= LOOSE_USERS:
        notes += ("ID allocated about then: for accounts made since August 2019 the date of joining may differ.",)
    return Reading(
        "x",
        kind,
        Outcome.VALUE,
        id=number,
        time=snowflake(value),
        details=_parts(value),
        notes=notes,
        confirmed=confirmed,
    )


def _handle(handle: str, *, notes: tuple[str, ...] = (), confirmed: bool = True) -> Reading:
    return Reading(
        "x", "user", Outcome.NO_TIME, handle=handle, missing=(USER_MISSING,), notes=notes, confirmed=confirmed
    )


def _is_profile(segment: str) -> bool:
    return _HANDLE.fullmatch(segment) is not None and not _NOT_A_PROFILE.fullmatch(segment.lower())


def _opaque_number(kind: str, number: str) -> Reading:
    kind = {"lists": "list", "communities": "community"}[kind]
    if refusal := refused_number(number):
        return Reading("x", kind, Outcome.REFUSED, refusal=refusal, confirmed=False)
    return Reading("x", kind, Outcome.OPAQUE, id=number, confirmed=False)


def _picture(path: str) -> tuple[Reading, ...]:
    if found := _BANNER.fullmatch(path):
        return _banner(*found.groups())
    if found := _PATHS.fullmatch(path):
        kind = "profile picture" if found[1] else "video file"
        text = "The number is older than X's numbers with a time."
        return (_snowflake(kind, found[3], FIRST_POST, text, confirmed=False),)
    if "/media/" in path and (found := _MEDIA.fullmatch(path)):
        return (_media(found[1], lead=False),)
    return ()


def _banner(number: str, seconds: str) -> tuple[Reading, ...]:
    """The number of the account stands in the open; the second one is, by inference, when the picture came."""
    time = from_seconds(seconds, "banner uploaded, by inference")
    if refusal := refused_number(number):
        return (Reading("x", "banner", Outcome.REFUSED, refusal=refusal),)
    if time is None:
        refusal = Refusal("no-seconds", "The second number is no count of seconds.")
        return (Reading("x", "banner", Outcome.REFUSED, id=number, refusal=refusal), _user(number))
    return (
        Reading("x", "banner", Outcome.VALUE, id=number, time=time, details=(("user", number),)),
        _user(number),
    )


def _snowflake_of(stem: str) -> int:
    """The snowflake in a name of 15 characters: 90 bits, of which the last two are spare and may be set."""
    bits = 0
    for one in stem:
        bits = bits << 6 | _ALPHABET[one]
    return bits >> 2 >> 24


def _media(stem: str, *, lead: bool) -> Reading:
    number = _snowflake_of(stem)
    notes = (_LEAD,) if lead else ()
    if number < FIRST_POST:
        refusal = Refusal("before-scheme", "The name gives a time before X had such names.")
        return Reading("x", "media file", Outcome.REFUSED, refusal=refusal, notes=notes, lead=lead)
    time = DerivedTime(from_ms((number >> 22) + EPOCH_MS), 1, MEDIA_NAME, "number issued")
    details = (("name", stem), *_parts(number))
    return Reading("x", "media file", Outcome.VALUE, id=str(number), time=time, details=details, notes=notes, lead=lead)
