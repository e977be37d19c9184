"""Which addresses are those of one page, and which lead to this computer itself."""

from __future__ import annotations

import pytest

from affiant.workflow.page_identity import is_this_computer, page_key


@pytest.mark.parametrize(
    "other",
    ["http://x.example/a?b=1", "https://www.x.example/a?b=1", "https://X.EXAMPLE/a/?b=1", "https://x.example/a?b=1#c"],
)
def test_scheme_www_last_slash_and_fragment_make_no_other_page(other: str) -> None:
    assert page_key("https://x.example/a?b=1") == page_key(other)


@pytest.mark.parametrize(
    "other",
    ["https://x.example/a", "https://x.example/A?b=1", "https://y.example/a?b=1", "https://x.example:8080/a?b=1"],
)
def test_host_port_path_and_query_do(other: str) -> None:
    assert page_key("https://x.example/a?b=1") != page_key(other)
    assert page_key("https://x.example:8443/") != page_key("https://x.example:9443/")


def test_what_cannot_be_taken_apart_is_itself() -> None:
    assert page_key("http://[x") == page_key("http://[x") != page_key("http://[y")


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://localhost:8000/a", True),
        ("http://127.0.0.1/", True),
        ("http://127.8.9.1:80/", True),
        ("http://[::1]:5/", True),
        ("http://127.example.org/", False),
        ("http://128.0.0.1/", False),
        ("http://localhost.example/", False),
        ("http://[::2]/", False),
        ("http://[x", False),
        ("", False),
    ],
)
def test_this_computer_is_known_by_its_names_and_numbers(address: str, here: bool) -> None:
    assert is_this_computer(address) is here
