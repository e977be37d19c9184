import pytest
from tests.fakes.case_memory import MemoryCase
from tests.fakes.pack_case import HOSTILE, pack_case

from affiant.core import event_types
from affiant.core.event import Draft
from affiant.core.identity import ssh_fingerprint
from affiant.core.progress import Silent
from affiant.export.dossier_facts import dossier_facts
from affiant.export.pack_order import PackOrder
from affiant.export.registry import profile
from affiant.export.statement import gather
from affiant.export.time_facts import NO_TIME


@pytest.fixture
def case(tmp_path) -> MemoryCase:
    return pack_case(tmp_path / "case")


def _facts(case: MemoryCase, tmp_path, key: str = "court", captures: tuple[str, ...] = ("C00001", "C00003")):
    chosen = profile(key)
    order = PackOrder(chosen, case.captures_by_id(captures), tmp_path / "pack", False, "en")
    state = gather(order, case, case.signer.public, Silent())
    return dossier_facts(state, chosen, case, case.signer.public, "c" * 64)


def _time_accepted(case: MemoryCase, size: int, at: str) -> None:
    data = {"size": size, "imprint": "0" * 64, "gen_time": at, "authority": "1" * 64, "token": "2" * 64}
    case.record(Draft(event_types.TIME_ACCEPTED, data))


def test_the_numbers_are_those_of_the_case(case, tmp_path) -> None:
    facts = _facts(case, tmp_path)
    assert (facts.captures, facts.of, facts.withdrawn, facts.tree_size) == (2, 4, 1, case.size())
    assert facts.made_at == case.event(case.size()).at
    assert facts.signer.ssh_fingerprint == ssh_fingerprint(case.signer.public.ed25519)
    assert [one.exhibit for one in facts.exhibits] == ["E001", "E002"]


def test_texts_of_the_evidence_come_as_recorded(case, tmp_path) -> None:
    exhibit = _facts(case, tmp_path).exhibits[0]
    assert exhibit.note == HOSTILE
    assert exhibit.account.bio.value == HOSTILE
    assert exhibit.artefacts[0].facts["width"] == 4
    assert exhibit.artefacts[0].method == "Pillow 13.0.0"


def test_without_a_time_proof_every_time_is_the_device_clock(case, tmp_path) -> None:
    facts = _facts(case, tmp_path)
    assert facts.time_state.startswith(NO_TIME)
    assert all(one.proven is None and one.captured.description == NO_TIME for one in facts.exhibits)


def test_a_capture_is_proven_by_the_first_proof_that_covers_it(case, tmp_path) -> None:
    first, last = case.capture("C00001").seq, case.capture("C00003").seq
    _time_accepted(case, last, "2026-11-05T00:00:00.000Z")
    _time_accepted(case, last - 1, "2026-11-04T00:00:00.000Z")
    assert first < last - 1
    facts = _facts(case, tmp_path)
    assert [one.proven.at for one in facts.exhibits] == ["2026-11-04T00:00:00.000Z", "2026-11-05T00:00:00.000Z"]
    assert f"first {last} of {case.size()} events" in facts.time_state


def test_a_proof_over_fewer_events_proves_nothing_of_later_ones(case, tmp_path) -> None:
    _time_accepted(case, case.capture("C00003").seq - 1, "2026-11-04T00:00:00.000Z")
    assert _facts(case, tmp_path).exhibits[1].proven is None


@pytest.mark.parametrize("key", ["press", "court"])
def test_custody_shows_the_events_that_the_pack_shows_but_examinations(case, tmp_path, key) -> None:
    rows = _facts(case, tmp_path, key).custody
    kinds = {one.type for one in rows}
    assert event_types.ARTEFACT_EXAMINED not in kinds
    assert (event_types.CAPTURE_WITHDRAWN in kinds) is (key == "court")
    assert {one.subject for one in rows if one.type == event_types.CAPTURE_ADDED} >= {"C00001", "C00003"}
    assert all(one.hash == case.event(one.seq).hash for one in rows)


def test_a_missing_original_is_told_to_the_dossier(case, tmp_path) -> None:
    case.object_path(case.capture("C00001").artefacts[0].sha256).unlink()
    facts = _facts(case, tmp_path, "press")
    assert facts.exhibits[0].artefacts[0].path is None
