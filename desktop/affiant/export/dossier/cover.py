"""The cover: which case, how much of it, who vouches for it and how to recognise the key."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme
from affiant.export.dossier.columns import Block, Column, Columns
from affiant.export.dossier.facts import DossierFacts, SignerFacts
from affiant.export.dossier.marks import Mark, QrCode, Rule
from affiant.export.dossier.setting import Setting, grouped
from affiant.export.dossier.times import time_text

_QR_SIDE = 112.0
_WORDS_IN_A_ROW = 4


def cover(facts: DossierFacts, setting: Setting) -> list[Flowable]:
    """Return the first page."""
    words = setting.words
    title = facts.case_title or words.untitled
    shown = words.shown_value.format(captures=facts.captures, of=facts.of, withdrawn=facts.withdrawn)
    found: list[Flowable] = [
        Mark("cover", words.kicker),
        setting.text(words.kicker, theme.COVER_KICKER),
        setting.space(4),
        Rule(2.4, 14),
        *setting.evidence(title, theme.COVER_TITLE),
        setting.space(16),
        setting.row(words.profile, [setting.text(facts.profile_title, theme.STRONG)]),
        setting.row(words.as_of, [setting.text(time_text(facts.made_at), theme.IDENTIFIER)]),
        setting.row(words.shown, [setting.text(shown, theme.STRONG)]),
        setting.row(words.ledger, [setting.text(words.ledger_value.format(events=facts.tree_size), theme.VALUE)]),
        setting.row(words.time, [setting.text(facts.time_state, theme.VALUE)]),
        setting.row(words.case_id, [setting.text(facts.case_id, theme.CODE)]),
        setting.row(words.checkpoint, [setting.text(grouped(facts.checkpoint_root), theme.CODE)]),
    ]
    if facts.software:
        found.append(setting.row(words.software, setting.evidence(facts.software)))
    found += [setting.space(20), *_signer(facts.signer, setting)]
    if words.language_note:
        found += [setting.space(14), setting.text(words.language_note, theme.SMALL)]
    return found


def _signer(signer: SignerFacts, setting: Setting) -> list[Flowable]:
    words = setting.words
    code = QrCode(signer.fingerprint.upper(), _QR_SIDE)
    width = theme.CONTENT_WIDTH - _QR_SIDE - theme.GAP
    left: list[Block] = [
        setting.text(words.signer, theme.SUBHEADING),
        *setting.evidence(signer.name, theme.STRONG),
        setting.space(6),
        *_twelve_words(signer.words, setting, width),
        setting.space(6),
        setting.text(words.signer_note, theme.SMALL),
    ]
    right: list[Block] = [code, setting.text(words.qr_fingerprint, theme.CAPTION)]
    return [
        setting.columns([Column(width, left), Column(_QR_SIDE, right)], pad=8),
        setting.row(words.fingerprint, [setting.text(grouped(signer.fingerprint), theme.CODE)]),
        setting.row(words.ssh_key, [setting.text(signer.ssh_fingerprint, theme.CODE)]),
        setting.row(words.certificate, [setting.text(grouped(signer.certificate_sha256), theme.CODE)]),
    ]


def _twelve_words(words: tuple[str, ...], setting: Setting, width: float) -> list[Columns]:
    """The fingerprint in rows of numbered words; always left-to-right."""
    number, gap = 15.0, 5.0
    cell = width / _WORDS_IN_A_ROW - number - 2 * gap
    rows = []
    for start in range(0, len(words), _WORDS_IN_A_ROW):
        cells = []
        for place, word in enumerate(words[start : start + _WORDS_IN_A_ROW], start + 1):
            cells.append(Column(number, [setting.text(str(place), theme.FINGERPRINT_NUMBER)]))
            cells.append(Column(cell, [setting.text(word, theme.FINGERPRINT_WORD)]))
        rows.append(Columns(cells, gap=gap, rule=False, pad=0))
    return rows
