"""Facebook at the desk: forms of addresses, what is opaque, and first segments that are no profile."""

from __future__ import annotations

import pytest
from tests.fakes.identifier_desk import ask, brief, reading

F = "https://www.facebook.com"
USER = ("user", "@example", "no-time")
PFBID = "pfbid0Abc123Def456Ghi789"
FORMS = {
    "profile": (f"{F}/profile.php?id=100066300129450", [("user", "100066300129450", "no-time")]),
    "number": (f"{F}/100066300129450", [("user", "100066300129450", "no-time")]),
    "vanity": (f"{F}/example", [USER]),
    "language": ("https://ja-jp.facebook.com/example", [USER]),
    "mobile": ("https://m.facebook.com/example", [USER]),
    "permalink": (f"{F}/permalink.php?story_fbid=11&id=22", [("post", "11", "no-time"), ("user", "22", "no-time")]),
    "story-mobile": (
        "https://m.facebook.com/story.php?story_fbid=11&id=22",
        [("post", "11", "no-time"), ("user", "22", "no-time")],
    ),
    "post": (f"{F}/example/posts/11", [("post", "11", "no-time"), USER]),
    "post-pfbid": (f"{F}/22/posts/{PFBID}", [("post", None, "opaque"), ("user", "22", "no-time")]),
    "album-photo": (f"{F}/example/photos/a.33/44", [("photo", "44", "no-time"), ("album", "33", "no-time"), USER]),
    "photo": (f"{F}/photo/44", [("photo", "44", "no-time")]),
    "photo-php": (f"{F}/photo.php?fbid=44&set=a.33", [("photo", "44", "no-time")]),
    "watch": (f"{F}/watch?v=55", [("video", "55", "no-time")]),
    "watch-slash": (f"{F}/watch/?v=55", [("video", "55", "no-time")]),
    "videos": (f"{F}/example/videos/55", [("video", "55", "no-time"), USER]),
    "reel": (f"{F}/reel/66", [("reel", "66", "no-time")]),
    "group-number": (f"{F}/groups/77", [("group", "77", "no-time")]),
    "group-name": (f"{F}/groups/some.group", [("group", "@some.group", "no-time")]),
    "group-post": (f"{F}/groups/77/posts/88", [("post", "88", "no-time"), ("group", "77", "no-time")]),
    "event": (f"{F}/events/99", [("event", "99", "no-time")]),
    "stories": (f"{F}/stories/99", [("story", "99", "no-time")]),
    "page": (f"{F}/pages/Some-Page/123", [("page", "123", "no-time")]),
    "share": (f"{F}/share/1E8garP5Dy/", [("share code", None, "opaque")]),
    "share-p": (f"{F}/share/p/1E8garP5Dy/", [("share code", None, "opaque")]),
    "share-r": (f"{F}/share/r/1E8garP5Dy/", [("share code", None, "opaque")]),
    "share-v": (f"{F}/share/v/1E8garP5Dy/", [("share code", None, "opaque")]),
    "market": (f"{F}/marketplace/item/321", [("item for sale", "321", "no-time")]),
    "comment": (
        f"{F}/example/posts/11?comment_id=12&reply_comment_id=13",
        [("post", "11", "no-time"), USER, ("comment", "12", "no-time"), ("answer to a comment", "13", "no-time")],
    ),
    "comment-code": (
        f"{F}/example/posts/11?comment_id=Y29t",
        [("post", "11", "no-time"), USER, ("comment", None, "opaque")],
    ),
    "fb-watch": ("https://fb.watch/aBcDeFgH/", [("share code", None, "opaque")]),
}


@pytest.mark.parametrize(("url", "expected"), list(FORMS.values()), ids=list(FORMS))
def test_every_form_of_address_is_read(url: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert brief(url) == expected


@pytest.mark.parametrize("name", ["photo-php", "group-post", "fb-watch"])
def test_forms_that_no_source_states_are_marked(name: str) -> None:
    reading_ = ask(FORMS[name][0]).readings[0]
    assert not reading_.confirmed
    assert "general knowledge" in reading_.notes[-1]


def test_no_other_form_is_marked() -> None:
    marked = [name for name, (url, _) in FORMS.items() if not ask(url).readings[0].confirmed]
    assert marked == ["photo-php", "group-post", "fb-watch"]


@pytest.mark.parametrize(
    "segment",
    "groups events pages stories share marketplace watch search login recover help settings bookmarks notifications "  # noqa: SIM905 - the list as the facts give it
    "messages friends gaming fundraisers anything.php plugins hashtag explore reel reels ads business privacy "
    "policies about careers developers security lite".split(),
)
def test_what_is_no_profile_is_not_taken_for_one(segment: str) -> None:
    assert [one.kind for one in ask(f"{F}/{segment}").readings] == ["address"]


def test_the_number_behind_a_pfbid_is_asked_for_at_the_capture() -> None:
    assert "share_fbid" in ask(f"{F}/22/posts/{PFBID}").readings[0].missing[0]


def test_every_number_has_a_permalink_and_a_user_the_address_that_forms_want() -> None:
    assert dict(ask(f"{F}/reel/66").readings[0].details) == {"permalink": f"{F}/66"}
    assert dict(ask(f"{F}/22").readings[0].details) == {
        "permalink": f"{F}/22",
        "address for forms": f"{F}/profile.php?id=22",
    }
    assert ask(f"{F}/022").readings[0].details == ()


def test_a_forwarding_link_is_unwrapped_and_both_are_kept() -> None:
    answer = ask(
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fa%2Fstatus%2F1382350606417817604%3Fs%3D20&h=AT0abc"
    )
    assert answer.target == "https://x.com/a/status/1382350606417817604?s=20"
    assert answer.cleaned_url == "https://x.com/a/status/1382350606417817604"
    assert answer.dropped == ("u", "h", "s")
    assert [(one.platform, one.kind) for one in answer.readings][0::2] == [
        ("x", "post"),
        ("facebook", "forwarding link"),
    ]


def test_a_forwarding_link_to_a_hostile_address_is_not_followed() -> None:
    answer = ask("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%40evil.example%2F&h=a")
    assert answer.cleaned_url == "https://l.facebook.com/l.php"
    assert "not read" in answer.notes[0]


def test_old_names_of_picture_files_are_a_lead() -> None:
    found = reading("12345_10150123456789_8765_n.jpg", "facebook", "picture file")
    assert (found.lead, found.outcome) == (True, "opaque")


@pytest.mark.parametrize("number", ["0123", "12a", "9223372036854775808"])
def test_what_is_no_number_of_facebook_is_refused(number: str) -> None:
    assert ask(f"{F}/profile.php?id={number}").readings[0].outcome == "refused"


def test_a_bare_number_carries_no_time() -> None:
    assert [one.outcome for one in ask("100066300129450", "facebook").readings] == ["no-time"]
