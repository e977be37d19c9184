"""START-HERE.html: one plain page, without scripts and without the network, that says what the pack is."""

from __future__ import annotations

from html import escape

from affiant.core.names import visible
from affiant.core.platforms import TITLES
from affiant.core.verdict import DOES_NOT_PROVE
from affiant.export.exhibit_files import Exhibit, ExhibitFile
from affiant.export.recipient_facts import LIMITS, RecipientFacts

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#111;background:#fff}"
    "h1,h2{line-height:1.2}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #767676;padding:.4em .6em;text-align:start;vertical-align:top;overflow-wrap:anywhere}"
    "thead th,tbody td:first-child{white-space:nowrap}"
    "code{font-family:monospace;overflow-wrap:anywhere}.warning{border:2px solid #8a4b00;padding:.6em 1em}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_LONGEST_TEXT = 2000


def start_here(facts: RecipientFacts) -> bytes:
    """Return the page. Every text from the case is escaped; addresses are text and never links."""
    statement = facts.statement
    title = f"Evidence pack: {facts.profile.title}"
    body = (
        f"<h1>{escape(title)}</h1>",
        '<p class="warning"><strong>This page is a file of the pack, and files inside the pack prove nothing about who '
        "signed it.</strong> Get the signer's fingerprint in another way and compare it. How to check everything with "
        'tools that you already have is in <a href="VERIFY.txt">VERIFY.txt</a>.</p>',
        _table(
            None,
            (
                ("Case", _said(statement.case_title)),
                ("Case id", _code(statement.case_id)),
                ("Profile", escape(f"{facts.profile.title}. {facts.profile.purpose}")),
                ("State of the ledger", escape(f"{statement.made_at}, {statement.tree_size} events")),
                (
                    "Captures",
                    escape(
                        f"{statement.captures} of {statement.of} in the case; withdrawn besides: {statement.withdrawn}"
                    ),
                ),
                ("Withheld", escape(", ".join(statement.withheld) or "no field of the events shown")),
                ("Signer", _said(facts.signer.name)),
                ("Fingerprint", _code(statement.fingerprint)),
                ("In 12 words", _code(" ".join(facts.signer.words))),
                ("SSH key", _code(facts.ssh_fingerprint)),
                ("Certificate SHA-256", _code(facts.certificate_sha256)),
                (
                    "Independent time",
                    'See the line <code>Affiant-Time</code> in <a href="bag-info.txt">bag-info.txt</a>: '
                    "<em>pending</em> means that all times rest on the clock of the device alone.",
                ),
            ),
        ),
        "<h2>Documents</h2>",
        '<ul><li><a href="data/dossier.pdf">Dossier (PDF, sealed)</a></li>'
        '<li>Tables: <a href="data/tables/accounts.csv">accounts</a>, <a href="data/tables/captures.csv">captures</a>, '
        '<a href="data/tables/urls.csv">URLs</a>, <a href="data/tables/hashes.csv">hashes</a></li>'
        '<li><a href="data/spec/pack-v1.md">The format of this pack</a></li></ul>',
        "<h2>Exhibits</h2>",
        "<p>The files are shown as they were captured. They come from strangers: open them with care.</p>",
        _table(
            ("Exhibit", "Captured", "Account", "Address as recorded", "Files"),
            tuple(_exhibit(one) for one in facts.exhibits),
        ),
        "<h2>How to verify</h2>",
        f'<p>Follow <a href="VERIFY.txt">VERIFY.txt</a>. The pack must hold {facts.all_files} files, '
        f"{facts.payload_files} of them below <code>data/</code>.</p>",
        "<h2>What this proves</h2><ul>"
        "<li>The signature shows which key closed the pack; whose key it is, you know from outside the pack.</li>"
        "<li>The hashes show that the files are the ones that were sealed.</li>"
        "<li>The ledger shows in which order things were recorded, and that nothing was taken out since.</li>"
        "<li>A time proof, where there is one, shows that the pack existed no later than its time.</li></ul>",
        "<h2>What it does not prove</h2><ul>" + "".join(f"<li>{escape(one)}</li>" for one in DOES_NOT_PROVE) + "</ul>",
        f"<p>{escape(LIMITS)}</p>",
    )
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return (head + "\n".join(body) + "\n</body>\n</html>\n").encode("utf-8")


def _said(text: str | None) -> str:
    """Text from the case: made visible, escaped, and isolated so that its direction stays its own."""
    return f"<bdi>{escape(visible(text, _LONGEST_TEXT))}</bdi>" if text else ""


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _exhibit(exhibit: Exhibit) -> tuple[str, ...]:
    account, capture = exhibit.account, exhibit.capture
    platform = escape(TITLES.get(account.platform, account.platform)) if account else ""
    files = [
        f"{_file(exhibit, file)} ({escape(file.artefact.media_type)}, {file.artefact.size} bytes)<br>"
        f"{_said(file.artefact.name)}<br>{_code(file.artefact.sha256)}"
        for file in exhibit.files
    ]
    files.append(f'<a href="data/exhibits/{exhibit.id}/capture.json">capture.json</a>')
    return (
        f"{exhibit.id}<br>{escape(capture.id)}",
        escape(capture.captured_at),
        f"{platform} {_said(account.latest('handle'))}<br>{_said(account.latest('durable_id'))}" if account else "",
        _said(capture.url),
        "<br>".join(files),
    )


def _file(exhibit: Exhibit, file: ExhibitFile) -> str:
    if file.name is None:
        return f"Withheld from this pack: {escape(file.artefact.role)}"
    return f'<a href="data/exhibits/{exhibit.id}/{file.name}">{file.name}</a>'


def _table(header: tuple[str, ...] | None, rows: tuple[tuple[str, ...], ...]) -> str:
    """A table of cells that are HTML already; without a header, the first cell of each row is its header."""
    if header is None:
        lines = [f"<tr><th scope=row>{escape(name)}</th><td>{value}</td></tr>" for name, value in rows]
        return "<table>\n" + "\n".join(lines) + "\n</table>"
    head = "".join(f"<th scope=col>{escape(one)}</th>" for one in header)
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>"
