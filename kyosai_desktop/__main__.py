"""``python -m kyosai_desktop …`` is the same as ``kyosai-desktop …``."""

from __future__ import annotations

import sys

from kyosai_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
