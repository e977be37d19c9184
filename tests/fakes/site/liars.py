"""Pages that show a capture something else than a person, or hide from it what stands in front of a person."""

from __future__ import annotations

from tests.fakes.site.answer import Answer, Page, Request, html

FORMS = """<form class="gdpr" style="width:300px;height:200px"><input name="checkVisibility"><input name="innerText">
<input name="scrollHeight"><input name="tagName">words in a form</form>
<img name="createRange" src="data:,"><img name="createTreeWalker" src="data:,"><form name="querySelectorAll"></form>"""


def shows_pictures_something_else(_: Request) -> Answer:
    """Notices that its picture is taken, changes its words, and takes them back afterwards."""
    body = """<p id="p">harmless words</p><div style="height:3000px"></div><script>addEventListener('resize', () => {
p.textContent = 'what nobody wrote'; setTimeout(() => { p.textContent = 'harmless words' }, 200); });</script>"""
    return html("Two faces", body)


def coloured_edges(_: Request) -> Answer:
    """Taller than a window, with a coloured strip along its right edge."""
    body = '<div style="height:3000px;border-right:10px solid rgb(1,2,3)"></div>'
    return html("Edges", body, head="<style>body { margin: 0 }</style>")


def shadows(_: Request) -> Answer:
    body = """<p>light words</p><div id="o"></div><div id="c"></div><script>
o.attachShadow({mode: 'open'}).innerHTML = '<p>words in an open shadow</p><div style="position:fixed;inset:0">' +
  'Log in to continue<button>Log in</button><input type="password"></div>';
c.attachShadow({mode: 'closed'}).innerHTML = '<p>words in a closed shadow</p>';</script>"""
    return html("Shadows", body)


def frame_in_front(request: Request) -> Answer:
    """A wall as most of them are made: an empty box, and in it a frame."""
    wall = request.asked.get("says", "")
    body = f"""<p>{"long words " * 300}</p><div style="position:fixed;inset:0">
<iframe style="width:100%;height:100%" srcdoc="<h1>{wall}</h1>"></iframe></div>"""
    return html("A frame in front", body)


def names_like_functions(_: Request) -> Answer:
    return html("Names", f"<p>true words</p>{FORMS}")


def writes_its_address(_: Request) -> Answer:
    return html("Address", "<p>words</p><script>history.pushState({}, '', '/never/asked/for')</script>")


def answered_by_itself(_: Request) -> Answer:
    body = """<p>the server's words</p><script>navigator.serviceWorker.register('answers.js')
.then(() => navigator.serviceWorker.ready).then(() => { if (!navigator.serviceWorker.controller) location.reload() });
</script>"""
    return html("From the server", body)


def answers(_: Request) -> Answer:
    script = b"""addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => { if (event.request.mode === 'navigate') event.respondWith(
  new Response('<p>the words of the worker</p>', {headers: {'Content-Type': 'text/html'}})) });"""
    return Answer(script, "text/javascript")


def speaks_on(request: Request) -> Answer:
    there = request.site.url("socket").replace("http", "ws", 1)
    return html("Speaks on", f"<p>words</p><script>new WebSocket('{there}')</script>")


def many_frames(_: Request) -> Answer:
    body = "<script>for (let i = 0; i < 300; i++) document.body.append(document.createElement('iframe'))</script>"
    return html("Frames", f"<p>words</p>{body}")


PAGES: dict[str, Page] = {
    "answered-by-itself": answered_by_itself,
    "answers.js": answers,
    "coloured-edges": coloured_edges,
    "frame-in-front": frame_in_front,
    "many-frames": many_frames,
    "names-like-functions": names_like_functions,
    "shadows": shadows,
    "shows-pictures-something-else": shows_pictures_something_else,
    "speaks-on": speaks_on,
    "writes-its-address": writes_its_address,
}
