"""Facebook: numbers that are unique and carry no time, and codes that say nothing without the platform.

Sources: unfurl facebook.yaml (forms of addresses, forwarding), the note "Facebook IDs and their extraction", arXiv
2302.12133 (names of picture files).
"""

from __future__ import annotations

import re
from dataclasses import replace

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import refused_number
from affiant.analysis.identifiers.reading import Outcome, Reading
from affiant.analysis.identifiers.unix_time import from_seconds

KEPT = frozenset(("id", "story_fbid", "fbid", "v", "set", "comment_id", "reply_comment_id"))
NOT_A_PROFILE = re.compile(
    "groups|events|pages|stories|share|marketplace|watch|search|login|recover|help|settings|"
    "bookmarks|notifications|messages|friends|gaming|fundraisers|plugins|hashtag|explore|reel|"
    "reels|ads|business|privacy|policies|about|careers|developers|security|lite|photo"
)
"""First segments of a path that name no account; neither does anything that ends in ``.php``."""
POST_MISSING = (
    "Numeric post ID: in the page source as share_fbid. Take it now, at the capture: a pfbid code changes with time, "
    "and nobody outside can decode it."
)
USER_MISSING = "Numeric user ID: the number of facebook.com/profile.php?id=…, in the page source of the profile."
CODE_MISSING = "The address behind this code: it needs the network; open it at the capture and keep where it leads."
_NAME = re.compile(r"[A-Za-z0-9.\-]{1,100}")
_PFBID = re.compile(r"pfbid[A-Za-z0-9]{10,}")
_CODE = re.compile(r"[A-Za-z0-9_-]{4,}")
_FILE = re.compile(r"(?:.*/)?([0-9]{3,}_[0-9]{3,}_[0-9]{3,}(?:_[0-9]+)*)_[a-z]\.(?:jpe?g|png)")


class FacebookDesk:
    """See `PlatformDesk`."""

    key = "facebook"
    title = "Facebook"
    hosts = ("facebook.com", "fb.watch")
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.is_on("fb.watch"):
            return tuple(_code(one, confirmed=False) for one in address.segments[:1])
        readings = _forwarding(address) or _by_query(address) or _by_path(address.segments)
        return (*readings, *_comments(address)) if readings else ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return KEPT

    def target(self, address: Address) -> str | None:
        """See `PlatformDesk.target`."""
        return address.value("u") if _forwards(address) else None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return (_object("user, page, post, photo or video", number),)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        if text.startswith("@"):
            return _actor(text[1:])
        if _PFBID.fullmatch(text):
            return (_post(text),)
        if found := _FILE.fullmatch(text):
            note = "Names of about 2012 held the numbers of photo, page and user: a lead, not a proof."
            numbers = tuple(("number", one) for one in found[1].split("_"))
            return (Reading("facebook", "picture file", Outcome.OPAQUE, details=numbers, notes=(note,), lead=True),)
        return ()


def _object(kind: str, number: str, *, confirmed: bool = True) -> Reading:
    if refusal := refused_number(number):
        return Reading("facebook", kind, Outcome.REFUSED, refusal=refusal, confirmed=confirmed)
    details = ("permalink", f"https://www.facebook.com/{number}")
    return Reading("facebook", kind, Outcome.NO_TIME, id=number, details=(details,), confirmed=confirmed)


def _actor(segment: str, *, confirmed: bool = True) -> tuple[Reading, ...]:
    """The user or page that a segment names; nothing where it names neither."""
    if segment.isascii() and segment.isdecimal():
        user = _object("user", segment, confirmed=confirmed)
        form = ("address for forms", f"https://www.facebook.com/profile.php?id={segment}")
        return (replace(user, details=(*user.details, form)) if user.id is not None else user,)
    if NOT_A_PROFILE.fullmatch(segment.lower()) or segment.lower().endswith(".php") or not _NAME.fullmatch(segment):
        return ()
    return (Reading("facebook", "user", Outcome.NO_TIME, handle=segment, missing=(USER_MISSING,), confirmed=confirmed),)


def _post(segment: str, *, confirmed: bool = True) -> Reading:
    if _PFBID.fullmatch(segment):
        details = (("code", segment),)
        return Reading(
            "facebook", "post", Outcome.OPAQUE, details=details, missing=(POST_MISSING,), confirmed=confirmed
        )
    return _object("post", segment, confirmed=confirmed)


def _code(code: str, *, confirmed: bool = True) -> Reading:
    return Reading(
        "facebook",
        "share code",
        Outcome.OPAQUE,
        details=(("code", code),),
        missing=(CODE_MISSING,),
        confirmed=confirmed,
    )


def _forwards(address: Address) -> bool:
    return address.segments in (("l.php",), ("lsr.php",))


def _forwarding(address: Address) -> tuple[Reading, ...]:
    if not _forwards(address):
        return ()
    time = from_seconds(address.value("ext"), "link made or clicked, as is thought")
    outcome = Outcome.VALUE if time else Outcome.NO_TIME
    return (Reading("facebook", "forwarding link", outcome, time=time),)


def _by_query(address: Address) -> tuple[Reading, ...]:
    match address.segments:
        case ("profile.php",) if number := address.value("id"):
            return _actor(number) if number.isdecimal() else (_object("user", number),)
        case ("permalink.php" | "story.php",) if post := address.value("story_fbid"):
            actor = address.value("id")
            return (_post(post), *(_actor(actor) if actor else ()))
        case ("photo.php",) | ("photo",) if number := address.value("fbid"):
            return (_object("photo", number, confirmed=False),)
        case ("watch",) if number := address.value("v"):
            return (_object("video", number),)
    return ()


def _by_path(segments: tuple[str, ...]) -> tuple[Reading, ...]:
    match segments:
        case ("photo", number):
            return (_object("photo", number),)
        case ("reel" | "reels", number):
            return (_object("reel", number, confirmed=segments[0] == "reel"),)
        case ("events", number, *_):
            return (_object("event", number),)
        case ("stories", number, *_):
            return (_object("story", number),)
        case ("pages", _, number):
            return (_object("page", number),)
        case ("marketplace", "item", number):
            return (_object("item for sale", number),)
        case ("share", "p" | "r" | "v", code) | ("share", code) if _CODE.fullmatch(code):
            return (_code(code),)
        case ("groups", group):
            return (_group(group),)
        case ("groups", group, "posts" | "permalink", post):
            return _post(post, confirmed=False), _group(group)
        case (actor, "posts", post) if actors := _actor(actor):
            return (_post(post), *actors)
        case (actor, "posts", _, post) if actors := _actor(actor):
            return (_post(post, confirmed=False), *actors)
        case (actor, "photos", album, photo) if actors := _actor(actor):
            number = album.removeprefix("a.")
            return _object("photo", photo), _object("album", number), *actors
        case (actor, "videos", number) if actors := _actor(actor):
            return (_object("video", number), *actors)
        case (actor,):
            return _actor(actor)
    return ()


def _group(segment: str) -> Reading:
    if segment.isascii() and segment.isdecimal():
        return _object("group", segment)
    missing = "Numeric group ID: in the page source of the group."
    return Reading("facebook", "group", Outcome.NO_TIME, handle=segment, missing=(missing,))


def _comments(address: Address) -> tuple[Reading, ...]:
    found = []
    for name, kind in (("comment_id", "comment"), ("reply_comment_id", "answer to a comment")):
        if (value := address.value(name)) is not None:
            plain = value.isascii() and value.isdecimal()
            code = Reading("facebook", kind, Outcome.OPAQUE, details=(("code", value),))
            found.append(_object(kind, value) if plain else code)
    return tuple(found)
