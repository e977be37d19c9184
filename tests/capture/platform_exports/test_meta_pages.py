"""Facebook's and Instagram's downloads as HTML pages; only generated ones were seen."""

from __future__ import annotations

import pytest
from tests.fakes.exports import MemoryFiles, WasRead, mutations, read
from tests.fakes.made_exports import EMOJI, TEXTS, URDU

from affiant.capture.platform_exports import html_cells
from affiant.capture.platform_exports.reader import ExportReader
from affiant.capture.platform_exports.registry import READERS

BY_KEY = {one.key: one for one in READERS}
STYLE = "<style>._a6-g{padding:8px}._a6-g ._a6-h{color:#000}</style>"


def page(*blocks: str, also: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"/><title>x</title>{STYLE}<base href="../../"/></head>'
        f'<body><a href="https://www.facebook.com/">{also}</a>'
        f'<div class="_a706" role="main">{"".join(blocks)}</div></body></html>'
    )


def of_instagram(heading: str, text: str, when: str, extra: str = "") -> str:
    return (
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _2pim _a6-h _a6-i">{heading}</div>'
        f'<div class="_3-95 _a6-p"><div><div></div><div>{text}</div><div></div>{extra}</div></div>'
        f'<div class="_3-94 _a6-o">{when}</div></div>'
    )


def of_facebook(heading: str, text: str, when: str, extra: str = "") -> str:
    return (
        f'<section class="_a6-g" aria-labelledby="u_0"><h2 class="_2ph_ _a6-h _a6-i" id="u_0">{heading}</h2>'
        f'<div class="_2ph_ _a6-p"><div><div></div><div>{text}</div>{extra}</div></div><footer class="_3-94 _a6-o">'
        f'<a href="https://www.facebook.com/dyi/l/?l=A"><div class="_a72d">{when}</div></a></footer></section>'
    )


def both(files: MemoryFiles) -> tuple[str, WasRead]:
    reader: ExportReader = next(one for one in READERS if one.recognises(files))
    return reader.key, read(reader, files)


def test_instagrams_conversations_posts_and_follows() -> None:
    folder = "your_instagram_activity"
    files = MemoryFiles(
        {
            f"{folder}/messages/inbox/ahmad_1/message_1.html": page(
                *(of_instagram("احمد", text, "Jan 01, 2025 9:00 am") for text in TEXTS),
                of_instagram(
                    "Ann", "<img src='photos/1.jpg'/>", "Jan 01, 2025 9:01 am", '<ul class="_a6-q"><li>❤Ann</li></ul>'
                ),
            ),
            f"{folder}/media/posts_1.html": page(
                of_instagram(
                    f"{URDU} &amp; more", '<a href="media/posts/1.jpg"><img src="media/posts/1.jpg"/></a>', "x 2024"
                )
            ),
            "connections/followers_1.html": page(
                of_instagram("", '<a href="https://www.instagram.com/ann">ann</a>', "Jun 07, 2024 5:44 am")
            ),
            "start_here.html": "<html><body>start</body></html>",
        }
    )
    key, found = both(files)
    assert key == "instagram"
    messages = found.of("message")
    assert [one.text for one in messages] == [*TEXTS, ""]
    assert {one.author for one in messages} == {"احمد", "Ann"}
    assert (messages[0].posted_at, messages[0].posted_as) == (None, "Jan 01, 2025 9:00 am")
    assert messages[0].notes == ("time-zone-unknown",)
    assert (messages[0].conversation, messages[4].media) == ("ahmad_1", ("photos/1.jpg",))
    post = found.of("post")[0]
    assert (post.text, post.media) == (f"{URDU} & more", ("media/posts/1.jpg",))
    assert found.of("account")[0].url == "https://www.instagram.com/ann"
    assert found.reasons() == {"file-not-read": 1}


def test_facebooks_pages_of_another_generation() -> None:
    name = "your_facebook_activity/messages/inbox/ann_1/message_1.html"
    files = MemoryFiles({name: page(*(of_facebook("Ann", text, "Dec 25, 2020 11:30:00 pm") for text in TEXTS))})
    key, found = both(files)
    assert key == "facebook"
    assert [one.text for one in found.of("message")] == list(TEXTS)
    assert {one.posted_as for one in found.records} == {"Dec 25, 2020 11:30:00 pm"}
    assert all(one.url is None for one in found.records)


