"""Names and forms of the pack."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiant.core import pack_format
from affiant.core.errors import FormatError

DIGEST = sha256(b"").hexdigest()


def lines(*paths: str) -> bytes:
    return b"".join(pack_format.manifest_line(DIGEST, path) for path in paths)


def test_a_manifest_is_read_back_in_its_order() -> None:
    found = pack_format.parse_manifest(lines("a", "a-b", "a/b", "b"), 32, subject="m")
    assert list(found.items()) == [(path, DIGEST) for path in ("a", "a-b", "a/b", "b")]


def test_a_line_is_what_coreutils_write() -> None:
    assert pack_format.manifest_line(DIGEST, "data/a.png") == f"{DIGEST}  data/a.png\n".encode()


def test_an_empty_manifest_names_nothing() -> None:
    assert pack_format.parse_manifest(b"", 32, subject="m") == {}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lines("a")[:-1], id="last line not ended"),
        pytest.param(lines("b", "a"), id="out of order"),
        pytest.param(lines("a", "a"), id="twice"),
        pytest.param(lines("a").replace(b"  ", b" "), id="one space"),
        pytest.param(lines("a").replace(b"  ", b" *"), id="binary mark"),
        pytest.param(lines("a").replace(b"\n", b"\r\n"), id="other line end"),
        pytest.param(lines("a").upper(), id="digest in capitals"),
        pytest.param(lines("a")[1:], id="short digest"),
        pytest.param(b"0" + lines("a"), id="long digest"),
        pytest.param(lines("a") + b"\n", id="an empty line"),
        pytest.param(b"\\" + lines("a"), id="escaped line of coreutils"),
        pytest.param(b"\xef\xbb\xbf" + lines("a"), id="byte order mark"),
        pytest.param(lines("../a"), id="up"),
        pytest.param(lines("/a"), id="from the root"),
        pytest.param(lines("a//b"), id="an empty part"),
        pytest.param(lines("./a"), id="a dot"),
        pytest.param(lines("a\\b"), id="backslash"),
        pytest.param(lines("C:a"), id="a drive"),
        pytest.param(lines("a%0Ab"), id="percent"),
        pytest.param(lines("a").replace(b"  a", b"  a b"), id="a space in the name"),
        pytest.param(lines("a").replace(b"  a", "  é".encode()), id="a letter beyond ASCII"),
        pytest.param(lines("a").replace(b"  a", b"   a"), id="a space before the name"),
    ],
)
def test_a_manifest_of_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError) as refused:
        pack_format.parse_manifest(data, 32, subject="manifest-sha256.txt")
    assert refused.value.subject == "manifest-sha256.txt"


def test_a_manifest_of_the_other_digest_is_refused() -> None:
    with pytest.raises(FormatError):
        pack_format.parse_manifest(lines("a"), 64, subject="m")


@pytest.mark.parametrize("path", ["a", "data/exhibits/E001/E001-01.png", "-a", "_", "a..b", "x" * 100])
def test_safe_paths(path: str) -> None:
    assert pack_format.safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "...",
        "a/..",
        "../a",
        "a/./b",
        "a b",
        "a\n",
        "é",
        "a\\b",
        "a:b",
        "x" * 101,
    ],
)
def test_unsafe_paths(path: str) -> None:
    assert not pack_format.safe_path(path)


@given(st.text())
def test_a_safe_path_stays_below_its_folder(path: str) -> None:
    if pack_format.safe_path(path):
        assert path.isascii()
        assert not path.startswith("/")
        assert not {"", ".", ".."} & set(path.split("/"))


@pytest.mark.parametrize(
    "path",
    [
        *pack_format.SEALED_TAG_FILES,
        *pack_format.SEAL_FILES,
        *pack_format.FIXED_DATA_FILES,
        pack_format.TAG_MANIFEST,
        pack_format.capture_json("E001"),
        pack_format.proof_path("E1000"),
        "data/exhibits/E001/E001-01.png",
    ],
)
def test_files_that_the_format_names(path: str) -> None:
    assert pack_format.named_by_format(path)
    assert pack_format.safe_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "readme.txt",
        "verify.sh",
        "seal/extra",
        "seal/tagmanifest-sha256.txt.sig2",
        "data/extra.txt",
        "data/exhibits/E001",
        "data/exhibits/E01/a.png",
        "data/exhibits/E001/.hidden",
        "data/exhibits/E001/a/b.png",
        "data/exhibits/E001/a.png\n",
        "data/ledger/proofs/E001.txt",
        "data/ledger/proofs/E001.tlog-proof/x",
        "tagmanifest-sha512.txt",
        "fetch.txt",
        "Data/pack.json",
    ],
)
def test_files_that_the_format_does_not_name(path: str) -> None:
    assert not pack_format.named_by_format(path)


def test_exhibits_are_numbered_from_one_with_three_digits_or_more() -> None:
    assert [pack_format.exhibit_id(number) for number in (1, 999, 1000)] == ["E001", "E999", "E1000"]


def test_the_tag_manifest_lists_sorted_names() -> None:
    assert sorted(pack_format.SEALED_TAG_FILES) == list(pack_format.SEALED_TAG_FILES)


def test_the_statement_names_every_field() -> None:
    statement = pack_format.Statement(
        profile="court",
        language="en",
        case_id="id",
        case_title="title",
        made_at="2026-01-01T00:00:00.000Z",
        tree_size=9,
        captures=2,
        of=3,
        withdrawn=1,
        withheld=("path",),
        seals=pack_format.SEALS,
        fingerprint="ab" * 32,
        exhibits=("E001", "E002"),
    )
    assert statement.to_json() == {
        "captures": 2,
        "case": {"id": "id", "title": "title"},
        "exhibits": ["E001", "E002"],
        "fingerprint": "ab" * 32,
        "format": "affiant-pack-v1",
        "language": "en",
        "made_at": "2026-01-01T00:00:00.000Z",
        "of": 3,
        "profile": "court",
        "seals": ["sshsig", "cms", "pades", "checkpoint"],
        "tree_size": 9,
        "withdrawn": 1,
        "withheld": ["path"],
    }
