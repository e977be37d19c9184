"""Pages without any trick: a profile, a thread, a gallery, and what they are made of."""

from __future__ import annotations

import json

from tests.fakes.site.answer import Answer, Page, Request, html
from tests.fakes.site.pictures import css, picture_colour, plain_png, row_colour

GALLERY_PICTURES = 24
THREAD_POSTS = 12
URDU = "یہ صفحہ تحویل کے سلسلے کی جانچ کے لیے ہے۔"
FOLLOWERS = "dynamic: 1234 followers"


def profile(request: Request) -> Answer:
    here = request.site.url("profile")
    head = f"""
<meta name="description" content="An account that nobody has">
<meta property="og:title" content="Test Account"><meta property="og:type" content="profile">
<meta property="og:image" content="{request.site.url("picture.png")}">
<link rel="canonical" href="{here}"><link rel="alternate" type="application/json+oembed" href="{here}.oembed.json">
<link rel="stylesheet" href="style.css">
<script type="application/ld+json">{{"@type":"Person","name":"Test Account"}}</script>"""
    body = """
<h1>Test Account</h1><p>@tester</p><p id="followers">loading</p>
<img src="picture.png?number=1" width="120" height="120" alt="portrait">
<p>Joined in May 2019. Writes about mirrors. Sign up for the newsletter at the desk.</p>
<script>fetch('data.json').then(r => r.json())
 .then(d => { document.getElementById('followers').textContent = 'dynamic: ' + d.followers + ' followers'; });
</script>"""
    return html("Test Account (@tester)", body, head=head)


def thread(_: Request) -> Answer:
    posts = "".join(
        f'<article><h2>@author{number % 3}</h2><p id="p{number}">Post number {number}. We use cookies to bake with, '
        f"and log in our diary what we ate.</p></article>"
        for number in range(THREAD_POSTS)
    )
    return html("A thread", f"<main>{posts}</main>", head='<link rel="stylesheet" href="style.css">')


def folded_thread(_: Request) -> Answer:
    """Has two things left to unfold; one is unfolded already, and one cannot be seen."""
    body = """
<main><article><p>First post, cut short <button id="more" onclick="this.remove();
 document.getElementById('rest').textContent='the whole of it'">Show more</button><span id="rest"></span></p></article>
<article><p>Second post</p><a href="#r" role="button">View 14 more replies</a></article>
<button aria-expanded="true" onclick="0">Show less</button><button style="display:none">Show more</button></main>"""
    return html("A thread with folds", body)


def gallery(_: Request) -> Answer:
    pictures = "".join(
        f'<figure style="margin:0;height:420px"><img loading="lazy" width="400" height="400"'
        f' src="picture.png?number={number}&amp;width=400&amp;height=400" alt="picture {number}"></figure>'
        for number in range(GALLERY_PICTURES)
    )
    return html("A gallery", f"<h1>Gallery</h1>{pictures}<p>end of the gallery</p>")


def urdu(_: Request) -> Answer:
    return html("اردو صفحہ", "".join(f"<p>{URDU}</p>" for _ in range(20)), lang="ur", direction="rtl", packed=True)


def with_frames(request: Request) -> Answer:
    """Has a frame of its own origin, one of another, and a worker that asks for something."""
    body = f"""
<h1>Frames</h1><p id="said">the worker said nothing</p>
<iframe src="inner" width="500" height="120"></iframe>
<iframe src="{request.site.other_url("outer")}" width="500" height="160"></iframe>
<script>const w = new Worker('worker.js');
 w.onmessage = m => {{ document.getElementById('said').textContent = 'the worker said ' + m.data; }};</script>"""
    return html("Frames and a worker", body)


def inner(_: Request) -> Answer:
    return html("Inner", "<p>words of the inner frame</p>")


def outer(_: Request) -> Answer:
    return html("Outer", '<p>words of the outer frame</p><img src="picture.png?number=7" width="40" height="40">')


def worker_script(_: Request) -> Answer:
    script = "fetch('data.json?by=worker').then(r => r.json()).then(d => postMessage(d.followers));"
    return Answer(script.encode(), "text/javascript")


def data(_: Request) -> Answer:
    return Answer(json.dumps({"followers": 1234}).encode(), "application/json", headers=(("X-Test", "one"),))


def style(_: Request) -> Answer:
    return Answer(b"body{margin:0 auto;max-width:700px;font-family:sans-serif}" * 20, "text/css", packed=True)


def script(_: Request) -> Answer:
    return Answer(b"document.documentElement.dataset.script = 'ran';", "text/javascript")


def picture(request: Request) -> Answer:
    number, width, height = request.number("number", 0), request.number("width", 120), request.number("height", 120)
    return Answer(plain_png(width, height, picture_colour(number)), "image/png")


def cookies(request: Request) -> Answer:
    """Sets two cookies and says which it was sent."""
    sent = request.headers.get("Cookie", "none")
    return html(
        "Cookies",
        f"<p>sent: {sent}</p>",
        headers=(("Set-Cookie", "sid=secret-of-the-operator; Path=/"), ("Set-Cookie", "theme=dark; Path=/")),
    )


def with_errors(_: Request) -> Answer:
    """Complains on the console, throws, and asks for things that are not there."""
    body = """
<h1>Errors</h1><img src="missing.png" alt="not there" width="50" height="50"><img src="cut-short.png" alt="half">
<script>console.error('the page complains', {a: 1}); setTimeout(() => { throw new Error('thrown on purpose'); }, 0);
 fetch('http://127.0.0.1:9/closed').catch(() => {});</script>"""
    return html("A page with errors", body)


def inner_scroll(_: Request) -> Answer:
    """Scrolls inside of a box that fills the window, as some applications do."""
    rows = "".join(f'<p style="height:100px;margin:0;background:{css(row_colour(n))}">row {n}</p>' for n in range(40))
    return html("A box", f'<div style="position:fixed;inset:0;overflow:auto">{rows}</div>', head="")


PAGES: dict[str, Page] = {
    "profile": profile,
    "thread": thread,
    "folded-thread": folded_thread,
    "gallery": gallery,
    "urdu": urdu,
    "frames": with_frames,
    "inner": inner,
    "outer": outer,
    "worker.js": worker_script,
    "data.json": data,
    "style.css": style,
    "script.js": script,
    "picture.png": picture,
    "cookies": cookies,
    "errors": with_errors,
    "inner-scroll": inner_scroll,
}
