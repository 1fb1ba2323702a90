"""The scripts that do without spaces between words, or without a mark at the end of a sentence. Pure."""

from __future__ import annotations

import re

WITHOUT_STOPS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""A letter of Thai, Lao, Burmese or Khmer: a sentence ends with a space, not with a mark."""
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""A letter of these, of Japanese or of Chinese: words stand beside one another without spaces."""
