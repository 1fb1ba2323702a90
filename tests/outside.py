"""Data of others that this project may not ship: twitter-text's conformance files, and the article it started from.

A test that is marked with `outside_data` and a name is collected only where that file or folder is there: below the
folder that the variable OUTSIDE_DATA names, or in `shared/data` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

OUTSIDE = Path(os.environ.get("OUTSIDE_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
