"""Exports written for tests in the forms that platforms publish, with the texts that break readers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes import made_archives
from tests.fakes.exports import MemoryFiles

URDU = "السلام علیکم! یہ نمبر ۱۲۳۴ ہے"
ARABIC = "مرحبا، اليوم ٢٠٢٤/٠١/١٥"
TURNED = "\u202eمعكوس\u202c \u2067text\u2069"
EMOJI = "👩🏽‍🚀🇵🇰 👍"
TEXTS = (URDU, ARABIC, TURNED, EMOJI)


def as_json(value: Any, *, escaped: bool = False) -> str:
    return json.dumps(value, ensure_ascii=escaped, indent=1)


def mangled(value: Any) -> Any:
    """As Facebook and Instagram write texts: each byte of UTF-8 as a character."""
    if isinstance(value, str):
        return value.encode("utf-8").decode("latin-1")
    if isinstance(value, list):
        return [mangled(one) for one in value]
    if isinstance(value, dict):
        return {mangled(key): mangled(one) for key, one in value.items()}
    return value


def x_archive() -> MemoryFiles:
    def part(name: str, *entries: Any) -> str:
        return f"window.YTD.{name}.part0 = {as_json(list(entries))}"

    tweets = [
        {
            "tweet": {
                "id_str": str(1700000000000000001 + n),
                "created_at": "Wed Oct 10 20:19:24 +0000 2018",
                "full_text": t,
            }
        }
        for n, t in enumerate(TEXTS)
    ]
    tweets[0]["tweet"]["extended_entities"] = {"media": [{"media_url_https": "https://pbs.twimg.com/media/a.jpg"}]}  # type: ignore[index]  # a test's own dictionary
    messages = [
        {
            "messageCreate": {
                "id": "900",
                "senderId": "12497",
                "recipientId": "20",
                "text": URDU,
                "mediaUrls": ["https://ton.twitter.com/dm/900/1/a.jpg"],
                "createdAt": "2020-01-02T03:04:05.678Z",
                "reactions": [
                    {"senderId": "20", "reactionKey": "like", "eventId": "901", "createdAt": "2020-01-02T03:05:00.000Z"}
                ],
            }
        },
        {
            "joinConversation": {
                "initiatingUserId": "20",
                "participantsSnapshot": ["20"],
                "createdAt": "2020-01-01T00:00:00Z",
            }
        },
    ]
    manifest = {
        "userInfo": {"accountId": "12497", "userName": "simonw", "displayName": "Simon"},
        "dataTypes": {
            "tweets": {"files": [{"fileName": "data/tweets.js", "globalName": "YTD.tweets.part0", "count": "4"}]},
            "moment": {"files": [{"fileName": "data/moment.js", "globalName": "YTD.moment.part0", "count": "1"}]},
        },
    }
    account = {"account": {"accountId": "12497", "username": "simonw", "accountDisplayName": URDU, "email": "a@b.c"}}
    gone = {"tweet": {"id": 5, "created_at": "2014-02-03 10:20:30 +0000", "text": "a &amp;lt; b", "deleted_at": "x"}}
    return MemoryFiles(
        {
            "Your archive.html": "<html></html>",
            "assets/js/app.js": "export const x = 1;",
            "data/account.js": part("account", account),
            "data/ad-impressions.js": part("ad_impressions", {"ad": {}}, {"ad": {}}),
            "data/deleted-tweets.js": part("deleted_tweets", gone),
            "data/direct-messages.js": part(
                "direct_messages", {"dmConversation": {"conversationId": "20-12497", "messages": messages}}
            ),
            "data/manifest.js": f"window.__THAR_CONFIG = {as_json(manifest)}",
            "data/note-tweet.js": part(
                "note_tweet",
                {"noteTweet": {"noteTweetId": "7", "createdAt": "2023-01-01T00:00:00Z", "core": {"text": URDU}}},
            ),
            "data/profile.js": part(
                "profile", {"profile": {"description": {"bio": URDU, "website": "", "location": "لاہور"}}}
            ),
            "data/screen-name-change.js": part(
                "screen_name_change",
                {
                    "screenNameChange": {
                        "accountId": "12497",
                        "screenNameChange": {
                            "changedAt": "2019-01-01T00:00:00Z",
                            "changedFrom": "old",
                            "changedTo": "simonw",
                        },
                    }
                },
            ),
            "data/tweets.js": part("tweets", *tweets),
            "data/tweets_media/1700000000000000001-a.jpg": b"\xff\xd8",
        }
    )


def youtube_info() -> MemoryFiles:
    info = {
        "id": "qgylp3Td1Bw",
        "title": URDU,
        "formats": [{"format_id": "18", "url": "https://rr1.googlevideo.com/x"}],
        "thumbnail": "https://i.ytimg.com/vi/qgylp3Td1Bw/maxresdefault.jpg",
        "description": ARABIC,
        "channel_id": "UCDGiCfCZIV5phsoGiPwIcyQ",
        "channel": "چینل",
        "channel_url": "https://www.youtube.com/channel/UCDGiCfCZIV5phsoGiPwIcyQ",
        "uploader_id": "@channel",
        "upload_date": "20200130",
        "webpage_url": "https://www.youtube.com/watch?v=qgylp3Td1Bw",
        "extractor_key": "Youtube",
        "comments": [
            {
                "id": f"Ugx{n}",
                "parent": "root" if n == 0 else "Ugx0",
                "text": text,
                "author": "@someone",
                "author_id": "UCTWlvHQQXUs-4IVfdnGOUbw",
                "timestamp": 1580000000,
                "_time_text": "2 years ago",
            }
            for n, text in enumerate(TEXTS)
        ],
        "_type": "video",
    }
    return MemoryFiles(
        {
            "video [qgylp3Td1Bw].info.json": as_json(info),
            "video [qgylp3Td1Bw].description": ARABIC,
            "video [qgylp3Td1Bw].live_chat.json": "{}\n{}\n",
            "video [qgylp3Td1Bw].mp4": b"\x00\x00\x00\x18ftyp",
        }
    )


def youtube_takeout() -> MemoryFiles:
    folder = "Takeout/YouTube and YouTube Music"
    watched = [
        {
            "header": "YouTube",
            "title": f"Watched {text}",
            "titleUrl": "https://www.youtube.com/watch?v=qgylp3Td1Bw",
            "subtitles": [{"name": "چینل", "url": "https://www.youtube.com/channel/UC1"}],
            "time": "2023-11-14T22:13:20.123Z",
        }
        for text in TEXTS
    ]
    cell = (
        '<div class="outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp"><div class="mdl-grid">'
        '<div class="header-cell mdl-cell"><p class="mdl-typography--title">YouTube<br></p></div>'
        '<div class="content-cell mdl-cell mdl-cell--6-col">{}</div>'
        '<div class="content-cell mdl-cell mdl-typography--caption"><b>Products:</b><br>YouTube<br></div></div></div>'
    )
    said = [
        f'Watched <a href="https://www.youtube.com/watch?v=1">{URDU} &amp; so</a><br>'
        '<a href="https://www.youtube.com/channel/UC1">چینل</a><br>Nov 13, 2025, 9:50:57\u202fPM GMT+05:30<br>',
        "Watched a video that has been removed<br>Jul 1, 2024, 11:15:00 PM PDT<br>",
        "شاهدتَ فيديو<br>١٣\u200f/١١\u200f/٢٠٢٥، ٩:٥٠:٥٧ ص<br>",
    ]
    page = '<html><body><div class="mdl-grid">' + "".join(cell.format(one) for one in said) + "</div></body></html>"
    return MemoryFiles(
        {
            f"{folder}/comments/comments.csv": "\ufeffComment ID,Channel ID,Comment create timestamp,Price,"
            "Parent comment ID,Post ID,Video ID,Comment text,Top-level comment ID\r\n"
            f'Ugx1,UC9,2025-02-11T19:04:00+00:00,0,,,qgylp3Td1Bw,"{{""text"":""{URDU}""}},{{""text"":""\\n!""}}",\r\n'
            f'Ugx2,UC9,2025-02-11T20:00:00+00:00,0,Ugx1,,qgylp3Td1Bw,"plain,\r\nwith ""quotes""",Ugx1\r\n\r\n',
            f"{folder}/history/search-history.html": page,
            f"{folder}/history/watch-history.json": as_json(watched),
            f"{folder}/live chats/live chats.csv": "Live Chat ID,Channel ID,Live Chat Create Timestamp,Price,Video ID,"
            'Live Chat Text\nC1,UC9,2024-01-01T00:00:00Z,0,v,"{""takeoutSegments"":[{""text"":""hi""}]}"\n',
            f"{folder}/subscriptions/subscriptions.csv": "Channel Id,Channel Url,Channel Title\n"
            f"UC1,http://www.youtube.com/channel/UC1,{ARABIC}\n",
            f"{folder}/video metadata/videos.csv": "Video ID,Approx Duration (ms)\nv,1\n",
        }
    )


