"""The real overlay with another engine. Usage: overlay_double.py ENGINE_COMMAND..."""

from __future__ import annotations

import sys

from overlay.app import run

sys.exit(run([], sys.argv[1:]))
