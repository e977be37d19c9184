import errno
import json
import zipfile
from pathlib import Path

import pytest
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import export, files_of, pack_case
from tests.fakes.time_authority import LocalAuthority
from tests.fakes.time_stamper import UncheckedStamper

from affiant.core import event_types, pack_format, trust
from affiant.core.checkpoint import parse as parse_checkpoint
from affiant.core.errors import AffiantError, Cancelled, ExitStatus
from affiant.core.event import Draft
from affiant.core.event import parse as parse_event
from affiant.core.merkle import RunningRoot
from affiant.core.pack_format import named_by_format, parse_manifest
from affiant.core.progress import Silent
from affiant.export.folder_target import FolderTarget
from affiant.export.pack_writer import top_folder
from affiant.export.registry import PROFILES
from affiant.export.zip_target import ZipTarget
from affiant.verify.verify import verify_pack

KEYS = [one.key for one in PROFILES]


@pytest.fixture
def case(tmp_path) -> MemoryCase:
    return pack_case(tmp_path / "case")


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> LocalAuthority:
    return LocalAuthority(tmp_path_factory.mktemp("tsa") / "a")


def _verdict(case: MemoryCase, pack: Path, roots: tuple[str, ...] = ()):
    known = trust.parse(trust.write([case.signer.public], list(roots)))
    return verify_pack(pack, known, Silent())


def _lines(verdict) -> dict[str, str]:
    return {str(line.name): str(line.state) for line in verdict.lines}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("as_zip", [False, True])
def test_our_own_verifier_finds_nothing_but_the_missing_time(case, tmp_path, key, as_zip) -> None:
    written = export(case, key, tmp_path / ("pack.zip" if as_zip else "pack"), as_zip=as_zip)
    verdict = _verdict(case, written.path)
    assert _lines(verdict) == {"contents": "pass", "signer": "pass", "time": "warn"}
    assert written.time == "pending"
    assert written.time_reason


@pytest.mark.parametrize("key", KEYS)
def test_the_pack_holds_what_the_format_names_and_nothing_else(case, tmp_path, key) -> None:
    written = export(case, key, tmp_path / "pack")
    files = files_of(tmp_path / "pack")
    assert all(named_by_format(path) for path in files)
    assert {*pack_format.SEALED_TAG_FILES, *pack_format.FIXED_DATA_FILES} <= files.keys()
    assert written.files == len(files)
    sha256 = parse_manifest(files["manifest-sha256.txt"], 32, subject="")
    sha512 = parse_manifest(files["manifest-sha512.txt"], 64, subject="")
    assert list(sha256) == list(sha512) == sorted(path for path in files if path.startswith("data/"))
    assert list(parse_manifest(files["tagmanifest-sha256.txt"], 32, subject="")) == sorted(pack_format.SEALED_TAG_FILES)


def test_an_extracted_zip_is_the_folder(case, tmp_path) -> None:
    export(case, "court", tmp_path / "folder")
    export(case, "court", tmp_path / "pack.zip", as_zip=True)
    with zipfile.ZipFile(tmp_path / "pack.zip") as found:
        inside = {one.removeprefix("pack/"): found.read(one) for one in found.namelist()}
    folder = files_of(tmp_path / "folder")
    changing = {"seal/tagmanifest-sha256.txt.p7s"}
    assert {path: inside[path] for path in inside if path not in changing} == {
        path: folder[path] for path in folder if path not in changing
    }


@pytest.mark.parametrize("key", KEYS)
def test_the_same_state_gives_the_same_bytes_seals_aside(case, tmp_path, key) -> None:
    export(case, key, tmp_path / "one", nonces="one")
    export(case, key, tmp_path / "two", nonces="two", captures=("C00003", "C00001", "C00002"))
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert one.keys() == two.keys()
    differing = {path for path in one if one[path] != two[path]}
    # Signing time in the CMS, nonce in the query. The dossier's seal, the manifests and the SSHSIG are the same.
    assert differing <= {"seal/tagmanifest-sha256.txt.p7s", "seal/tagmanifest-sha256.txt.tsq"}


def test_what_is_recorded_after_the_checkpoint_is_not_in_the_pack(case, tmp_path) -> None:
    note, size = case.checkpoint(), case.size()
    case.record(Draft(event_types.SESSION_CLOSED, {}))
    case.checkpoint = lambda: note  # type: ignore[method-assign]
    export(case, "court", tmp_path / "pack")
    assert len(files_of(tmp_path / "pack")["data/ledger/events.jsonl"].splitlines()) == size


