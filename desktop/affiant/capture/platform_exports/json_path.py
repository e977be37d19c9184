"""JSON paths in the normalised form of RFC 9535, section 2.7."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ESCAPES = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", "'": r"\'", "\\": r"\\"}
_SPECIAL = re.compile(r"[\x00-\x1f'\\\ud800-\udfff]")


def json_path(steps: Iterable[str | int]) -> str:
    """Write keys and positions as one path, e.g. ``$['messages'][12]``.

    Half a surrogate pair in a key, which RFC 9535 has no form for, is written as its escape, as in the file.
    """
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else f"['{_SPECIAL.sub(_escape, step)}']" for step in steps
    )


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"
