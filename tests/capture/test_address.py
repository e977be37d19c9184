import pytest

from affiant.capture.address import MAX_LENGTH, as_address


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://x.com/a", "https://x.com/a"),
        ("  <https://x.com/a> ", "https://x.com/a"),
        ("'https://x.com/a", "https://x.com/a"),
        ("HTTPS://X.com/A", "HTTPS://X.com/A"),
        ("x.com/abc", "https://x.com/abc"),
        ("//x.com/a", "https://x.com/a"),
        ("www.x.com", "https://www.x.com"),
        ("x.com:443/a", "https://x.com:443/a"),
        ("t.me/s/chan", "https://t.me/s/chan"),
        ("hxxps://x[.]com/a[.]b", "https://x.com/a[.]b"),
        ("hXXp[:]//x(.)com/?u=http://y.com", "http://x.com/?u=http://y.com"),
        ("https://x[dot]com", "https://x.com"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://127.0.0.1:8000/a,b;c|d?e=%2F#f", "http://127.0.0.1:8000/a,b;c|d?e=%2F#f"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("https://پاک.example/سلام", "https://پاک.example/سلام"),
        ("پاک.پاکستان/سلام", "https://پاک.پاکستان/سلام"),
    ],
)
def test_an_address_is_taken_as_it_is_written(text: str, url: str) -> None:
    assert as_address(text).url == url


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "not-an-address"),
        ("hello", "not-an-address"),
        ("two words.example", "not-an-address"),
        ("https://x.com/a b", "not-an-address"),
        ("https://x.com/\u2028a", "not-an-address"),
        ("https://x.com/\x00", "not-an-address"),
        ("@handle", "not-an-address"),
        ("1.5", "not-an-address"),
        ("a@b.example", "not-an-address"),
        ('=HYPERLINK("https://x.com")', "not-an-address"),
        ("http://", "not-an-address"),
        ("http://[bad", "not-an-address"),
        ("http://x.com:99999/", "not-an-address"),
        ("javascript:alert(1)", "not-http"),
        ("data:text/html,x", "not-http"),
        ("file:///etc/passwd", "not-http"),
        ("chrome://version", "not-http"),
        ("mailto:a@b.example", "not-http"),
        ("https://user:secret@x.com/", "address-with-password"),
        ("https://user@x.com/", "address-with-password"),
        ("https://x.com/" + "a" * MAX_LENGTH, "address-too-long"),
    ],
)
def test_what_is_no_address_of_a_page_says_why(text: str, problem: str) -> None:
    assert (as_address(text).url, as_address(text).problem) == (None, problem)
