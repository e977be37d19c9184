"""Pages of a known height, whose rows have known colours: what is in the picture can be compared pixel by pixel."""

from __future__ import annotations

from tests.fakes.site.answer import Answer, Page, Request, html
from tests.fakes.site.pictures import Colour, css, noise_jpeg, picture_colour, row_colour

HEADER, HEADER_COLOUR = 60, (0, 51, 102)
LONG_ROWS, LONG_ROW, LONG_FOOTER = 20, 292, 100
LONG_HEIGHT = HEADER + LONG_ROWS * LONG_ROW + LONG_FOOTER
"""6,000 pixels."""
FOOTER_COLOUR = (200, 255, 200)
LAST_LINE = "This is the last line of the page"
RESOURCES_ROWS, RESOURCES_ROW = 20, 432
RESOURCES_HEIGHT = HEADER + RESOURCES_ROWS * RESOURCES_ROW + LONG_FOOTER
"""8,800 pixels."""
RESOURCES = 26
"""Everything that the page with resources loads: itself, style, script, data, frame, 20 lazy pictures, and one."""
TALL_ROW = 100

_STYLE = (
    "html,body{margin:0;padding:0}"
    f"header{{position:sticky;top:0;height:{HEADER}px;background:{css(HEADER_COLOUR)};z-index:9}}"
    f"footer{{height:{LONG_FOOTER}px;background:{css(FOOTER_COLOUR)};overflow:hidden}}"
    "section{position:relative;overflow:hidden}section img{position:absolute;left:100px;top:40px}"
)


def long_row_top(number: int) -> int:
    """Where a row of the long page begins."""
    return HEADER + number * LONG_ROW


def long(_: Request) -> Answer:
    """6,000 pixels, a sticky header, a lazy picture in each row: 200 × 150 at 100, 40 of the row."""
    rows = "".join(
        _row(number, LONG_ROW, f"picture.png?number={number}&amp;width=200&amp;height=150")
        for number in range(LONG_ROWS)
    )
    return html("A long page", f"<header></header>{rows}<footer>{LAST_LINE}</footer>", head=f"<style>{_STYLE}</style>")


def resources(_: Request) -> Answer:
    """8,800 pixels and 26 resources, 20 of them lazy pictures of noise."""
    rows = "".join(
        _row(number, RESOURCES_ROW, f"noise.jpg?number={number}", size=(600, 300)) for number in range(RESOURCES_ROWS)
    )
    body = f"""
<header><img src="picture.png?number=3&amp;width=40&amp;height=40" width="40" height="40" alt=""></header>{rows}
<footer>{LAST_LINE} <iframe src="inner" width="300" height="40"></iframe> <span id="data"></span></footer>
<script>fetch('data.json').then(r => r.json()).then(d => {{
 document.getElementById('data').textContent = d.followers; }});
</script>"""
    head = f'<link rel="stylesheet" href="rows.css"><script src="script.js"></script><style>{_STYLE}</style>'
    return html("A page with resources", body, head=head, packed=True)


def rows_style(_: Request) -> Answer:
    return Answer(b"section{font-family:sans-serif}", "text/css", packed=True)


def noise(request: Request) -> Answer:
    return Answer(noise_jpeg(600, 300, request.number("number", 0)), "image/jpeg")


def tall(request: Request) -> Answer:
    """Rows of 100 pixels and a colour each; ``height`` says how tall in all, a multiple of 100."""
    count = request.number("height", 40_000) // TALL_ROW
    rows = "".join(
        f'<div style="height:{TALL_ROW}px;background:{css(row_colour(number))}">row {number}</div>'
        for number in range(count)
    )
    return html("A tall page", rows, head="<style>html,body{margin:0}</style>")


def endless(_: Request) -> Answer:
    """Grows by ten rows whenever its end comes near."""
    body = """
<main></main><div id="end" style="height:1px"></div><script>
let n = 0; const main = document.querySelector('main');
function more() { for (let i = 0; i < 10; i++, n++) { const d = document.createElement('div');
  d.style.height = '100px'; d.textContent = 'entry ' + n; main.append(d); } }
more(); more();
new IntersectionObserver(e => { if (e.some(x => x.isIntersecting)) more(); }, {rootMargin: '600px'})
  .observe(document.getElementById('end'));
addEventListener('scroll', () => { if (innerHeight + scrollY > document.documentElement.scrollHeight - 600) more(); });
</script>"""
    return html("An endless page", body, head="<style>html,body{margin:0}</style>")


def sticky_screen(_: Request) -> Answer:
    """Has a box as tall as the window in front of rows: a picture with another window height shows it."""
    rows = "".join(f'<div style="height:100px;background:{css(row_colour(n))}"></div>' for n in range(30))
    head = "<style>html,body{margin:0}#top{height:100vh;background:rgb(9,9,90)}</style>"
    return html("As tall as the window", f'<div id="top"></div>{rows}', head=head)


def _row(number: int, height: int, source: str, size: tuple[int, int] = (200, 150)) -> str:
    colour: Colour = row_colour(number)
    return (
        f'<section style="height:{height}px;background:{css(colour)}">row {number}<img loading="lazy" src="{source}"'
        f' width="{size[0]}" height="{size[1]}" alt="picture {number}"></section>'
    )


__all__ = ["PAGES", "picture_colour", "row_colour"]

PAGES: dict[str, Page] = {
    "long": long,
    "resources": resources,
    "rows.css": rows_style,
    "noise.jpg": noise,
    "tall": tall,
    "endless": endless,
    "sticky-screen": sticky_screen,
}
