"""An installed Chromium or Chrome, without a window. Pages can see that it is driven by a program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from affiant.capture.web.browser_process import BrowserProcess, not_here, start_browser
from affiant.capture.web.browser_surroundings import browser_environment, ensure_allowed, memory_flags
from affiant.capture.web.engine import About, EngineOrder, Host
from affiant.core.errors import AffiantError
from affiant.core.names import visible

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Looked for on the PATH, in this order."""
_VERSION_SECONDS = 10
_VERSION = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]*?) (?P<version>\d+(\.\d+)+)")

_LONGEST_FOLDER = 60
"""Chromium puts a socket below it, whose whole name may have 104 bytes (sockaddr_un of macOS; Linux has four more)."""
_OWN_SERVERS = (
    "accounts.google.com",
    "android.clients.google.com",
    "clients1.google.com",
    "clients2.google.com",
    "clients4.google.com",
    "clientservices.googleapis.com",
    "content-autofill.googleapis.com",
    "edgedl.me.gvt1.com",
    "mtalk.google.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "start.duckduckgo.com",
    "update.googleapis.com",
)
"""Where Chromium goes by itself, seen in its own net log or named in its source. They do not resolve in ours."""
_FEATURES_OFF = (
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "DialMediaRouteProvider",
    "MediaRouter",
    "OptimizationHints",
    "OptimizationTargetPrediction",
    "Translate",
)
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-service-autorun",
    "--password-store=basic",
    "--use-mock-keychain",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    f"--disable-features={','.join(_FEATURES_OFF)}",
    "--host-resolver-rules=" + ", ".join(f"MAP {one} ~NOTFOUND" for one in _OWN_SERVERS),
)
_LIMITS = (
    "Pages can see that this browser has no window and is driven by a program.",
    f"Servers that this browser would ask by itself were not reachable, for pages neither: {', '.join(_OWN_SERVERS)}.",
    "The browser had no graphics processor; WebGL may be missing.",
    "A page that uses WebRTC opens UDP sockets of its own while it is shown.",
)


class Chromium:
    """Starts an installed Chromium with a fresh profile and its debugging pipe."""

    key = "chromium"
    title = "Installed Chromium"
    limits: tuple[str, ...] = _LIMITS

    def __init__(self, host: Host) -> None:
        """Prepare; nothing is looked for yet."""
        self._host = host

    def about(self) -> About:
        """See `Engine`."""
        program = self._program()
        ensure_allowed(self._host)
        with tempfile.TemporaryDirectory() as folder:
            environment = browser_environment(self._host, EngineOrder(), Path(folder))
            try:
                said = subprocess.run(
                    [program, "--version"],
                    env=environment,
                    cwd=folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    timeout=_VERSION_SECONDS,
                    check=False,
                ).stdout
            except (OSError, subprocess.TimeoutExpired) as wrong:
                raise _missing() from wrong
        found = _VERSION.search(said.decode("utf-8", "replace"))
        if found is None:
            raise _missing()
        return About(found["name"], found["version"])

    def start(self, order: EngineOrder) -> BrowserProcess:
        """See `Engine`."""
        program = self._program()
        without_sandbox = ensure_allowed(self._host)
        if order.visible:
            raise AffiantError(
                "engine-without-window",
                "The installed Chromium is used without a window only",
                safe="Nothing was opened.",
                remedy="Choose the built-in browser to go about in a window, or capture by address.",
            )
        if order.authorities:
            raise AffiantError(
                "engine-without-authorities",
                "The installed Chromium takes no authority besides its own",
                safe="Nothing was opened.",
                remedy="Choose the built-in browser, or accept the server's certificate by its fingerprint.",
            )
        return start_browser(
            lambda folder: [
                program,
                *_FLAGS,
                *memory_flags(),
                *_of(order, folder),
                *(["--no-sandbox"] if without_sandbox else []),
            ],
            lambda folder: browser_environment(self._host, order, folder),
            temporary_folder=order.temporary_folder,
            without_sandbox=without_sandbox,
        )

    def _program(self) -> str:
        if self._host.platform == "win32":
            raise not_here()
        path = self._host.environment.get("PATH")
        for name in PROGRAMS:
            found = shutil.which(name, path=path)
            if found:
                return str(Path(found).absolute())
        raise _missing()


def _of(order: EngineOrder, folder: Path) -> list[str]:
    if len(os.fsencode(folder)) > _LONGEST_FOLDER:
        raise AffiantError(
            "temporary-folder-too-long",
            "The name of the folder for temporary files is too long for Chromium",
            subject=visible(str(folder.parent)),
            safe="Nothing was opened.",
            remedy="Set TMPDIR to a folder with a shorter name, or choose the built-in browser.",
        )
    return [
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={order.width},{order.height}",
        f"--lang={order.locale}",
        f"--accept-lang={order.locale}",
    ]


def _missing() -> AffiantError:
    return AffiantError(
        "chromium-missing",
        "No Chromium or Chrome was found",
        safe="The case is unchanged.",
        remedy="Install the package chromium, or choose the built-in browser.",
    )
