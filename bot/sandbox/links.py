"""Where the sandbox sees a link in a text: more simply than a platform does, and well enough for sample articles."""

from __future__ import annotations

import re

URL = re.compile(
    r"https?://[^\s]+[^\s.,;:!?)\]}'\"’”、。]"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|jp|io)\b(?![\w.-]*@)(?:/[^\s]*[^\s.,;:!?)])?",
    re.IGNORECASE,
)