def test_every_block_has_its_bytes() -> None:
    blocks = [of_facebook("Ann", text, "Dec 25, 2020") for text in TEXTS]
    data = page(*blocks).encode()
    _, found = both(MemoryFiles({"message_1.html": data}))
    parts = [data[one.where.start or 0 :][: one.where.length].decode() for one in found.records]
    assert [part[: len(block)] for part, block in zip(parts, blocks, strict=True)] == blocks


def test_a_foot_without_a_figure_is_no_time() -> None:
    _, found = both(MemoryFiles({"message_1.html": page(of_instagram("Ann", EMOJI, "x"))}))
    assert (found.records[0].posted_as, found.records[0].notes) == (None, ())


def test_blocks_that_say_nothing_or_too_much_are_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_cells, "MAX_CELL", 2_000)
    blocks = [
        of_facebook("", "", "Dec 25"),
        of_facebook("Ann", "x" * 3_000, "Dec 25"),
        of_facebook("Ann", "<1>" * 501, ""),
    ]
    _, found = both(MemoryFiles({"message_1.html": page(*blocks, of_facebook("Ann", "good", "Dec 25"))}))
    assert [one.text for one in found.records] == ["good"]
    assert found.reasons() == {"entry-without-form": 2, "entry-too-large": 1}


@pytest.mark.parametrize("key", ["facebook", "instagram"])
def test_damaged_pages_end_in_records_and_skips(key: str) -> None:
    files = MemoryFiles(
        {"message_1.html": page(*(of_facebook("Ann", text, "Dec 25") for text in TEXTS), also="instagram.com")}
    )
    for damaged in mutations(files, seed=3):
        BY_KEY[key].recognises(damaged)
        read(BY_KEY[key], damaged)


def test_who_takes_part_is_no_message_of_theirs() -> None:
    people = '<div class="pam _a6-g uiBoxWhite noborder"><div class="_a6-h">Participants: Ann, Bob</div></div>'
    folder = "your_instagram_activity/messages/inbox/ann_1"
    _, found = both(MemoryFiles({f"{folder}/message_1.html": page(people, of_instagram("Ann", "hi", "Dec 25, 2020"))}))
    assert [(one.kind, one.author, one.text) for one in found.records] == [
        ("service", None, "Participants: Ann, Bob"),
        ("message", "Ann", "hi"),
    ]


def test_reactions_to_messages_are_records() -> None:
    extra = '<ul class="_a6-q"><li>❤Ann</li><li>👍احمد</li></ul>'
    _, found = both(MemoryFiles({"message_1.html": page(of_instagram("Bob", "hi", "Dec 25, 2020", extra))}))
    assert [(one.author, one.text) for one in found.of("message")] == [("Bob", "hi")]
    assert [one.text for one in found.of("reaction")] == ["❤Ann", "👍احمد"]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("", "ann_2001"), ('<h2 class="_a6-h">ann_2001</h2>', "https://www.instagram.com/_u/ann_2001")],
)
def test_people_in_lists_have_their_name_and_the_time_below_it(heading: str, shown: str) -> None:
    listed = (
        f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">{heading}<div class="_a6-p"><div><div>'
        f'<a target="_blank" href="https://www.instagram.com/ann_2001">{shown}</a></div>'
        "<div>ago 10, 2026 4:38 da manhã</div></div></div></div>"
    )
    _, found = both(MemoryFiles({"connections/followers_and_following/followers_1.html": page(listed)}))
    (account,) = found.records
    assert (account.kind, account.author, account.url) == ("account", "ann_2001", "https://www.instagram.com/ann_2001")
    assert (account.posted_at, account.posted_as) == (None, "ago 10, 2026 4:38 da manhã")
    assert account.notes == ("time-zone-unknown",)


def test_a_page_whose_style_is_longer_than_a_head_is_recognised() -> None:
    long = page(of_instagram("Ann", "hi", "Dec 25, 2020")).replace(
        STYLE, f"<style>{'._3-95{margin:1px}' * 5_000}</style>"
    )
    key, found = both(MemoryFiles({"your_instagram_activity/messages/inbox/a_1/message_1.html": long}))
    assert (key, len(found.records)) == ("instagram", 1)
