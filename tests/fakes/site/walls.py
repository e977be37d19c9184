"""Pages that stand in front of what was wanted: walls, banners, dialogs, errors, and nothing at all."""

from __future__ import annotations

from tests.fakes.site.answer import Answer, Page, Request, html

_OVER = "position:fixed;z-index:999;background:#fff;border:1px solid #000;padding:20px;"
_STORY = "".join(f"<p>Paragraph {number} of a story that is long enough to be read.</p>" for number in range(40))


def log_in(_: Request) -> Answer:
    """Nothing but a form to log in."""
    body = """
<main><h1>Log in to Example</h1><form action="session" method="post"><label>Email or phone <input name="user"></label>
<label>Password <input type="password" name="password"></label><button>Log in</button></form>
<a href="sign-up">Create new account</a></main>"""
    return html("Log in · Example", body)


def log_in_over(_: Request) -> Answer:
    """A wall over a page of which the first lines can be read."""
    body = f"""{_STORY}<div role="dialog" aria-modal="true" style="{_OVER}inset:10% 20%">
<h2>See more from Test Account</h2><p>You must log in to continue.</p><button>Log in</button>
<button>Sign up</button></div>"""
    return html("Test Account", body)


def cookie_banner(_: Request) -> Answer:
    body = f"""{_STORY}<div id="cookie-banner" style="{_OVER}left:0;right:0;bottom:0">
<p>We use cookies to improve your experience.</p><button>Accept all</button> <button>Reject</button></div>"""
    return html("With a cookie banner", body)


def consent(_: Request) -> Answer:
    body = f"""{_STORY}<div style="position:fixed;inset:0;background:rgba(0,0,0,.6);z-index:900"></div>
<div role="dialog" aria-modal="true" style="{_OVER}inset:15% 25%"><h2>Before you continue</h2>
<p>We and our 812 partners process personal data. Please choose your privacy settings and give your consent.</p>
<button>I agree</button> <button>Manage options</button></div>"""
    return html("Before you continue", body)


def missing(_: Request) -> Answer:
    return html("Not found", "<h1>404</h1><p>This page is not here.</p>", status=404)


def broken(_: Request) -> Answer:
    return html("Error", "<h1>500</h1><p>Something went wrong on the server.</p>", status=500)


def soft_missing(_: Request) -> Answer:
    """Says 200, and that there is nothing."""
    return html("Example", "<main><h1>This account doesn’t exist</h1><p>Try searching for another.</p></main>")


def empty_shell(_: Request) -> Answer:
    """An application whose script never runs."""
    body = '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
    return html("App", body + '<script src="missing.js"></script>')


def nothing(_: Request) -> Answer:
    return Answer(b"")


PAGES: dict[str, Page] = {
    "log-in": log_in,
    "log-in-over": log_in_over,
    "cookie-banner": cookie_banner,
    "consent": consent,
    "not-found": missing,
    "server-error": broken,
    "soft-not-found": soft_missing,
    "empty-shell": empty_shell,
    "nothing": nothing,
}
