"""The annex: an index with page numbers, the list of files, and characters printed as code points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from reportlab.platypus.flowables import Flowable, PageBreak

from affiant.core.names import visible
from affiant.export.dossier import theme
from affiant.export.dossier.columns import Columns, RunningTable
from affiant.export.dossier.facts import DossierFacts, ExhibitFacts
from affiant.export.dossier.marks import Mark
from affiant.export.dossier.setting import Setting
from affiant.export.dossier.times import size_text, time_text

_INDEX = (52.0, 62.0, 210.0, 108.0, 35.0)
_FILES = (72.0, 142.0, theme.CONTENT_WIDTH - 72 - 142 - 2 * theme.TABLE_GAP)
_LONGEST = 60


def index(facts: DossierFacts, places: Mapping[str, int], setting: Setting) -> list[Flowable]:
    """Return the index of exhibits.

    Args:
        facts: what the dossier says.
        places: key of each marked place to its page; read when the index is set, behind all exhibits.
        setting: the document's means.
    """
    words = setting.words
    titles = (words.index_exhibit, words.index_capture, words.index_account, words.index_captured, words.index_page)
    return [
        PageBreak(),  # type: ignore[no-untyped-call] # reportlab ships no types
        Mark("annex-a", words.index_title),
        *setting.heading(words.index_title),
        RunningTable(
            lambda: setting.table_head(_INDEX, titles),
            lambda: (_index_row(one, places, setting) for one in facts.exhibits),
        ),
    ]


def _index_row(one: ExhibitFacts, places: Mapping[str, int], setting: Setting) -> Columns:
    who = one.account.handle or one.account.name if one.account else None
    account = f"{one.account.platform} · {one.account.id}" if one.account else ""
    shown = f"{account} · {visible(who.value, _LONGEST)}" if who else account
    contents = (
        [setting.text(one.exhibit, theme.TABLE)],
        [setting.text(one.capture, theme.TABLE)],
        setting.evidence(shown, theme.TABLE),
        [setting.text(time_text(one.captured.at, zone=False), theme.TABLE_CODE)],
        [setting.text(str(places.get(one.exhibit, "")), theme.TABLE)],
    )
    return setting.table_row(_INDEX, contents)


def files(facts: DossierFacts, setting: Setting) -> list[Flowable]:
    """Return the list of files."""
    words = setting.words
    titles = (words.files_name, words.files_type, words.files_hash)
    return [
        PageBreak(),  # type: ignore[no-untyped-call] # reportlab ships no types
        Mark("annex-b", words.files_title),
        *setting.heading(words.files_title),
        setting.text(words.files_intro),
        setting.space(8),
        RunningTable(lambda: setting.table_head(_FILES, titles), lambda: _file_rows(facts, setting)),
    ]


def _file_rows(facts: DossierFacts, setting: Setting) -> Iterator[Columns]:
    for one in facts.exhibits:
        for artefact in one.artefacts:
            name = artefact.file or f"{one.exhibit}: {setting.words.not_in_pack}"
            size = setting.words.bytes.format(size=size_text(artefact.size))
            contents = (
                [setting.text(name, theme.TABLE)],
                setting.evidence(visible(f"{artefact.media_type} · {size}", 2 * _LONGEST), theme.TABLE),
                [setting.text(artefact.sha256, theme.TABLE_CODE)],
            )
            yield setting.table_row(_FILES, contents)


def code_points(setting: Setting) -> list[Flowable]:
    """Return the list of characters that no font has; to be asked for when everything else is set."""
    words, missing = setting.words, sorted(setting.typesetter.missing)
    found: list[Flowable] = [
        setting.space(18),
        Mark("annex-c", words.code_points_title),
        *setting.heading(words.code_points_title),
        setting.text(words.code_points_intro if missing else words.code_points_none),
        setting.space(6),
    ]
    listed = [f"U+{code:04X} {unicodedata.name(chr(code), '')}".strip() for code in missing]
    return [*found, *(setting.text(one, theme.TABLE_CODE) for one in listed)]
