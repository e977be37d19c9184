from __future__ import annotations

import base64
import io
import json
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from tests.fakes.signer import MemorySigner
from tests.fakes.store_ports import START, MemoryAnchors, account_drafts, add_bytes, object_file, store_ports

from affiant.core import checkpoint
from affiant.core import event_types as types
from affiant.core.clock import FixedClock
from affiant.core.errors import AffiantError, ExitStatus
from affiant.core.event import Draft
from affiant.core.merkle import RunningRoot
from affiant.core.progress import Silent
from affiant.store.case import Case
from affiant.store.ports import StorePorts


def withdrawal(capture: str = "C00001") -> Draft:
    return Draft(types.CAPTURE_WITHDRAWN, {"capture": capture, "reason": "wrong file"})


def event_types_of(case: Case) -> list[str]:
    return [event.type for event in case.events()]


def test_a_new_case_begins_with_its_creation_and_a_session(case: Case) -> None:
    assert event_types_of(case) == [types.CASE_CREATED, types.SESSION_OPENED]
    created = case.event(1)
    signer = MemorySigner().public
    assert created.data["signer"]["fingerprint"] == signer.fingerprint
    assert base64.b64decode(created.data["signer"]["ed25519"]) == signer.ed25519
    assert (case.info.id, case.info.title, case.info.created_at) == (created.case, "A case", created.at)
    assert set(case.event(2).committed) == {"machine", "user"}


def test_the_signer_is_named_by_the_der_of_its_certificate(case: Case) -> None:
    certificate = MemorySigner().certificate

    assert case.event(1).data["signer"]["certificate_sha256"] == certificate.fingerprint(SHA256()).hex()


def test_a_capture_is_there_after_opening_again(folder: Path, ports: StorePorts) -> None:
    with Case.create(folder, "A case", ports) as case, case.batch() as batch:
        capture = add_bytes(batch, b"evidence", name="a\nb\u202e.png")
        events = batch.commit()
    assert [event.type for event in events] == [types.CAPTURE_ADDED]
    with Case.open(folder, ports) as case:
        found = case.capture(capture)
        assert found is not None
        assert found.artefacts[0].name == "a\nb\u202e.png"
        assert case.object_path(found.artefacts[0].sha256).read_bytes() == b"evidence"
        assert [(one.field, one.value) for one in case.openings(found.seq)] == [("path", "/evidence/a\nb\u202e.png")]


