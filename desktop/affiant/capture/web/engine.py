"""The contract of an engine: a browser program that is driven over two pipes, as Chromium's remote debugging pipe.

**Protocol.** The browser reads JSON texts of the DevTools protocol from its descriptor 3 and writes answers and events
to its descriptor 4; each text is UTF-8 and ends with one NUL byte. No port is opened. What comes from the browser is
foreign: only a limited child may parse it (`recorder`).

**Chromium** (`key` ``chromium``) speaks the protocol with sessions: `Target.createBrowserContext`,
`Target.createTarget`, `Target.attachToTarget` with ``flatten``, then ``sessionId`` in every message.

**The built-in browser** (`key` ``qtwebengine``) is already attached to its one page: no ``sessionId`` for the page
itself (sub-sessions of `Target.setAutoAttach` have theirs). Ids of messages must be at least 1,000,000,000: smaller
ones belong to the DevTools front-end that carries the protocol. Nothing is answered before the event `Affiant.ready`;
what is sent earlier waits in the pipe. It also answers a domain of its own, at any time from its start on, without
``sessionId``:

- `Affiant.about` → ``{name, version, chromium, securityPatch, userAgent}``
- `Affiant.newContext` ``{}`` → ``{}``: drops page, profile, cookies and cache, and makes a fresh off-the-record profile
  with a fresh page (at ``about:blank``) and a fresh attachment in the warm process. Domains have to be enabled anew,
  and answers to earlier calls never come. `Affiant.ready` is sent once more, **before** the answer
- `Affiant.printToPDF` ``{}`` → ``{data: base64}``
- `Affiant.acceptCertificate` ``{fingerprintSha256: hex of the leaf's DER}`` → ``{}``: from now on, and until the next
  `Affiant.newContext`, errors of exactly this certificate are passed over; every other error refuses the connection
- `Affiant.showState` ``{items: [{code, text, state: waiting|running|done|failed|doubt}], busy: bool}`` → ``{}``
- `Affiant.setAccounts` ``{accounts: [{id, title}], chosen: id or ""}`` → ``{}``

A wrong call is answered with ``{id, error: {code, message}}``. Its events, as ``{method, params}``:

- `Affiant.ready` ``{}``: the page is attached and can be driven
- `Affiant.captureWanted` ``{account, note, expect: [words…]}``: the button was pressed in the visible window
- `Affiant.step` ``{kind: navigate|click|scroll|key|back|forward|reload|stop, at: ISO 8601 UTC, detail: {…}}``: what the
  person did in the visible window. Typed text is never in it
- `Affiant.certificateRefused` ``{url, error, chain: [PEM, leaf first]}``
- `Affiant.certificateAccepted` ``{url, fingerprintSha256}``: the person at the visible window confirmed it there; as
  after `Affiant.acceptCertificate`
- `Affiant.refused` ``{kind: download|window|program|authentication|permission|dialog|file|fullscreen, url,
  detail}``
- `Affiant.rendererEnded` ``{status}``: the page's process is gone; calls under way are not answered. Ask for
  `Affiant.newContext`, or end
- `Affiant.closed` ``{}``: the person closed the window; the program ends

The button in the visible window stays pressed until `Affiant.showState` says how far the capture is.

**Passwords.** Where a server asks for one (401), the built-in browser gives none and shows what the server sends with
the 401. Chromium would wait for ever; there it needs `Fetch.enable` with ``handleAuthRequests`` and the pattern
``{urlPattern: "*", resourceType: "Document"}``, then `Fetch.continueRequest` for each `Fetch.requestPaused`, and
`Fetch.continueWithAuth` with ``CancelAuth`` for `Fetch.authRequired`.

The program ends when its descriptor 3 ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

ALLOW_ROOT = "AFFIANT_ALLOW_ROOT_BROWSER"
"""Set to 1, lets a browser run as the superuser, without its sandbox: for containers and tests. It is recorded."""


@dataclass(frozen=True, slots=True)
class Host:
    """What an engine must know of the machine and of who runs us."""

    environment: Mapping[str, str] = field(repr=False)
    """As the operating system gave it; only what a browser cannot do without is handed on."""
    superuser: bool
    platform: str = sys.platform
    """As `sys.platform`."""

    @classmethod
    def here(cls, environment: Mapping[str, str]) -> Host:
        """Describe this process.

        Args:
            environment: usually `os.environ`.
        """
        return cls(dict(environment), sys.platform != "win32" and os.geteuid() == 0)

    @property
    def may_run_as_superuser(self) -> bool:
        """Whether somebody allowed it with `ALLOW_ROOT`."""
        return self.environment.get(ALLOW_ROOT) == "1"


@dataclass(frozen=True, slots=True)
class About:
    """A browser that can be used here."""

    name: str
    version: str
    """Empty when only the running browser can tell."""


@dataclass(frozen=True, slots=True)
class EngineOrder:
    """How a browser is to be started."""

    visible: bool = False
    """Show a window, in which a person goes about and asks for captures; otherwise no screen is needed."""
    width: int = 1280
    """Of the page's view, in CSS pixels."""
    height: int = 800
    locale: str = "en-US"
    """BCP 47; the language that the browser asks pages for."""
    authorities: tuple[Path, ...] = ()
    """PEM files; see `authorities`. Recorded with every capture. The pages' storage then lies in the private folder."""
    temporary_folder: Path | None = None
    """Where the private folder of this run is made; None takes the system's place. It goes when the browser ends."""


