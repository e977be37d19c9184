"""TikTok's download; only generated files were seen. Its times have no zone and are no moments."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.exports import MemoryFiles, read
from tests.fakes.made_exports import TEXTS, URDU, tiktok

from affiant.capture.platform_exports.readers.tiktok import TikTok

READER = TikTok()


def activity(**sections: Any) -> MemoryFiles:
    return MemoryFiles({"user_data.json": json.dumps({"Activity": sections, "Profile": {}})})


def test_all_sections() -> None:
    found = read(READER, tiktok())
    assert found.kinds() == {"service": 2, "account": 2, "reaction": 1, "comment": 4, "message": 1, "post": 1}
    assert found.reasons() == {"kind-not-read": 1}
    assert [one.text for one in found.of("comment")] == list(TEXTS)


def test_a_time_without_a_zone_is_no_moment() -> None:
    found = read(READER, tiktok())
    comment, like = found.of("comment")[0], found.of("reaction")[0]
    assert (comment.posted_at, comment.posted_as) == (None, "2024-04-20 23:17:46")
    assert "time-zone-unknown" in comment.notes
    assert like.posted_at == "2024-04-20T23:17:46.000Z"


def test_messages_posts_and_the_profile() -> None:
    found = read(READER, tiktok())
    message, post = found.of("message")[0], found.of("post")[0]
    assert (message.author, message.text, message.conversation) == ("احمد", URDU, "احمد")
    assert (post.id, post.reply_to) == ("7359012345678901234", None)
    profile = next(one for one in found.of("account") if "owner" in one.notes)
    assert profile.author == "@me"
    assert f"bioDescription: {URDU}" in profile.text


def test_names_of_older_downloads() -> None:
    files = activity(
        **{
            "Video Browsing History": {
                "VideoList": [{"Date": "2021-08-08 16:08:31", "VideoLink": "https://t/video/7359012345678901234/"}]
            },
            "Follower List": {"FansList": [{"Date": "2021-08-08 16:08:31", "UserName": "a"}]},
        }
    )
    assert READER.recognises(files)
    watched, follower = read(READER, files).records
    assert (watched.kind, watched.reply_to) == ("service", "7359012345678901234")
    assert (follower.author, follower.notes) == ("a", ("time-zone-unknown", "follower"))


def test_comments_in_live_films() -> None:
    entry = {
        "WatchTime": "2021-08-08 16:08:31",
        "Comments": [{"CommentTime": "2021-08-08 16:09:31", "CommentContent": URDU}],
    }
    found = read(READER, activity(**{"Watch Live History": {"WatchLiveMap": {"7": entry}}}))
    assert (found.of("comment")[0].text, found.of("comment")[0].posted_as) == (URDU, "2021-08-08 16:09:31")


def test_entries_add_up() -> None:
    found = read(
        READER, activity(x={"CommentsList": [{"comment": "a"}, {}, 5, None]}, y={"OtherList": [{"a": 1}, {"b": 2}]})
    )
    assert (len(found.records), found.reasons()) == (1, {"kind-not-read": 3, "entry-without-form": 2})


@pytest.mark.parametrize("value", [{"Activity": {}}, {"Profile": {"a": 1}}, ["Activity"], {"messages": []}])
def test_other_json_is_not_taken(value: Any) -> None:
    assert not READER.recognises(MemoryFiles({"user_data.json": json.dumps(value)}))


def test_a_download_that_begins_with_long_lists_is_recognised() -> None:
    listed = [{"Date": "2024-04-20 23:17:46", "Link": "https://t/video/7359012345678901234/"}] * 2_000
    whole = {"Activity": {"Favorite Videos": {"FavoriteVideoList": listed}}, "Comment": {}, "Profile": {}}
    assert READER.recognises(MemoryFiles({"user_data.json": json.dumps(whole)}))


def test_deleted_posts_favourites_forms_and_live_films_are_not_lost() -> None:
    when, link = "2024-04-20 23:17:46", "https://t/video/7359012345678901234/"
    whole = {
        "Post": {"Recently Deleted Posts": {"PostList": [{"Date": when, "Link": link, "Title": "gone"}]}},
        "Profile": {"Autofill": {"PhoneNumber": "+92 300", "Email": "a@b"}},
        "Your Activity": {
            "Favorite Sounds": {"FavoriteSoundList": [{"Date": when, "Link": "https://t/music/1.html"}]},
            "Hashtag": {"HashtagList": [{"HashtagName": "x", "HashtagLink": "https://t/tag/x"}]},
        },
        "Tiktok Live": {
            "Watch Live History": {"WatchLiveMap": {"77": {"WatchTime": when, "Link": "", "Comments": None}}}
        },
    }
    found = read(READER, MemoryFiles({"user_data_tiktok.json": json.dumps(whole)}))
    told = [(one.kind, one.text, one.notes[-1]) for one in found.records]
    assert told == [
        ("post", "gone", "deleted-in-export"),
        ("service", "PhoneNumber: +92 300\nEmail: a@b", "settings-or-form"),
        ("reaction", "", "favourite"),
        ("service", "x", "hashtag"),
        ("service", "", "watched-live"),
    ]
    assert (found.records[3].url, found.records[4].reply_to) == ("https://t/tag/x", "77")
    assert found.records[4].posted_as == when
    assert found.reasons() == {}
