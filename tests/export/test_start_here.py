import re
from html.parser import HTMLParser

import pytest
from tests.fakes.pack_case import export, pack_case


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links.extend(value for name, value in attrs if name in ("href", "src"))


@pytest.fixture
def pack(tmp_path):
    return export(pack_case(tmp_path / "case", title="<img src=x onerror=alert(1)>"), "court", tmp_path / "pack").path


def test_nothing_in_it_runs_or_reaches_out(pack) -> None:
    text = (pack / "START-HERE.html").read_text(encoding="utf-8")
    page = Page(text)
    assert not {"script", "img", "iframe", "object", "embed", "link", "form", "base"} & set(page.tags)
    assert not [one for one in page.attributes if one.startswith("on") or one == "style"]
    assert "default-src 'none'" in text
    assert not [one for one in page.links if re.match(r"[a-z]+:|//", one)]


def test_every_link_leads_to_a_file_of_the_pack(pack) -> None:
    page = Page((pack / "START-HERE.html").read_text(encoding="utf-8"))
    assert len(page.links) > 10
    assert all((pack / one).is_file() for one in page.links)


def test_text_of_the_case_is_escaped_and_made_visible(pack) -> None:
    text = (pack / "START-HERE.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;" in text
    assert "\u202e" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_it_says_what_is_not_proven_and_that_it_proves_nothing_itself(pack) -> None:
    text = (pack / "START-HERE.html").read_text(encoding="utf-8")
    assert "prove nothing about who" in text
    assert "none shows that the content is true" in text
    for word in ("compliant", "court-admissible", "tamper-proof"):
        assert word not in text.lower()


def test_no_identifier_of_an_exhibit_is_broken_over_lines(pack) -> None:
    text = (pack / "START-HERE.html").read_text(encoding="utf-8")
    assert "thead th,tbody td:first-child{white-space:nowrap}" in text
