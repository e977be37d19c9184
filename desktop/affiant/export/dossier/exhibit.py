"""One exhibit: the picture, what was observed, the account card, the four times, every hash in full."""

from __future__ import annotations

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from affiant.export.dossier import theme
from affiant.export.dossier.acquisition import acquired, warnings
from affiant.export.dossier.columns import Block, Column, Columns
from affiant.export.dossier.facts import AccountFacts, ArtefactFacts, ExhibitFacts, ObservedText, TimeFact
from affiant.export.dossier.marks import Mark, QrCode, Rule
from affiant.export.dossier.reading import readings
from affiant.export.dossier.setting import Setting, kept
from affiant.export.dossier.times import size_text, time_text
from affiant.export.text.style import TextStyle

_QR_SIDE = 74.0
_DATE_WIDTH = 176.0
_SHORT = 44
"""Characters of a text that has its date beside it."""
_FACTS_NEED = 260.0
"""Points below a picture under which the facts begin on the next page."""


def exhibit(
    facts: ExhibitFacts, pictures: list[Flowable], below: list[Flowable], mark: Mark, setting: Setting
) -> list[Flowable]:
    """Return the pages of one exhibit.

    Args:
        facts: what they say.
        pictures: of its files, or the sentences that stand in their place.
        below: of `exhibit_facts`.
        mark: its place in the outline.
        setting: the document's means.
    """
    words = setting.words
    line = words.exhibit_line.format(capture=facts.capture, number=facts.number)
    return [
        PageBreak(),  # type: ignore[no-untyped-call] # reportlab ships no types
        mark,
        setting.columns(
            [
                Column(70, [setting.text(facts.exhibit, theme.HEADING)]),
                Column(theme.CONTENT_WIDTH - 82, _title(facts, line, setting)),
            ],
            rule=False,
            pad=0,
        ),
        Rule(1.4, 8),
        *pictures,
        CondPageBreak(min(_FACTS_NEED, height_of(below))),  # type: ignore[no-untyped-call] # reportlab ships no types
        *below,
    ]


def exhibit_facts(facts: ExhibitFacts, setting: Setting) -> list[Flowable]:
    """Return what stands below the pictures: what was observed, the account, times, files and hashes."""
    words = setting.words
    found: list[Flowable] = [
        *setting.subheading(words.observed_title),
        setting.row(words.source_address, _or_none(facts.url, words.no_address, setting, theme.CODE)),
    ]
    if facts.note is not None:
        found.append(setting.row(words.note, setting.evidence(facts.note, one_line=False)))
    for missing in facts.not_obtained:
        found.append(setting.row(words.not_obtained, setting.evidence(missing)))
    if facts.acquisition is not None:
        found += warnings(facts.acquisition, setting)
    if facts.same_as:
        found.append(setting.row(words.source_note, [setting.text(words.same_as.format(capture=facts.same_as))]))
    if facts.tool:
        found.append(setting.row(words.captured_with, setting.evidence(facts.tool)))
    found += readings(facts.readings, setting)
    found += _account(facts.account, setting)
    if facts.acquisition is not None:
        found += acquired(facts.acquisition, setting)
    found += [
        *setting.subheading(words.times_title),
        kept(
            _two_times(
                (words.posted, _time(facts.posted, words.posted_none, setting)),
                (words.captured, _time(facts.captured, "", setting)),
                setting,
            )
        ),
        _two_times(
            (words.sealed, _time(facts.sealed, words.sealed_none, setting)),
            (words.proven, _time(facts.proven, words.proven_none, setting)),
            setting,
        ),
        *setting.subheading(words.files),
    ]
    for artefact in facts.artefacts:
        found += _artefact(artefact, setting)
    ledger: list[Block] = [
        setting.text(words.ledger_entry_value.format(seq=facts.event_seq), theme.IDENTIFIER),
        setting.text(facts.event_hash, theme.CODE),
    ]
    found.append(setting.row(words.ledger_entry, ledger))
    return found


def height_of(flowables: list[Flowable]) -> float:
    """Height in points of flowables below each other, as they stand on one page."""
    blocks: list[Block] = [*flowables]
    return sum(one.wrap(theme.CONTENT_WIDTH, theme.CONTENT_HEIGHT)[1] for one in blocks)


def _title(facts: ExhibitFacts, line: str, setting: Setting) -> list[Block]:
    found: list[Block] = []
    account = facts.account
    if account is not None:
        who = account.name or account.handle
        if who is not None:
            found += setting.evidence(who.value[:200], theme.STRONG)
    found.append(setting.text(line, theme.SMALL))
    return found


def _or_none(text: str | None, none: str, setting: Setting, style: TextStyle) -> list[Block]:
    return [*setting.evidence(text, style)] if text else [setting.text(none, theme.LABEL)]


