"""Telegram: four number sequences that overlap, so that a number means something only with its kind of peer.

Sources: core.telegram.org/api/links and bots/ids; tg-dialog-id and mtcute for the ranges. Numbers in links are the bare
ones; what is kept is the dialog ID of the bot API, which says the kind of peer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from affiant.analysis.identifiers.address import Address
from affiant.analysis.identifiers.numbers import refused_number
from affiant.analysis.identifiers.reading import Outcome, Reading, Refusal

LOWEST, HIGHEST = -4_000_000_000_000, 1_099_511_627_775
CHANNELS = 1_000_000_000_000
"""A channel's dialog ID is minus this and its bare number: the form that begins with -100."""
PEER_MISSING = (
    "Numeric ID of the peer: in Telegram Desktop's own export (JSON), or in an app that shows IDs. Usernames can be "
    "transferred."
)
ORDER_ONLY = "Message numbers rise within a channel: they give an order, and no time."
MIGRATION = "A group that becomes a supergroup gets another ID (migrate_to_chat_id): keep both, and link them."
PEERS = "Users, groups, channels and secret chats count separately: without the kind of peer a number is ambiguous."
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_HASH = re.compile(r"[A-Za-z0-9_-]{4,}")
_DIGITS = re.compile(r"[1-9][0-9]*")
_DIALOG = re.compile(r"-?[1-9][0-9]{0,39}")
_NOT_A_NAME = re.compile(
    "addemoji|addlist|addstickers|addtheme|bg|boost|c|confirmphone|contact|giftcode|invoice|"
    "joinchat|login|m|nft|proxy|s|setlanguage|share|socks"
)
_PARAMETERS = frozenset(("thread", "comment", "t", "single"))


class TelegramDesk:
    """See `PlatformDesk`."""

    key = "telegram"
    title = "Telegram"
    hosts = ("t.me", "telegram.me", "telegram.dog")
    schemes = ("tg",)

    def read_address(self, address: Address) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_address`."""
        if address.scheme == "tg":
            return _by_scheme(address)
        before = address.host.removesuffix(".t.me")
        if before not in (address.host, "www") and _is_name(before):
            return _named((before, *address.segments), address)
        match address.segments:
            case ("c", channel, *rest) if rest:
                return _private(channel, rest, address)
            case ("s", *rest) if rest:
                return tuple(replace(one, confirmed=False) for one in _named(tuple(rest), address))
            case ("joinchat", code) if _HASH.fullmatch(code):
                return (_invite(code),)
            case (code,) if code.startswith("+") and _HASH.fullmatch(code[1:]):
                return (_invite(code[1:]),)
            case (name, *_) if _is_name(name):
                return _named(address.segments, address)
        return ()

    def kept(self, address: Address) -> frozenset[str]:
        """See `PlatformDesk.kept`."""
        return _PARAMETERS | {"domain", "post", "channel"} if address.scheme == "tg" else _PARAMETERS

    def target(self, address: Address) -> str | None:  # noqa: ARG002 - part of the contract
        """See `PlatformDesk.target`."""
        return None

    def read_number(self, number: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_number`: with a minus a dialog ID, without one the bare number of any peer."""
        if number.startswith("-"):
            return (dialog(number),)
        bare = int(number)
        dialogs = (("user", bare), ("group", -bare), ("channel", -(CHANNELS + bare)))
        found = [dialog(str(value)) for kind, value in dialogs if _kind(value) == kind]
        return tuple(replace(one, notes=(*one.notes, PEERS)) for one in found) or (dialog(number),)

    def read_text(self, text: str) -> tuple[Reading, ...]:
        """See `PlatformDesk.read_text`."""
        return (_peer(text[1:]),) if text.startswith("@") and _is_name(text[1:]) else ()


def dialog(text: str) -> Reading:
    """Read a dialog ID of the bot API."""
    if not _DIALOG.fullmatch(text):
        refusal = refused_number(text.removeprefix("-")) or Refusal("number-form", "This is no dialog ID.")
        return Reading("telegram", "peer", Outcome.REFUSED, refusal=refusal)
    value = int(text)
    kind = _kind(value)
    if kind is None:
        refusal = Refusal("outside-range", "No peer of Telegram has a number in this range.")
        return Reading("telegram", "peer", Outcome.REFUSED, refusal=refusal)
    bare = value if kind == "user" else -value if kind == "group" else -value - CHANNELS
    notes = () if kind == "user" else (MIGRATION,)
    return Reading("telegram", kind, Outcome.NO_TIME, id=text, details=(("bare number", str(bare)),), notes=notes)


def _kind(value: int) -> str | None:
    """The kind of peer of a dialog ID; None outside of every range."""
    if 0 < value <= HIGHEST:
        return "user"
    if -CHANNELS < value < 0:
        return "group"
    return "channel" if LOWEST <= value < -CHANNELS else None


def _is_name(segment: str) -> bool:
    return _NAME.fullmatch(segment) is not None and not _NOT_A_NAME.fullmatch(segment.lower())


def _peer(name: str) -> Reading:
    return Reading("telegram", "user, group or channel", Outcome.NO_TIME, handle=name, missing=(PEER_MISSING,))


def _invite(code: str) -> Reading:
    missing = "The group or channel behind this invitation: it needs the network."
    return Reading(
        "telegram", "invitation", Outcome.OPAQUE, details=(("code", code),), missing=(missing,), confirmed=False
    )


def _message(peer: Reading, number: str, topic: str | None, address: Address) -> Reading:
    """A message is its peer and its number; without the peer's number it has no durable identifier."""
    if not _DIGITS.fullmatch(number) or (topic is not None and not _DIGITS.fullmatch(topic)):
        refusal = refused_number(number) or Refusal("number-form", "This is no number of a message.")
        return Reading("telegram", "message", Outcome.REFUSED, handle=peer.handle, refusal=refusal)
    named = (("topic", topic), *((name, address.value(name)) for name in ("thread", "comment", "t")))
    details = (("message", number), *((name, value) for name, value in named if value))
    return Reading(
        "telegram",
        "message",
        Outcome.NO_TIME,
        id=f"{peer.id}/{number}" if peer.id else None,
        handle=peer.handle,
        details=details,
        missing=peer.missing,
        notes=(ORDER_ONLY,),
        confirmed=topic is None,
    )


def _with_message(peer: Reading, rest: tuple[str, ...], address: Address) -> tuple[Reading, ...]:
    match rest:
        case ():
            return (peer,)
        case (number,):
            return _message(peer, number, None, address), peer
        case (topic, number):
            return _message(peer, number, topic, address), peer
    return ()


def _named(segments: tuple[str, ...], address: Address) -> tuple[Reading, ...]:
    return _with_message(_peer(segments[0]), segments[1:], address) if _is_name(segments[0]) else ()


def _private(channel: str, rest: list[str], address: Address) -> tuple[Reading, ...]:
    return _with_message(_bare_channel(channel), tuple(rest), address)


def _bare_channel(number: str) -> Reading:
    refusal = refused_number(number)
    if refusal is not None:
        return Reading("telegram", "channel", Outcome.REFUSED, refusal=refusal)
    return dialog(str(-(CHANNELS + int(number))))


def _by_scheme(address: Address) -> tuple[Reading, ...]:
    post = address.value("post")
    rest = (post,) if post else ()
    if address.host == "resolve" and (name := address.value("domain")):
        return _named((name, *rest), address)
    if address.host == "privatepost" and (channel := address.value("channel")):
        return _with_message(_bare_channel(channel), rest, address)
    return ()
