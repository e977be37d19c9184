"""The profiles, each in a file of its own. A new profile is one file and one line here."""

from __future__ import annotations

from affiant.core.errors import AffiantError
from affiant.export.profile import Profile
from affiant.export.profiles.court import COURT
from affiant.export.profiles.platform import PLATFORM
from affiant.export.profiles.press import PRESS

PROFILES: tuple[Profile, ...] = (PRESS, PLATFORM, COURT)


def profile(key: str) -> Profile:
    """Return a profile by its key.

    Raises:
        AffiantError: there is none (code ``profile-unknown``).
    """
    for one in PROFILES:
        if one.key == key:
            return one
    raise AffiantError(
        "profile-unknown",
        "There is no such profile",
        subject=key,
        remedy=f"Use one of these: {', '.join(one.key for one in PROFILES)}.",
    )
