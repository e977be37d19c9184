"""What X's own page got, stored: posts, who wrote them, and what they quote."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from tests.fakes.exports import SAMPLES, MemoryFiles, WasRead, of_sample, places_that_do_not_hold, read
from tests.fakes.made_exports import TEXTS, URDU

from affiant.capture.platform_exports.readers.x_web import XWeb

READER = XWeb()
WHEN = "Mon Jan 15 10:00:00 +0000 2024"


def tweet(number: int, text: str = URDU, **fields: Any) -> dict[str, Any]:
    user = {"rest_id": "7", "core": {"name": "Ann", "screen_name": "ann"}, "legacy": {"description": "bio"}}
    legacy = {"full_text": text, "created_at": WHEN, "conversation_id_str": "1"}
    return {
        "__typename": "Tweet",
        "rest_id": str(number),
        "core": {"user_results": {"result": user}},
        "legacy": legacy,
    } | fields


def answer(*results: Any) -> WasRead:
    entries = [{"content": {"itemContent": {"tweet_results": {"result": one}}}} for one in results]
    line = {"instructions": [{"type": "TimelineClearCache"}, {"type": "TimelineAddEntries", "entries": entries}]}
    files = MemoryFiles({"a.json": json.dumps({"data": {"home": {"timeline": line}}})})
    assert READER.recognises(files)
    found = read(READER, files)
    assert places_that_do_not_hold(files, found.records) == []
    return found


def test_the_sample_holds_as_many_posts_as_jq_counts() -> None:
    path = SAMPLES / "x/archive/knowledgemaxxing/x_bookmarks_graphql.json"
    if not path.is_file():
        pytest.skip("no samples")
    found = read(READER, of_sample(path))
    counted = {
        "post": '[.. | objects | select(.__typename? == "Tweet")]',
        "all": "[.data[].timeline.instructions[].entries[]?]",
    }
    for key, program in counted.items():
        done = subprocess.run(["jq", f"{program} | length", path], capture_output=True, text=True, check=True)
        here = len(found.of("post")) + (sum(found.reasons().values()) if key == "all" else 0)
        assert here == int(done.stdout)
    assert found.of("post")[0].author == "Visakan Veerasamy (@visakanv)"
    assert found.of("post")[0].posted_at == "2024-01-15T10:00:00.000Z"


def test_posts_of_any_script_and_an_account_once() -> None:
    found = answer(*(tweet(n, text) for n, text in enumerate(TEXTS)))
    assert [one.text for one in found.of("post")] == list(TEXTS)
    assert [(one.id, one.author, one.text) for one in found.of("account")] == [("7", "Ann (@ann)", "bio")]
    assert found.of("post")[0].author_id == "7"
    assert found.reasons() == {}


def test_quoted_repeated_and_limited_posts_are_posts() -> None:
    limited = {"__typename": "TweetWithVisibilityResults", "tweet": tweet(2)}
    repeated = tweet(3)
    repeated["legacy"]["retweeted_status_result"] = {"result": tweet(4)}
    found = answer(tweet(1, quoted_status_result={"result": limited}), repeated)
    assert [one.id for one in found.of("post")] == ["1", "2", "3", "4"]
    assert (found.of("post")[1].where.path or "").endswith("['quoted_status_result']['result']['tweet']")


def test_long_texts_and_posts_that_are_not_shown() -> None:
    long = {"note_tweet_results": {"result": {"text": "all of it"}}}
    gone = {"__typename": "TweetTombstone", "tombstone": {"text": {"text": "This Post was deleted"}}}
    found = answer(tweet(1, note_tweet=long), gone)
    assert found.of("post")[0].text == "all of it"
    assert found.of("service")[0].text == "This Post was deleted"


def test_entries_without_posts_are_skipped_each() -> None:
    found = answer(tweet(1), {"__typename": "TweetUnavailable"}, None, 5)
    assert (len(found.of("post")), found.reasons()) == (1, {"kind-not-read": 3})


def test_a_single_post() -> None:
    found = read(READER, MemoryFiles({"a.json": json.dumps({"data": {"tweetResult": {"result": tweet(9)}}})}))
    assert [one.where.path for one in found.of("post")] == ["$['data']['tweetResult']['result']"]


@pytest.mark.parametrize(
    "value", [{"data": [{"id": "1", "text": "tweet_results"}]}, {"tweet_results": 5}, ["tweetResult"]]
)
def test_other_json_is_not_taken(value: Any) -> None:
    assert not READER.recognises(MemoryFiles({"a.json": json.dumps(value)}))
