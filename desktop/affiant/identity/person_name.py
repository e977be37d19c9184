"""The name in an identity: what a person may call themselves."""

from __future__ import annotations

import unicodedata

from affiant.core.errors import AffiantError
from affiant.core.names import visible

MAX_CHARACTERS = 200
_INVISIBLE_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\ufeff"))
"""Direction marks and the byte order mark: pasted along with Urdu and Arabic names, and without meaning in one."""


def person_name(text: str) -> str:
    """Return a name as it is kept: composed (NFC), single spaces, nothing invisible.

    Raises:
        AffiantError: empty, too long, without a letter or digit, or with characters that could mislead a reader
            (controls, direction overrides, private or unassigned characters); code ``name-unusable``.
    """
    shown = visible(text, 80)
    name = " ".join(text.translate(_INVISIBLE_MARKS).split())
    if any("\ud800" <= one <= "\udfff" for one in name):
        raise _unusable("The name holds characters that cannot be written", shown)
    name = unicodedata.normalize("NFC", name)
    if not name:
        raise _unusable("The name is empty", shown)
    if len(name) > MAX_CHARACTERS:
        raise _unusable(f"The name is longer than {MAX_CHARACTERS} characters", shown)
    if visible(name) != name:
        raise _unusable("The name holds invisible characters that could mislead a reader", shown)
    if not any(unicodedata.category(one)[0] in "LN" for one in name):
        raise _unusable("The name has no letter or digit", shown)
    return name


def _unusable(title: str, shown: str) -> AffiantError:
    return AffiantError("name-unusable", title, subject=shown, remedy="Give the name as it should stand in documents.")
