"""The pattern of URLs in the sandbox: simpler than a platform's, and good enough for the sample articles."""

from __future__ import annotations

import re

URL = re.compile(
    r"https?://[^\s]+[^\s.,;:!?)\]}'\"’”、。]"
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:com|org|net|info|news|jp|io)\b(?![\w.-]*@)(?:/[^\s]*[^\s.,;:!?)])?",
    re.IGNORECASE,
)
