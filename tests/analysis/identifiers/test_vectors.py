"""Every vector of the facts on identifiers, by name: input, platform, kind, and exactly what comes out."""

from __future__ import annotations

import pytest
from tests.fakes.identifier_desk import ask, reading

TIMES = {
    "x-post-konomama": (
        "1382350606417817604",
        "x",
        "post",
        "2021-04-14T15:10:42.059Z",
        {"machine": "327", "sequence": "4"},
    ),
    "x-post-japanese": (
        "1807674536214897063",
        "x",
        "post",
        "2024-07-01T07:16:09.059Z",
        {"machine": "442", "sequence": "423"},
    ),
    "x-round-number": (
        "1800000000000000000",
        "x",
        "post",
        "2024-06-10T03:00:17.039Z",
        {"machine": "832", "sequence": "0"},
    ),
    "x-post-unfurl": (
        "1098230906194546688",
        "x",
        "post",
        "2019-02-20T14:40:26.837Z",
        {"machine": "333", "sequence": "0"},
    ),
    "x-user-first-day": ("699570924048162816", "x", "user", "2016-02-16T12:28:00.349Z", {}),
    "x-user-2017": ("859176958403465218", "x", "user", "2017-05-01T22:45:24.276Z", {}),
    "x-media-stem": (
        "ErD8xv0VkAIBJe7",
        "x",
        "media file",
        "2021-01-06T16:20:44.085Z",
        {"machine": "345", "sequence": "2"},
    ),
    "x-banner-12": ("/profile_banners/12/1347981542", "x", "banner", "2012-09-18T15:19:02Z", {"user": "12"}),
    "x-banner-2017": (
        "/profile_banners/859176958403465218/1713367046",
        "x",
        "banner",
        "2024-04-17T15:17:26Z",
        {"user": "859176958403465218"},
    ),
    "tiktok-video": (
        "6854717870488702213",
        "tiktok",
        "video",
        "2020-07-29T02:06:13Z",
        {"milliseconds field": "872", "sequence": "1", "entity": "13 video", "machine": "5"},
    ),
    "tiktok-user": (
        "7334673362142839826",
        "tiktok",
        "user",
        "2024-02-12T11:18:39Z",
        {"milliseconds field": "920", "sequence": "13", "entity": "4 user", "machine": "18"},
    ),
    "discord-documentation": (
        "175928847299117063",
        "discord",
        "user, server, channel or message",
        "2016-04-30T11:18:25.796Z",
        {"worker": "1", "process": "0", "increment": "7"},
    ),
    "discord-server": (
        "https://discord.com/channels/427876741990711298/551531058039095296",
        "discord",
        "server",
        "2018-03-26T17:09:24.856Z",
        {},
    ),
    "discord-channel": (
        "https://discord.com/channels/427876741990711298/551531058039095296",
        "discord",
        "channel",
        "2019-03-02T22:27:31.188Z",
        {},
    ),
    "discord-message": (
        "https://discord.com/channels/427876741990711298/551531058039095296/643183730227281931",
        "discord",
        "message",
        "2019-11-10T20:22:31.062Z",
        {},
    ),
    "discord-file": (
        "https://cdn.discordapp.com/attachments/551531058039095296/626893414490832918/a.png",
        "discord",
        "file",
        "2019-09-26T21:30:37.131Z",
        {"name": "a.png"},
    ),
    "instagram-unfurl": (
        "https://www.instagram.com/p/DW1nTDiDvnF/",
        "instagram",
        "post",
        "2026-04-07T16:48:30.621Z",
        {"shard": "958", "sequence": "453"},
    ),
    "instagram-reel": (
        "https://www.instagram.com/reel/DWbNC2OEilE/",
        "instagram",
        "reel",
        "2026-03-28T10:38:51.125Z",
        {"shard": "1162", "sequence": "324"},
    ),
    "instagram-odd-shard": (
        "B6wZGgTk043",
        "instagram",
        "post or reel",
        "2020-01-01T00:00:00.000Z",
        {"shard": "1235", "sequence": "567"},
    ),
    "whatsapp-old-group": (
        "5511999999999-1623281429@g.us",
        "whatsapp",
        "group",
        "2021-06-09T23:30:29Z",
        {"creator's phone": "+5511999999999"},
    ),
    "facebook-forwarding": (
        "https://l.facebook.com/lsr.php?u=https%3A%2F%2Fexample.org%2F&ext=1442879836&hash=a",
        "facebook",
        "forwarding link",
        "2015-09-21T23:57:16Z",
        {},
    ),
}
IDS = {
    "x-media-stem": ("ErD8xv0VkAIBJe7", "x", "media file", "1346854220163551234"),
    "x-banner-12": ("/profile_banners/12/1347981542", "x", "user", "12"),
    "x-banner-2017": ("/profile_banners/859176958403465218/1713367046", "x", "user", "859176958403465218"),
    "instagram-unfurl": ("DW1nTDiDvnF", "instagram", "post or reel", "3870172288071432645"),
    "instagram-reel": ("DWbNC2OEilE", "instagram", "post or reel", "3862738475662059844"),
    "instagram-odd-shard": ("B6wZGgTk043", "instagram", "post or reel", "2211377815206710839"),
    "telegram-private-channel": ("t.me/c/1234567890/8892", "telegram", "channel", "-1001234567890"),
    "telegram-private-message": ("t.me/c/1234567890/8892", "telegram", "message", "-1001234567890/8892"),
    "facebook-profile": ("/profile.php?id=100066300129450&mibextid=ZbWKwL", "facebook", "user", "100066300129450"),
    "youtube-video": ("youtu.be/LnhSTZgzKuY?list=PL0000000000&t=301", "youtube", "video", "LnhSTZgzKuY"),
}


