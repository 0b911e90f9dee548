"""``python main.py …`` is the same as ``kyosai-desktop …``; also the script the installer is built from."""

from __future__ import annotations

import sys

from kyosai_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
