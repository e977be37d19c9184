"""Discord: snowflakes of every object.

Sources: Discord's documentation of snowflakes, unfurl parse_discord (the process is shifted by 12, not by 17).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import FLOAT_DAMAGE, UNSIGNED_BITS, float_damaged, refused_number
from affiant.analysis.identifiers.reading import DerivedTime, Formula, Outcome, Reading, Refusal
from affiant.analysis.identifiers.unix_time import from_ms, from_seconds

EPOCH_MS = 1420070400000
FIRST = 4194304
"""One millisecond after the epoch."""
OPENED = datetime(2015, 2, 1, tzinfo=UTC)
"""A time before this is doubtful."""
SNOWFLAKE = Formula("discord-snowflake", 1, f"unix_ms = (id >> 22) + {EPOCH_MS}")
_CODE = re.compile(r"[A-Za-z0-9-]{2,40}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{8}")


class DiscordDesk:
    """See `PlatformDesk`."""

    key = "discord"
    title = "Discord"
    hosts = ("discord.com", "discordapp.com", "discordapp.net", "discord.gg")
    schemes = ()

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.is_on("discord.gg"):
            return tuple(_invite(one) for one in address.segments[:1] if _CODE.fullmatch(one))
        match address.segments:
            case ("channels", server, channel, message):
                return snowflake("message", message), snowflake("channel", channel), *_server(server)
            case ("channels", server, channel):
                return snowflake("channel", channel), *_server(server)
            case ("channels", server):
                return _server(server)
            case ("attachments" | "ephemeral-attachments" as word, channel, file, name):
                return _file(file, name, address, word == "attachments"), snowflake("channel", channel)
            case ("invite", code) if _CODE.fullmatch(code):
                return (_invite(code),)
            case ("users", number):
                return (snowflake("user", number, confirmed=False),)
        return ()

    def kept(self, address: Address) -> frozenset[str]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.kept`."""
        return frozenset()

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`."""
        return (snowflake("user, server, channel or message", number),)

    def read_text(self, text: str) -> tuple[Reading, ...]:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.read_text`."""
        return ()


def snowflake(
    kind: str,
    number: str,
    details: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    *,
    confirmed: bool = True,
) -> Reading:
    """Read the number of any object."""
    if refusal := refused_number(number, UNSIGNED_BITS):
        return Reading("discord", kind, Outcome.REFUSED, refusal=refusal, notes=notes, confirmed=confirmed)
    value = int(number)
    if value < FIRST:
        refusal = Refusal("before-scheme", "The number is below the first one with a time.")
        return Reading("discord", kind, Outcome.REFUSED, id=number, refusal=refusal, notes=notes, confirmed=confirmed)
    time = DerivedTime(from_ms((value >> 22) + EPOCH_MS), 1, SNOWFLAKE, "number issued")
    if float_damaged(number):
        notes += (FLOAT_DAMAGE,)
    if time.at < OPENED:
        notes += ("A time before February 2015 is doubtful.",)
    parts = (
        ("worker", str((value & 0x3E0000) >> 17)),
        ("process", str((value & 0x1F000) >> 12)),
        ("increment", str(value & 0xFFF)),
    )
    return Reading(
        "discord",
        kind,
        Outcome.VALUE,
        id=number,
        time=time,
        details=(*details, *parts),
        notes=notes,
        confirmed=confirmed,
    )


def _server(segment: str) -> tuple[Reading, ...]:
    """The server of an address; direct messages have none."""
    return () if segment in ("@me", "%40me") else (snowflake("server", segment),)


def _file(number: str, name: str, address: Address, confirmed: bool) -> Reading:
    details = [("name", name)]
    for parameter, meaning in (("ex", "link ends"), ("is", "link issued")):
        value = address.value(parameter)
        if value and _HEXADECIMAL.fullmatch(value):
            time = from_seconds(str(int(value, 16)), meaning)
            if time is not None:
                details.append((f"{meaning} (from general knowledge)", time.text))
    notes: tuple[str, ...] = ()
    if any(one.name in ("ex", "is", "hm") for one in address.parameters):
        notes = ("Without its parameters ex, is and hm the link to the file does not open: keep the raw address too.",)
    return snowflake("file", number, tuple(details), notes, confirmed=confirmed)


def _invite(code: str) -> Reading:
    missing = "The server behind this invitation: it needs the network."
    return Reading(
        "discord", "invitation", Outcome.OPAQUE, details=(("code", code),), missing=(missing,), confirmed=False
    )