@pytest.mark.parametrize(("text", "platform", "kind", "time", "details"), list(TIMES.values()), ids=list(TIMES))
def test_the_time_is_right_to_its_last_figure(
    text: str, platform: str, kind: str, time: str, details: dict[str, str]
) -> None:
    found = reading(text, platform, kind)
    assert found.outcome == "value"
    assert found.time is not None
    assert found.time.text == time
    assert dict(found.details).items() >= details.items()


@pytest.mark.parametrize(("text", "platform", "kind", "expected"), list(IDS.values()), ids=list(IDS))
def test_the_durable_identifier_is_right(text: str, platform: str, kind: str, expected: str) -> None:
    assert reading(text, platform, kind).id == expected


@pytest.mark.parametrize("number", ["4924072528", "2244994945"])
def test_x_users_before_snowflakes_are_refused(number: str) -> None:
    found = reading(number, "x", "user")
    assert (found.outcome, found.time, found.id) == ("refused", None, number)
    assert found.refusal is not None
    assert found.refusal.code == "before-scheme"


def test_a_whatsapp_channel_is_opaque_and_no_group() -> None:
    (found,) = ask("120363000000000009@newsletter").readings
    assert (found.kind, found.outcome, found.time) == ("channel", "opaque", None)


def test_a_facebook_share_code_is_opaque() -> None:
    found = reading("/share/p/1E8garP5Dy/", "facebook", "share code")
    assert (found.outcome, found.id, dict(found.details)) == ("opaque", None, {"code": "1E8garP5Dy"})
    assert "network" in found.missing[0]


def test_a_facebook_profile_is_cleaned_of_the_mobile_app() -> None:
    answer = ask("/profile.php?id=100066300129450&mibextid=ZbWKwL", "facebook")
    assert answer.cleaned_url == "https://facebook.com/profile.php?id=100066300129450"
    assert answer.dropped == ("mibextid",)


def test_a_youtube_video_has_a_start_and_no_time() -> None:
    found = reading("youtu.be/LnhSTZgzKuY?list=PL0000000000&t=301", "youtube", "video")
    assert (found.outcome, dict(found.details)["start"]) == ("no-time", "05:01")
