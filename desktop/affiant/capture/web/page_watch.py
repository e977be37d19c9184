"""Watches a page while it lives: its documents, frames and workers, what it complains of, and what it was refused."""

from __future__ import annotations

from typing import Any

from affiant.capture.web.exchange import MAX_ADDRESS, mapping, number, text
from affiant.capture.web.protocol import PAGE_ENDED, REFUSED, Protocol, ProtocolError

MAX_KEPT = 1_000
"""Lines of a console, refusals and steps that are kept; all are counted."""
_NETWORK = {"maxResourceBufferSize": 100_000_000, "maxTotalBufferSize": 200_000_000}
_ENABLE_SECONDS = 20.0
_ATTACH = {"autoAttach": True, "flatten": True, "waitForDebuggerOnStart": True}

_EVENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Debugger.enable", {}),
    ("Debugger.setSkipAllPauses", {"skip": True}),
    ("Debugger.disable", {}),
    ("Page.enable", {}),
    ("Runtime.enable", {}),
    ("Log.enable", {}),
    ("Network.enable", _NETWORK),
    ("Network.setCacheDisabled", {"cacheDisabled": True}),
    ("Fetch.enable", {"handleAuthRequests": True, "patterns": [{"resourceType": "Document", "urlPattern": "*"}]}),
    ("Target.setAutoAttach", _ATTACH),
)
"""``Fetch`` is for servers that ask for a password: nothing is tried, and what they send along is kept."""


