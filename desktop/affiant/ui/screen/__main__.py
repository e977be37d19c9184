"""``python -I -m affiant.ui.screen``: takes pictures for the command line, which knows no Qt."""

from __future__ import annotations

import os
import sys

from affiant.ui.screen.program import run

if __name__ == "__main__":
    sys.exit(run(os.environ))
