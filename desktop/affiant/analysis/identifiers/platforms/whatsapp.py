"""WhatsApp: identifiers of chats (JIDs). A user's JID is the phone number.

Sources: baileys.wiki and Baileys' documentation, z-api.io on groups, maytapi on LIDs; the provider's form for law
enforcement. Sources disagree on which half of an old group's JID is the time, so it is read only when exactly one can.
"""

from __future__ import annotations

import re

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.reading import DerivedTime, Formula, Outcome, Reading, Refusal
from affiant.analysis.identifiers.unix_time import from_ms

EARLIEST, GROUPS_CHANGED = 1230768000, 1635984000
"""2009-01-01, and 2021-11-04: since then a group's JID holds no readable time."""
GROUP = Formula(
    "whatsapp-old-group", 1, f"unix_s = the half between {EARLIEST} and {GROUPS_CHANGED}, when only one half is"
)
BROADCAST = Formula("whatsapp-broadcast", 1, "unix_s = the number")
PERSONAL = "A phone number: exports redact it unless somebody decides otherwise."
NO_CONTENT = "The provider never has the messages themselves: they are encrypted from end to end."
_JID = re.compile(r"([A-Za-z0-9-]{1,60})@(s\.whatsapp\.net|c\.us|lid|g\.us|newsletter|broadcast)")
_PHONE = re.compile(r"[1-9][0-9]{6,14}")
_HALVES = re.compile(r"([1-9][0-9]{4,14})-([1-9][0-9]{4,14})")
_NEW = re.compile(r"120363[0-9]{9,14}")
_SECONDS = re.compile(r"[1-9][0-9]{9}")
_CODE = re.compile(r"[A-Za-z0-9_-]{6,64}")


class WhatsappDesk:
    """See `PlatformDesk`."""

    key = "whatsapp"
    title = "WhatsApp"
    hosts = ("whatsapp.com", "wa.me")
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        match (address.host, *address.segments):
            case ("wa.me", number):
                return (_user(number, confirmed=False),)
            case ("wa.me", "message", code) if _CODE.fullmatch(code):
                return (_code("link to a chat", code),)
            case ("chat.whatsapp.com", code) | ("chat.whatsapp.com", "invite", code) if _CODE.fullmatch(code):
                return (_code("invitation to a group", code),)
            case ("whatsapp.com" | "www.whatsapp.com", "channel", code, *_) if _CODE.fullmatch(code):
                return (_code("channel", code),)
        return ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return frozenset()

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return (_user(number),)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        found = _JID.fullmatch(text)
        return (_jid(found[1], found[2]),) if found else ()


def _jid(local: str, server: str) -> Reading:
    match server:
        case "s.whatsapp.net" | "c.us":
            return _user(local)
        case "lid":
            note = "It hides the phone number; whether the number can be found from it is disputed between sources."
            return _numbered("privacy ID", local, server, note)
        case "newsletter":
            return _opaque("channel", f"{local}@{server}")
        case "broadcast":
            return _broadcast(local)
    if _NEW.fullmatch(local):
        return _opaque("group", f"{local}@g.us")
    halves = _HALVES.fullmatch(local)
    return _old_group(*halves.groups()) if halves else _refused("group", "This is no JID of a group.")


def _user(number: str, *, confirmed: bool = True) -> Reading:
    if not _PHONE.fullmatch(number):
        why = "A phone number stands here with its country code: 7 to 15 digits, without + and leading zeros."
        return _refused("user", why, confirmed=confirmed)
    return Reading(
        "whatsapp",
        "user",
        Outcome.NO_TIME,
        id=f"{number}@s.whatsapp.net",
        details=(("phone", f"+{number}"),),
        notes=(PERSONAL, NO_CONTENT),
        confirmed=confirmed,
    )


def _numbered(kind: str, local: str, server: str, note: str) -> Reading:
    if not (local.isascii() and local.isdecimal()):
        return _refused(kind, "This is no number of a JID.")
    return Reading("whatsapp", kind, Outcome.NO_TIME, id=f"{local}@{server}", notes=(note,))


def _opaque(kind: str, jid: str) -> Reading:
    return Reading("whatsapp", kind, Outcome.OPAQUE, id=jid)


def _code(kind: str, code: str) -> Reading:
    missing = "What is behind this code: it needs the network."
    return Reading("whatsapp", kind, Outcome.OPAQUE, details=(("code", code),), missing=(missing,), confirmed=False)


def _old_group(first: str, second: str) -> Reading:
    jid = f"{first}-{second}@g.us"
    times = [one for one in (first, second) if EARLIEST <= int(one) < GROUPS_CHANGED]
    if len(times) != 1:
        why = (
            "Neither half is a time between 2009 and 4 November 2021."
            if not times
            else "Both halves could be a time, so neither is taken for one."
        )
        return Reading("whatsapp", "group", Outcome.REFUSED, id=jid, refusal=Refusal("no-single-time", why))
    creator = second if times[0] == first else first
    time = DerivedTime(from_ms(int(times[0]) * 1000), 1000, GROUP, "group made")
    return Reading(
        "whatsapp",
        "group",
        Outcome.VALUE,
        id=jid,
        time=time,
        details=(("creator's phone", f"+{creator}"),),
        notes=(PERSONAL,),
    )


def _broadcast(local: str) -> Reading:
    if local == "status":
        return Reading("whatsapp", "status feed", Outcome.NO_TIME, id="status@broadcast")
    if not _SECONDS.fullmatch(local) or int(local) < EARLIEST:
        return _refused("broadcast list", "The number is no time since 2009.")
    time = DerivedTime(from_ms(int(local) * 1000), 1000, BROADCAST, "broadcast list made")
    return Reading("whatsapp", "broadcast list", Outcome.VALUE, id=f"{local}@broadcast", time=time)


def _refused(kind: str, why: str, *, confirmed: bool = True) -> Reading:
    return Reading("whatsapp", kind, Outcome.REFUSED, refusal=Refusal("jid-form", why), confirmed=confirmed)