def _account(account: AccountFacts | None, setting: Setting) -> list[Flowable]:
    words = setting.words
    found = setting.subheading(words.account)
    if account is None:
        return [*found, setting.text(words.no_account, theme.VALUE)]
    found.append(setting.row(words.platform, [setting.text(f"{account.platform} · {account.id}", theme.STRONG)]))
    for label, seen, style, one_line in (
        (words.name, account.name, theme.VALUE, True),
        (words.handle, account.handle, theme.IDENTIFIER, True),
        (words.durable_id, account.durable_id, theme.CODE, True),
        (words.address, account.url, theme.CODE, True),
        (words.bio, account.bio, theme.VALUE, False),
    ):
        found.append(_observed(label, seen, setting, style, one_line=one_line))
    return found


def _observed(label: str, seen: ObservedText | None, setting: Setting, style: TextStyle, *, one_line: bool) -> Columns:
    """A row of the account card; the date stands beside a short text and below a long one."""
    words = setting.words
    if seen is None:
        return setting.row(label, [setting.text(words.not_known, theme.LABEL)])
    event = words.ledger_entry_value.format(seq=seen.seq)
    dated = setting.text(f"{words.observed.format(at=time_text(seen.at))} · {event}", theme.SMALL)
    value: list[Block] = [*setting.evidence(seen.value, style, one_line=one_line)]
    if len(seen.value) > _SHORT or not one_line:
        return setting.row(label, [*value, dated])
    width = theme.CONTENT_WIDTH - theme.LABEL_WIDTH - _DATE_WIDTH - 2 * theme.GAP
    return setting.columns(
        [
            Column(theme.LABEL_WIDTH, [setting.text(label, theme.LABEL)]),
            Column(width, value),
            Column(_DATE_WIDTH, [dated]),
        ]
    )


def _two_times(first: tuple[str, list[Block]], second: tuple[str, list[Block]], setting: Setting) -> Columns:
    """Two of the four times side by side."""
    half = (theme.CONTENT_WIDTH - theme.GAP) / 2
    narrow = 58.0
    cells: list[Column] = []
    for (label, content), side in ((first, theme.LABEL_WIDTH), (second, narrow)):
        cells.append(Column(side, [setting.text(label, theme.LABEL)]))
        cells.append(Column(half - side - theme.GAP, content))
    return setting.columns(cells)


def _time(time: TimeFact | None, none: str, setting: Setting) -> list[Block]:
    if time is None:
        return [setting.text(none, theme.LABEL)]
    shown = time_text(time.at)
    if time.offset:
        shown += f" ({setting.words.local.format(offset=time.offset)})"
    return [setting.text(shown, theme.IDENTIFIER), setting.text(time.description, theme.SMALL)]


def _artefact(artefact: ArtefactFacts, setting: Setting) -> list[Flowable]:
    words = setting.words
    derived = _derived(artefact, setting)
    size = words.bytes.format(size=size_text(artefact.size))
    width = theme.CONTENT_WIDTH - _QR_SIDE - theme.GAP
    side = theme.LABEL_WIDTH

    def line(label: str, content: list[Block]) -> Block:
        return setting.columns(
            [Column(side, [setting.text(label, theme.LABEL)]), Column(width - side - theme.GAP, content)],
            rule=False,
            pad=1,
        )

    stated = artefact.file or words.not_in_pack
    lines: list[Block] = [
        line(words.file_in_pack, [setting.text(stated, theme.STRONG)]),
        line(words.original_name, [*setting.evidence(artefact.name)]),
        line(words.kind_of_file, [*setting.evidence(f"{artefact.media_type} · {size} · {artefact.role}")]),
    ]
    if derived:
        lines.append(line(words.examined, [*setting.evidence(derived)]))
    if artefact.modified_at:
        lines.append(line(words.modified, [setting.text(time_text(artefact.modified_at), theme.IDENTIFIER)]))
    lines.append(line("SHA-256", [setting.text(artefact.sha256, theme.CODE)]))
    lines.append(line("SHA-512", [setting.text(artefact.sha512, theme.CODE)]))
    code = QrCode(artefact.sha256.upper(), _QR_SIDE)
    caption = setting.text("SHA-256", theme.CAPTION)
    return [setting.columns([Column(width, lines), Column(_QR_SIDE, [code, caption])], pad=4)]


def _derived(artefact: ArtefactFacts, setting: Setting) -> str:
    """What the examination found, in one line."""
    words, facts = setting.words, artefact.facts
    if artefact.failed:
        return words.examined_failed.format(code=artefact.failed)
    if not facts:
        return ""
    found = [str(facts["format"])] if facts.get("format") else []
    if facts.get("mode") == "page":
        size = words.examined_points.format(width=facts["width"], height=facts["height"])
        return " · ".join([*found, size, words.examined_pages.format(pages=facts["frames"])])
    if facts.get("width") and facts.get("height"):
        found.append(words.examined_pixels.format(width=facts["width"], height=facts["height"]))
    if facts.get("mode"):
        found.append(str(facts["mode"]))
    if isinstance(facts.get("frames"), int) and facts["frames"] > 1:
        found.append(words.examined_frames.format(frames=facts["frames"]))
    if facts.get("icc"):
        found.append(f"ICC {facts['icc']}")
    return " · ".join(found)
