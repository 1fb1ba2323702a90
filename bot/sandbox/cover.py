"""Draws a picture for a sample article, hills and a sun, which depends on the article's name only. Pure."""

from __future__ import annotations

import math
import random
import struct
import zlib
from functools import lru_cache

WIDTH, HEIGHT = 1200, 630
"""Pixels, as recommended in https://developers.facebook.com/docs/sharing/webmasters/images."""

Colour = tuple[int, int, int]

_SKIES = (
    ("f6d5b8", "e8785e", "1d3557"),
    ("fbe3c0", "6aa6b8", "1f3b4d"),
    ("ffe0d6", "d76a8a", "3b1f4b"),
    ("e6f0e9", "7fb7a3", "22423b"),
    ("f2e6ff", "8f7cc9", "241a4a"),
)
"""Colours of the sky at the horizon, the sun, and the nearest hills."""

_SHADES = 64
"""Number of colours of the sky, the first in the palette; those of the sun and the hills follow."""
_SUN = _SHADES
_RIDGES = 4


@lru_cache(maxsize=100)
def cover(name: str) -> bytes:
    """A PNG picture, always the same for the same `name`."""
    draw = random.Random(name)
    horizon, sun, near = (_colour(text) for text in draw.choice(_SKIES))
    centre = draw.uniform(0.22, 0.78) * WIDTH, draw.uniform(0.3, 0.48) * HEIGHT
    radius = draw.uniform(70, 120)
    ridges = [_ridge(draw, layer) for layer in range(_RIDGES)]
    sky = [_between((255, 250, 242), horizon, shade / (_SHADES - 1)) for shade in range(_SHADES)]
    hills = [_between(horizon, near, 0.3 + 0.22 * layer) for layer in range(_RIDGES)]
    columns = [_column(x, centre, radius, [ridge[x] for ridge in ridges]) for x in range(WIDTH)]
    return _png([*sky, sun, *hills], zip(*columns, strict=True))


def _colour(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


def _between(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _ridge(draw: random.Random, layer: int) -> list[int]:
    """For each column, the top of the hills of that layer; layers nearer to the viewer are lower."""
    base, height = HEIGHT * (0.52 + 0.13 * layer), HEIGHT * (0.2 - 0.035 * layer)
    waves = [(draw.uniform(0.6, 2.6) * (1 + layer / 2), draw.uniform(0, math.tau)) for _ in range(3)]

    def top(x: int) -> int:
        swell = sum(math.sin(f * math.tau * x / WIDTH + p) / (n + 1) for n, (f, p) in enumerate(waves))
        return round(base - height * swell / 2)

    return [top(x) for x in range(WIDTH)]


def _column(x: int, centre: tuple[float, float], radius: float, ridges: list[int]) -> bytes:
    """The palette index of each pixel of column `x`, from the top down."""
    column = bytearray(y * _SHADES // HEIGHT for y in range(HEIGHT))
    reach = radius**2 - (x - centre[0]) ** 2
    if reach > 0:
        top, bottom = round(centre[1] - math.sqrt(reach)), round(centre[1] + math.sqrt(reach))
        column[top:bottom] = bytes([_SUN]) * (bottom - top)
    for layer, ridge in enumerate(ridges):
        column[ridge:] = bytes([_SUN + 1 + layer]) * (HEIGHT - ridge)
    return bytes(column)


def _png(palette: list[Colour], rows: zip[tuple[int, ...]]) -> bytes:
    """A PNG file (https://www.w3.org/TR/png-3/) with a palette and no filter."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    chunks = [(b"IHDR", header), (b"PLTE", bytes(sum(palette, ()))), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
