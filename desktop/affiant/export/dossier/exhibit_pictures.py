"""The pictures of an exhibit, reduced for print; a tall one goes over several pages, none of it lost."""

from __future__ import annotations

import math

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme
from affiant.export.dossier.columns import Block, Column
from affiant.export.dossier.facts import ArtefactFacts, ExhibitFacts
from affiant.export.dossier.picture import PictureSlice
from affiant.export.dossier.picture_file import PictureFile, read_picture
from affiant.export.dossier.pictures import PictureSource
from affiant.export.dossier.setting import Setting
from affiant.export.dossier.times import size_text

DOTS_PER_INCH = 150
MAX_SLICES = 12
_ROOM = theme.CONTENT_HEIGHT - 80
"""Points that a picture may be high on a page of its own, with the exhibit's title and its caption."""
_OVERLAP = 14.0
"""Points that two parts of a tall picture share, so that no line of text is cut in both."""
_AROUND = 74.0
"""Points that the exhibit's title and a caption of two lines take."""
_LEAST = 0.55
"""A picture is not reduced below this share to spare a page."""
_POINTS_PER_PIXEL = 0.75
"""A small picture is not blown up beyond this."""
_TALL = 1.12
"""A picture up to this many times too high is reduced to one page instead of being cut."""

_MAX_WIDTH_PX = math.ceil(theme.CONTENT_WIDTH / 72 * DOTS_PER_INCH)
_MAX_HEIGHT_PX = math.floor(_ROOM / 72 * DOTS_PER_INCH * MAX_SLICES)


def exhibit_pictures(
    facts: ExhibitFacts, source: PictureSource, below: float, setting: Setting
) -> tuple[list[Flowable], bool]:
    """Return the pictures of an exhibit's files, or what stands in their place.

    Args:
        facts: of the exhibit.
        source: makes the pictures.
        below: height in points of what follows them. A single picture is reduced a little where that brings the
            whole exhibit on one page.
        setting: the document's means.

    Returns:
        Flowables, and whether there is at least one picture.

    Raises:
        OSError: a derivative cannot be read.
    """
    found: list[Flowable] = []
    pictured = False
    pictures = tuple(one for one in facts.artefacts if one.file is not None and one.media_type.startswith("image/"))
    room = theme.CONTENT_HEIGHT - _AROUND - below if len(pictures or facts.artefacts) == 1 else 0.0
    for artefact in pictures or facts.artefacts:  # beside a picture, the list of files says enough of all others
        if artefact.file is None:
            found.append(_card(artefact, setting.words.no_picture_withheld, setting))
            continue
        if not artefact.media_type.startswith("image/"):
            found.append(_card(artefact, setting.words.no_picture_kind, setting))
            continue
        if artefact.path is None:
            found.append(_card(artefact, setting.words.no_picture_missing, setting))
            continue
        made = source.picture(artefact.sha256, artefact.path, artefact.media_type, _MAX_WIDTH_PX, _MAX_HEIGHT_PX)
        picture = read_picture(made) if made is not None else None
        if picture is None:
            found.append(_card(artefact, _reason(artefact, setting), setting))
            continue
        pictured = True
        found += _slices(artefact, picture, room, setting)
    return found, pictured


def _reason(artefact: ArtefactFacts, setting: Setting) -> str:
    if artefact.failed:
        return setting.words.no_picture_failed.format(code=artefact.failed)
    return setting.words.no_picture_decoder


def _card(artefact: ArtefactFacts, sentence: str, setting: Setting) -> Flowable:
    """What stands in the place of a picture."""
    size = setting.words.bytes.format(size=size_text(artefact.size))
    content: list[Block] = [
        setting.text(artefact.file or setting.words.not_in_pack, theme.STRONG),
        *setting.evidence(f"{artefact.media_type} · {size}"),
        setting.text(sentence, theme.SMALL),
    ]
    return setting.columns([Column(theme.CONTENT_WIDTH, content)], pad=8)


def _slices(artefact: ArtefactFacts, picture: PictureFile, room: float, setting: Setting) -> list[Flowable]:
    original = artefact.facts.get("width") if artefact.facts else None
    natural = (original if isinstance(original, int) and original > 0 else picture.width) * _POINTS_PER_PIXEL
    width = min(theme.CONTENT_WIDTH, natural)
    height = width * picture.height / picture.width
    if height <= _ROOM * _TALL:
        width *= room / height if _LEAST * height <= room < height else min(1.0, _ROOM / height)
        caption = setting.text(_caption(artefact, picture, setting), theme.SMALL)
        return [_whole(PictureSlice(setting.gallery, artefact.sha256, picture, width), caption, setting)]
    most = _ROOM * MAX_SLICES - _OVERLAP * (MAX_SLICES - 1)
    width *= min(1.0, most / height)
    height = width * picture.height / picture.width
    parts = math.ceil((height - _OVERLAP) / (_ROOM - _OVERLAP))
    shown = (height + _OVERLAP * (parts - 1)) / parts
    found: list[Flowable] = []
    for part in range(parts):
        words = setting.words.picture_slice.format(part=part + 1, parts=parts)
        caption = setting.text(f"{_caption(artefact, picture, setting)} {words}", theme.SMALL)
        top = part * (shown - _OVERLAP) / height
        piece = PictureSlice(setting.gallery, artefact.sha256, picture, width, top, shown / height)
        found.append(_whole(piece, caption, setting))
    return found


def _whole(picture: PictureSlice, caption: Block, setting: Setting) -> Flowable:
    """A picture with its caption, never parted."""
    return setting.columns([Column(theme.CONTENT_WIDTH, [picture, setting.space(3), caption])], rule=False, pad=2)


def _caption(artefact: ArtefactFacts, picture: PictureFile, setting: Setting) -> str:
    words, facts = setting.words, artefact.facts or {}
    file = artefact.file or artefact.sha256[:16]
    width, height = facts.get("width"), facts.get("height")
    if not (isinstance(width, int) and isinstance(height, int)):
        text = words.picture_of.format(file=file)
    elif (width, height) == (picture.width, picture.height):
        text = words.picture_same.format(file=file)
    else:
        text = words.picture_reduced.format(file=file, width=width, height=height)
    frames = facts.get("frames")
    if isinstance(frames, int) and frames > 1:
        text += " " + words.picture_frames.format(frames=frames)
    return text
