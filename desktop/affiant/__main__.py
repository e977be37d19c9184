"""``python -m affiant``."""

import sys

from affiant.app import main

if __name__ == "__main__":
    sys.exit(main())
