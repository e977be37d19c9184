"""The desk: one text in, everything that it says by itself out. Nothing is looked up, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from affiant.analysis.identifiers.address import Address, AddressError, hides_something, parse_address
from affiant.analysis.identifiers.cleaning import Cleaned, clean
from affiant.analysis.identifiers.numbers import UNSIGNED_BITS, looks_like_a_number, refused_number
from affiant.analysis.identifiers.platform_desk import PlatformDesk
from affiant.analysis.identifiers.reading import (
    FROM_GENERAL_KNOWLEDGE,
    Outcome,
    Reading,
    Refusal,
)
from affiant.analysis.identifiers.registry import PLATFORM_DESKS

METHOD, VERSION = "identifier-desk", 1
"""Name and version of what is done here, for the ledger; a change of what it gives is a new version."""
OTHER = "other"
"""Platform of an address on a site that is none of the desks'."""
UNKNOWN_FORM = "The form of this address is not known, so nothing was read from it."
OTHER_SITE = "This site is none of the platforms; only what is known to track was left out of the address."
_FORWARDED = 3
"""Forwarding addresses inside one another that are followed."""


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What a text says."""

    text: str
    """As it was given."""
    readings: tuple[Reading, ...] = ()
    """The main thing first; with `Reading.candidate` they exclude each other."""
    refusal: Refusal | None = None
    """Why nothing was read."""
    cleaned_url: str | None = None
    dropped: tuple[str, ...] = ()
    """Names of the parameters that were left out."""
    target: str | None = None
    """Where a forwarding address leads, as it stood in it."""
    notes: tuple[str, ...] = ()

    @property
    def platform(self) -> str | None:
        """Key of the platform; None where it is open or none of the desks'."""
        keys = {one.platform for one in self.readings if one.kind != "forwarding link"}
        return keys.pop() if len(keys) == 1 and OTHER not in keys else None

    @property
    def handle(self) -> str | None:
        """The first handle that was read."""
        return next((one.handle for one in self.readings if one.handle), None)


def read(text: str, captured_at: datetime, platform: str | None = None, *, older: bool = False) -> DeskAnswer:
    """Read an address, a number, a code, a handle or a file name.

    Args:
        text: exactly as it was given; white space around it is not taken away.
        captured_at: when it was seen, aware: a derived time after it (and 5 minutes) is a conflict.
        platform: key of a desk of the registry, where it is known; a bare number is open without it.
        older: a person says that the object is older than the range in which a scheme is verified.

    Raises:
        ValueError: no such desk.
    """
    desks = PLATFORM_DESKS if platform is None else tuple(one for one in PLATFORM_DESKS if one.key == platform)
    if not desks:
        raise ValueError(f"no desk has this key: {platform}")
    answer = _answer(text, desks, platform)
    readings = tuple(_finished(one, captured_at, older) for one in answer.readings)
    if platform is None:
        # a bare name that gives a time in the future only happens to have the right length
        readings = tuple(one for one in readings if not (one.lead and one.outcome is Outcome.CONFLICT))
    if not readings and answer.refusal is None:
        answer = replace(answer, refusal=_nothing(text, platform))
    return replace(answer, readings=readings)


def _finished(reading: Reading, captured_at: datetime, older: bool) -> Reading:
    reading = (reading.taken_as_older() if older else reading).judged(captured_at)
    return reading if reading.confirmed else replace(reading, notes=(*reading.notes, FROM_GENERAL_KNOWLEDGE))


def _answer(text: str, desks: Sequence[PlatformDesk], platform: str | None) -> DeskAnswer:
    if not text:
        return DeskAnswer(text, refusal=Refusal("empty", "There is nothing to read."))
    whole = _whole_address(text, desks, platform)
    if whole is not None:
        return _read_address(text, whole, platform)
    if looks_like_a_number(text):
        return _read_number(text, desks)
    if hides_something(text):
        return DeskAnswer(text, refusal=Refusal("hidden", "The text holds white space or invisible characters."))
    if text.startswith("@") and platform is None:
        return DeskAnswer(text, refusal=Refusal("handle-alone", "A handle says nothing without its platform."))
    found = [readings for desk in desks if (readings := desk.read_text(text))]
    readings = tuple(replace(one, candidate=len(found) > 1) for readings in found for one in readings)
    return DeskAnswer(text, readings=readings)


