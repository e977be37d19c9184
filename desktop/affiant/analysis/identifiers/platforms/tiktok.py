"""TikTok: numbers that begin with seconds, known to about a minute.

Sources: unfurl PR 228 after arXiv 2504.13279 (its patch slices other bits than its own table; bits 22 to 31 give sane
milliseconds), Douyin-TikTok-Video-ID-Decoder README (73 samples: mean error 14 s, at most 49 s).
"""

from __future__ import annotations

import re
from dataclasses import replace

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import FLOAT_DAMAGE, UNSIGNED_BITS, float_damaged, refused_number
from affiant.analysis.identifiers.reading import DerivedTime, Formula, Outcome, Reading, Refusal
from affiant.analysis.identifiers.unix_time import from_ms

FIRST = 6500000000000000000
"""2017-12-16: the reference decoder's lower bound; older numbers are decoded only when a person says they are old."""
TOLERANCE_MS = 60_000
OBJECT = Formula("tiktok-object", 1, "unix_s = id >> 32")
ENTITIES = {0: "user", 4: "user", 6: "device", 11: "live stream", 13: "video"}
USER_MISSING = "Numeric user ID and secUid: in the page source of the profile."
CODE_MISSING = "The address behind this code: it needs the network; open it at the capture and keep where it leads."
_NAME = re.compile(r"@[A-Za-z0-9_.]{1,30}")
_CODE = re.compile(r"[A-Za-z0-9]{5,20}")
_SEC_UID = re.compile(r"MS4wLjABAAAA[A-Za-z0-9_-]{20,}")


class TiktokDesk:
    """See `PlatformDesk`."""

    key = "tiktok"
    title = "TikTok"
    hosts = ("tiktok.com",)
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.host in ("vm.tiktok.com", "vt.tiktok.com"):
            return tuple(_short(one) for one in address.segments[:1] if _CODE.fullmatch(one))
        match address.segments:
            case ("t", code) if _CODE.fullmatch(code):
                return (_short(code),)
            case ("embed", number):
                return (_expected("video", number),)
            case (name, "video", number) if _NAME.fullmatch(name):
                return _expected("video", number), _user(name)
            case (name, "photo", number) if _NAME.fullmatch(name):
                return replace(_object("photo post", number), confirmed=False), _user(name)
            case (name, "live") if _NAME.fullmatch(name):
                return (replace(_user(name), confirmed=False),)
            case (name,) if _NAME.fullmatch(name):
                return (_user(name),)
        return ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return frozenset()

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return (_object(None, number),)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        if _NAME.fullmatch(text):
            return (_user(text),)
        if _SEC_UID.fullmatch(text):
            details = (("secUid", text),)
            return (Reading("tiktok", "user", Outcome.OPAQUE, details=details, missing=(USER_MISSING,)),)
        return ()


def _object(kind: str | None, number: str) -> Reading:
    """Read a number; without a kind, the number's own field for it says what it names."""
    if refusal := refused_number(number, UNSIGNED_BITS):
        return Reading("tiktok", kind or "object", Outcome.REFUSED, refusal=refusal)
    value = int(number)
    entity = (value >> 8) & 0xF
    kind = kind or ENTITIES.get(entity, "object")
    if len(number) != 19:
        refusal = Refusal("number-length", "Numbers of TikTok with a time have 19 digits.")
        return Reading("tiktok", kind, Outcome.REFUSED, id=number, refusal=refusal)
    time = DerivedTime(from_ms((value >> 32) * 1000), TOLERANCE_MS, OBJECT, "number issued")
    milliseconds = (value >> 22) & 0x3FF
    details = (
        ("milliseconds field", str(milliseconds)),
        ("sequence", str((value >> 14) & 0x1F)),
        ("entity", f"{entity} {ENTITIES.get(entity, 'unknown')}"),
        ("machine", str(value & 0xFF)),
    )
    notes: tuple[str, ...] = (FLOAT_DAMAGE,) if float_damaged(number) else ()
    if milliseconds > 999:
        notes += ("The milliseconds field is above 999: a reason to doubt the number.",)
    reading = Reading("tiktok", kind, Outcome.VALUE, id=number, time=time, details=details, notes=notes)
    if value < FIRST:
        refusal = Refusal("before-range", "The number gives a time before 16 December 2017, which nobody has verified.")
        return replace(reading, outcome=Outcome.REFUSED, time=None, outside_range=time, refusal=refusal)
    return reading


def _expected(kind: str, number: str) -> Reading:
    """Read a number of which the address says what it names."""
    reading = _object(kind, number)
    if reading.id is None or ENTITIES.get((int(reading.id) >> 8) & 0xF) == kind:
        return reading
    note = "The number's own field names another kind of object than the address does."
    return replace(reading, notes=(*reading.notes, note))


def _user(name: str) -> Reading:
    return Reading("tiktok", "user", Outcome.NO_TIME, handle=name.removeprefix("@"), missing=(USER_MISSING,))


def _short(code: str) -> Reading:
    return Reading(
        "tiktok",
        "short link",
        Outcome.OPAQUE,
        details=(("code", code),),
        missing=(CODE_MISSING,),
        confirmed=False,
    )
