"""What this proves and what it does not; how it was made; its limits."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable, PageBreak

from affiant.export.dossier import theme
from affiant.export.dossier.columns import Column
from affiant.export.dossier.facts import DossierFacts
from affiant.export.dossier.marks import Mark
from affiant.export.dossier.setting import Setting


def proof(facts: DossierFacts, setting: Setting) -> list[Flowable]:
    """Return the pages between cover and exhibits."""
    words = setting.words
    found: list[Flowable] = [
        PageBreak(),  # type: ignore[no-untyped-call] # reportlab ships no types
        Mark("proof", words.proof_title),
        *setting.heading(words.proof_title),
        setting.text(words.proves_heading),
        setting.space(3),
        *(_item(sentence, setting) for sentence in words.proves),
        setting.space(8),
        setting.text(words.does_not, theme.STRONG),
        setting.space(3),
        *(_item(sentence, setting) for sentence in words.does_not_prove),
        setting.space(8),
        setting.text(words.fixed_sentence, theme.STRONG),
        setting.space(14),
        *setting.heading(words.times_title),
        *(setting.row(name, [setting.text(meaning)]) for name, meaning in words.times),
        setting.space(14),
        *setting.heading(words.method_title),
    ]
    for sentence in words.method:
        found += [setting.text(sentence), setting.space(4)]
    found += [setting.space(10), *setting.heading(words.limits_title)]
    limits = [words.limits_selection.format(captures=facts.captures, of=facts.of), *facts.limits]
    if facts.withdrawn:
        limits.append(words.limits_withdrawn.format(withdrawn=facts.withdrawn))
    limits.append(words.limits_withheld if facts.withheld else words.limits_nothing_withheld)
    found += [_item(sentence, setting) for sentence in limits]
    if facts.withheld:
        indented = [setting.text(", ".join(facts.withheld), theme.CODE)]
        found.append(setting.columns([Column(8, []), Column(theme.CONTENT_WIDTH - 26, indented)], rule=False, pad=1))
    return found


def _item(sentence: str, setting: Setting) -> Flowable:
    return setting.columns(
        [Column(8, [setting.text("–")]), Column(theme.CONTENT_WIDTH - 14, [setting.text(sentence)])],
        gap=6,
        rule=False,
        pad=1.5,
    )
