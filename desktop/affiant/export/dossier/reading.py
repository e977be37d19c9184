"""What was read out of an exhibit that belongs to a platform's own export."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme
from affiant.export.dossier.columns import Block
from affiant.export.dossier.facts import ReadingFact
from affiant.export.dossier.setting import Setting


def readings(facts: Sequence[ReadingFact], setting: Setting) -> list[Flowable]:
    """A row for each reading: by which reader, what was read, what was skipped and why, and that it is derived."""
    return [setting.row(setting.words.export_read, _lines(one, setting)) for one in facts]


def _lines(one: ReadingFact, setting: Setting) -> list[Block]:
    words = setting.words
    found: list[Block] = [*setting.evidence(one.reader)]
    for sentence, counts in (
        (words.export_read_records, one.read or words.export_read_none),
        (words.export_read_skipped, one.skipped or words.export_read_none),
        (words.export_read_notes, one.notes),
    ):
        if counts:
            found += setting.evidence(sentence.format(counts=counts))
    if one.failed is not None:
        found += setting.evidence(words.export_read_failed.format(code=one.failed), theme.STRONG)
    return [*found, setting.text(words.export_read_derived.format(seq=one.seq), theme.SMALL)]