def _nothing(text: str, platform: str | None) -> Refusal:
    if text.startswith("/") and platform is None:
        return Refusal("path-alone", "A path says nothing without its platform.")
    return Refusal("unknown", "This is no address, number, code or name that the desk knows.")


def _whole_address(text: str, desks: Sequence[PlatformDesk], platform: str | None) -> str | None:
    """The text as a whole address, where it is meant as one: as it stands, without scheme, or as a path."""
    if "://" in text:
        return text
    if text.startswith("/"):
        readable = platform is not None and not desks[0].read_text(text)
        return f"https://{desks[0].hosts[0]}{text}" if readable else None
    head = text.partition("/")[0].partition("?")[0]
    known = any(_is_on(head.lower(), one.hosts) for one in PLATFORM_DESKS)
    return f"https://{text}" if known or ("." in head and "/" in text) else None


def _is_on(host: str, hosts: Sequence[str]) -> bool:
    return any(host == one or host.endswith(f".{one}") for one in hosts)


def _read_number(text: str, desks: Sequence[PlatformDesk]) -> DeskAnswer:
    signed = text.startswith("-") and any(one.key == "telegram" for one in desks)
    if signed:
        desks = tuple(one for one in desks if one.key == "telegram")
    # a number of up to 40 digits may be told by its platform why it is too large
    refusal = refused_number(text.removeprefix("-") if signed else text, 4 * UNSIGNED_BITS)
    if refusal is not None:
        return DeskAnswer(text, refusal=refusal)
    readings = [one for desk in desks for one in desk.read_number(text)]
    readings.sort(key=lambda one: one.outcome is Outcome.REFUSED)
    return DeskAnswer(text, readings=tuple(replace(one, candidate=len(readings) > 1) for one in readings))


def _read_address(text: str, whole: str, platform: str | None) -> DeskAnswer:
    try:
        answer = _followed(parse_address(whole), _FORWARDED)
    except AddressError as refused:
        return DeskAnswer(text, refusal=Refusal(refused.code, f"{refused.title}."))
    notes = answer.notes
    if platform is not None and answer.platform not in (None, platform):
        notes += ("The address is on the host of another platform than was said.",)
    return replace(answer, text=text, notes=notes)


def _desk_of(address: Address) -> PlatformDesk | None:
    for desk in PLATFORM_DESKS:
        if address.scheme in desk.schemes or (address.scheme in ("https", "http") and address.is_on(*desk.hosts)):
            return desk
    return None


def _followed(address: Address, further: int) -> DeskAnswer:
    """Read an address and, where it forwards, the one that it leads to."""
    desk = _desk_of(address)
    if desk is None:
        cleaned = clean(address, None)
        reading = Reading(OTHER, "address", Outcome.NO_TIME, notes=(OTHER_SITE,))
        return _with(cleaned, (reading,))
    readings = desk.read_address(address)
    cleaned = clean(address, desk.kept(address))
    target = desk.target(address)
    if target is None or not further:
        return _with(cleaned, readings or (Reading(desk.key, "address", Outcome.NO_TIME, notes=(UNKNOWN_FORM,)),))
    try:
        inner = _followed(parse_address(target), further - 1)
    except AddressError as refused:
        answer = _with(cleaned, readings)
        note = f"Where the link leads was not read: {refused.title}."
        return replace(answer, target=target, notes=(*answer.notes, note))
    return DeskAnswer(
        text=address.raw,
        readings=(*inner.readings, *(replace(one, cleaned_url=inner.cleaned_url) for one in readings)),
        cleaned_url=inner.cleaned_url,
        dropped=tuple(dict.fromkeys((*cleaned.dropped, *inner.dropped))),
        target=target,
        notes=inner.notes,
    )


def _with(cleaned: Cleaned, readings: tuple[Reading, ...]) -> DeskAnswer:
    return DeskAnswer(
        text="",
        readings=tuple(replace(one, cleaned_url=cleaned.url) for one in readings),
        cleaned_url=cleaned.url,
        dropped=cleaned.dropped,
    )
