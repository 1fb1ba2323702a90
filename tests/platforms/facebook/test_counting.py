from __future__ import annotations

from bot.platforms import PLATFORMS
from bot.platforms.facebook import utf16_length


def test_facebook_counts_utf16_units() -> None:
    assert PLATFORMS["facebook"].limits.length_of("a日😀") == utf16_length("a日😀") == 4
