"""The chain of custody: the events that the pack opens."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable, PageBreak

from affiant.core.names import visible
from affiant.export.dossier import theme
from affiant.export.dossier.columns import Columns, RunningTable
from affiant.export.dossier.facts import CustodyRow, DossierFacts
from affiant.export.dossier.marks import Mark
from affiant.export.dossier.setting import Setting
from affiant.export.dossier.times import time_text

_WIDTHS = (30.0, 94.0, 118.0, 74.0)
_HASH_WIDTH = theme.CONTENT_WIDTH - sum(_WIDTHS) - theme.TABLE_GAP * len(_WIDTHS)
_LONGEST = 80


def custody(facts: DossierFacts, setting: Setting) -> list[Flowable]:
    """Return the pages of the custody table."""
    words = setting.words
    found: list[Flowable] = [
        PageBreak(),  # type: ignore[no-untyped-call] # reportlab ships no types
        Mark("custody", words.custody_title),
        *setting.heading(words.custody_title),
        setting.text(words.custody_intro),
        setting.space(8),
    ]
    if not facts.custody:
        return [*found, setting.text(words.custody_none)]
    return [*found, RunningTable(lambda: _head(setting), lambda: _rows(facts.custody, setting))]


def _head(setting: Setting) -> Columns:
    words = setting.words
    titles = (words.custody_number, words.custody_at, words.custody_what, words.custody_actor, words.custody_hash)
    return setting.table_head((*_WIDTHS, _HASH_WIDTH), titles)


def _rows(rows: tuple[CustodyRow, ...], setting: Setting) -> Iterator[Columns]:
    for row in rows:
        what = f"{row.title} · {row.subject}" if row.subject else row.title
        contents = (
            [setting.text(str(row.seq), theme.TABLE)],
            [setting.text(time_text(row.at, zone=False), theme.TABLE_CODE)],
            setting.evidence(visible(what, _LONGEST), theme.TABLE),
            setting.evidence(visible(row.actor, _LONGEST), theme.TABLE),
            [setting.text(row.hash, theme.TABLE_CODE)],
        )
        yield setting.table_row((*_WIDTHS, _HASH_WIDTH), contents)
