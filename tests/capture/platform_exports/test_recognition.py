"""Which reader takes which sample: exactly one, or none, over every file that lies beside the project."""

from __future__ import annotations

import fnmatch
from pathlib import Path

import pytest
from tests.fakes.exports import SAMPLES, of_sample

from affiant.capture.platform_exports.registry import READERS

if not SAMPLES.is_dir():
    pytest.skip(f"no samples at {SAMPLES}; AFFIANT_SAMPLES names them", allow_module_level=True)

FOLDERS = ("facebook", "instagram", "telegram", "text", "whatsapp", "x", "youtube")
OF_NONE = (
    "*.jpg",
    "*.mp4",
    "*.webp",
    "*.yaml",  # no parser for YAML among our dependencies
    "instagram/graph/apidata/medias/insights*.json",
    "instagram/graph/apidata/medias/product_tags.json",
    "instagram/graph/apidata/users/*catalog*.json",
    "instagram/graph/apidata/users/*hashtag*.json",
    "instagram/graph/apidata/users/content_publish_limit.json",
    "instagram/graph/apidata/users/product_appeal.json",
    "instagram/graph/apidata/users/user_insights.json",
    "text/*",
    "x/api-v1.1/*/get_status_oembed.json",
    "x/api-v1.1/*/get_trends_current_unicode.json",
    "x/api-v2/*/apis/tweet/tweets_counts_*.json",
    "x/api-v2/*/apis/user/*block_user_resp.json",
    "x/api-v2/*/models/compliance_job.json",
    "x/api-v2/*/models/list.json",
    "x/api-v2/*/models/meta*.json",
    "x/api-v2/*/models/place.json",
    "x/api-v2/*/models/poll.json",
    "x/api-v2/*/models/rule.json",
    "x/api-v2/*/models/space.json",
    "x/api-v2/*/streams/*",
    "youtube/api/modeldata/channels/channel_[bcst]*.json",  # parts of a resource, without a kind
    "youtube/takeout/BrowserHistory.json",
)
"""Files that hold no account, post, comment or message, or are in a form that is not read."""
OF_READERS = (
    ("facebook/dyi/*", "facebook"),
    ("facebook/graph/*", "facebook_graph"),
    ("instagram/dyi/*", "instagram"),
    ("instagram/graph/*", "instagram_graph"),
    ("x/api-*", "x_api"),
    ("x/vcr/*", "x_api"),
    ("x/archive/*.json", "x_web"),
    ("x/archive/*", "x_archive"),
    ("youtube/api/*", "youtube_api"),
    ("youtube/takeout/*", "youtube_takeout"),
)
FILES = sorted(
    path.relative_to(SAMPLES).as_posix()
    for folder in FOLDERS
    for path in (SAMPLES / folder).rglob("*")
    if path.is_file()
)
SECTIONS = [folder for folder, _ in OF_READERS if (SAMPLES / folder.removesuffix("/*")).is_dir()]


def takers(path: Path) -> list[str]:
    files = of_sample(path)
    return [reader.key for reader in READERS if reader.recognises(files)]


def test_each_file_is_taken_by_its_reader_and_by_no_other() -> None:
    wrong: list[str] = []
    for name in FILES:
        found = takers(SAMPLES / name)
        of_none = any(fnmatch.fnmatch(name, pattern) for pattern in OF_NONE)
        expected = next((key for pattern, key in OF_READERS if fnmatch.fnmatch(name, pattern)), None)
        if expected is None and not of_none:
            known = not found or found[0].startswith(name.partition("/")[0])
        else:
            known = found == ([] if of_none else [expected])
        if not known:
            wrong.append(f"{name}: {found}")
    assert wrong == []


@pytest.mark.parametrize("section", SECTIONS)
def test_each_folder_is_taken_by_its_reader(section: str) -> None:
    assert takers(SAMPLES / section.removesuffix("/*"))[:1] == [dict(OF_READERS)[section]]
