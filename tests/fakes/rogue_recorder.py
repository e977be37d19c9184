"""A recorder that was taken over by what it read; started by path, as a child. Its arguments: what it does, and two
descriptors, which it does not use."""

from __future__ import annotations

import sys

from affiant.confined.stream import ParentPipe, begin

WEB = {"engine": {}, "final_url": "http://127.0.0.1/", "<b>more</b>": 1}


def artefact(parent: ParentPipe, sha256: str) -> None:
    parent.send({"kind": "artefact", "media_type": "image/png", "name": "page.png", "role": "screenshot"})
    parent.send({"kind": "piece"}, b"\x89PNG")
    parent.send({"kind": "whole", "sha256": sha256})


def main() -> None:
    begun = begin()
    assert begun is not None
    parent = begun[0]
    while (frame := parent.receive()) is not None:
        if frame["do"] == "stop":
            parent.send({"kind": "nothing"})
        if frame["do"] != "capture":
            continue
        what = sys.argv[1]
        if what == "garbage":
            parent._answers.write(b"\xff" * 100)
        elif what == "unknown-gap":
            parent.send({"answers": [], "gaps": [{"code": "<b>ours</b>", "count": 1}], "kind": "outcome"})
        elif what == "wrong-web":
            parent.send({"answers": [], "gaps": [], "kind": "outcome", "web": WEB})
        elif what == "other-bytes":
            artefact(parent, "00" * 32)
            parent.send({"kind": "outcome"})
        elif what == "browser-gone":
            parent.send({"code": "web-browser-ended", "kind": "failed"})
            parent.send({"kind": "nothing"})
        elif what == "nothing":
            parent.send({"kind": "nothing"})
        elif what == "floats":
            parent._answers.write(b"\x00\x00\x00\x0f\x00\x00\x00\x00" + b'{"kind": 1.5e0}')
        elif what == "flood-events":
            for _ in range(5000):
                parent.send({"event": "capture-wanted", "expect": 5, "kind": "event"})
            parent.send({"code": "no-such-problem", "kind": "failed"})
            parent.send({"kind": "nothing"})


if __name__ == "__main__":
    main()
