"""Whatever a pack holds, the answer is a verdict: nothing raises, nothing hangs, nothing wrong passes."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.pack_keys import PackKeys
from tests.fakes.pack_maker import Hooks, PackMaker, write_folder
from tests.fakes.token_maker import TokenMaker
from tests.fakes.verdicts import judge

from affiant.core import pack_format as form
from affiant.core.event import Draft
from affiant.core.verdict import State

GARBAGE = (b"", b"{}", b"[]", b"null\n", b"\xff" * 40, b'{"a":' * 100, b"\n", b"0" * 100_000)
VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    "",
    "x" * 5000,
    [],
    [[]],
    {},
    {"a": []},
    ["é"],
)


@pytest.fixture(scope="module")
def good(keys: PackKeys, authority: TokenMaker) -> dict[str, bytes]:
    return PackMaker(
        keys, time=form.TIME_STAMPED, stamp=lambda digest: {form.SEAL_TSR: authority.reply(digest)}
    ).files()


def test_garbage_in_place_of_any_file_is_a_verdict(good: dict[str, bytes], keys: PackKeys, tmp_path: Path) -> None:
    folder = write_folder(good, tmp_path / "P")
    for path, content in good.items():
        for garbage in (*GARBAGE, content[: len(content) // 2]):
            (folder / path).write_bytes(garbage)
            assert judge(folder, keys.trust()).word != "verified", (path, garbage[:20])
        (folder / path).write_bytes(content)


def test_garbage_that_was_sealed_is_a_verdict(keys: PackKeys, good: dict[str, bytes], tmp_path: Path) -> None:
    judged = 0
    for path in sorted(one for one in good if one.startswith("data/") and one != form.STATEMENT):
        for number, garbage in enumerate(GARBAGE):
            maker = PackMaker(keys, Hooks(data=lambda files, p=path, g=garbage: files.update({p: g})))  # type: ignore[misc]
            verdict = judge(maker.folder(tmp_path, f"{judged}-{number}"))
            judged += 1
            if path not in (form.SPEC, form.OPENINGS):
                assert verdict.word == "failed", (path, garbage[:20])
    assert judged > 100


def test_events_with_fields_of_any_kind_are_a_verdict(keys: PackKeys, tmp_path: Path) -> None:
    source = random.Random(7)
    kinds = ("case.created", "account.added", "account.observed", "capture.added")
    for number in range(120):
        kind = source.choice(kinds)

        def spoil(drafts: list[Draft], kind: str = kind) -> None:
            place = source.choice([at for at, one in enumerate(drafts) if one.type == kind])
            key = source.choice(sorted(drafts[place].data))
            drafts[place] = replace(drafts[place], data={**drafts[place].data, key: source.choice(VALUES)})

        try:
            folder = PackMaker(keys, Hooks(drafts=spoil)).folder(tmp_path, str(number))
        except (KeyError, TypeError, AttributeError, IndexError, ValueError):
            # Our little writer cannot describe such a case; the verifier must not be the one that cannot.
            continue
        assert {one.state for one in judge(folder).lines} <= set(State)


def test_descriptions_with_fields_of_any_kind_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    base = json.loads(PackMaker(keys).files()[form.capture_json("E001")])
    for number, (key, value) in enumerate((key, value) for key in base for value in VALUES):
        text = json.dumps(base | {key: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        if value == base[key]:
            continue
        maker = PackMaker(keys, Hooks(data=lambda files, t=text: files.update({form.capture_json("E001"): t})))  # type: ignore[misc]
        assert judge(maker.folder(tmp_path, str(number))).word == "failed", (key, value)


def test_statements_with_fields_of_any_kind_are_refused(keys: PackKeys, tmp_path: Path) -> None:
    base = json.loads(PackMaker(keys).files()[form.STATEMENT])
    for number, (key, value) in enumerate((key, value) for key in base for value in VALUES):
        text = json.dumps(base | {key: value}, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        if key == "language" and isinstance(value, str):
            continue

        def put(files: dict[str, bytes], text: bytes = text) -> None:
            files[form.STATEMENT] = text

        # bag-info.txt is made from the good statement, then the wrong one is sealed with it.
        maker = PackMaker(keys, Hooks(manifests=put))
        assert judge(maker.folder(tmp_path, str(number))).word == "failed", (key, value)