@pytest.mark.parametrize("key", KEYS)
def test_a_page_captured_while_the_pack_is_written_is_not_counted(case, tmp_path, key) -> None:
    class Capturing:
        """The window captures pages on a lane of its own."""

        def report(self, done: int, total: int | None, what: str) -> None:
            if what == "Reading the ledger":
                case.withdraw(case.add_web_capture(("screenshot", b"late", "image/png")).id)
                case.add_web_capture(("screenshot", b"later", "image/png"))

    before = case.count_captures()
    written = export(case, key, tmp_path / "pack", progress=Capturing())
    assert written.of == before < case.count_captures()
    assert _lines(_verdict(case, written.path))["contents"] == "pass"


@pytest.mark.parametrize("key", KEYS)
def test_events_that_are_left_out_keep_the_tree_whole(case, tmp_path, key) -> None:
    export(case, key, tmp_path / "pack")
    files = files_of(tmp_path / "pack")
    tree = RunningRoot()
    shown = []
    for seq, line in enumerate(files["data/ledger/events.jsonl"].splitlines(), start=1):
        found = json.loads(line)
        assert found["seq"] == seq
        if found.keys() == {"leaf", "seq"}:
            tree.add(bytes.fromhex(found["leaf"]))
        else:
            event = parse_event(line)
            shown.append(event)
            tree.add(event.leaf)
    checkpoint = parse_checkpoint(files["data/ledger/checkpoint"])
    assert (tree.size, tree.root()) == (checkpoint.size, checkpoint.root)
    if key == "court":
        assert len(shown) == checkpoint.size
    else:
        captures = {one.data["capture"] for one in shown if "capture" in one.data}
        assert captures == {"C00001", "C00002", "C00003"}
        assert {one.data["account"] for one in shown if one.type.startswith("account.")} == {"A001", "A002"}
        assert event_types.CAPTURE_WITHDRAWN not in {one.type for one in shown}


def test_press_and_platform_open_nothing_and_court_opens_exif_alone(case, tmp_path) -> None:
    for key in ("press", "platform"):
        export(case, key, tmp_path / key)
        files = files_of(tmp_path / key)
        assert files["data/ledger/openings.jsonl"] == b""
        assert json.loads(files["data/pack.json"])["withheld"] == ["exif", "machine", "path", "user"]
        everything = b"".join(data for path, data in files.items() if path != pack_format.SPEC)
        assert b"laptop-7" not in everything
        assert b"/home/operator" not in everything
        assert b"Camera 3" not in everything
    export(case, "court", tmp_path / "court")
    files = files_of(tmp_path / "court")
    opened = [json.loads(line) for line in files["data/ledger/openings.jsonl"].splitlines()]
    assert {one["field"] for one in opened} == {"exif"}
    assert [one["seq"] for one in opened] == sorted(one["seq"] for one in opened)
    assert json.loads(files["data/pack.json"])["withheld"] == ["machine", "path", "user"]
    assert not [path for path in files if path != pack_format.SPEC and b"laptop-7" in files[path]]


def test_an_opening_that_the_case_lost_is_refused(case, tmp_path) -> None:
    case.openings = lambda seq: ()  # type: ignore[method-assign]
    with pytest.raises(AffiantError) as caught:
        export(case, "court", tmp_path / "pack")
    assert caught.value.code == "opening-missing"


def test_the_statement_counts_what_is_shown_and_what_is_not(case, tmp_path) -> None:
    written = export(case, "press", tmp_path / "pack", captures=("C00002",))
    found = json.loads((tmp_path / "pack/data/pack.json").read_bytes())
    assert (found["captures"], found["of"], found["withdrawn"]) == (1, 4, 1)
    assert (written.captures, written.of, written.tree_size) == (1, 4, case.size())
    assert found["made_at"] == case.event(case.size()).at


