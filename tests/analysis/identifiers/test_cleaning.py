"""Cleaning: what describes the investigator goes, what names the content stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.identifier_desk import FEW, ask

ROWS = {
    "x": ("https://x.com/a/status/1382350606417817604", "", "s t ref_src ref_url cxt twclid"),
    "facebook": (
        "https://www.facebook.com/permalink.php",
        "id=22 story_fbid=11 fbid=3 v=4 set=a.5 comment_id=6 reply_comment_id=7",
        "fbclid mibextid __tn__ __cft__[0] hc_ref notif_id notif_t app_id enc h hash s ext rdid share_url",
    ),
    "instagram": ("https://www.instagram.com/p/DW1nTDiDvnF/", "img_index=2", "igsh igshid hl utm_source utm_x e"),
    "youtube": (
        "https://www.youtube.com/watch",
        "v=LnhSTZgzKuY list=PL0000000000 index=3 t=42 start=1 lc=UgzAbCdEfGhIjKl",
        "si pp feature ab_channel",
    ),
    "telegram": ("https://t.me/example/77", "thread=5 comment=6 t=7 single", "start embed domain"),
    "telegram-scheme": ("tg://privatepost", "channel=1234567890 post=8892 thread=5 single", "utm_source x"),
    "tiktok": (
        "https://www.tiktok.com/@a/video/6854717870488702213",
        "",
        "_r _t is_from_webapp sender_device share_app_id share_link_id u_code",
    ),
    "whatsapp": ("https://wa.me/923001234567", "", "text"),
    "discord": ("https://cdn.discordapp.com/attachments/551531058039095296/626893414490832918/a.png", "", "ex is hm"),
    "other": ("https://news.example/story", "page=2 id=5", "utm_source utm_medium gclid fbclid mc_eid ref"),
}


@pytest.mark.parametrize(("base", "kept", "dropped"), list(ROWS.values()), ids=list(ROWS))
def test_every_row_of_the_list(base: str, kept: str, dropped: str) -> None:
    stays, goes = kept.split(), dropped.split()
    query = "&".join([one for pair in zip(goes, stays, strict=False) for one in (f"{pair[0]}=z", pair[1])])
    rest = [*(f"{one}=z" for one in goes[len(stays) :]), *stays[len(goes) :]]
    answer = ask(f"{base}?{'&'.join([*filter(None, [query]), *rest])}#fragment")
    assert answer.cleaned_url == base + ("?" + "&".join(stays) if stays else "")
    assert set(answer.dropped) == {*goes, "#"}


def test_each_dropped_name_is_listed_once_in_its_order() -> None:
    assert ask("https://x.com/a?t=1&s=2&t=3").dropped == ("t", "s")


PIECES = st.sampled_from(
    [
        "s=20",
        "t=x",
        "id=5",
        "v=LnhSTZgzKuY",
        "list=PL0000000000",
        "utm_a=b",
        "ref=c",
        "fbclid=d",
        "single",
        "img_index=1",
        "u=https%3A%2F%2Fx.com%2Fa%3Fs%3D1",
        "story_fbid=9",
        "ex=65d903de",
        "text=%20hi",
        "lc=UgzAbCdEfGhIjKl",
        "a=%ff",
    ]
)
BASES = st.sampled_from(
    [
        "https://x.com/a/status/1382350606417817604",
        "https://www.facebook.com/permalink.php",
        "https://l.facebook.com/l.php",
        "https://l.instagram.com/",
        "https://www.instagram.com/p/DW1nTDiDvnF/",
        "https://www.youtube.com/watch",
        "https://t.me/c/1234567890/8892",
        "tg://resolve",
        "https://wa.me/923001234567",
        "HTTPS://WWW.TikTok.com:443/@a/video/6854717870488702213",
        "https://cdn.discordapp.com/attachments/551531058039095296/626893414490832918/a.png",
        "https://news.example/Story",
        "https://х.com/a",
    ]
)


@FEW
@given(BASES, st.lists(PIECES, max_size=5), st.sampled_from(["", "#", "#a"]))
def test_cleaning_twice_changes_nothing_more_and_never_the_identifiers(base: str, pieces: list[str], end: str) -> None:
    first = ask(f"{base}?{'&'.join(pieces)}{end}")
    if first.cleaned_url is None:
        assert first.refusal is not None
        return
    second = ask(first.cleaned_url)
    assert second.cleaned_url == first.cleaned_url
    assert second.dropped == ()
    named = [(one.platform, one.kind, one.id) for one in first.readings if one.kind != "forwarding link"]
    assert [(one.platform, one.kind, one.id) for one in second.readings if one.kind != "forwarding link"] == named
