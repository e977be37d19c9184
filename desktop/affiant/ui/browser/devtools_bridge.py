"""The DevTools protocol of a page inside of our own process, without a port.

Qt bundles the DevTools front-end and loads it into the page that `QWebEnginePage.setDevToolsPage` names. There are the
protocol's two ends: ``DevToolsHost.sendMessageToEmbedder`` and ``DevToolsAPI.dispatchMessage``. A script that runs
before the front-end mutes it (its own traffic is dropped: un-muted it enables the debugger, so that a ``debugger``
statement stops the page, and it draws sizes into the picture) and lets us send; after loading, a web channel brings
answers and events out. This is private to Chromium: `EXPECTED_TYPES` is judged at every start, and the tests hold us
to the pinned version of Qt.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QFile, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineScript

READY_SECONDS = 30
"""A front-end that is not ready by then never will be."""
EXPECTED_TYPES = "object,function,object,function,function,object"
"""Of `_TYPES`, in Qt 6.11.3."""
_TYPES = (
    "[typeof DevToolsHost, typeof DevToolsHost.sendMessageToEmbedder, typeof DevToolsAPI,"
    " typeof DevToolsAPI.dispatchMessage, typeof __affiantSend, typeof qt].join()"
)
_MAIN_WORLD = QWebEngineScript.ScriptWorldId.MainWorld
_MUTE = """(function () {
  const host = window.DevToolsHost;
  if (!host) return;
  const send = host.sendMessageToEmbedder.bind(host);
  const muted = function (text) {
    try { if (JSON.parse(text).method === 'dispatchProtocolMessage') return; } catch (wrong) { }
    return send(text);
  };
  Object.defineProperty(host, 'sendMessageToEmbedder', {value: muted, configurable: true});
  window.__affiantSend = function (text) {
    send(JSON.stringify({id: 0, method: 'dispatchProtocolMessage', params: [text]}));
  };
})();"""
_LISTEN = """
;new QWebChannel(qt.webChannelTransport, function (channel) {
  const bridge = channel.objects.bridge, api = window.DevToolsAPI, types = [TYPES];
  let parts = [], have = 0, total = 0;
  api.dispatchMessage = function (message) {
    bridge.take(typeof message === 'string' ? message : JSON.stringify(message));
  };
  api.dispatchMessageChunk = function (part, size) {
    if (size) { parts = []; have = 0; total = size; }
    parts.push(part); have += part.length;
    if (have >= total) { const whole = parts.join(''); parts = []; have = 0; bridge.take(whole); }
  };
  bridge.opened(types);
});""".replace("[TYPES]", _TYPES)


class _FrontEnd(QWebEnginePage):
    """The hidden page of the front-end; what it says on its console is nobody's business."""

    def javaScriptConsoleMessage(  # noqa: N802 - Qt's name
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Drop it."""


class DevToolsBridge(QObject):
    """Carries protocol texts to a page and back. `open` it once the page shows ``about:blank``.

    Args:
        page: the page that is driven.
    """

    ready = Signal()
    came = Signal(str)
    """An answer or an event, as the page's side wrote it."""
    failed = Signal(str)
    """The bridge does not work, or no longer; a plain sentence."""

    def __init__(self, page: QWebEnginePage) -> None:
        super().__init__()
        self._page = page
        self.profile = QWebEngineProfile()
        self.front_end = _FrontEnd(self.profile)
        self._channel = QWebChannel()
        self._channel.registerObject("bridge", self)
        script = QWebEngineScript()
        script.setName("affiant")
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(_MAIN_WORLD.value)
        script.setRunsOnSubFrames(False)
        script.setSourceCode(_MUTE)
        self.front_end.scripts().insert(script)
        self.front_end.setWebChannel(self._channel, _MAIN_WORLD.value)
        self.front_end.loadFinished.connect(self._loaded)
        self.front_end.renderProcessTerminated.connect(self._front_end_ended)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(lambda: self.failed.emit("The browser's own tools did not start in time."))

    def open(self) -> None:
        """Attach to the page; `ready` or `failed` follows."""
        self._late.start(READY_SECONDS * 1000)
        self._page.setDevToolsPage(self.front_end)

    def send(self, text: str) -> None:
        """Send a call to the page. Not before `ready`."""
        self.front_end.runJavaScript(f"__affiantSend({json.dumps(text)})", _MAIN_WORLD.value)

    @Slot(str)
    def take(self, text: str) -> None:
        """Called by the front-end, with an answer or event."""
        self.came.emit(text)

    @Slot(str)
    def opened(self, types: str) -> None:
        """Called by the front-end, when it listens.

        Args:
            types: of what we use.
        """
        self._late.stop()
        if types == EXPECTED_TYPES:
            self.ready.emit()
        else:
            self.failed.emit("The browser's own tools are of a version that is not known.")

    def _loaded(self, well: bool) -> None:
        if not well:
            self.failed.emit("The browser's own tools could not be loaded.")
            return
        script = QFile(":/qtwebchannel/qwebchannel.js")
        script.open(QIODevice.OpenModeFlag.ReadOnly)
        self.front_end.runJavaScript(script.readAll().toStdString() + _LISTEN, _MAIN_WORLD.value)

    def _front_end_ended(self) -> None:
        self.failed.emit("The process that carries the browser's own tools ended.")
