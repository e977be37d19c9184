"""What yt-dlp stores beside a video. Its times of comments are reckoned, and said to be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.exports import MemoryFiles, WasRead, read
from tests.fakes.made_exports import ARABIC, TEXTS, URDU, youtube_info

from affiant.capture.platform_exports.readers.youtube_info import YoutubeInfo
from affiant.capture.platform_exports.registry import READERS

READER = YoutubeInfo()
INFO: dict[str, Any] = {
    "id": "v",
    "title": "t",
    "webpage_url": "https://www.youtube.com/watch?v=v",
    "channel_id": "UC1",
}


def info(**fields: Any) -> WasRead:
    files = MemoryFiles({"a.info.json": json.dumps(INFO | fields)})
    assert READER.recognises(files)
    return read(READER, files)


def test_video_channel_and_comments() -> None:
    found = read(READER, youtube_info())
    video, channel = found.of("post")[0], found.of("account")[0]
    assert (video.id, video.text, video.author) == ("qgylp3Td1Bw", f"{URDU}\n\n{ARABIC}", "چینل (@channel)")
    assert (channel.id, channel.url) == (
        "UCDGiCfCZIV5phsoGiPwIcyQ",
        "https://www.youtube.com/channel/UCDGiCfCZIV5phsoGiPwIcyQ",
    )
    assert [one.text for one in found.of("comment")] == list(TEXTS)
    assert [one.reply_to for one in found.of("comment")] == [None, "Ugx0", "Ugx0", "Ugx0"]
    assert found.reasons() == {"same-as-in-information": 1, "file-not-read": 1}


def test_times_of_comments_are_no_moments() -> None:
    comment = read(READER, youtube_info()).of("comment")[0]
    assert (comment.posted_at, comment.posted_as) == (None, "2 years ago")
    assert "time-reckoned-by-yt-dlp" in comment.notes


def test_a_day_is_no_moment_and_a_timestamp_is_one() -> None:
    by_day, by_second = info(upload_date="20200130").of("post")[0], info(timestamp=1580349273).of("post")[0]
    assert (by_day.posted_at, by_day.posted_as, by_day.notes) == (None, "20200130", ("time-is-a-day",))
    assert by_second.posted_at == "2020-01-30T01:54:33.000Z"


def test_a_description_that_says_something_else_is_a_record() -> None:
    files = youtube_info()
    files.files["video [qgylp3Td1Bw].description"] = b"edited later"
    other = read(READER, files).of("post")[1]
    assert (other.text, other.notes, other.where.length) == ("edited later", ("description-beside",), 12)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\xff", "entry-not-utf8"), (b"x" * (1 << 20) + b"x", "entry-too-large")]
)
def test_a_description_that_cannot_be_read_is_skipped(data: bytes, reason: str) -> None:
    files = MemoryFiles({"a.info.json": json.dumps(INFO), "a.description": data})
    assert read(READER, files).reasons() == {reason: 1}


def test_entries_add_up() -> None:
    found = info(comments=[{"id": "1", "text": "x"}, 5, {}, None, {"text": "y"}])
    assert (len(found.of("comment")), found.reasons()) == (2, {"entry-without-form": 3})


def test_an_information_without_a_video_is_skipped() -> None:
    files = MemoryFiles({"a.info.json": json.dumps({"comments": [{"id": "1", "text": "x"}]})})
    assert read(READER, files).reasons() == {"entry-without-form": 1}


@pytest.mark.parametrize("site", ["https://vimeo.com/1", "https://example.org/"])
def test_videos_of_other_sites_are_not_taken(site: str) -> None:
    assert not READER.recognises(MemoryFiles({"a.info.json": json.dumps(INFO | {"webpage_url": site})}))


def test_comments_cut_out_of_an_information_are_comments_of_youtube() -> None:
    comment = {
        "id": "Ugx",
        "text": "hi",
        "author": "@ann",
        "author_id": "UC1",
        "parent": "root",
        "timestamp": 1705795200,
    }
    files = MemoryFiles({"comments.json": json.dumps([comment | {"_time_text": "11 days ago"}, comment, 5])})
    assert next(one.key for one in READERS if one.recognises(files)) == "youtube_info"
    found = read(READER, files)
    assert [(one.kind, one.author, one.text, one.posted_at) for one in found.records] == [
        ("comment", "@ann", "hi", None),
        ("comment", "@ann", "hi", None),
    ]
    assert found.reasons() == {"entry-without-form": 1}