def facebook() -> MemoryFiles:
    thread = {
        "participants": [{"name": "احمد"}, {"name": "Ann"}],
        "messages": [
            {
                "sender_name": "احمد",
                "timestamp_ms": 1675597571851,
                "content": text,
                "reactions": [{"reaction": "😆", "actor": "Ann"}],
                "is_geoblocked_for_viewer": False,
            }
            for text in TEXTS
        ]
        + [{"sender_name": "Ann", "timestamp_ms": 1675597571852, "photos": [{"uri": "messages/inbox/a/photos/1.jpg"}]}],
        "title": "احمد",
        "is_still_participant": True,
        "thread_path": "inbox/ahmad_10",
        "magic_words": [],
    }
    posts = [
        {"timestamp": 1600000000, "data": [{"post": URDU}, {"update_timestamp": 1600000001}], "title": "Ann posted."},
        {
            "timestamp": 1600000100,
            "attachments": [
                {
                    "data": [
                        {"media": {"uri": "posts/media/1.jpg", "creation_timestamp": 1600000099}},
                        {"external_context": {"url": "https://example.org/"}},
                    ]
                }
            ],
        },
    ]
    comment = {"timestamp": 1600000200, "data": [{"comment": {"comment": ARABIC, "author": "Ann", "group": "گروپ"}}]}
    reaction = {
        "timestamp": 1600000300,
        "data": [{"reaction": {"reaction": "LIKE", "actor": "Ann"}}],
        "title": "Ann likes it",
    }
    newest = [{"timestamp": 1600000400, "label_values": [{"label": "Reaction", "value": "Like"}], "fbid": "1779874896"}]
    return MemoryFiles(
        {
            "comments_and_reactions/comments.json": as_json(mangled({"comments_v2": [comment]}), escaped=True),
            "comments_and_reactions/likes_and_reactions.json": as_json(newest),
            "comments_and_reactions/posts_and_comments.json": as_json({"reactions_v2": [reaction]}),
            "friends/friends.json": as_json(mangled({"friends_v2": [{"name": "احمد", "timestamp": 1500000000}]})),
            "index.html": "<html></html>",
            "messages/inbox/ahmad_10/message_1.json": as_json(mangled(thread), escaped=True),
            "messages/inbox/ahmad_10/photos/1.jpg": b"\xff\xd8",
            "posts/your_posts_1.json": as_json(mangled(posts), escaped=True),
            "profile_information/profile_information.json": as_json(
                mangled({"profile_v2": {"name": {"full_name": "این"}, "emails": {"emails": ["a@b.c"]}}})
            ),
        }
    )