def test_a_stamped_pack_passes_on_all_three_lines(case, tmp_path, authority) -> None:
    stamper = UncheckedStamper(authority)
    written = export(case, "court", tmp_path / "pack", stamper=stamper)
    assert (written.time, written.time_reason, stamper.calls) == ("stamped", "", 2)
    files = files_of(tmp_path / "pack")
    assert "seal/tagmanifest-sha256.txt.tsr" in files
    assert "seal/tagmanifest-sha256.txt.tsq" not in files
    assert b"Affiant-Time: stamped\n" in files["bag-info.txt"]
    verdict = _verdict(case, tmp_path / "pack", (authority.root_pem,))
    # The clock of the fake case is not that of the authority, which states today.
    assert _lines(verdict)["contents"] == _lines(verdict)["signer"] == "pass"
    assert _lines(verdict)["time"] in ("pass", "warn")


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_failing_authority_leaves_a_good_pack_that_says_pending(case, tmp_path, authority, as_zip, fails_at) -> None:
    stamper = UncheckedStamper(authority, fails_at)
    written = export(case, "press", tmp_path / "pack.zip", stamper=stamper, as_zip=as_zip)
    assert written.time == "pending"
    assert written.time_reason == "The time-stamping authority cannot be reached."
    assert stamper.calls == fails_at
    verdict = _verdict(case, written.path)
    assert _lines(verdict) == {"contents": "pass", "signer": "pass", "time": "warn"}
    if not as_zip:
        files = files_of(written.path)
        assert b"Affiant-Time: pending\n" in files["bag-info.txt"]
        assert "seal/tagmanifest-sha256.txt.tsq" in files


def _nothing_left(tmp_path: Path) -> bool:
    return [one.name for one in tmp_path.iterdir()] == ["case"]


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_damaged_object_is_named_and_nothing_is_left(case, tmp_path, as_zip) -> None:
    path = case.object_path(case.capture("C00002").artefacts[0].sha256)
    data = bytearray(path.read_bytes())
    data[5] ^= 1
    path.write_bytes(data)
    with pytest.raises(AffiantError) as caught:
        export(case, "court", tmp_path / "pack", as_zip=as_zip)
    assert caught.value.code == "object-damaged"
    assert caught.value.subject.startswith("C00002, ")
    assert caught.value.status == ExitStatus.FAILED_VERIFICATION
    assert _nothing_left(tmp_path)


class CancelAt:
    def __init__(self, call: int) -> None:
        self._left = call

    def report(self, done: int, total: int | None, what: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@pytest.mark.parametrize("as_zip", [False, True])
def test_cancelling_at_any_report_leaves_nothing(case, tmp_path, as_zip) -> None:
    class Counter:
        calls = 0

        def report(self, done: int, total: int | None, what: str) -> None:
            assert total is None or 0 <= done <= total
            self.calls += 1

    counter = Counter()
    export(case, "press", tmp_path / "case" / "whole", progress=counter)
    assert counter.calls > 20
    for call in range(0, counter.calls, 5):
        with pytest.raises(Cancelled):
            export(case, "press", tmp_path / "pack", progress=CancelAt(call), as_zip=as_zip)
        assert _nothing_left(tmp_path)


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_nothing_is_left(case, tmp_path, monkeypatch, as_zip, code) -> None:
    kind = ZipTarget if as_zip else FolderTarget
    real = kind.write

    def write(self, path, size, chunks) -> None:
        if path.startswith("manifest"):
            raise OSError(code, "full")
        real(self, path, size, chunks)

    monkeypatch.setattr(kind, "write", write)
    with pytest.raises(AffiantError) as caught:
        export(case, "press", tmp_path / "pack", as_zip=as_zip)
    assert (caught.value.code, caught.value.status) == ("disk-full", ExitStatus.DISK)
    assert _nothing_left(tmp_path)


def test_a_folder_that_is_not_there_is_said(case, tmp_path) -> None:
    with pytest.raises(AffiantError) as caught:
        export(case, "press", tmp_path / "missing" / "pack")
    assert (caught.value.code, caught.value.status) == ("target-unwritable", ExitStatus.DISK)


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_what_is_there_already_is_never_touched(case, tmp_path, as_zip, kind) -> None:
    target = tmp_path / "pack"
    if kind == "file":
        target.write_text("mine")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(AffiantError) as caught:
        export(case, "press", target, as_zip=as_zip)
    assert caught.value.code == "target-exists"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "pack"]
    assert kind != "file" or target.read_text() == "mine"


def test_what_appears_while_the_pack_is_written_is_not_replaced(case, tmp_path) -> None:
    class Appears:
        def report(self, done: int, total: int | None, what: str) -> None:
            if what == "Writing the pack":
                (tmp_path / "pack").mkdir(exist_ok=True)

    with pytest.raises(AffiantError) as caught:
        export(case, "press", tmp_path / "pack", progress=Appears())
    assert caught.value.code == "target-exists"
    assert not list((tmp_path / "pack").iterdir())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case", "pack"]


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("p.zip", "p"),
        ("P.ZIP", "P"),
        ("a b?.zip", "a-b"),
        ("کیس.zip", "pack"),
        ("...zip", "pack"),
        ("x" * 300, "x" * 100),
    ],
)
def test_the_top_folder_has_a_name_that_packs_allow(name, top) -> None:
    assert top_folder(Path(name)) == top
