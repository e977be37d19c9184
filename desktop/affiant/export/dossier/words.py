"""The dossier's own sentences, by name. One instance per language; evidence never becomes part of one.

Fields with ``{…}`` take numbers and identifiers of ours only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """All sentences and labels of one language."""

    language: str
    right_to_left: bool

    kicker: str
    page_of: str
    """Before the number of pages: ``Page {page} of``."""
    checkpoint_short: str
    untitled: str

    case: str
    case_id: str
    profile: str
    as_of: str
    shown: str
    shown_value: str
    ledger: str
    ledger_value: str
    checkpoint: str
    time: str
    software: str
    signer: str
    signer_note: str
    fingerprint: str
    ssh_key: str
    certificate: str
    qr_fingerprint: str

    proof_title: str
    proves: tuple[str, ...]
    does_not: str
    does_not_prove: tuple[str, ...]
    proves_heading: str
    fixed_sentence: str
    method_title: str
    method: tuple[str, ...]
    limits_title: str
    limits_selection: str
    limits_withdrawn: str
    limits_withheld: str
    limits_nothing_withheld: str
    times_title: str
    times: tuple[tuple[str, str], ...]

    exhibits: str
    exhibits_from_to: str
    exhibit_line: str
    same_as: str
    account: str
    no_account: str
    platform: str
    account_number: str
    durable_id: str
    handle: str
    name: str
    bio: str
    address: str
    observed: str
    not_known: str
    source: str
    source_address: str
    source_note: str
    no_address: str
    observed_title: str
    note: str
    not_obtained: str
    captured_with: str
    export_read: str
    export_read_records: str
    export_read_skipped: str
    export_read_none: str
    export_read_notes: str
    export_read_failed: str
    export_read_derived: str

    acquired_title: str
    acquired_browser: str
    acquired_final: str
    acquired_page_title: str
    acquired_server: str
    acquired_status: str
    acquired_certificate: str
    certificate_accepted: str
    certificate_checked: str
    own_authorities: str
    sandbox: str
    sandbox_off: str
    sandbox_unseen: str
    sandbox_held: str
    page_size: str
    page_size_value: str
    page_cut: str
    resources: str
    resources_value: str
    console_errors: str
    steps: str
    acquired_screen: str
    acquired_computer: str
    online: Mapping[str, str]
    """By ``yes``, ``no`` and ``unknown``."""
    completeness: str
    completeness_no_doubt: str
    doubt: str
    doubt_unknown: str
    questions: Mapping[str, str]
    """By key of `core.completeness.QUESTIONS`."""
    doubts: Mapping[str, str]
    """What a no means, by the same keys."""
    no: str

    posted: str
    posted_none: str
    captured: str
    sealed: str
    sealed_none: str
    proven: str
    proven_none: str
    local: str
    files: str
    role: str
    original_name: str
    file_in_pack: str
    not_in_pack: str
    kind_of_file: str
    size: str
    bytes: str
    modified: str
    examined: str
    examined_pixels: str
    examined_frames: str
    examined_points: str
    examined_pages: str
    examined_failed: str
    ledger_entry: str
    ledger_entry_value: str
    picture: str
    picture_reduced: str
    picture_same: str
    picture_of: str
    picture_slice: str
    picture_frames: str
    no_picture: str
    no_picture_failed: str
    no_picture_missing: str
    no_picture_decoder: str
    no_picture_kind: str
    no_picture_withheld: str
    cut: str

    custody_title: str
    custody_intro: str
    custody_number: str
    custody_at: str
    custody_what: str
    custody_actor: str
    custody_hash: str
    custody_none: str
    index_title: str
    index_exhibit: str
    index_capture: str
    index_account: str
    index_captured: str
    index_page: str
    files_title: str
    files_intro: str
    files_name: str
    files_type: str
    files_hash: str
    code_points_title: str
    code_points_intro: str
    code_points_none: str
    language_note: str
