"""The worker program that looks into pictures: ``python -I -m affiant.capture.examine_worker``, started by `Examiner`.

The limits are in force before the first picture is opened (`confined.child.serve`).
"""

from __future__ import annotations

from affiant.capture.image_reading import answer, prepare
from affiant.confined.child import serve


def main() -> None:
    """Serve until the parent is gone."""
    prepare()
    serve(answer)


if __name__ == "__main__":
    main()
