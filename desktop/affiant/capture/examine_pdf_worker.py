"""The worker program that looks into PDFs: ``python -I -m affiant.capture.examine_pdf_worker``, started by `Examiner`.

A program of its own: its engine takes as long to load as all of the one for pictures, which most cases need alone.
"""

from __future__ import annotations

from affiant.capture.pdf_reading import answer
from affiant.confined.child import serve


def main() -> None:
    """Serve until the parent is gone."""
    serve(answer)


if __name__ == "__main__":
    main()