def test_an_object_is_a_read_only_file_named_by_its_sha256(folder: Path, case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    assert stat.S_IMODE(object_file(folder, b"evidence").stat().st_mode) == 0o444


def test_every_commit_signs_a_checkpoint_over_all_events(case: Case, ports: StorePorts) -> None:
    case.record(account_drafts(1))
    tree = RunningRoot()
    tree.extend(event.leaf for event in case.events())
    note = checkpoint.parse(case.checkpoint())
    assert (note.size, note.root) == (case.size(), tree.root())
    MemorySigner().ed25519_key.public_key().verify(note.signatures[0].signature[:], note.text)
    assert ports.anchors.newest(case.info.id) == case.checkpoint()


def test_leaving_a_batch_without_commit_leaves_nothing(folder: Path, case: Case) -> None:
    before = case.size()
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
    assert case.size() == before
    assert not object_file(folder, b"evidence").exists()
    assert list((folder / "objects" / "tmp").iterdir()) == []
    case.record(account_drafts(1))


def test_bytes_that_no_draft_names_are_not_kept(folder: Path, case: Case) -> None:
    with case.batch() as batch:
        batch.intake(io.BytesIO(b"unnamed"), Silent())
        add_bytes(batch, b"named")
        batch.commit()
    assert not object_file(folder, b"unnamed").exists()
    assert object_file(folder, b"named").exists()
    assert list((folder / "objects" / "tmp").iterdir()) == []


def test_the_same_bytes_again_are_a_new_capture_of_one_object(folder: Path, case: Case) -> None:
    for _ in range(2):
        with case.batch() as batch:
            add_bytes(batch, b"evidence")
            add_bytes(batch, b"evidence")
            batch.commit()
    assert case.count_captures() == 4
    assert case.first_capture_of(object_file(folder, b"evidence").name) == "C00001"
    assert len(list((folder / "objects").glob("??/*"))) == 1


@pytest.mark.parametrize("damage", ["missing", "cut", "longer"])
def test_a_missing_or_cut_object_is_healed_by_the_same_bytes(folder: Path, case: Case, damage: str) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    file = object_file(folder, b"evidence")
    file.unlink()
    if damage != "missing":
        file.write_bytes(b"evi" if damage == "cut" else b"evidence, and more")
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    assert file.read_bytes() == b"evidence"


def test_an_object_of_the_right_size_is_left_as_it_is(folder: Path, case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    file = object_file(folder, b"evidence")
    node = file.stat().st_ino
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    assert file.stat().st_ino == node


def test_numbers_count_drafts_of_the_batch(case: Case) -> None:
    with case.batch() as batch:
        assert batch.next_account_number() == 1
        for draft in account_drafts(1):
            batch.record(draft)
        assert batch.next_account_number() == 2
        add_bytes(batch, b"one")
        assert batch.next_capture_number() == 2
        batch.commit()
    assert (case.next_capture_number(), case.next_account_number()) == (2, 2)


def test_an_event_about_bytes_that_are_not_in_custody_is_refused(case: Case) -> None:
    draft = Draft(types.TIME_REQUESTED, {"size": 1, "imprint": "0" * 64, "nonce": "1", "query": "1" * 64})
    before = case.size()
    with pytest.raises(ValueError, match="not in custody"):
        case.record([draft])
    assert case.size() == before


def test_an_event_of_no_known_type_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="no event has the type"):
        case.record([Draft("case.deleted", {})])


def test_a_batch_inside_a_batch_is_refused_instead_of_waiting_for_itself(case: Case) -> None:
    with case.batch(), pytest.raises(ValueError, match="a batch is open"):
        case.batch()
    case.record(account_drafts(1))


def test_batches_of_other_threads_follow_one_another(case: Case) -> None:
    def add() -> None:
        with case.batch() as batch:
            add_bytes(batch, b"from a thread")
            batch.commit()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [capture.number for capture in case.captures()] == [1, 2, 3, 4]


def test_a_writer_does_not_keep_readers_waiting(folder: Path, case: Case) -> None:
    with case.batch() as batch:
        add_bytes(batch, b"evidence")
        with Case.open_read_only(folder) as reader:
            assert reader.count_captures() == 0
            batch.commit()
            assert reader.count_captures() == 1


def test_a_session_that_ends_records_its_end(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    with Case.open_read_only(folder) as reader:
        assert reader.event(reader.size()).type == types.SESSION_CLOSED
    assert (folder / "case.lock").read_bytes() == b""


def test_closing_twice_does_nothing(case: Case) -> None:
    case.close()
    case.close()


def test_a_case_is_not_made_in_a_folder_that_holds_something(folder: Path, ports: StorePorts) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(AffiantError) as caught:
        Case.create(folder, "A case", ports)
    assert caught.value.code == "case-exists"
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_case_is_made_where_making_one_broke_off(folder: Path, ports: StorePorts) -> None:
    (folder / "objects" / "tmp").mkdir(parents=True)
    (folder / "case.sqlite.founding").write_bytes(b"half")
    with Case.create(folder, "A case", ports) as case:
        assert case.size() == 2


@pytest.mark.parametrize("open_it", [lambda folder: Case.open(folder, store_ports()), Case.open_read_only])
def test_a_folder_without_a_case_is_named_as_such(tmp_path: Path, open_it: object) -> None:
    with pytest.raises(AffiantError) as caught:
        open_it(tmp_path)  # type: ignore[operator]
    assert caught.value.code == "case-missing"
    assert caught.value.subject == str(tmp_path)


def test_a_second_writer_is_refused_with_the_status_of_a_lock(folder: Path, case: Case, ports: StorePorts) -> None:
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, ports)
    assert (caught.value.code, caught.value.status) == ("case-locked", ExitStatus.LOCKED)
    case.record(account_drafts(1))


def test_the_lock_of_a_dead_owner_is_cleared_and_logged(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    (folder / "case.lock").write_text(json.dumps({"host": "laptop-1", "pid": 4711, "time": "2026-11-03T09:00:00.000Z"}))
    with Case.open(folder, ports) as case:
        cleared = next(case.events_of_type(types.LOCK_CLEARED))
        assert cleared.data == {"process": 4711, "since": "2026-11-03T09:00:00.000Z"}
        assert case.openings(cleared.seq)[0].value == "laptop-1"


def test_leftovers_of_a_crash_are_swept_and_counted(folder: Path, ports: StorePorts) -> None:
    with Case.create(folder, "A case", ports) as case, case.batch() as batch:
        add_bytes(batch, b"acknowledged")
        batch.commit()
    kept, orphan = object_file(folder, b"acknowledged"), object_file(folder, b"orphan")
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"orphan")
    (folder / "objects" / "tmp" / "1-1.plan").write_text(json.dumps([orphan.name, kept.name]))
    (folder / "objects" / "tmp" / "1-2.part").write_bytes(b"half")
    with Case.open(folder, ports) as case:
        assert next(case.events_of_type(types.LEFTOVERS_SWEPT)).data == {"files": 2}
    assert kept.exists()
    assert not orphan.exists()
    assert list((folder / "objects" / "tmp").iterdir()) == []


def test_an_object_that_no_crash_left_is_never_swept(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    stray = object_file(folder, b"from a newer database")
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"from a newer database")
    with Case.open(folder, ports) as case:
        assert list(case.events_of_type(types.LEFTOVERS_SWEPT)) == []
    assert stray.exists()


def test_a_clock_set_back_between_sessions_is_an_event(folder: Path) -> None:
    anchors = MemoryAnchors()
    Case.create(folder, "A case", store_ports(anchors=anchors)).close()
    earlier = FixedClock(START - timedelta(hours=1), timedelta(milliseconds=10))
    with Case.open(folder, store_ports(anchors=anchors, clock=earlier)) as case:
        jumped = next(case.events_of_type(types.CLOCK_JUMPED))
        assert -3_600_200 < jumped.data["jump_ms"] <= -3_600_000
        opened = case.event(case.size())
        assert opened.data["condition"]["clock"]["jump_ms"] == jumped.data["jump_ms"]


def test_a_clock_set_back_within_a_session_is_an_event(folder: Path) -> None:
    clock = FixedClock(START, timedelta(milliseconds=10))
    with Case.create(folder, "A case", store_ports(clock=clock)) as case:
        clock.start -= timedelta(minutes=5)
        events = case.record(account_drafts(1))
        assert [event.type for event in events] == [types.ACCOUNT_ADDED, types.ACCOUNT_OBSERVED]
        assert case.event(3).type == types.CLOCK_JUMPED
        case.record(account_drafts(2))
        assert sum(1 for _ in case.events_of_type(types.CLOCK_JUMPED)) == 1


def test_a_jump_that_a_condition_record_saw_first_is_still_an_event(folder: Path) -> None:
    clock = FixedClock(START, timedelta(milliseconds=10))
    with Case.create(folder, "A case", store_ports(clock=clock)) as case:
        clock.start += timedelta(hours=2)
        clock_now = case.condition("export").data["condition"]["clock"]
        assert abs(clock_now["jump_ms"] - 7_200_000) < 1000
        case.record([case.condition("export")])
        assert sum(1 for _ in case.events_of_type(types.CLOCK_JUMPED)) == 1


@pytest.mark.parametrize("name", ["what?#%20", "caf\udce9", "line\nbreak", "تصاویر \u202e", "-rf"])
def test_a_case_folder_may_have_any_name(tmp_path: Path, ports: StorePorts, name: str) -> None:
    folder = tmp_path / name
    with Case.create(folder, "A case", ports) as case, case.batch() as batch:
        add_bytes(batch, b"evidence")
        batch.commit()
    assert (folder / "case.sqlite").is_file()
    with Case.open_read_only(folder) as reader:
        assert reader.count_captures() == 1


def test_a_steady_clock_makes_no_event(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    with Case.open(folder, ports) as case:
        assert list(case.events_of_type(types.CLOCK_JUMPED)) == []


def copy_database(folder: Path) -> bytes:
    return (folder / "case.sqlite").read_bytes()


def test_an_older_copy_put_back_is_not_written_to(folder: Path, ports: StorePorts) -> None:
    Case.create(folder, "A case", ports).close()
    older = copy_database(folder)
    with Case.open(folder, ports) as case:
        case.record(account_drafts(1))
    (folder / "case.sqlite").write_bytes(older)
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, ports)
    assert caught.value.code == "case-rolled-back"
    assert caught.value.remedy
    assert copy_database(folder) == older
    with Case.open_read_only(folder) as reader:
        assert reader.size() == 3


def test_a_ledger_that_took_another_way_is_not_written_to(folder: Path) -> None:
    anchors = MemoryAnchors()
    Case.create(folder, "A case", store_ports(anchors=anchors)).close()
    older = copy_database(folder)
    with Case.open(folder, store_ports(anchors=anchors, label="first")) as case:
        case_id = case.info.id
    newest = anchors.notes[case_id]
    (folder / "case.sqlite").write_bytes(older)
    with Case.open(folder, store_ports(label="second")) as case:
        case.record(account_drafts(1))
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, store_ports(anchors=MemoryAnchors({case_id: newest})))
    assert caught.value.code == "case-rolled-back"


