"""Our own scripts in a page: each frame gives them a world of their own, in which the page's scripts have no say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from affiant.capture.web.exchange import mapping
from affiant.capture.web.protocol import REFUSED, Call, Protocol, ProtocolError

_WORLD = "affiant"
_FOLDER = Path(__file__).parent / "scripts"
NAMES = ("scroll", "pictures_ready", "visible_text", "probe", "watch_picture")


def read_scripts() -> dict[str, str]:
    """Read our scripts from disk: before the recorder is confined."""
    return {name: (_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in NAMES}


class PageWorld:
    """Runs our scripts in the frames of a page."""

    def __init__(self, protocol: Protocol, scripts: Mapping[str, str]) -> None:
        self._protocol = protocol
        self._scripts = scripts
        self._worlds: dict[tuple[str | None, str], int] = {}

    def forget(self) -> None:
        """Another document took the frames over."""
        self._worlds.clear()

    def open(self, session: str | None, frame: str, seconds: float) -> int:
        """Return the number of our world in a frame.

        Raises:
            ProtocolError: the frame is gone, or does not answer.
        """
        made = self._protocol.call(
            "Page.createIsolatedWorld", {"frameId": frame, "worldName": _WORLD}, session, seconds
        ).get("executionContextId")
        if not isinstance(made, int):
            raise ProtocolError(REFUSED, "no world")
        self._worlds[session, frame] = made
        return made

    def begin(self, name: str, order: Mapping[str, Any], session: str | None, frame: str, seconds: float) -> Call:
        """Start a script; its value comes with `value`.

        Args:
            name: of a file in `scripts`, without its end.
            order: JSON that the script is called with.
            session: of the page.
            frame: in whose document it runs, in a world that the page does not see.
            seconds: to wait for that world.

        Raises:
            ProtocolError: the frame is gone, or does not answer.
        """
        world = self._worlds.get((session, frame)) or self.open(session, frame, seconds)
        return self._protocol.send(
            "Runtime.evaluate",
            {
                "awaitPromise": True,
                "contextId": world,
                "expression": f"({self._scripts[name]})({json.dumps(order)})",
                "returnByValue": True,
                "silent": True,
            },
            session,
        )

    def value(self, call: Call, seconds: float) -> Mapping[str, Any]:
        """Wait for the value of a script.

        Raises:
            ProtocolError: it failed, or took too long.
        """
        result = self._protocol.wait(call, seconds)
        if "exceptionDetails" in result:
            raise ProtocolError(REFUSED, str(mapping(result["exceptionDetails"]).get("text"))[:300])
        return mapping(mapping(result.get("result")).get("value"))

    def run(
        self, name: str, order: Mapping[str, Any], session: str | None, frame: str, seconds: float
    ) -> Mapping[str, Any]:
        """Run a script to its end; arguments as for `begin`.

        Raises:
            ProtocolError: it failed, or took too long. A world that went with its document is opened once more.
        """
        try:
            return self.value(self.begin(name, order, session, frame, seconds), seconds)
        except ProtocolError as wrong:
            if wrong.reason != REFUSED:
                raise
            self._worlds.pop((session, frame), None)
        return self.value(self.begin(name, order, session, frame, seconds), seconds)
