"""How an exhibit was acquired: what speaks against it stands first and plainly, all the rest further down."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from affiant.core.completeness import NO
from affiant.export.dossier import theme
from affiant.export.dossier.columns import Block
from affiant.export.dossier.facts import AcquisitionFacts, DoubtFact, WebFacts
from affiant.export.dossier.setting import Setting


def warnings(facts: AcquisitionFacts, setting: Setting) -> list[Flowable]:
    """Rows that a reader must see beside the picture: sandbox off, a certificate accepted, a page cut, doubts."""
    words, web, found = setting.words, facts.web, []
    if web is not None:
        if web.sandbox_held is not True:
            sentence = words.sandbox_off if web.sandbox_held is False else words.sandbox_unseen
            off: list[Block] = [setting.text(sentence, theme.STRONG)]
            off += setting.evidence(web.sandbox_reason) if web.sandbox_reason else []
            found.append(setting.row(words.sandbox, off))
        if web.certificate_accepted:
            accepted = [setting.text(words.certificate_accepted, theme.STRONG)]
            found.append(setting.row(words.acquired_certificate, accepted))
        if web.cut_at is not None:
            found.append(
                setting.row(words.page_size, [setting.text(words.page_cut.format(at=web.cut_at), theme.STRONG)])
            )
    lines = [block for one in facts.doubts if one.answer == NO for block in _doubt(one, setting)]
    if lines:
        found.append(setting.row(words.completeness, lines))
    return [*found]


def acquired(facts: AcquisitionFacts, setting: Setting) -> list[Flowable]:
    """Everything else that is recorded of the acquisition."""
    words = setting.words
    found = setting.subheading(words.acquired_title)
    if facts.web is not None:
        found += _web(facts.web, setting)
    if facts.screen is not None:
        found.append(setting.row(words.acquired_screen, setting.evidence(facts.screen)))
    computer: list[Block] = [*setting.evidence(facts.computer), setting.text(words.online[facts.online], theme.SMALL)]
    found.append(setting.row(words.acquired_computer, computer))
    if facts.asked:
        open_ = [block for one in facts.doubts if one.answer != NO for block in _doubt(one, setting)]
        if all(one.answer != NO for one in facts.doubts):
            open_.insert(0, setting.text(words.completeness_no_doubt, theme.VALUE))
        if open_:
            found.append(setting.row(words.completeness, open_))
    return found


def _doubt(one: DoubtFact, setting: Setting) -> list[Block]:
    words = setting.words
    question = words.questions.get(one.question, one.question)
    if one.answer == NO:
        said = words.doubts.get(one.question, f"{question} {words.no}")
        found: list[Block] = [setting.text(words.doubt.format(doubt=said), theme.STRONG)]
    else:
        found = [setting.text(words.doubt_unknown.format(question=question), theme.VALUE)]
    return [*found, *(setting.evidence(one.detail, theme.SMALL) if one.detail else ())]


def _web(web: WebFacts, setting: Setting) -> list[Flowable]:
    words = setting.words
    browser: list[Block] = [*setting.evidence(web.engine)]
    if web.limits:
        browser.append(setting.text(" ".join(web.limits), theme.SMALL))
    if web.authorities:
        browser.append(setting.text(words.own_authorities, theme.STRONG))
        browser += [setting.text(one, theme.IDENTIFIER) for one in web.authorities]
    found: list[Flowable] = [setting.row(words.acquired_browser, browser)]
    for label, text, style in (
        (words.acquired_final, web.final_url, theme.CODE),
        (words.acquired_page_title, web.title, theme.VALUE),
        (words.acquired_server, web.server, theme.CODE),
    ):
        if text:
            found.append(setting.row(label, setting.evidence(text, style)))
    if web.status is not None:
        found.append(setting.row(words.acquired_status, [setting.text(f"HTTP {web.status}", theme.IDENTIFIER)]))
    if web.certificate is not None:
        lines: list[Block] = [*setting.evidence(web.certificate)]
        if not web.certificate_accepted:
            lines.append(setting.text(words.certificate_checked, theme.SMALL))
        found.append(setting.row(words.acquired_certificate, lines))
    width, height = web.page
    resources = words.resources_value.format(read=web.read, failed=web.failed, without_body=web.without_body)
    found += [
        setting.row(words.page_size, [setting.text(words.page_size_value.format(width=width, height=height))]),
        setting.row(words.resources, [setting.text(resources)]),
    ]
    if web.console_errors:
        found.append(setting.row(words.console_errors, [setting.text(str(web.console_errors))]))
    if web.steps:
        found.append(setting.row(words.steps, [setting.text(str(web.steps))]))
    if web.sandbox_held:
        found.append(setting.row(words.sandbox, [setting.text(words.sandbox_held)]))
    return found