def instagram() -> MemoryFiles:
    posts = [
        {
            "media": [
                {"uri": f"media/posts/{n}.jpg", "creation_timestamp": 1658871953, "title": "" if n else text},
            ]
            * (1 + n),
            "title": text,
            "creation_timestamp": 1658871955,
        }
        for n, text in enumerate(TEXTS)
    ]
    comment = {
        "media_list_data": [],
        "string_map_data": {
            "Comment": {"value": URDU},
            "Media Owner": {"value": "visakanv"},
            "Time": {"timestamp": 1658871999},
        },
    }
    like = {
        "title": "patio11",
        "string_list_data": [{"href": "https://www.instagram.com/p/X/", "value": "👍", "timestamp": 1}],
    }
    follow = {
        "title": "",
        "string_list_data": [{"href": "https://www.instagram.com/a", "value": "a", "timestamp": 1600000000}],
    }
    profile = {
        "media_map_data": {"Profile Photo": {"uri": "media/other/me.jpg"}},
        "string_map_data": {"Username": {"value": "me"}, "Name": {"value": URDU}},
    }
    folder = "your_instagram_activity"
    return MemoryFiles(
        {
            "connections/followers_and_following/followers_1.json": as_json([follow]),
            "connections/followers_and_following/following.json": as_json({"relationships_following": [follow]}),
            f"{folder}/comments/post_comments_1.json": as_json(mangled([comment]), escaped=True),
            f"{folder}/likes/liked_posts.json": as_json(mangled({"likes_media_likes": [like]}), escaped=True),
            f"{folder}/media/posts_1.json": as_json(mangled(posts), escaped=True),
            f"{folder}/media/stories.json": as_json(
                mangled({"ig_stories": [{"uri": "media/s.mp4", "creation_timestamp": 1658871950, "title": EMOJI}]})
            ),
            f"{folder}/messages/inbox/a_1/message_1.json": as_json(
                mangled(
                    {
                        "participants": [{"name": "a"}],
                        "messages": [{"sender_name": "a", "timestamp_ms": 1658871950123, "content": URDU}],
                        "title": "a",
                        "thread_path": "inbox/a_1",
                    }
                ),
                escaped=True,
            ),
            "personal_information/personal_information.json": as_json(
                mangled({"profile_user": [profile]}), escaped=True
            ),
        }
    )


