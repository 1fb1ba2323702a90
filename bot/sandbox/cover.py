"""A picture for an article that has none: hills, water and a sun, drawn from the article's own name. Pure."""

from __future__ import annotations

import math
import random

WIDTH, HEIGHT = 1200, 630
"""What https://developers.facebook.com/docs/sharing/webmasters/images advises for a link's picture."""

_SKIES = (
    ("#f6d5b8", "#e8785e", "#1d3557"),
    ("#fbe3c0", "#6aa6b8", "#1f3b4d"),
    ("#ffe0d6", "#d76a8a", "#3b1f4b"),
    ("#e6f0e9", "#7fb7a3", "#22423b"),
    ("#f2e6ff", "#8f7cc9", "#241a4a"),
)
"""Sky at the horizon, sun, and the nearest hills."""


def cover(name: str) -> str:
    """An SVG picture; the same for the same `name`."""
    draw = random.Random(name)
    horizon, sun, near = draw.choice(_SKIES)
    x, y = draw.uniform(0.22, 0.78) * WIDTH, draw.uniform(0.3, 0.48) * HEIGHT
    hills = "".join(_hills(draw, near, layer) for layer in range(4))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fffaf2"/>'
        f'<stop offset="1" stop-color="{horizon}"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#sky)"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{draw.uniform(70, 120):.0f}" fill="{sun}"/>{hills}</svg>'
    )


def _hills(draw: random.Random, colour: str, layer: int) -> str:
    """One ridge; each layer lies lower, and darker, than the one behind it."""
    base, height = HEIGHT * (0.52 + 0.13 * layer), HEIGHT * (0.2 - 0.035 * layer)
    waves = [(draw.uniform(0.6, 2.6) * (1 + layer / 2), draw.uniform(0, math.tau)) for _ in range(3)]
    ridge = (
        (x, base - height * sum(math.sin(f * math.tau * x / WIDTH + p) / (n + 1) for n, (f, p) in enumerate(waves)) / 2)
        for x in range(0, WIDTH + 1, 20)
    )
    path = " ".join(f"L{x} {y:.0f}" for x, y in ridge)
    return f'<path d="M0 {HEIGHT} {path} L{WIDTH} {HEIGHT} Z" fill="{colour}" opacity="{0.3 + 0.22 * layer:.2f}"/>'
