"""What the browser answers beyond the DevTools protocol; the contract is in `capture.web.engine`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Params: TypeAlias = Mapping[str, Any]
Reply: TypeAlias = Callable[[Params], None]
Method: TypeAlias = Callable[[Params, Reply], None]
"""Does what is asked and replies, now or later. A `ValueError` says which parameter is wrong."""

PREFIX = "Affiant."
_METHOD_NOT_FOUND, _INVALID_PARAMS = -32601, -32602
"""As JSON-RPC 2.0, section 5.1, which the DevTools protocol follows."""


class AffiantDomain:
    """Sorts texts that come from the other side: ours are answered here, the others are the page's.

    Args:
        methods: by name, without the prefix.
        write: takes an answer or event.
    """

    def __init__(self, methods: Mapping[str, Method], write: Callable[[str], None]) -> None:
        self._methods = dict(methods)
        self._write = write

    def take(self, text: bytes) -> str | None:
        """Answer a call of ours.

        Args:
            text: what came.

        Returns:
            The text, when it is for the page.

        Raises:
            ValueError: it is no call at all.
        """
        decoded = text.decode("utf-8")
        call = json.loads(decoded)
        if not isinstance(call, dict) or not isinstance(call.get("method"), str):
            raise ValueError("not a call")
        method: str = call["method"]
        if not method.startswith(PREFIX):
            return decoded
        number = call.get("id")
        params = call.get("params", {})
        asked = self._methods.get(method.removeprefix(PREFIX))
        if asked is None:
            self._error(number, _METHOD_NOT_FOUND, f"{method} is not known")
            return None
        try:
            if not isinstance(params, dict):
                raise ValueError("params must be an object")
            asked(params, lambda result: self._write(json.dumps({"id": number, "result": dict(result)})))
        except ValueError as wrong:
            self._error(number, _INVALID_PARAMS, str(wrong))
        return None

    def tell(self, name: str, params: Params) -> None:
        """Send an event.

        Args:
            name: without the prefix.
            params: JSON values.
        """
        self._write(json.dumps({"method": f"{PREFIX}{name}", "params": dict(params)}))

    def _error(self, number: object, code: int, message: str) -> None:
        self._write(json.dumps({"id": number, "error": {"code": code, "message": message}}))
