"""Pages and answers that hinder a capture: each must end in bounded time, and what was not got must be said."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

from tests.fakes.site.answer import Answer, Page, Raw, Request, html
from tests.fakes.site.pictures import plain_png

REDIRECTS = 3
DRIP_SECONDS = 0.2


def redirect(request: Request) -> Answer:
    """Three hops, each with another status and a header of its own, then the thread."""
    hop = request.number("hop", 1)
    there = request.site.url("redirect", hop=hop + 1) if hop < REDIRECTS else request.site.url("thread")
    status = (301, 302, 307)[hop - 1]
    return Answer(b"", status=status, headers=(("Location", there), ("X-Hop", str(hop))))


def redirect_loop(request: Request) -> Answer:
    turn = request.number("turn", 0)
    return Answer(b"", status=302, headers=(("Location", request.site.url("redirect-loop", turn=turn + 1)),))


def script_redirect(request: Request) -> Answer:
    return html("Moving", f"<p>moving</p><script>location.replace('{request.site.url('thread')}')</script>")


def debugger(_: Request) -> Answer:
    body = """<p id='p'>x</p><script>
setInterval(() => { debugger; document.getElementById('p').textContent = 'tick'; }, 50)</script>"""
    return html("Stops debuggers", body)


def busy(_: Request) -> Answer:
    """Never gives its script engine back, once it is loaded."""
    return html(
        "Busy", "<p>busy</p><script>addEventListener('load', () => setTimeout(() => { for (;;) {} }, 50))</script>"
    )


def download(_: Request) -> Answer:
    return Answer(
        b"PK\x03\x04 not to be shown",
        "application/octet-stream",
        headers=(("Content-Disposition", 'attachment; filename="archive.zip"'),),
    )


def no_content(_: Request) -> Answer:
    """Says that there is nothing to show."""
    return Answer(b"", status=204)


def password(request: Request) -> Answer:
    if "Authorization" in request.headers:
        return html("Let in", "<p>let in</p>")
    wanted = (("WWW-Authenticate", 'Basic realm="test"'),)
    return html("Password", "<h1>401</h1><p>A password is wanted.</p>", status=401, headers=wanted)


def sound(_: Request) -> Answer:
    body = """<p>plays</p><audio src="tone.wav" autoplay loop controls></audio>
<script>const c = new AudioContext(), o = c.createOscillator(); o.connect(c.destination); o.start();</script>"""
    return html("Sound", body)


def tone(_: Request) -> Answer:
    rate, seconds = 8000, 1
    size = rate * seconds
    head = b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += b"\x01\x00\x01\x00" + rate.to_bytes(4, "little") * 2 + b"\x01\x00\x08\x00data" + size.to_bytes(4, "little")
    return Answer(head + bytes(128 + (50 if n // 10 % 2 else -50) for n in range(size)), "audio/wav")


def windows(_: Request) -> Answer:
    body = """<p>opens</p><script>
for (let i = 0; i < 5; i++) window.open('thread?' + i); location.href = 'mailto:a@b';</script>"""
    return html("Opens windows", body)


def dialogs(_: Request) -> Answer:
    body = """<p id="p">asking</p><script>
addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay'; });
alert('first'); document.getElementById('p').textContent = 'answered ' + confirm('sure?') + ' ' + prompt('name?');
setInterval(() => alert('again'), 300);</script>"""
    return html("Dialogs", body)


def permissions(_: Request) -> Answer:
    body = """<p id="p">asks</p><script>navigator.geolocation.getCurrentPosition(
 () => { p.textContent = 'told'; }, () => { p.textContent = 'refused'; });
Notification.requestPermission(); navigator.mediaDevices?.getUserMedia({audio: true}).catch(() => {});</script>"""
    return html("Asks for permissions", body)


def hostile_script(_: Request) -> Answer:
    """Changes what a script of ours would use, so that it sees and says something else."""
    body = """<p>the true words</p><script>
JSON.stringify = () => '{"lies": true}'; Array.prototype.map = () => ['lie']; Array.from = () => [];
Document.prototype.querySelectorAll = () => []; window.setTimeout = () => 0; window.Promise = null;
Object.defineProperty(document, 'title', {get: () => 'a lie'}); window.getComputedStyle = () => null;</script>"""
    return html("The true title", body)


def hostile_text(_: Request) -> Answer:
    """Names and words that must never become markup, control characters or a sentence of ours."""
    body = "<p>\u202eevil\u202c &lt;script&gt;alert(1)&lt;/script&gt; \U0001f600</p>"
    return html("=cmd()|'\u202etitle&lt;/title&gt;", body)


def waits_for_ever(_: Request) -> Answer:
    """Loads, but one of its pictures never ends."""
    return html("Waits", '<p>all but one picture</p><img src="silent" width="50" height="50">')


def polls(_: Request) -> Answer:
    """Asks for something ten times a second, so that its network is never quiet."""
    return html("Polls", "<p>polls</p><script>setInterval(() => fetch('data.json?' + Date.now()), 100)</script>")


def cut_short(_: Request, handler: BaseHTTPRequestHandler) -> None:
    """Promise 10,000 bytes of a page, send some, and close."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "10000")
    handler.end_headers()
    handler.wfile.write(b"<!doctype html><title>Cut</title><p>the part that came</p>")
    handler.close_connection = True


def cut_short_picture(_: Request, handler: BaseHTTPRequestHandler) -> None:
    whole = plain_png(300, 300, (1, 2, 3))
    handler.send_response(200)
    handler.send_header("Content-Type", "image/png")
    handler.send_header("Content-Length", str(len(whole) * 2))
    handler.end_headers()
    handler.wfile.write(whole[: len(whole) // 2])
    handler.close_connection = True


def no_answer(_: Request, handler: BaseHTTPRequestHandler) -> None:
    """Close without a word."""
    handler.close_connection = True


def drip(request: Request, handler: BaseHTTPRequestHandler) -> None:
    """Never end: a few bytes now and then, until the site stops."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.close_connection = True
    handler.wfile.write(b"<!doctype html><title>Drip</title><p>it drips</p>" + b"<!-- -->" * 200)
    while not request.site.stopping.wait(DRIP_SECONDS):
        handler.wfile.write(b"<i>drop</i>")


def silent(request: Request, _: BaseHTTPRequestHandler) -> None:
    """Take the request and say nothing, until the site stops."""
    request.site.stopping.wait()


PAGES: dict[str, Page] = {
    "redirect": redirect,
    "redirect-loop": redirect_loop,
    "script-redirect": script_redirect,
    "debugger": debugger,
    "busy": busy,
    "download": download,
    "no-content": no_content,
    "password": password,
    "sound": sound,
    "tone.wav": tone,
    "windows": windows,
    "dialogs": dialogs,
    "permissions": permissions,
    "hostile-script": hostile_script,
    "hostile-text": hostile_text,
    "waits": waits_for_ever,
    "polls": polls,
}
RAW: dict[str, Raw] = {
    "cut-short": cut_short,
    "cut-short.png": cut_short_picture,
    "no-answer": no_answer,
    "drip": drip,
    "silent": silent,
}