def test_a_case_of_another_identity_is_not_written_to(folder: Path) -> None:
    Case.create(folder, "A case", store_ports()).close()
    with pytest.raises(AffiantError) as caught:
        Case.open(folder, store_ports(signer=MemorySigner(seed=2)))
    assert caught.value.code == "other-identity"


def test_a_case_that_is_refused_keeps_the_name_of_its_dead_owner(folder: Path) -> None:
    Case.create(folder, "A case", store_ports()).close()
    dead = {"host": "laptop-1", "pid": 4711, "time": "2026-11-03T09:00:00.000Z"}
    (folder / "case.lock").write_text(json.dumps(dead))
    with pytest.raises(AffiantError):
        Case.open(folder, store_ports(signer=MemorySigner(seed=2)))
    assert json.loads((folder / "case.lock").read_text()) == dead


class BrokenKeeper(MemoryAnchors):
    def keep(self, case_id: str, note: bytes) -> None:
        raise AffiantError("keyring-locked", "The keyring is locked")


def test_an_anchor_that_cannot_be_kept_is_told_at_the_end_and_loses_nothing(folder: Path) -> None:
    case = Case.create(folder, "A case", store_ports(anchors=BrokenKeeper()))
    assert len(case.record(account_drafts(1))) == 2
    assert case.anchor_failure is not None
    with pytest.raises(AffiantError) as caught:
        case.close()
    assert caught.value.code == "keyring-locked"
    with Case.open_read_only(folder) as reader:
        assert reader.account("A001") is not None
        assert reader.event(reader.size()).type == types.SESSION_CLOSED


def test_a_condition_record_says_how_the_system_works(case: Case) -> None:
    draft = case.condition("export")
    assert draft.type == types.CONDITION_RECORDED
    record = draft.data["condition"]
    assert draft.data["purpose"] == "export"
    assert (record["hash_self_test"], record["integrity"], record["chain"]) == ("pass", "ok", "pass")
    assert record["ledger_events"] == 2
    assert record["free_bytes"] > 0
    case.record([draft])
