"""The platforms whose accounts a case can hold, and how an account is named on the command line."""

from __future__ import annotations

from affiant.core.errors import AffiantError

PLATFORMS = ("x", "facebook", "instagram", "youtube", "telegram", "whatsapp", "tiktok", "other")

TITLES = {
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "youtube": "YouTube",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "tiktok": "TikTok",
    "other": "Other",
}
"""Names for people."""


def parse_account(text: str) -> tuple[str, str]:
    """Split ``PLATFORM:@HANDLE`` into the platform's key and the handle without ``@``.

    Raises:
        AffiantError: no such platform, or no handle.
    """
    platform, colon, handle = text.partition(":")
    platform, handle = platform.strip().lower(), handle.strip().removeprefix("@")
    if not colon or platform not in PLATFORMS or not handle:
        raise AffiantError(
            "account-form",
            "An account is written PLATFORM:@HANDLE",
            subject=text,
            remedy=f"Use one of these platforms: {', '.join(PLATFORMS)}. Example: x:@example",
        )
    return platform, handle