def tiktok() -> MemoryFiles:
    data = {
        "Your Activity": {
            "Watch History": {
                "VideoList": [
                    {"Date": "2024-04-20 23:17:46", "Link": "https://www.tiktokv.com/share/video/7359012345678901234/"}
                ]
            },
            "Searches": {"SearchList": [{"Date": "2024-04-20 23:17:46", "SearchTerm": URDU}]},
            "Follower": {"FansList": [{"Date": "2024-04-20 23:17:46", "UserName": "ann"}]},
            "Status": {"Status List": [{"App Version": "1"}]},
        },
        "Likes and Favorites": {
            "Like List": {
                "ItemFavoriteList": [
                    {"date": "2024-04-20 23:17:46 UTC", "link": "https://www.tiktok.com/@a/video/7358098765432109876"}
                ]
            }
        },
        "Comment": {
            "Comments": {"CommentsList": [{"date": "2024-04-20 23:17:46", "comment": t, "photo": "N/A"} for t in TEXTS]}
        },
        "Direct Message": {
            "Direct Messages": {
                "ChatHistory": {
                    "Chat History with احمد:": [{"Date": "2024-04-20 23:17:46", "From": "احمد", "Content": URDU}],
                }
            }
        },
        "Post": {
            "Posts": {
                "VideoList": [
                    {"Date": "2024-04-20 23:17:46", "Link": "https://x/video/7359012345678901234", "Title": ARABIC}
                ]
            }
        },
        "Profile": {"Profile Info": {"ProfileMap": {"userName": "me", "bioDescription": URDU, "likesReceived": "5"}}},
    }
    return MemoryFiles({"user_data_tiktok.json": as_json(data)})


MADE: Mapping[str, Callable[[], MemoryFiles]] = {
    "facebook": facebook,
    "instagram": instagram,
    "mhtml": lambda: made_archives.mhtml(TEXTS),
    "singlefile": lambda: made_archives.singlefile(TEXTS),
    "tiktok": tiktok,
    "wacz": lambda: made_archives.wacz(TEXTS),
    "warc": lambda: made_archives.warc(TEXTS),
    "x_archive": x_archive,
    "youtube_info": youtube_info,
    "youtube_takeout": youtube_takeout,
}
"""Reader to an export of its kind."""
