"""Pictures on pages. Their bytes never pass through reportlab: `assemble` puts them in at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus.flowables import Flowable

from affiant.export.dossier import theme
from affiant.export.dossier.picture_file import PictureFile
from affiant.export.text.untyped import PDF


@dataclass(eq=False)
class Gallery:
    """The pictures of one document."""

    pictures: dict[str, PictureFile] = field(default_factory=dict)
    """Name of the PDF object to its picture, in order of appearance."""

    def use(self, canvas: Any, sha256: str, picture: PictureFile) -> str:
        """Return the resource name of a picture, with an empty object in its place."""
        name = f"picture-{sha256}-{picture.width}x{picture.height}"
        document = canvas._doc
        resource = str(document.getXObjectName(name))
        if resource not in self.pictures:
            self.pictures[resource] = picture
            stream = PDF.PDFStream(content=b"", filters=[])
            stream.dictionary["Type"] = PDF.PDFName("XObject")
            stream.dictionary["Subtype"] = PDF.PDFName("Image")
            document.addForm(name, stream)
        canvas._formsinuse.append(name)
        return resource


class PictureSlice(Flowable):
    """A picture, or a horizontal slice of a tall one, with a thin frame."""

    def __init__(
        self, gallery: Gallery, sha256: str, picture: PictureFile, width: float, top: float = 0.0, part: float = 1.0
    ) -> None:
        """Prepare a slice.

        Args:
            gallery: of the document.
            sha256: of the artefact that the picture was made of.
            picture: the derivative.
            width: on the page, in points.
            top: where the slice begins, as a share of the picture's height from its top.
            part: height of the slice, as a share of the picture's height.
        """
        super().__init__()  # type: ignore[no-untyped-call] # reportlab ships no types
        self.gallery, self.sha256, self.picture = gallery, sha256, picture
        self.top, self.part = top, part
        self._width, self._whole = width, width * picture.height / picture.width

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """See `Flowable.wrap`."""
        return self._width, self._whole * self.part

    def draw(self) -> None:
        """See `Flowable.draw`."""
        canvas = self.canv
        name = self.gallery.use(canvas, self.sha256, self.picture)
        height = self._whole * self.part
        bottom = -self._whole * (1 - self.top - self.part)
        canvas.saveState()
        canvas._code.append(f"0 0 {self._width:.3f} {height:.3f} re W n")
        canvas._code.append(f"q {self._width:.3f} 0 0 {self._whole:.3f} 0 {bottom:.3f} cm /{name} Do Q")
        canvas.restoreState()
        canvas.saveState()
        canvas.setStrokeColorRGB(*theme.RULE)
        canvas.setLineWidth(0.5)
        canvas.rect(0, 0, self._width, height, stroke=1, fill=0)
        canvas.restoreState()