class PageWatch:
    """Everything about one page that comes as events, except its traffic."""

    def __init__(self, protocol: Protocol, session: str | None, *, refuses: bool) -> None:
        """Begin.

        Args:
            protocol: to the browser.
            session: of the page.
            refuses: answer dialogs and close windows ourselves; the built-in browser does that alone.
        """
        self._protocol = protocol
        self._refuses = refuses
        self.session = session
        self.frame: str | None = None
        """The page's own frame."""
        self.loader: str | None = None
        """Of the document that the page shows."""
        self.url = ""
        self.is_error = False
        """What the page shows is the browser's own page about an error."""
        self.loading = False
        """The page's own frame has not finished loading."""
        self.documents = 0
        """How many documents the page has shown."""
        self.crashed = False
        self.frames: dict[str, str] = {}
        """Sessions of frames in processes of their own, with their address."""
        self.workers: dict[str, str] = {}
        self.console: list[dict[str, Any]] = []
        self.console_errors = 0
        self.refused: list[dict[str, str]] = []
        self.steps: list[dict[str, Any]] = []
        self.steps_count = 0
        self.refused_chain: list[str] = []
        self.refused_error = ""
        self.accepted: str | None = None
        """SHA-256 of the certificate that the operator let pass."""

    def enable(self) -> None:
        """Ask for all events, and wait until that is in force: a navigation would overtake it.

        Raises:
            ProtocolError: the page does not answer.
        """
        asked = [self._protocol.send(method, params, self.session) for method, params in _EVENTS]
        for call in asked:
            try:
                self._protocol.wait(call, _ENABLE_SECONDS)
            except ProtocolError as wrong:
                if wrong.reason != REFUSED:  # an engine may lack a domain
                    raise

    def is_ours(self, session: str | None) -> bool:
        """Whether a session is the page's own or that of one of its frames and workers."""
        return session == self.session or session in self.frames or session in self.workers

    def hear(self, method: str, params: dict[str, Any], session: str | None) -> None:
        """See `protocol.Listener`."""
        domain = method.partition(".")[0]
        if domain == "Affiant":
            self._hear_browser(method.removeprefix("Affiant."), params)
        elif domain == "Target" and self._is_known(session):
            self._hear_target(method, params)
        elif self.is_ours(session):
            self._hear_page(method, params, session)

    def _is_known(self, session: str | None) -> bool:
        return session is None or self.is_ours(session)

    def _hear_browser(self, event: str, params: dict[str, Any]) -> None:
        match event:
            case "step":
                self.steps_count += 1
                self.steps.append({key: _plain(params.get(key)) for key in ("kind", "at", "detail")})
                del self.steps[:-MAX_KEPT]  # the newest are those that led to what is captured
            case "refused":
                self._refuse(text(params.get("kind"), 50), params.get("url"), params.get("detail"))
            case "certificateRefused":
                chain = params.get("chain")
                self.refused_chain = [text(one) for one in chain][:20] if isinstance(chain, list) else []
                self.refused_error = text(params.get("error"), 200)
            case "certificateAccepted":
                self.accepted = text(params.get("fingerprintSha256"), 64)
            case "rendererEnded":
                self._crash()

    def _hear_target(self, method: str, params: dict[str, Any]) -> None:
        session = params.get("sessionId")
        if not isinstance(session, str):
            return
        if method == "Target.attachedToTarget":
            self._attach(session, mapping(params.get("targetInfo")))
        elif method == "Target.detachedFromTarget":
            self.frames.pop(session, None)
            self.workers.pop(session, None)
            if session == self.session:
                self._crash()
            else:
                self._protocol.fail(PAGE_ENDED, session, whole=False)

    def _attach(self, session: str, target: Any) -> None:
        kind, url = text(target.get("type"), 50), text(target.get("url"), 2000)
        if session == self.session:
            return
        if kind in ("page", "tab", "webview"):
            if self._refuses:
                self._refuse("window", url, "")
                self._protocol.send("Target.closeTarget", {"targetId": target.get("targetId")})
            return
        (self.frames if kind == "iframe" else self.workers)[session] = url
        if kind == "iframe":
            self._protocol.send("Page.enable", {}, session)
        self._protocol.send("Network.enable", _NETWORK, session)
        self._protocol.send("Runtime.enable", {}, session)
        self._protocol.send("Target.setAutoAttach", _ATTACH, session)
        self._protocol.send("Runtime.runIfWaitingForDebugger", {}, session)

    def _hear_page(self, method: str, params: dict[str, Any], session: str | None) -> None:
        match method:
            case "Page.frameNavigated":
                self._navigated(mapping(params.get("frame")), session)
            case "Page.loadEventFired" if session == self.session:
                self.loading = False
            case "Page.frameStoppedLoading" if session == self.session and params.get("frameId") == self.frame:
                self.loading = False
            case "Page.javascriptDialogOpening" if self._refuses:
                self._refuse(
                    "dialog", params.get("url"), f"{text(params.get('type'), 50)}: {text(params.get('message'), 300)}"
                )
                leaving = params.get("type") == "beforeunload"
                self._protocol.send("Page.handleJavaScriptDialog", {"accept": leaving}, session)
            case "Page.downloadWillBegin" if self._refuses:
                self._refuse("download", params.get("url"), params.get("suggestedFilename"))
            case "Fetch.requestPaused":
                self._protocol.send("Fetch.continueRequest", {"requestId": params.get("requestId")}, session)
            case "Fetch.authRequired":
                self._refuse("authentication", mapping(params.get("request")).get("url"), "")
                answer = {"authChallengeResponse": {"response": "CancelAuth"}, "requestId": params.get("requestId")}
                self._protocol.send("Fetch.continueWithAuth", answer, session)
            case "Inspector.targetCrashed" if session == self.session:
                self._crash()
            case "Runtime.exceptionThrown":
                details = mapping(params.get("exceptionDetails"))
                thrown = mapping(details.get("exception"))
                self._complain(
                    text(thrown.get("description"), 2000) or text(details.get("text"), 2000), details.get("url")
                )
            case "Runtime.consoleAPICalled" if params.get("type") in ("error", "assert"):
                self._complain(_console_text(params.get("args")), "")
            case "Log.entryAdded":
                entry = mapping(params.get("entry"))
                if entry.get("level") == "error":
                    self._complain(text(entry.get("text"), 2000), entry.get("url"))

    def _navigated(self, frame: Any, session: str | None) -> None:
        if session != self.session or frame.get("parentId"):
            return
        self.frame = text(frame.get("id"), 100)
        self.loader = text(frame.get("loaderId"), 100)
        self.url = text(frame.get("url"), MAX_ADDRESS)
        self.is_error = bool(frame.get("unreachableUrl"))
        self.documents += 1
        self.loading = True

    def _crash(self) -> None:
        self.crashed = True
        self._protocol.bury(self.session)

    def _refuse(self, kind: str, url: object, detail: object) -> None:
        _keep(self.refused, {"detail": text(detail, 500), "kind": kind, "url": text(url, 2000)})

    def _complain(self, said: str, url: object) -> None:
        self.console_errors += 1
        _keep(self.console, {"text": said, "url": text(url, 2000)})


def _keep(kept: list[Any], one: Any) -> None:
    if len(kept) < MAX_KEPT:
        kept.append(one)


def _console_text(given: object) -> str:
    arguments = given if isinstance(given, list) else []
    return " ".join(text(one.get("value", one.get("description")), 500) for one in map(mapping, arguments[:10]))


def _plain(value: object, depth: int = 3) -> Any:
    """Return what may stand in our record: text, whole numbers and yes or no, not deep."""
    if isinstance(value, str):
        return text(value, 2000)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return int(number(value))
    if isinstance(value, dict) and depth:
        return {text(key, 100): _plain(one, depth - 1) for key, one in list(value.items())[:50]}
    if isinstance(value, list) and depth:
        return [_plain(one, depth - 1) for one in value[:50]]
    return None
