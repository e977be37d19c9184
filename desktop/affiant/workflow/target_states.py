"""What an address of a list is in, in one word; the same on screen and terminal."""

from __future__ import annotations

from affiant.core.model import Target

TO_CAPTURE, NO_ADDRESS = "to-capture", "no-address"
STATES = {
    TO_CAPTURE: "To capture",
    "captured": "Captured",
    "failed": "Failed",
    "left-out": "Left out",
    NO_ADDRESS: "No address",
}
"""Key and words."""

PROBLEMS = {
    "no-address": "the row holds no address",
    "not-an-address": "this is no address of a page",
    "not-http": "only http and https can be captured",
    "address-with-password": "the address holds a name or password",
    "address-too-long": "the address is too long",
    "row-too-long": "the row is too long, and kept in part",
    "account-unknown": "the case has no such account",
}
"""Code and words."""


def state_of(target: Target) -> str:
    """A key of `STATES`."""
    if target.url is None:
        return NO_ADDRESS
    return target.outcome or TO_CAPTURE
