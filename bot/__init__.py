"""An article becomes posts, posts wait in the outbox, the outbox empties into the platforms.

    sites ──watch──▶ Article ──compose──▶ Post ──queue──▶ Delivery ──publish──▶ X · Facebook
          feeds/              writing/           outbox/             platforms/

`desk` holds the use cases, `scheduler` is the clock, `cli` is the door that people come in by, `sandbox` stands
in for the platforms. Who may import whom is written in `pyproject.toml` and checked by import-linter:

    cli → scheduler → wiring → desk → settings → feeds · writing · outbox · platforms → article → errors
"""

__version__ = "0.1.0"
