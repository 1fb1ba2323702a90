"""An article becomes posts, posts wait in the outbox, the outbox empties into the platforms.

    sites ──watch──▶ Article ──compose──▶ Post ──queue──▶ Delivery ──publish──▶ X · Facebook · Mastodon
          sources/            writing/           outbox/             platforms/

`desk` holds the use cases, `show` what people are shown, `scheduler` is the clock, `cli` is the door that people come
in by, `sandbox` is a server for the platforms' stand-ins. Who may import whom is written in `pyproject.toml`, and
import-linter checks it:

    cli → scheduler → wiring → show → desk → settings → sources · writing · outbox · platforms → article → errors
"""

__version__ = "0.1.0"
