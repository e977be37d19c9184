"""All checks, in the order in which they run and are reported. A new one: a file, a line here, a test."""

from __future__ import annotations

from affiant.verify.case_checks import (
    anchor,
    case_clock,
    case_openings,
    case_signer,
    chain,
    checkpoint_signatures,
    checkpoints,
    database_sound,
    objects,
    projection,
    records,
    time_proofs,
    tree_nodes,
)
from affiant.verify.case_reading import CaseReading
from affiant.verify.check import Check
from affiant.verify.checks import (
    bag_declaration,
    bag_info,
    checkpoint_signature,
    clock_jumps,
    cms,
    declared_seals,
    dossier_revision,
    event_chain,
    event_tree,
    exhibits,
    file_set,
    inclusion_proofs,
    one_identity,
    openings,
    pades,
    payload_digests,
    payload_set,
    seal_copies,
    sha512_manifest,
    sshsig,
    statement,
    tables,
    tag_manifest,
    time_declared,
    time_token,
    trusted_signer,
)
from affiant.verify.pack_reading import PackReading

CONTAINER = "container"
"""Key of the finding about the form of the folder or ZIP itself, which is judged while it is opened."""

PACK_CHECKS: tuple[Check[PackReading], ...] = (
    file_set.CHECK,
    bag_declaration.CHECK,
    tag_manifest.CHECK,
    payload_set.CHECK,
    payload_digests.CHECK,
    sha512_manifest.CHECK,
    bag_info.CHECK,
    statement.CHECK,
    event_chain.CHECK,
    event_tree.CHECK,
    inclusion_proofs.CHECK,
    openings.CHECK,
    exhibits.CHECK,
    tables.CHECK,
    dossier_revision.CHECK,
    declared_seals.CHECK,
    sshsig.CHECK,
    cms.CHECK,
    pades.CHECK,
    checkpoint_signature.CHECK,
    one_identity.CHECK,
    seal_copies.CHECK,
    trusted_signer.CHECK,
    time_declared.CHECK,
    time_token.CHECK,
    clock_jumps.CHECK,
)

CASE_CHECKS: tuple[Check[CaseReading], ...] = (
    database_sound.CHECK,
    chain.CHECK,
    tree_nodes.CHECK,
    checkpoints.CHECK,
    anchor.CHECK,
    case_openings.CHECK,
    projection.CHECK,
    records.CHECK,
    objects.CHECK,
    checkpoint_signatures.CHECK,
    case_signer.CHECK,
    time_proofs.CHECK,
    case_clock.CHECK,
)