@dataclass(frozen=True, slots=True)
class Sandbox:
    """Whether the operating system holds the page's processes; said only as far as it was seen."""

    held: bool | None
    """None when it could not be seen, or no page process runs yet."""
    reason: str
    """A plain sentence, for record, screen and pack."""


class RunningEngine(Protocol):
    """A browser program that was started. May be used from any thread; `end` ends every waiting reader.

    ``with engine.start(order) as browser: …`` ends it in any case.
    """

    @property
    def process_id(self) -> int:
        """Of the browser; also the id of its process group and session."""

    @property
    def write_end(self) -> int:
        """Descriptor to the browser's descriptor 3. Not inheritable: hand it on with ``pass_fds``."""

    @property
    def read_end(self) -> int:
        """Descriptor from the browser's descriptor 4. Not inheritable: hand it on with ``pass_fds``."""

    def release_ends(self) -> None:
        """Close our copies of both descriptors, once a child has inherited them: the browser ends with that child."""

    def ended(self) -> int | None:
        """Return the exit status of the browser when it has ended (negative: the signal), otherwise None."""

    def sandbox(self) -> Sandbox:
        """Look now whether the page's processes are held. Ask while a page is loaded."""

    def log(self) -> bytes:
        """Return the newest part of what the browser wrote to its standard error, at most 64 KiB. Foreign."""

    def end(self) -> None:
        """Kill the browser with all its processes, close our descriptors and remove its folder. Within a second."""

    def __enter__(self) -> RunningEngine:
        """Return itself."""

    def __exit__(self, *_: object) -> None:
        """End."""


class Engine(Protocol):
    """A kind of browser program. The class takes a `Host`."""

    key: str
    """Short stable name, for the option ``--engine`` and the record."""
    title: str
    """Name for people."""
    limits: tuple[str, ...]
    """What this browser cannot do, or does differently from an ordinary one: sentences for record and pack."""

    def about(self) -> About:
        """Say what is installed. Starts no browser window, and needs no screen.

        Raises:
            AffiantError: it cannot be used here: ``web-extra-missing``, ``chromium-missing``, ``browser-as-root``,
                ``web-engine-not-here`` (this operating system).
        """

    def start(self, order: EngineOrder) -> RunningEngine:
        """Start the program. Returns before it is ready; see the module about readiness.

        Raises:
            AffiantError: as `about`; ``no-screen`` (visible, and there is none); ``engine-without-window`` (visible,
                and this engine has no window of ours); ``engine-without-authorities``; ``browser-not-started``.
        """
