"""Addresses are read strictly."""

from __future__ import annotations

import pytest

from affiant.analysis.identifiers.address import LONGEST, AddressError, hides_something, parse_address

REFUSED = {
    "space": ("https://x.com/a b", "address-hidden"),
    "space-in-front": (" https://x.com/a", "address-hidden"),
    "tab": ("https://x.com/a\tb", "address-hidden"),
    "newline": ("https://x.com/a\n", "address-hidden"),
    "no-break-space": ("https://x.com/a\u00a0b", "address-hidden"),
    "nul": ("https://x.com/\x00", "address-hidden"),
    "right-to-left-override": ("https://x.com/\u202etxt", "address-hidden"),
    "isolate": ("https://x.com/\u2066a", "address-hidden"),
    "zero-width": ("https://x.\u200bcom/", "address-hidden"),
    "soft-hyphen": ("https://x\u00ad.com/", "address-hidden"),
    "lone-surrogate": ("https://x.com/\ud800", "address-hidden"),
    "user": ("https://x.com@evil.example/", "address-user"),
    "user-and-password": ("https://x.com:443@evil.example/", "address-user"),
    "backslash": ("https://evil.example\\@x.com/", "address-backslash"),
    "script": ("javascript://x.com/%0aalert(1)", "address-scheme"),
    "file": ("file:///etc/hosts", "address-scheme"),
    "no-scheme": ("x.com/a", "address-form"),
    "dots": ("https://x.com/a/../b", "address-dots"),
    "encoded-dots": ("https://x.com/a/%2E%2e/b", "address-dots"),
    "no-host": ("https:///a", "address-host"),
    "empty-label": ("https://x..com/", "address-host"),
    "hyphen": ("https://-x.com/", "address-host"),
    "percent-host": ("https://x%2ecom/", "address-host"),
    "port-0": ("https://x.com:0/", "address-port"),
    "port-65536": ("https://x.com:65536/", "address-port"),
    "port-text": ("https://x.com:a/", "address-port"),
    "full-width": ("https://ｘ.com/", "address-imitation"),
    "ideographic-dot": ("https://x。com/", "address-imitation"),
    "too-long": ("https://x.com/" + "a" * LONGEST, "address-too-long"),
}


@pytest.mark.parametrize(("text", "code"), list(REFUSED.values()), ids=list(REFUSED))
def test_what_could_be_misread_is_refused(text: str, code: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("HTTPS://X.COM/Path", "x.com"),
        ("https://x.com./", "x.com"),
        ("https://х.com/", "xn--u1a.com"),
        ("https://faß.de/", "xn--fa-hia.de"),
        ("https://ÖBB.at/", "xn--bb-eka.at"),
        ("https://[2001:DB8::1]/", "[2001:db8::1]"),
    ],
)
def test_hosts_are_lower_case_and_in_ascii_form(text: str, host: str) -> None:
    assert parse_address(text).host == host


def test_path_and_query_stay_as_they_were() -> None:
    address = parse_address("https://X.com/AbC/%C3%A9?A=B&c&d=#Frag")
    assert address.path == "/AbC/%C3%A9"
    assert [str(one) for one in address.parameters] == ["A=B", "c", "d="]
    assert address.fragment == "Frag"
    assert address.segments == ("AbC", "%C3%A9")


@pytest.mark.parametrize(
    ("text", "on_it"),
    [
        ("https://x.com/", True),
        ("https://mobile.x.com/", True),
        ("https://x.com:443/", True),
        ("https://x.com:8443/", False),
        ("http://x.com:80/", True),
        ("https://x.com.evil.example/", False),
        ("https://evilx.com/", False),
        ("https://xcom/", False),
        ("https://х.com/", False),
    ],
)
def test_a_host_is_compared_on_the_boundary_of_a_label(text: str, on_it: bool) -> None:
    assert parse_address(text).is_on("x.com") is on_it


def test_a_parameter_is_decoded_once() -> None:
    assert parse_address("https://l.example/?u=https%3A%2F%2Fa%2F%253F").value("u") == "https://a/%3F"
    assert parse_address("https://l.example/?u=").value("u") is None
    assert parse_address("https://l.example/?u=1&u=1").value("u") == "1"


@pytest.mark.parametrize(("query", "code"), [("u=1&u=2", "address-parameter-twice"), ("u=%ff", "address-encoding")])
def test_a_parameter_that_cannot_be_read_is_refused(query: str, code: str) -> None:
    with pytest.raises(AddressError) as refused:
        parse_address(f"https://l.example/?{query}").value("u")
    assert refused.value.code == code


def test_joiners_hide_something_too() -> None:
    assert hides_something("a\u200cb")
    assert not hides_something("اردو")
